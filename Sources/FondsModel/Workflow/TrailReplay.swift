import FondsText
import JSONSchema

extension Workflow {
  /// Replays a record's trail.
  ///
  /// - Parameters:
  ///   - trail: the entries, in the order of the record.
  ///   - department: the record's department, in which roles are resolved.
  public func progress(
    of record: Node, trail: [TrailEntry], department: String, organization: Organization
  ) -> Progress {
    var replay = TrailReplay(workflow: self, record: record, department: department, organization: organization)
    for (index, entry) in trail.enumerated() { replay.take(entry, at: index) }
    return replay.progress
  }
}

/// The state of a paper while its trail is read.
struct TrailReplay {
  let workflow: Workflow
  let record: Node
  let department: String
  let organization: Organization
  let isApplicable: [Bool]
  let isGreen: Bool
  let requesters: Set<String>

  var entries: [TrailEntry] = []
  /// The entries that took each step, by their place in the trail.
  var taken: [[Int]]
  /// From which moment a step that was returned to counts.
  var reopened: [Int: Moment] = [:]
  /// The leader's decision by the green channel.
  var green: Int?
  var ended: Progress.Outcome?
  var isReturned = false
  var faults: [TrailFault] = []
  var claims: [DelegationClaim] = []
  /// Those that stand, once every entry has been read.
  private(set) var approvals: [Progress.Approval] = []

  init(workflow: Workflow, record: Node, department: String, organization: Organization) {
    self.workflow = workflow
    self.record = record
    self.department = department
    self.organization = organization
    isApplicable = workflow.steps.indices.map { index in
      guard workflow.applies(index, to: record) else { return false }
      switch workflow.steps[index].actor {
      case .role, .person: return true
      // Nobody to read it, nothing to circulate.
      case .readers(let field): return !record.texts(at: field).isEmpty
      }
    }
    isGreen = workflow.isGreen(record)
    requesters = Set(workflow.requesters(of: record))
    taken = Array(repeating: [], count: workflow.steps.count)
  }

  // MARK: Entries

  mutating func take(_ entry: TrailEntry, at index: Int) {
    if let last = entries.last, entry.at.seconds < last.at.seconds {
      report(index, entry.node["at"], .earlierThanBefore(last.at), entry)
    }
    entries.append(entry)
    if let ended { return report(index, entry.node["step"], .alreadyEnded(ended), entry) }
    if entry.decision == .withdraw { return withdraw(entry, index) }
    if entry.step == Workflow.GreenChannel.step, workflow.greenChannel?.to != nil { return skip(entry, index) }
    guard let step = workflow.index(of: entry.step) else {
      let nearest = nearestName(to: entry.step, among: workflow.steps.map(\.name))
      return report(index, entry.node["step"], .unknownStep(nearest: nearest), entry)
    }
    take(step, entry, index)
  }

  private mutating func take(_ step: Int, _ entry: TrailEntry, _ index: Int) {
    let definition = workflow.steps[step]
    guard isApplicable[step] else { return report(index, entry.node["step"], .notApplicable, entry) }
    guard definition.decisions.contains(entry.decision) else {
      return report(index, entry.node["decision"], .wrongDecision(allowed: definition.decisions), entry)
    }
    let waiting = isSkipped(step) ? [] : predecessors(of: step).filter { !isComplete($0) && !isSkipped($0) }
    if !waiting.isEmpty {
      report(index, entry.node["step"], .waits(for: waiting.map { workflow.steps[$0].name }), entry)
    } else if !definition.isOptional, isComplete(step) || taken[step].contains(where: { entries[$0].by == entry.by }) {
      return report(index, entry.node["step"], .alreadyTaken, entry)
    }
    checkHand(entry, index)
    switch entry.decision {
    case .reject: ended = .rejected
    case .return: goBack(from: step, entry, index)
    default:
      taken[step].append(index)
      isReturned = false
    }
  }

  private mutating func goBack(from step: Int, _ entry: TrailEntry, _ index: Int) {
    var void = Set(workflow.steps.indices)
    if let name = entry.to {
      let earlier = workflow.steps.indices.filter { $0 != step && workflow.successors(of: $0).contains(step) }
      guard let target = workflow.index(of: name), earlier.contains(target), isApplicable[target] else {
        let known = earlier.filter { isApplicable[$0] }.map { workflow.steps[$0].name }
        return report(index, entry.node["to"], .returnNotBack(known: known), entry)
      }
      void = workflow.successors(of: target)
      reopened[target] = entry.at
    } else {
      isReturned = true
      for first in workflow.steps.indices where predecessors(of: first).isEmpty { reopened[first] = entry.at }
    }
    for step in void { taken[step] = [] }
    green = nil
  }

