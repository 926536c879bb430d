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
  /// The lines of the trail, which stand last.
  public var trail = ""

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

    """ + more + trail
  }

  /// A policy in force as an office has it: its workflow taken to the end on paper, entered by its owner.
  public var inForce: RecordText {
    with {
      $0.status = "effective"
      $0.more = "effective: 2023-06-01\nbody: 第一条\n" + $0.more
      $0.trail = """
        trail:
          - step: secretariat-review
            by: wang.fang
            decision: approve
            at: 2023-05-04T10:22:00+08:00
            evidence: 批示.pdf
            entered-by: li.na
          - step: management
            by: zhang.wei
            decision: approve
            at: 2023-05-08T08:40:00+08:00
            evidence: 批示.pdf
            entered-by: li.na
          - step: publish
            by: lin.yue
            decision: done
            at: 2023-05-08T09:30:00+08:00
            evidence: 批示.pdf
            entered-by: li.na

        """
    }
  }

  public func with(_ change: (inout RecordText) -> Void) -> RecordText {
    var copy = self
    change(&copy)
    return copy
  }
}
