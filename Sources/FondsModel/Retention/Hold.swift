import FondsText

/// That some records must not leave, whatever their period: read from a record whose kind says where it stands
/// (`x-fonds.hold`). A record may be under many holds; any one keeps it.
public struct Hold: Sendable, Hashable {
  /// The number of the record that is the hold.
  public let number: String
  public let title: String
  public let reason: String?
  /// The numbers that it names.
  public let records: Set<String>
  /// What it covers besides, as a search for it is written; nil where it names numbers alone.
  public let query: String?
  public let from: CalendarDate?
  /// The day on which it was released; nil where it was not.
  public let until: CalendarDate?
  /// Whether it was granted: a draft, or one that was refused, holds nothing.
  public let isGranted: Bool
  /// Whether it has ended, though it may not say when.
  let isOver: Bool

  /// Whether it keeps records on a day: from its first day to the one before its release.
  public func isInForce(on day: CalendarDate) -> Bool {
    guard isGranted, from.map({ $0 <= day }) ?? true else { return false }
    return until.map { day < $0 } ?? !isOver
  }

  /// Where a kind's records say what they hold.
  struct Fields: Sendable {
    let records: String?
    let query: String?
    let from: String
    let until: String
    let reason: String?
    let release: String?

    /// Reads `x-fonds.hold`, whose form has been judged.
    init?(_ node: Node) {
      guard let from = node["from"]?.string, let until = node["until"]?.string else { return nil }
      self.from = from
      self.until = until
      records = node["records"]?.string
      query = node["query"]?.string
      reason = node["reason"]?.string
      release = node["release"]?.string
    }

    /// The fields by the key that names them.
    static let keys = ["records", "query", "from", "until", "reason", "release"]
  }
}

extension Kind {
  /// Whether its records hold others.
  public var holds: Bool { holdFields != nil }

  /// Where a release says its day and its reason; nil for a kind that holds nothing, or does not say why one ends.
  public var release: (day: String, reason: String)? {
    holdFields.flatMap { fields in fields.release.map { (fields.until, $0) } }
  }

  /// What a record of the kind holds; nil for a kind that holds nothing, and for a record without a number.
  public func hold(in record: Node) -> Hold? {
    guard let fields = holdFields, let number = record["id"]?.string else { return nil }
    func day(_ field: String) -> CalendarDate? { record[field]?.string.flatMap { CalendarDate($0) } }
    let status = record["status"]?.string.flatMap { meaning(ofStatus: $0) }
    return Hold(
      number: number, title: record["title"]?.string ?? "", reason: fields.reason.flatMap { record[$0]?.string },
      records: Set(fields.records.map { record.values(at: $0).compactMap(\.string) } ?? []),
      query: fields.query.flatMap { record[$0]?.string }, from: day(fields.from), until: day(fields.until),
      isGranted: status?.isSettled ?? false, isOver: status?.isOver ?? true)
  }
}
