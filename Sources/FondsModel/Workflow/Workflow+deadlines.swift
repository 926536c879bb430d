import FondsText

extension Workflow {
  /// The limits of a record's steps: of those that are open, and of those that were taken.
  ///
  /// A paper that was rejected or withdrawn owes nothing any more. What the green channel went past is to be made up
  /// within its own term.
  /// - Parameter day: on which those who may take a step are looked up.
  public func deadlines(
    of record: Node, trail: [TrailEntry], progress: Progress, department: String, organization: Organization,
    on day: CalendarDate, by time: OfficeTime
  ) -> [Deadline] {
    let isEnded = progress.outcome == .rejected || progress.outcome == .withdrawn
    return progress.runs.compactMap { run in
      let step = steps[run.step]
      guard !step.isOptional, let opened = run.opened, run.completed != nil || (run.isOpen && !isEnded),
        let end = end(of: run, for: record, by: time)
      else { return nil }
      let candidates =
        run.completed == nil
        ? candidates(
          for: run.step, of: record, trail: trail, progress: progress, department: department,
          organization: organization, on: day
        ).map(\.id)
        : run.entries.map { trail[$0].by }
      let taking = run.completed.flatMap { at in run.entries.last { trail[$0].at == at } ?? run.entries.last }
      return Deadline(
        source: .step, record: record["id"]?.string, name: step.name, label: step.label, department: department,
        role: step.roles.first, people: candidates, begin: opened.beginning(in: time.zone), due: end.moment,
        isDay: end.isDay, reminder: time.reminder(of: end, before: nil),
        escalation: step.escalation.map { escalation in
          Deadline.Escalation(at: escalation.after.end(from: opened, by: time).moment, role: escalation.to)
        },
        completion: run.completed.map { .done($0) } ?? .open, doneField: "trail",
        isBeyondCalendar: end.isBeyondCalendar, target: target,
        range: trail.last?.node["at"]?.range ?? record["status"]?.range,
        doneRange: taking.flatMap { trail[$0].node["at"]?.range })
    }
  }
}

extension Workflow {
  /// Until when a step is to be taken; nil where it has no limit, or waits for another.
  public func end(of run: Progress.Run, for record: Node, by time: OfficeTime) -> TimeLimit.End? {
    guard let opened = run.opened else { return nil }
    if !run.isMadeUp, let point = steps[run.step].by { return point.end(after: opened, by: time) }
    let limit = run.isMadeUp ? greenChannel?.makeUpWithin : limit(of: run.step, for: record)
    return limit?.end(from: opened, by: time)
  }
}

extension Workflow.Step {
  /// Whether somebody whom a field names may take it: holds one of the roles that are asked for.
  func accepts(_ person: Organization.Person?, on day: CalendarDate) -> Bool {
    holds.isEmpty || person.map { person in holds.contains { person.holds($0, on: day) } } ?? false
  }

  /// The roles that take it; none where the record names the persons.
  public var roles: [String] {
    if case .role(let roles, _) = actor { return roles }
    return []
  }
}
