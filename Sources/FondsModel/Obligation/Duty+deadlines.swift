import FondsText

extension Duty {
  /// The times at which the duty fell due, with what fulfilled each, up to the one under way at a moment.
  public func deadlines(
    evidence: [Evidence], organization: Organization, through last: Moment, by time: OfficeTime
  ) -> [Deadline] {
    let today = time.zone.day(of: last)
    let rounds = every.rounds(
      from: from, through: min(until ?? today, today), until: until, within: grace, by: time)
    guard isPerDepartment else { return deadlines(rounds, evidence, department: nil, time) }
    return debtors(organization).flatMap { department in
      let inForce = organization.departments(department)
      let own = rounds.filter { round in inForce.contains { $0.isInForce(on: round.period.last) } }
      return deadlines(own, evidence.filter { $0.department == department }, department: department, time)
    }
  }

  private func debtors(_ organization: Organization) -> [String] {
    var seen: Set<String> = []
    return organization.departments.map(\.code)
      .filter { (departments.isEmpty || departments.contains($0)) && seen.insert($0).inserted }
  }

  private func deadlines(
    _ rounds: [Round], _ evidence: [Evidence], department: String?, _ time: OfficeTime
  ) -> [Deadline] {
    let found = evidence.filter { department != nil || departments.isEmpty || departments.contains($0.department) }
      .map { Round.Evidence(day: $0.day, done: $0.done, record: $0.record) }
    return zip(rounds, Round.met(rounds, by: found)).map { round, evidence in
      Deadline(
        source: .duty, record: evidence?.record, name: name, label: label, part: round.period.last.description,
        department: department ?? (departments.count == 1 ? departments.first : nil), role: role,
        begin: time.zone.start(of: round.period.first), due: round.end.moment, isDay: round.end.isDay,
        reminder: time.reminder(of: round.end, before: reminder),
        escalation: escalation.map { round.escalation(after: $0, to: $1, by: time) },
        completion: evidence.map { .done($0.done) } ?? .open, isBeyondCalendar: round.end.isBeyondCalendar,
        isRecurring: true, target: target, range: range)
    }
  }
}
