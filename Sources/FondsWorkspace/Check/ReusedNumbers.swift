import FondsGit
import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// Which commits of a history give a number anew that the published archive held.
  ///
  /// What was published elsewhere by then they could not know: two clones take the same next number. That is settled by
  /// what comes after, so long as the record which was published first keeps the number in the end.
  func reusedNumbers(
    _ steps: [NewNumberStep], in history: NewHistory
  ) throws -> [(commit: OID, report: CheckReport)] {
    var notes: [CheckReport.Note] = []
    let published = try takenNumbers(among: Set(steps.map(\.id)), upTo: history.published, notes: &notes)
    var reused: [(NewNumberStep, String)] = []
    var unsettled: [RecordID: NewNumberStep] = [:]
    var kinds: [String: Kind]?
    for step in steps {
      guard let former = published[step.id], !former.blobs.contains(step.blob),
        try !step.parents.contains(where: { try !NumberTable(of: [step.id.series], in: $0).files(of: step.id).isEmpty })
      else { continue }
      let known = try kinds ?? schemas(of: tree(ofCommit: history.end)).kinds
      kinds = known
      if try isPlaceholder(step.blob, known) { continue }
      let past = try history.published.flatMap { try mergeBases($0, step.commit) }
      if let held = try takenNumbers(among: [step.id], upTo: past, notes: &notes)[step.id] {
        reused.append((step, held.path))
      } else {
        unsettled[step.id] = step
      }
    }
    for (id, step) in unsettled {
      guard let former = published[id], try Lineage(of: id, taken: former, in: history, self).isForeignAtEnd else {
        continue
      }
      reused.append((step, former.path))
    }
    var faults = reused.map { step, former in
      var report = CheckReport()
      report.add(NumberReused.check([Change.NewNumber(id: step.id, path: step.path, range: nil, takenAs: former)]))
      return (commit: step.commit, report: report)
    }
    if !notes.isEmpty {
      var report = CheckReport()
      report.notes = notes
      faults.append((history.end, report))
    }
    return faults
  }

  private func isPlaceholder(_ blob: OID, _ kinds: [String: Kind]) throws -> Bool {
    guard case .bytes(let bytes) = try repository.recordContent(blob),
      let name = RecordReader.read(bytes).root?["kind"]?.string, let kind = kinds[name]
    else { return false }
    return kind.type == nil
  }

  /// The commits from which all that two histories share can be reached.
  private func mergeBases(_ one: OID, _ other: OID) throws -> [OID] {
    if try repository.isAncestor(one, of: other) { return [one] }
    let answer = try git.run(["merge-base", "--all", one.description, other.description])
    return answer.standardOutput.split(separator: UInt8(ascii: "\n")).compactMap { OID(hexadecimal: $0) }
  }
}

/// Whose a number is, commit by commit, where two histories gave it to two records: that of the record which was published
/// first, or of the foreign one.
private struct Lineage {
  /// Whether the foreign record has the number at the end of the history.
  let isForeignAtEnd: Bool

  init(of id: RecordID, taken: TakenNumber, in history: NewHistory, _ workspace: Workspace) throws {
    let walk = try RevisionWalk(of: workspace.repository, sorting: [.topological, .reverse])
    try walk.push(history.end)
    for known in history.known { try walk.hide(known) }
    // By commit, the paths that are the foreign record's. What is published has none.
    var foreign: [OID: Set<String>] = [:]
    func files(_ commit: OID) throws -> [String: OID] {
      let tree = try workspace.tree(ofCommit: commit)
      var files: [String: OID] = [:]
      for path in try NumberTable(of: [id.series], in: tree).files(of: id) { files[path] = try tree.file(path)?.blob }
      return files
    }
    while let commit = try walk.next() {
      let parents = try workspace.repository.commit(commit).parents.map { ($0, try files($0)) }
      let own = try files(commit)
      for (path, blob) in own where !taken.blobs.contains(blob) {
        // What it goes on from: the same file, as it is or as it was, else one that is gone.
        let same = parents.filter { $0.1[path] == blob }
        let changed = same.isEmpty ? parents.filter { $0.1[path] != nil } : same
        let isForeign: Bool
        if !changed.isEmpty {
          isForeign = changed.contains { foreign[$0.0]?.contains(path) ?? false }
        } else {
          let gone = parents.flatMap { parent in parent.1.keys.filter { own[$0] == nil }.map { (parent.0, $0) } }
          isForeign = gone.isEmpty || gone.contains { foreign[$0.0]?.contains($0.1) ?? false }
        }
        if isForeign { foreign[commit, default: []].insert(path) }
      }
    }
    isForeignAtEnd = foreign[history.end] != nil
  }
}
