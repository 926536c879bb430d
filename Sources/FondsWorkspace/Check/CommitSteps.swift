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
  /// What each commit of a history does that no commit may: give a number anew, remove a record, rewrite a trail, enter a
  /// step in somebody else's name.
  func checkSteps(of history: NewHistory) throws -> CheckReport {
    var report = CheckReport()
    let walk = try RevisionWalk(of: repository, sorting: [.topological, .reverse])
    try walk.push(history.end)
    for known in history.known { try walk.hide(known) }
    var next = try walk.next()
    guard next != nil else { return report }
    let check = try ChangeCheck(
      of: repository, by: rules(before: history),
      published: PublishedNumbers(history.published.map { try tree(ofCommit: $0) }),
      sealed: SealedYears(of: repository, known: history.known))
    let clock = try clock()
    let comparison = TreeDifference(of: repository)
    var numbers: [NewNumberStep] = []
    while let oid = next {
      let step = try step(oid, comparison, clock)
      let found = try check.result(of: step, tree: tree(ofCommit: oid))
      report.add(found.report)
      numbers += step.newNumbers(found.records)
      next = try walk.next()
    }
    report.add(try reusedNumbers(numbers, in: history))
    return report
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
      day: try day(of: commit.committer.time, clock))
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
