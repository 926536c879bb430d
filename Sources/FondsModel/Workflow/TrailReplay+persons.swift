import FondsText
import JSONSchema

/// Who was allowed to take the steps, and whether they left what they had to.
extension TrailReplay {
  mutating func judgePersons() {
    for (index, entry) in entries.enumerated() {
      guard let person = organization.person(entry.by) else { continue }
      guard person.isInOffice(on: entry.day) else {
        report(index, entry.node["by"], .notInOffice, entry)
        continue
      }
      if entry.step == Workflow.GreenChannel.step, let role = workflow.greenChannel?.to {
        judge(
          entry, index, roles: [role], Authority(organization: organization, department: department, day: entry.day))
      } else if entry.decision != .withdraw, let step = workflow.index(of: entry.step), isApplicable[step] {
        judge(entry, index, step)
      }
    }
  }

  private mutating func judge(_ entry: TrailEntry, _ index: Int, _ step: Int) {
    switch workflow.steps[step].actor {
    case .role(let roles, _):
      judge(entry, index, roles: roles, authority(step, on: entry.day), step: step)
    case .person(let field):
      let persons = record.texts(at: field)
      guard !persons.contains(entry.by) else {
        let holders = persons.filter { isHolder($0, of: step, on: entry.day) }
        guard holders.contains(entry.by) else {
          return report(
            index, entry.node["by"], .wrongRole(roles: workflow.steps[step].holds, eligible: holders), entry)
        }
        let isOwnDecision = workflow.steps[step].isApproval && !workflow.steps[step].isSelfAllowed
        if isOwnDecision, entry.decision.isVerdict, let refusal = refusal(of: entry, index, step) {
          report(index, entry.node["by"], refusal([]), entry)
        }
        return
      }
      if let number = entry.delegation {
        let principals = persons.filter { isHolder($0, of: step, on: entry.day) }
        claim(number, entry, roles: workflow.steps[step].holds, principals: Set(principals), amount: nil)
      } else {
        report(index, entry.node["by"], .wrongPerson(expected: persons), entry)
      }
    case .readers(let field):
      judgeReader(entry, index, step, record.texts(at: field))
    }
  }

  private func isHolder(_ id: String, of step: Int, on day: CalendarDate) -> Bool {
    workflow.steps[step].accepts(organization.person(id), on: day)
  }

  private mutating func judgeReader(_ entry: TrailEntry, _ index: Int, _ step: Int, _ readers: [String]) {
    guard readers.contains(entry.by) else {
      return report(index, entry.node["by"], .wrongPerson(expected: readers), entry)
    }
    guard let place = taken[step].firstIndex(of: index) else { return }
    let before = Set(taken[step][..<place].map { entries[$0].by })
    guard let next = readers.first(where: { !before.contains($0) }), next != entry.by else { return }
    report(index, entry.node["by"], .notNextReader(next), entry)
  }

  private mutating func judge(
    _ entry: TrailEntry, _ index: Int, roles: [String], _ authority: Authority, step: Int? = nil
  ) {
    let isFree = step.map { workflow.steps[$0].isSelfAllowed || !workflow.steps[$0].isApproval } ?? false
    // Who is left once those are gone who ask, or who have decided in another step.
    var left: [String] {
      authority.eligible(roles, without: isFree ? [] : others(than: step, index).union(requesters)).map(\.id)
    }
    if !authority.holds(entry.by, roles) {
      let left = left
      let principals = Set(left).union(authority.eligible(roles).map(\.id))
      if !principals.contains(entry.by) {
        guard let number = entry.delegation else {
          return report(index, entry.node["by"], .wrongRole(roles: roles, eligible: left), entry)
        }
        claim(number, entry, roles: roles, principals: principals, amount: authority.amount)
      }
    }
    // Who hands a paper on, or says that something was done, decides nothing.
    guard entry.decision.isVerdict, !isFree else { return }
    if let refusal = refusal(of: entry, index, step) {
      report(index, entry.node["by"], refusal(left), entry)
    } else if entry.signature == nil, entry.enteredBy == nil, let role = signing(roles, entry) {
      report(index, entry.node["by"], .unsigned(role: role), entry)
    }
  }

  /// Why somebody may not decide who asks for it, or has decided before, given those who may; nil for anybody else.
  private func refusal(
    of entry: TrailEntry, _ index: Int, _ step: Int?
  ) -> ((_ eligible: [String]) -> TrailFault.Problem)? {
    if requesters.contains(entry.by) { return { .ownRequest(eligible: $0) } }
    return earlierDecision(of: entry.by, than: step, index).map { other in
      { .decidedBefore(step: other, eligible: $0) }
    }
  }

  private func signing(_ roles: [String], _ entry: TrailEntry) -> String? {
    roles.first { name in organization.role(name)?.signsFrom.map { $0 <= entry.day } ?? false }
  }

  private mutating func claim(
    _ number: String, _ entry: TrailEntry, roles: [String], principals: Set<String>, amount: Number?
  ) {
    claims.append(
      DelegationClaim(
        number: number, by: entry.by, at: entry.at, range: (entry.node["delegation"] ?? entry.node).range,
        roles: organization.roles(standingInFor: roles), principals: principals, amount: amount))
  }

  /// Those who have decided on the paper in another step: of the decisions that stand; for one that stands no more, of
  /// all there were. What is decided only after a step excuses nobody in it.
  private func others(than step: Int?, _ index: Int) -> Set<String> {
    let later = step.map { workflow.successors(of: $0) } ?? []
    if standing.contains(where: { $0.entry == index }) {
      let found = standing.filter { approval in
        approval.step != step && !(approval.step.map { later.contains($0) } ?? false)
      }
      return Set(found.map { entries[$0.entry].by })
    }
    let names = Set(later.map { workflow.steps[$0].name })
    return Set(entries.filter { $0.decision == .approve && !names.contains($0.step) }.map(\.by))
  }

  /// An earlier step in which somebody has decided already, where both decisions stand.
  private func earlierDecision(of person: String, than step: Int?, _ index: Int) -> String? {
    guard standing.contains(where: { $0.entry == index }) else { return nil }
    return standing.first { $0.entry < index && $0.step != step && entries[$0.entry].by == person }
      .map { entries[$0.entry].step }
  }

  /// The approvals that stand and that are somebody's own decision.
  private var standing: [Progress.Approval] {
    approvals.filter { approval in approval.step.map { !workflow.steps[$0].isSelfAllowed } ?? true }
  }

  mutating func judgeEvidence() {
    for (step, indices) in taken.enumerated() {
      guard let last = indices.last, let evidence = workflow.steps[step].evidence, isComplete(step) else { continue }
      let found = evidence.faults(in: record)
      guard !found.isEmpty else { continue }
      let fields = found.compactMap { fault -> String? in
        if case .missingProperty(let name, _) = fault.detail { return name }
        if case .key(let name)? = fault.path.tokens.first { return name }
        return nil
      }
      report(last, entries[last].node["step"], .missingEvidence(fields: Array(Set(fields)).sorted()), entries[last])
    }
  }
}
