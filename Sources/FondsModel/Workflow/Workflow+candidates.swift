import FondsText

extension Workflow {
  /// Who may take a step of a record on a day, as its trail stands.
  ///
  /// Of readers only the next one may; of several who are needed, those who have not taken it yet.
  /// - Parameter step: its place; nil for the decision of the green channel.
  public func candidates(
    for step: Int?, of record: Node, trail: [TrailEntry], progress: Progress, department: String,
    organization: Organization, on day: CalendarDate
  ) -> [Organization.Person] {
    let requesters = Set(requesters(of: record))
    let approvals = progress.approvals.filter { $0.step != step }.map { trail[$0.entry].by }
    guard let step else {
      let authority = Authority(organization: organization, department: department, day: day)
      return authority.eligible(
        [greenChannel?.to].compactMap(\.self), without: requesters.union(approvals))
    }
    let taken = Set((progress.runs.first { $0.step == step }?.entries ?? []).map { trail[$0].by })
    let definition = steps[step]
    switch definition.actor {
    case .role(let roles, _):
      let authority = Authority(
        organization: organization, department: department, day: day,
        amount: definition.amount.flatMap { record[$0]?.number })
      let isOwnDecision = definition.isApproval && !definition.isSelfAllowed
      let excluded = isOwnDecision ? requesters.union(approvals) : []
      return authority.eligible(roles, without: excluded).filter { definition.isOptional || !taken.contains($0.id) }
    case .person(let field):
      return record.texts(at: field).filter { !taken.contains($0) }.compactMap { organization.person($0) }
        .filter { definition.accepts($0, on: day) }
    case .readers(let field):
      let next = record.texts(at: field).first { !taken.contains($0) }
      return [next.flatMap { organization.person($0) }].compactMap(\.self)
    }
  }
}
