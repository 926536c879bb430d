import FondsGit

/// What a commit is going to change: the files' contents as blobs, not yet in any tree.
struct Stage {
  let changes: [TreeChange]
  private let workspace: Workspace
  private let stats: [String: FileStat]
  /// Files that are gone from the disk, those that were only staged included.
  private let gone: [String]
  /// A merge commits the whole of Git's index; any other commit only its own files.
  private let isMerge: Bool

  init(_ workspace: Workspace, files: [WorkTreeChange], isMerge: Bool) throws {
    self.workspace = workspace
    self.isMerge = isMerge
    let base = try workspace.tree(ofCommit: try workspace.repository.head())
    var changes: [TreeChange] = []
    var stats: [String: FileStat] = [:]
    for file in files {
      let old = try base.root.flatMap { try workspace.repository.entry(atPath: file.path, inTree: $0) }
        .map { TreeChange.Side(mode: $0.mode, oid: $0.oid) }
      var new: TreeChange.Side?
      if file.state != .deleted {
        // Its times before its content: a file that changes in between is looked at again by Git.
        stats[file.path] = try FileStat(ofFile: try workspace.requireRoot() + "/" + file.path)
        new = try Self.store(file.path, in: workspace)
      }
      // What is put back to how HEAD has it differs from what a merge has staged.
      if old != new || isMerge { changes.append(TreeChange(path: file.path, old: old, new: new)) }
    }
    self.changes = changes
    self.gone = files.filter { $0.state == .deleted }.map(\.path)
    self.stats = stats
  }

  /// Writes a file's bytes as a blob, as they are: records are kept byte for byte.
  private static func store(_ path: String, in workspace: Workspace) throws -> TreeChange.Side {
    let tree = try workspace.workTree()
    guard let file = try tree.files(below: path).first, file.path == path else { throw WorkspaceError.noSuchFile(path) }
    guard case .bytes(let bytes) = try tree.read(file) else {
      throw WorkspaceError.unreadable(path: path, reason: "not a regular file of at most 1 MiB")
    }
    return TreeChange.Side(mode: .regular, oid: try workspace.repository.writeBlob(bytes))
  }

  func writeTree(over base: CommittedTree) throws -> OID {
    if isMerge { return try stagedIndex().writeTree() }
    let updates = changes.map { change -> TreeUpdate in
      guard let new = change.new else { return .remove(path: change.path) }
      return .upsert(path: change.path, oid: new.oid, mode: new.mode)
    }
    return try workspace.repository.updateTree(baseline: base.root, updates: updates)
  }

  /// Brings Git's index to what is committed, so that `git status` is clean afterwards.
  func writeIndex() throws {
    do throws(any Error) {
      try stagedIndex().write()
    } catch let error as GitError where error.code == .locked {
      throw WorkspaceError.busy
    }
  }

  private func stagedIndex() throws -> Index {
    let index = try Index(of: workspace.repository)
    for path in gone { try index.remove(path) }
    for change in changes {
      guard let new = change.new else { continue }
      try index.add(path: change.path, oid: new.oid, mode: new.mode, stat: stats[change.path])
    }
    return index
  }
}
