import FondsGit
import FondsModel
import FondsRules

/// One commit of a range that is checked.
struct CommitStep {
  let commit: CommitInfo
  let parents: [CommittedTree]
  /// What it changes below `Records/`, against its first parent.
  let changes: [TreeChange]
}

extension Workspace {
  /// What each commit of a range does that no commit may: give a number anew, rewrite a trail, enter a step in somebody
  /// else's name.
  ///
  /// - Parameter start: nil for everything that leads to the end.
  func checkSteps(from start: OID?, to end: OID) throws -> CheckReport {
    let walk = try RevisionWalk(of: repository, sorting: [.topological, .reverse])
    try walk.push(end)
    if let start { try walk.hide(start) }
    let comparison = TreeDifference(of: repository, below: RecordPath.root)
    var steps: [CommitStep] = []
    while let oid = try walk.next() {
      let commit = try repository.commit(oid)
      let parents = try commit.parents.map { try tree(ofCommit: $0) }
      let changes = try comparison.changes(from: parents.first?.root, to: commit.tree)
      steps.append(CommitStep(commit: commit, parents: parents, changes: changes))
    }
    var report = try start.map { try reusedNumbers(steps, from: $0, to: end) } ?? CheckReport()
    report.add(try trailFaults(in: steps, from: start, to: end))
    return report
  }

  /// What the commits of a range do to trails that none may. Addresses are those of the organisation before the range:
  /// nobody makes themself a person of the office on the way.
  private func trailFaults(in steps: [CommitStep], from start: OID?, to end: OID) throws -> CheckReport {
    var report = CheckReport()
    guard steps.contains(where: { !$0.changes.isEmpty }) else { return report }
    let before = try tree(ofCommit: start)
    let hasRules = try !before.files(below: Schemas.root).isEmpty
    // Only an empty repository trusts what is pushed.
    let schemas = try self.schemas(of: hasRules ? before : tree(ofCommit: end))
    let checker = Checker(schemas: schemas)
    for step in steps {
      let trails = try trailChanges(
        in: step.changes, parents: step.parents, author: step.commit.author.email, by: schemas)
      let found = checker.check(Change(trails: trails))
      report.add(found)
      for diagnostic in found where report.sources[diagnostic.path] == nil {
        let blob = step.changes.first { $0.path == diagnostic.path }?.new?.oid
        report.sources[diagnostic.path] = try blob.map { try repository.readBlob($0) }
      }
    }
    return report
  }
}
