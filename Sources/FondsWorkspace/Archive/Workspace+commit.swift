import FondsGit
import FondsModel
import FondsRules
import FondsText

/// What `fonds commit` did.
public enum CommitOutcome: Sendable {
  case committed(OID, actions: Int, records: [RecordID], fixes: AppliedFixes, report: CheckReport)
  /// Faults stand in the way: nothing was committed.
  case refused(CheckReport, fixes: AppliedFixes)
  /// Once the form of the text was mended, nothing differed from what is committed.
  case unchanged(fixes: AppliedFixes)
}

extension Workspace {
  /// Commits what changed below `Records/` and `Schemas/`, or at some paths, if it is sound.
  ///
  /// Objects are written first, then Git's index, then the branch moves: a process that is killed in between leaves what
  /// `git add` would have left, and running it again completes it. Other staged files stay staged.
  /// - Parameters:
  ///   - paths: from the root; nil for everything.
  ///   - action: what the change is, where it is more than an edit, such as a step of a workflow.
  public func commit(
    paths: [String]?, message: String?, identity overrides: Identity.Overrides, now: Moment, language: Language,
    action: FileAction.Action? = nil
  ) throws -> CommitOutcome {
    _ = try requireRoot()
    return try withLock {
      let identity = try self.identity(overrides, now: now)
      let merged = try requireCommittable()
      let schemas = try self.schemas(of: workTree())
      let files = try changedFiles(paths, schemas)
      let found = try checkFiles(files, schemas)
      // What is no file, or too large for one, can't even be stored.
      guard !found.diagnostics.contains(where: { ["TXT009", "TXT010"].contains($0.code) || $0.path.isUnaddressable })
      else {
        return .refused(found, fixes: AppliedFixes())
      }
      var fixes = try mendText(of: files, found, schemas)
      fixes.marked = try markSuperseded(by: files.filter { $0.state != .deleted }.map(\.path), schemas)
      let paths = paths.map { $0 + fixes.marked.map(\.path) }
      // What was mended may differ no more.
      let stage = try Stage(
        self, files: fixes.isEmpty ? files : changedFiles(paths, schemas), isMerge: !merged.isEmpty)
      guard !stage.changes.isEmpty || !merged.isEmpty else {
        guard !fixes.isEmpty else { throw WorkspaceError.nothingToCommit }
        return .unchanged(fixes: fixes)
      }
      let head = try repository.head()
      let base = try tree(ofCommit: head)
      let parents = [base] + (try merged.map { try tree(ofCommit: $0) })
      let newTree = try stage.writeTree(over: base)
      // A merge commits Git's index: what is judged is the tree that comes of it.
      let changes = try merged.isEmpty ? stage.changes : recordChanges(from: base.root, to: newTree)
      var report = try check(
        changes, over: base, parents: parents,
        as: OneCommit(author: identity.author.email, time: identity.committer.time))
      report.sort()
      guard report.isClean else { return .refused(report, fixes: fixes) }

      // What a merge brings is not its own doing.
      let own = try changes.filter { change in
        try !parents.dropFirst().contains { try $0.file(change.path)?.blob == change.new?.oid }
      }
      let actions = try fileActions(of: own, action: action)
      let subject = try message ?? (merged.isEmpty ? nil : repository.preparedMessage()?.firstLine)
      let text = CommitMessage(actions: actions, language: language).text(subject: subject)
      try stage.writeIndex()
      let commit: OID
      do throws(any Error) {
        commit = try repository.createCommit(
          tree: newTree, parents: [head].compactMap(\.self) + merged, author: identity.author,
          committer: identity.committer, message: text, updatingHead: true)
      } catch let error as GitError where error.code == .modified {
        throw WorkspaceError.headMoved
      }
      if !merged.isEmpty { try repository.cleanupState() }
      // Milliseconds, where the index was up to date; else it catches up when somebody searches.
      _ = try currentIndexIfCheap()
      packIfDue()
      let records = Array(Set(actions.compactMap(\.id))).sorted()
      return .committed(commit, actions: actions.count, records: records, fixes: fixes, report: report)
    }
  }

