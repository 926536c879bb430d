import FondsText
import JSONSchema

/// Something that comes round in the office whether or not anybody opens a record for it (`Schemas/duties.yaml`): a
/// stocktake each quarter, a report by the 5th. A record of a kind, or a row of one, fulfils it.
public struct Duty: Sendable {
  public let name: String
  public let label: LocalizedText
  let every: Recurrence
  let from: CalendarDate
  let until: CalendarDate?
  /// Whether each department owes it, or the fonds once.
  let isPerDepartment: Bool
  /// The departments that owe it; empty for all.
  let departments: [String]
  public let role: String?
  /// The kind whose records fulfil it.
  public let kind: String
  /// Only records for which this holds; nil for all.
  let recordCondition: Schema?
  /// Only rows for which this holds; nil for all.
  let rowCondition: Schema?
  /// The list whose items fulfil it, one each; nil where the record does.
  let rows: String?
  /// The field that says which day, or which month or quarter, a record or row is of.
  let day: String
  /// The field that says since when it is done; nil where that is the day.
  let done: String?
  let grace: TimeLimit?
  let escalation: (after: TimeLimit, to: String)?
  let reminder: TimeLimit?
  /// The share that is to be done in time, in percent; nil for the office's.
  let target: Int?
  /// Where its name stands in the file.
  let range: Range<Int>?

  /// The file of the duties.
  public static let path = ConfigurationForm.duties.path

  /// Reads one item of the file, whose form and names have been judged.
  /// - Parameter schema: the compiled schema at a place within the item, such as `/when`.
  init?(_ node: Node, schema: (_ pointer: String) -> Schema?) {
    guard let name = node["name"]?.string, let every = node["every"]?.string.flatMap({ Recurrence($0) }),
      let from = node["from"]?.string.flatMap({ CalendarDate($0) }), let kind = node["kind"]?.string
    else { return nil }
    func limit(_ node: Node?) -> TimeLimit? { node?.string.flatMap { TimeLimit($0) } }
    self.name = name
    label = node["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name)
    self.every = every
    self.from = from
    until = node["until"]?.string.flatMap { CalendarDate($0) }
    isPerDepartment = node["per"]?.string == "department"
    departments = (node["departments"]?.sequence ?? []).compactMap(\.string)
    role = node["role"]?.string
    self.kind = kind
    recordCondition = schema("/where")
    rowCondition = schema("/when")
    rows = node["rows"]?.string
    day = node["day"]?.string ?? "date"
    done = node["done"]?.string
    grace = limit(node["within"])
    let escalate = node["escalate"]
    escalation = limit(escalate?["after"]).flatMap { after in escalate?["to"]?.string.map { (after, $0) } }
    reminder = limit(node["remind"])
    target = node["target"]?.integer
    range = node["name"]?.range
  }

  /// What fulfils a duty: a record, or a row of one.
  public struct Evidence: Sendable, Hashable {
    public let day: CalendarDate
    public let done: Moment
    public let record: String
    public let department: String

    public init(day: CalendarDate, done: Moment, record: String, department: String) {
      self.day = day
      self.done = done
      self.record = record
      self.department = department
    }
  }

  /// What a record of the kind contributes. A draft, or a record that was rejected or withdrawn, contributes nothing; a
  /// sheet's rows count from the first.
  public func evidence(in root: Node, kind: Kind, zone: OfficeZone) -> [Evidence] {
    guard kind.name == self.kind, let id = root["id"]?.string, let department = RecordID(id)?.series.department,
      let status = root["status"]?.string.flatMap({ kind.meaning(ofStatus: $0) }), status.isSettled || rows != nil
    else { return [] }
    guard status != .rejected, status != .withdrawn, recordCondition?.isValid(root) ?? true else { return [] }
    let parts = rows.map { root.values(at: $0) } ?? [root]
    return parts.compactMap { part in
      guard rowCondition?.isValid(part) ?? true else { return nil }
      // A row may leave to its sheet what the whole sheet says.
      func times(_ field: String) -> [DayOrMoment] {
        let own = part.values(at: field)
        return (own.isEmpty ? root.values(at: field) : own).compactMap(\.string).compactMap(DayOrMoment.init(recorded:))
      }
      guard let time = times(day).last else { return nil }
      let done = self.done.map { times($0) } ?? []
      guard self.done == nil || !done.isEmpty else { return nil }
      return Evidence(
        day: time.day(in: zone), done: (done.last ?? recorded(root, time)).beginning(in: zone), record: id,
        department: department)
    }
  }

  /// Of what a record says about a month, the record's own day is when it was done.
  private func recorded(_ root: Node, _ time: DayOrMoment) -> DayOrMoment {
    guard rows == nil, let date = root["date"]?.string.flatMap({ CalendarDate($0) }) else { return time }
    return .day(date)
  }
}
