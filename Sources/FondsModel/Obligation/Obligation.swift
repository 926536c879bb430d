import FondsText
import JSONSchema

/// A promise with a date that records of a kind make (`x-fonds.obligations`): what is to be done, by when, by whom.
public struct Obligation: Sendable {
  public let name: String
  public let label: LocalizedText
  /// The list each of whose items is an obligation of its own; nil where the record is.
  let list: String?
  /// Only of records for which this holds; nil for all.
  let recordCondition: Schema?
  /// Only where this holds, of the record or the item; nil for always.
  let condition: Schema?
  let timing: Timing
  /// To whom it falls where no field names a person, or the record leaves that open.
  let role: String?
  let person: FieldChoice?
  /// The fields that say since when it is done. Where neither these nor a condition say so, it is done by a later day in
  /// place of the one from which it counts, or by the end of the record.
  let done: FieldChoice?
  /// What holds once it is done, where no field says since when.
  let met: Schema?
  /// What the obligation is about, in the record's words.
  let detail: FieldChoice?
  let escalation: (after: TimeLimit, to: String)?
  /// How long before its end it begins to be due.
  let reminder: TimeLimit?
  /// The reports that list it as long as it is open, however far ahead it is due.
  public let reports: [String]
  /// The share that is to be done in time, in percent; nil for the office's.
  let target: Int?
  /// Whether it is owed on when the record is no longer in use.
  let outlasts: Bool

  enum Timing: Sendable {
    /// Within a limit from a day or moment: the first whose condition holds.
    case within([ConditionalLimit], from: FieldChoice)
    /// By a day or moment that the record names.
    case due(FieldChoice)
    /// Again and again from a day on, up to another; each time within a limit behind its day.
    case every(Recurrence, from: FieldChoice, until: FieldChoice?, within: TimeLimit?)
  }

  struct ConditionalLimit: Sendable {
    let condition: Schema?
    let limit: TimeLimit
  }

  /// Reads one item of `x-fonds.obligations`, whose form and names have been judged.
  ///
  /// - Parameters:
  ///   - fields: the kind's.
  ///   - outlasts: whether it is owed on when the record is no longer in use.
  ///   - schema: the compiled schema at a place within the item, such as `/when`.
  init?(_ node: Node, fields: [Field], outlasts: Bool = false, schema: (_ pointer: String) -> Schema?) {
    guard let name = node["name"]?.string else { return nil }
    let list = node["each"]?.string
    let parts = list.flatMap { fields.field(at: $0) }?.children ?? []
    func choice(_ key: String) -> FieldChoice? {
      node[key].map { FieldChoice($0, parts: list == nil ? nil : parts) }
    }
    func limit(_ node: Node?) -> TimeLimit? { node?.string.flatMap { TimeLimit($0) } }
    if let due = choice("due") {
      timing = .due(due)
    } else if let from = choice("from"), let every = node["every"]?.string.flatMap({ Recurrence($0) }) {
      timing = .every(every, from: from, until: choice("until"), within: limit(node["within"]))
    } else if let from = choice("from"), let within = node["within"] {
      let limits = (within.sequence ?? []).enumerated().compactMap { index, item in
        limit(item["limit"]).map { ConditionalLimit(condition: schema("/within/\(index)/when"), limit: $0) }
      }
      timing = .within(limit(within).map { [ConditionalLimit(condition: nil, limit: $0)] } ?? limits, from: from)
    } else {
      return nil
    }
    self.name = name
    self.list = list
    label = node["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name)
    recordCondition = schema("/where")
    condition = schema("/when")
    role = node["role"]?.string
    person = choice("person")
    done = choice("done")
    met = schema("/met")
    detail = choice("detail")
    let escalate = node["escalate"]
    escalation = limit(escalate?["after"]).flatMap { after in escalate?["to"]?.string.map { (after, $0) } }
    reminder = limit(node["remind"])
    reports = (node["reports"]?.sequence ?? []).compactMap(\.string)
    target = node["target"]?.integer
    self.outlasts = outlasts
  }

  /// The places within an item of `x-fonds.obligations` where schemas stand.
  static func conditions(of node: Node) -> [(pointer: String, condition: Node)] {
    let own = ["where", "when", "met"].compactMap { key in node[key].map { ("/\(key)", $0) } }
    let limits = (node["within"]?.sequence ?? []).enumerated().compactMap { index, item in
      item["when"].map { ("/within/\(index)/when", $0) }
    }
    return own + limits
  }
}

/// Fields of which the first counts that a record has: `[extended-to, due]`.
struct FieldChoice: Sendable {
  /// Dotted paths, each from the part of a list or from the record.
  let paths: [(path: String, isOfPart: Bool)]

  /// - Parameter parts: the fields of the list's items; nil where the record itself is meant.
  init(_ node: Node, parts: [Field]?) {
    paths = (node.sequence ?? [node]).compactMap(\.string).map { path in
      (path, parts.map { $0.field(at: path) != nil } ?? false)
    }
  }

  /// The values of the first field that has any.
  func values(in part: Node, of root: Node) -> [Node] {
    paths.lazy.map { ($0.isOfPart ? part : root).values(at: $0.path) }.first { !$0.isEmpty } ?? []
  }

  func texts(in part: Node, of root: Node) -> [String] {
    values(in: part, of: root).compactMap(\.string)
  }

  /// The days and moments that they name. Of a month or a quarter it is the last day.
  func times(in part: Node, of root: Node) -> [DayOrMoment] { entries(in: part, of: root).map(\.time) }

  /// The same, with the places where they stand.
  func entries(in part: Node, of root: Node) -> [(time: DayOrMoment, range: Range<Int>)] {
    values(in: part, of: root).compactMap { node in
      node.string.flatMap(DayOrMoment.init(recorded:)).map { ($0, node.range) }
    }
  }
}

extension DayOrMoment {
  /// Reads what a record says of a time: a day, a moment, or a period, of which the last day counts.
  init?(recorded text: String) {
    guard let time = DayOrMoment(text) ?? CalendarPeriod(text).map({ .day($0.last) }) else { return nil }
    self = time
  }
}