  /// The other parents of the commit to make. Throws where a merge has conflicts, or something else is under way.
  private func requireCommittable() throws -> [OID] {
    switch repository.state {
    case .none: return []
    case .merge:
      let conflicts = try Index(of: repository).conflictedPaths()
      guard conflicts.isEmpty else { throw WorkspaceError.unfinished("merge", paths: conflicts) }
      return try repository.mergeHeads()
    default:
      throw WorkspaceError.unfinished("\(repository.state)", paths: [])
    }
  }

  private func changedFiles(_ paths: [String]?, _ schemas: Schemas) throws -> [WorkTreeChange] {
    // Git ends the name of a repository inside this one with a slash.
    let changes = try git.workTreeChanges(paths: paths ?? Self.folders).map { change in
      change.path.hasSuffix("/") ? WorkTreeChange(path: String(change.path.dropLast()), state: change.state) : change
    }
    return changes.filter { change in
      Self.keeps(change.path)
        // What nobody takes for a record does not go into the archive either, unless it is there already.
        && !(change.state == .untracked && schemas.coding.passesOver(RecordPath.name(of: change.path)))
    }
  }

  /// Applies the safe fixes of the text, again where one made room for another.
  private func mendText(
    of changes: [WorkTreeChange], _ found: CheckReport, _ schemas: Schemas
  ) throws -> AppliedFixes {
    var fixes = AppliedFixes()
    var found = found
    for _ in 0..<Self.mostRounds {
      let round = try apply(fixesOf: found, unsafe: false, moves: false) { $0.code.hasPrefix("TXT") }
      guard !round.isEmpty else { break }
      fixes.add(round)
      found = try checkFiles(changes, schemas)
    }
    return fixes
  }

  /// Judges the changed records by themselves, before anything is stored.
  private func checkFiles(_ changes: [WorkTreeChange], _ schemas: Schemas) throws -> CheckReport {
    let tree = try workTree()
    let files = try changes.filter { $0.state != .deleted && RecordPath.lies($0.path, in: RecordPath.root) }
      .flatMap { change in
        // No file is found by a name that is not UTF-8: it is judged by the name alone.
        try change.path.isUnaddressable
          ? [FileReference(path: change.path, kind: .regular)] : tree.files(below: change.path)
      }
    var report = try TreeCheck(tree: tree, schemas: schemas, past: nil).outcome(of: files).report
    report.sort()
    return report
  }

  private func fileActions(of changes: [TreeChange], action edit: FileAction.Action?) throws -> [FileAction] {
    var removed: [RecordID: String] = [:]
    for change in changes where change.new == nil {
      if let id = RecordID(prefixOf: RecordPath.name(of: change.path)) { removed[id] = change.path }
    }
    let added = Set(
      changes.filter { $0.new != nil }.compactMap { RecordID(prefixOf: RecordPath.name(of: $0.path)) })
    return try changes.compactMap { change in
      let isRecord = change.path.hasPrefix(RecordPath.root + "/")
      let id = isRecord ? RecordID(prefixOf: RecordPath.name(of: change.path)) : nil
      // A record that moved shows as a removal and an addition of one number: one action.
      if change.new == nil, let id, added.contains(id) { return nil }
      let root = isRecord ? try root(of: change) : nil
      let action: FileAction.Action =
        change.new == nil
        ? .remove
        : root.map(Tombstone.stands) ?? false
          ? .destroy
          : change.old != nil ? (edit ?? .edit) : id.flatMap { removed[$0] } != nil ? .move : .create
      return FileAction(action: action, path: change.path, id: id, title: root?["title"]?.string)
    }
  }

  private func root(of change: TreeChange) throws -> Node? {
    guard let side = change.new ?? change.old, case .bytes(let bytes) = try repository.recordContent(side.oid) else {
      return nil
    }
    return RecordReader.read(bytes).root
  }
}

extension String {
  fileprivate var firstLine: String? {
    split(separator: "\n").first.map(String.init)
  }
}
