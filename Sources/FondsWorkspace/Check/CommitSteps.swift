import FondsGit
import FondsModel
import FondsRules
import FondsText

/// Commits that are new to somebody, and what they are held against.
struct NewHistory {
  let end: OID
  /// What is known already, with all that leads to it.
  let known: [OID]
  /// The commit whose rules judge; nil for an empty archive, which trusts what it gets.
  let rules: OID?
  /// The tips of the published archive.
  let published: [OID]
}

/// A number that a commit brought.
struct NewNumberStep {
  let commit: OID
  let parents: [CommittedTree]
  let id: RecordID
  let path: String
  let blob: OID
}

extension Workspace {
  /// What the commits of a history do that none may: give a number anew, remove a record, rewrite a trail, enter a step in
  /// somebody else's name. Those that do nothing of it are left out.
  ///
  /// - Parameter judged: commits that were looked at already, by the same rules, with the numbers that they brought; these
  ///   are added.
  func stepFaults(
    of history: NewHistory, judged: inout [OID: [NewNumberStep]]
  ) throws -> [(commit: OID, report: CheckReport)] {
    let walk = try RevisionWalk(of: repository, sorting: [.topological, .reverse])
    try walk.push(history.end)
    for known in history.known { try walk.hide(known) }
    var next = try walk.next()
    guard next != nil else { return [] }
    let schemas = try rules(before: history)
    let clock = OfficeClock(zone: schemas.settings.timeZone)
    let check = try ChangeCheck(
      of: repository, by: schemas,
      published: PublishedNumbers(history.published.map { try tree(ofCommit: $0) }),
      sealed: SealedYears(of: repository, known: history.known),
      holds: HoldRegister(of: self, base: tree(ofCommit: history.rules), schemas: schemas))
    let comparison = TreeDifference(of: repository, isStrict: surroundings.isHook)
    var faults: [(commit: OID, report: CheckReport)] = []
    var numbers: [NewNumberStep] = []
    while let oid = next {
      next = try walk.next()
      if let known = judged[oid] {
        numbers += known
        continue
      }
      let step = try step(oid, comparison, clock)
      let found = try check.result(of: step, tree: tree(ofCommit: oid))
      if !found.report.diagnostics.isEmpty { faults.append((oid, found.report)) }
      let new = step.newNumbers(found.records)
      judged[oid] = new
      numbers += new
    }
    return faults + (try reusedNumbers(numbers, in: history))
  }

  /// The rules before a history. Addresses and powers are those of the organisation then: nobody makes themself a person
  /// of the office on the way.
  private func rules(before history: NewHistory) throws -> Schemas {
    let before = try tree(ofCommit: history.rules)
    // Only an empty archive trusts what is pushed.
    let hasRules = try !before.files(below: Schemas.root).isEmpty
    return try schemas(of: hasRules ? before : tree(ofCommit: history.end))
  }

  private func step(_ oid: OID, _ comparison: TreeDifference, _ clock: OfficeClock) throws -> ChangeCheck.Step {
    let commit = try repository.commit(oid)
    let parents = try commit.parents.map { try tree(ofCommit: $0) }
    let roots = parents.isEmpty ? [nil] : parents.map(\.root)
    let changes = try roots.map { root in
      try comparison.changes(from: root, to: commit.tree).filter { Self.keeps($0.path) }
    }
    return ChangeCheck.Step(
      commit: oid, changes: changes, parents: parents, author: commit.author.email,
      day: try day(of: commit.committer.time, clock), rules: try ruleChange(of: commit, changes, clock: clock))
  }
}

extension Workspace {
  /// The office's day of a commit: a date that has not come yet is nobody's.
  func day(of seconds: Int64, _ clock: OfficeClock) throws -> CalendarDate {
    try clock.day(of: Moment(seconds: min(seconds, surroundings.now?.seconds ?? seconds), offsetMinutes: 0))
  }
}

extension ChangeCheck.Step {
  /// The numbers among some changed records that no parent has a record of.
  fileprivate func newNumbers(_ records: [RecordChange]) -> [NewNumberStep] {
    records.compactMap { record in
      guard let commit, record.before.isEmpty, let path = record.after?.path,
        let blob = changes.lazy.compactMap({ $0.first { $0.path == path }?.new?.oid }).first
      else { return nil }
      return NewNumberStep(commit: commit, parents: parents, id: record.id, path: path, blob: blob)
    }
  }
}
