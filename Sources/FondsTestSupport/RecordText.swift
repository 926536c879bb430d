/// The text of a sound record by the shipped rules, to be changed field by field.
public struct RecordText: Sendable {
  public var id: String
  public var kind = "policy"
  public var title = "考勤制度"
  public var date = "2023-05-08"
  public var status = "draft"
  public var summary = "考勤制度"
  /// Whole lines behind the others.
  public var more = ""

  public init(_ id: String, title: String = "考勤制度", more: String = "") {
    self.id = id
    self.title = title
    self.more = more
    let parts = id.split(separator: "-")
    if parts.count == 4 { date = "\(parts[1])-05-08" }
  }

  /// Where the record is at home.
  public var path: String {
    let parts = id.split(separator: "-")
    return "Records/\(parts[0])/\(parts[1])/\(parts[2])/\(id)_\(date)_\(summary).yaml"
  }

  public var text: String {
    """
    id: \(id)
    kind: \(kind)
    title: \(title)
    date: \(date)
    classification: internal
    retention: 30y
    status: \(status)
    owner: li.na

    """ + more
  }

  public func with(_ change: (inout RecordText) -> Void) -> RecordText {
    var copy = self
    change(&copy)
    return copy
  }
}
