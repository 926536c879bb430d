import FondsText

extension Schemas {
  /// Everything that a record is to have done in time: what it promises, what its secrecy asks for, and
  /// the open and taken steps of its workflow.
  ///
  /// - Parameters:
  ///   - day: on which those who may take a step are looked up.
  ///   - last: up to when what recurs is listed.
  public func deadlines(
    of root: Node, kind: Kind, on day: CalendarDate, through last: Moment, by time: OfficeTime
  ) -> [Deadline] {
    kind.deadlines(of: root, through: last, by: time) + secrecyDeadlines(of: root, kind: kind, through: last, by: time)
      + steps(of: root, kind: kind, on: day, by: time)
  }

  /// Whether a record may still owe something at a moment or later, the steps of its workflow left out.
  public func mayOwe(_ root: Node, kind: Kind, from moment: Moment, by time: OfficeTime) -> Bool {
    kind.mayOwe(root, from: moment, by: time) || (kind.type != nil && classification.secrecy(of: root) != nil)
  }

  /// The limits of the steps of a record's workflow.
  public func steps(of root: Node, kind: Kind, on day: CalendarDate, by time: OfficeTime) -> [Deadline] {
    guard let workflow = workflow(of: kind), let trail = TrailEntry.trail(of: root),
      let id = root["id"]?.string.flatMap({ RecordID($0) }),
      let progress = Progress(of: root, kind: kind, schemas: self, organization: organization)
    else { return [] }
    return workflow.deadlines(
      of: root, trail: trail, progress: progress, department: id.series.department, organization: organization,
      on: day, by: time)
  }
}