  private mutating func withdraw(_ entry: TrailEntry, _ index: Int) {
    guard !isDone else { return report(index, entry.node["step"], .alreadyEnded(.done), entry) }
    let allowed = requesters.union([record["owner"]?.string].compactMap(\.self))
    if !allowed.contains(entry.by) {
      report(index, entry.node["by"], .wrongPerson(expected: allowed.sorted()), entry)
    }
    checkHand(entry, index)
    ended = .withdrawn
  }

  private mutating func skip(_ entry: TrailEntry, _ index: Int) {
    guard isGreen else { return report(index, entry.node["step"], .notApplicable, entry) }
    guard green == nil, !isDone else { return report(index, entry.node["step"], .alreadyTaken, entry) }
    guard entry.decision.isVerdict else {
      return report(index, entry.node["decision"], .wrongDecision(allowed: [.approve, .reject]), entry)
    }
    checkHand(entry, index)
    if entry.decision == .reject { ended = .rejected } else { green = index }
    isReturned = false
  }

  /// What holds for every entry: a decision on paper is entered by another, with its scan.
  private mutating func checkHand(_ entry: TrailEntry, _ index: Int) {
    if let enteredBy = entry.enteredBy {
      if enteredBy == entry.by {
        report(index, entry.node["entered-by"], .enteredByDecider, entry)
      } else if entry.evidence == nil {
        report(index, entry.node["entered-by"], .noScan, entry)
      }
    }
  }

  mutating func report(_ index: Int, _ node: Node?, _ problem: TrailFault.Problem, _ entry: TrailEntry) {
    faults.append(TrailFault(entry: index, range: (node ?? entry.node).range, problem: problem))
  }

  // MARK: State

  /// The steps that apply and come directly before one; those that do not apply are seen through.
  private func predecessors(of step: Int) -> [Int] {
    var pending = workflow.steps[step].after
    // Mostly the step before it, which applies.
    if pending.count <= 1, pending.allSatisfy({ isApplicable[$0] && !workflow.steps[$0].isOptional }) { return pending }
    var found: Set<Int> = []
    while let next = pending.popLast() {
      if isApplicable[next], !workflow.steps[next].isOptional {
        found.insert(next)
      } else {
        pending += workflow.steps[next].after
      }
    }
    return found.sorted()
  }

  private func isSkipped(_ step: Int) -> Bool {
    guard isGreen, let channel = workflow.greenChannel, channel.skips.contains(step) else { return false }
    return channel.to == nil || green != nil
  }

  /// Whether the green channel went past a step before it was taken: it is, or was, to be made up.
  private func isMadeUp(_ step: Int) -> Bool {
    guard isSkipped(step) else { return false }
    guard let green, isComplete(step), let last = taken[step].last else { return true }
    return last > green
  }

  func isComplete(_ step: Int) -> Bool {
    guard isApplicable[step] else { return true }
    return missing(step) == 0
  }

  /// How many have still to take a step.
  private func missing(_ step: Int) -> Int {
    // What nearly every step waits for, and it is asked many times.
    if case .role(_, .some(1)) = workflow.steps[step].actor { return taken[step].isEmpty ? 1 : 0 }
    // Nor is one person whom the record names, and nobody stands in for.
    if case .person(let field) = workflow.steps[step].actor, case let named = record.texts(at: field), named.count == 1,
      taken[step].allSatisfy({ entries[$0].delegation == nil })
    {
      return taken[step].contains { entries[$0].by == named[0] } ? 0 : 1
    }
    let by = Set(taken[step].map { entries[$0].by })
    switch workflow.steps[step].actor {
    case .role(_, .some(let count)): return max(0, count - by.count)
    case .role(let roles, .all):
      guard let day = taken[step].map({ entries[$0].day }).max() else { return 1 }
      let holders = authority(step, on: day).eligible(roles, without: excluded(from: step))
      return holders.count { !by.contains($0.id) }
    case .person(let field), .readers(let field):
      let named = Set(record.texts(at: field))
      // Whom it waits for may not be known yet.
      return named.isEmpty ? 1 : named.subtracting(by.union(onBehalf(step))).count
    }
  }

  /// The persons in whose place somebody took a step under a delegation.
  private func onBehalf(_ step: Int) -> Set<String> {
    guard taken[step].contains(where: { entries[$0].delegation != nil }) else { return [] }
    switch workflow.steps[step].actor {
    case .person(let field): return Set(record.texts(at: field))
    case .role, .readers: return []
    }
  }

