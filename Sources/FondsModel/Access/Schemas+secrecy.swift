import FondsText

extension Classification {
  /// The review as an obligation of every classified record, from its date on until its secrecy ends.
  static func reviewObligation(_ block: Node) -> Obligation? {
    let own: [Mapping.Entry] = [
      .init(key: "name", value: Node(.string("classification-review"))),
      .init(
        key: "label",
        value: Node(
          .mapping(
            Mapping([
              .init(key: "en", value: Node(.string("Review of the classification"))),
              .init(key: "zh", value: Node(.string("密级审核"))),
            ])))),
      .init(key: "from", value: Node(.string("date"))),
      .init(key: "done", value: Node(.string("secrecy-reviews.date"))),
    ]
    let said = block.mapping?.entries ?? []
    return Obligation(Node(.mapping(Mapping(own + said))), fields: [], outlasts: true) { _ in nil }
  }
}

extension Schemas {
  /// What the secrecy of a record asks for: a review in turn, and to be declassified once its term is over. Whether the
  /// record is still in use makes no difference.
  func secrecyDeadlines(of root: Node, kind: Kind, through last: Moment, by time: OfficeTime) -> [Deadline] {
    guard kind.type != nil, let secrecy = classification.secrecy(of: root) else { return [] }
    let end = secrecy.end.map { time.zone.end(of: $0) }
    let horizon = end.map { $0.seconds < last.seconds ? $0 : last } ?? last
    let reviews = classification.review.map { $0.deadlines(of: root, kind: kind, through: horizon, by: time) } ?? []
    // A round that ends only after the secrecy does is the declassification's.
    let due = reviews.filter { review in end.map { review.due.seconds <= $0.seconds } ?? true }
    return due + [declassification(of: root, secrecy, by: time)].compactMap(\.self)
  }

  private func declassification(of root: Node, _ secrecy: Secrecy, by time: OfficeTime) -> Deadline? {
    guard let end = secrecy.end else { return nil }
    let number = root["id"]?.string
    let limit = TimeLimit.End(moment: time.zone.end(of: end), isDay: true, isBeyondCalendar: false)
    return Deadline(
      source: .obligation, record: number, name: "declassification",
      label: LocalizedText(en: "Declassification", zh: "期满解密"), detail: secrecy.condition,
      department: number.flatMap { RecordID($0) }?.series.department, role: classification.review?.role,
      people: classification.review?.role == nil ? [root["owner"]?.string].compactMap(\.self) : [],
      due: limit.moment, isDay: true, reminder: time.reminder(of: limit, before: classification.review?.reminder),
      range: secrecy.range ?? root["classification"]?.range)
  }
}