  private var isDone: Bool {
    workflow.steps.indices.allSatisfy { workflow.steps[$0].isOptional || isComplete($0) }
  }

  func authority(_ step: Int, on day: CalendarDate) -> Authority {
    Authority(
      organization: organization, department: department, day: day,
      amount: workflow.steps[step].amount.flatMap { record[$0]?.number })
  }

  /// Those who may not decide in a step: who asks, and who has decided in another.
  private func excluded(from step: Int) -> Set<String> {
    let definition = workflow.steps[step]
    guard definition.isApproval, !definition.isSelfAllowed else { return [] }
    let others = workflow.steps.indices.filter { $0 != step && workflow.steps[$0].isApproval }
    return others.reduce(into: requesters) { found, other in
      found.formUnion(taken[other].filter { entries[$0].decision == .approve }.map { entries[$0].by })
    }
  }

  // MARK: Result

  /// The whole, once every entry has been read. Who was allowed to decide is judged only here: of two steps that do not
  /// wait for one another it must not matter which was entered first.
  var progress: Progress {
    var judged = self
    judged.approvals = standingApprovals()
    judged.judgePersons()
    judged.judgeEvidence()
    let outcome: Progress.Outcome =
      ended ?? (isDone ? .done : isReturned ? .returned : entries.isEmpty ? .notBegun : .underWay)
    return Progress(
      outcome: outcome, status: status,
      faults: judged.faults.sorted { ($0.entry, $0.range.lowerBound) < ($1.entry, $1.range.lowerBound) },
      claims: judged.claims, approvals: judged.approvals, replay: judged)
  }

  /// Whether nothing waits for a step any more: it is complete, or the green channel went past it.
  private func isPassed(_ step: Int) -> Bool {
    workflow.steps[step].isOptional || isComplete(step) || isSkipped(step)
  }

  private var status: String? {
    if workflow.steps.indices.allSatisfy(isPassed) { return workflow.done }
    return workflow.steps.indices.last { step in
      guard workflow.steps[step].status != nil, isApplicable[step], isPassed(step) else { return false }
      return !workflow.steps[step].isOptional || !taken[step].isEmpty
    }
    .flatMap { workflow.steps[$0].status }
  }

  var statusesToCome: [String] {
    let open = workflow.steps.indices.filter { !isPassed($0) }
    return open.isEmpty ? [] : open.compactMap { workflow.steps[$0].status } + [workflow.done]
  }

  private func standingApprovals() -> [Progress.Approval] {
    let steps = taken.enumerated().flatMap { step, indices in
      indices.filter { entries[$0].decision == .approve }.map { Progress.Approval(entry: $0, step: step) }
    }
    return ([green.map { Progress.Approval(entry: $0, step: nil) }].compactMap(\.self) + steps)
      .sorted { $0.entry < $1.entry }
  }

  var runs: [Progress.Run] {
    workflow.steps.indices.filter { isApplicable[$0] }.map { step in
      let isComplete = isComplete(step)
      let waits = !isSkipped(step) && predecessors(of: step).contains { !self.isComplete($0) && !isSkipped($0) }
      let isOptional = workflow.steps[step].isOptional
      return Progress.Run(
        step: step, opened: waits ? nil : opening(of: step),
        completed: isComplete && !taken[step].isEmpty ? taken[step].map { entries[$0].at }.last : nil,
        entries: taken[step], isOpen: ended == nil && !waits && (!isComplete || isOptional),
        isMadeUp: isMadeUp(step))
    }
  }

  private func opening(of step: Int) -> DayOrMoment? {
    // The term of what is made up counts from the leader's decision, whatever the step itself counts from.
    if isMadeUp(step), let green { return .moment(entries[green].at) }
    if let start = workflow.steps[step].from.flatMap({ record.texts(at: $0).first.flatMap { DayOrMoment($0) } }) {
      return start
    }
    // What is made up later opened its successors when the leader decided.
    let before =
      predecessors(of: step).flatMap { isMadeUp($0) ? [green].compactMap(\.self) : taken[$0] }.map { entries[$0].at }
      + [reopened[step]].compactMap(\.self)
    if let last = before.max(by: { $0.seconds < $1.seconds }) { return .moment(last) }
    let beginning = workflow.from.flatMap { record.texts(at: $0).first.flatMap { DayOrMoment($0) } }
    return beginning ?? record["date"]?.string.flatMap { DayOrMoment($0) }
  }
}
