/// What is staged against a commit: compares the index with a tree, folder by folder.
struct IndexDifference {
  private let index: IndexFile
  private let trees: TreeDifference
  private let roots: [[UInt8]]
  private let cached: (tree: CachedTree, start: Int)?
  private var cursor: IndexCursor
  private var changes: [TreeChange] = []

  /// - Parameter roots: the files and folders of the root that count.
  init(of index: IndexFile, in repository: Repository, below roots: [String]) {
    trees = TreeDifference(of: repository)
    self.roots = roots.map { Array($0.utf8) }
    self.index = index
    cursor = index.entries
    cached = index.cachedTree()
  }

  /// The files that differ, in Git's order. Throws `.unmerged` for one that a merge left in conflict, `.unreadableIndex`.
  consuming func changes(since tree: OID?) throws(GitError) -> [TreeChange] {
    try cursor.advance()
    try compare(tree, cached == nil ? nil : 0, prefix: [])
    guard !cursor.isOnEntry, let parts = index.parts(from: cursor.next),
      cached.map({ parts.contains($0.start) }) ?? true
    else { throw IndexFile.unreadable }
    return changes
  }

  /// What the index has next in a folder: a file, or a folder of its own.
  private struct Name {
    let bytes: [UInt8]
    let isFolder: Bool
  }

  private func name(behind prefix: [UInt8]) -> Name? {
    guard cursor.isOnEntry else { return nil }
    return cursor.withPath { path in
      guard path.starts(with: prefix) else { return nil }
      let rest = UnsafeRawBufferPointer(rebasing: path[prefix.count...])
      let slash = rest.firstIndex(of: UInt8(ascii: "/"))
      return Name(bytes: Array(rest[..<(slash ?? rest.count)]), isFolder: slash != nil)
    }
  }

  /// - Parameters:
  ///   - tree: the commit's folder; nil where it has none.
  ///   - known: the place of the folder in the cached tree.
  ///   - prefix: the folder's path with a slash at its end.
  private mutating func compare(_ tree: OID?, _ known: Int?, prefix: [UInt8]) throws(GitError) {
    var old: [OldEntry] = try trees.entries(of: tree).reversed()
    if prefix.isEmpty { old.removeAll { !roots.contains($0.name) } }
    while true {
      let new = name(behind: prefix)
      if let new, prefix.isEmpty, !roots.contains(new.bytes) {
        try pass(new, known, prefix: prefix)
        continue
      }
      if new?.isFolder == false, cursor.isIntended {
        try cursor.advance()
        continue
      }
      guard let order = order(old.last, new) else { return }
      let entry = order <= 0 ? old.popLast() : nil
      guard order >= 0, let new else {
        if let entry { try trees.remove(entry, prefix: prefix, into: &changes) }
        continue
      }
      if new.isFolder {
        try folder(new, entry, known, prefix: prefix)
      } else {
        try file(entry)
      }
    }
  }

  /// Which of both comes first; nil where there is neither.
  private func order(_ old: OldEntry?, _ new: Name?) -> Int? {
    guard let old else { return new == nil ? nil : 1 }
    guard let new else { return -1 }
    return old.name.withUnsafeBytes { left in
      new.bytes.withUnsafeBytes { right in
        TreeCursor.order(left, isTree: old.side.mode == .tree, right, isTree: new.isFolder)
      }
    }
  }

  private mutating func folder(
    _ name: Name, _ entry: OldEntry?, _ known: Int?, prefix: [UInt8]
  ) throws(GitError) {
    let child = place(of: name, in: known)
    if let entry, let tree = child.flatMap({ cached?.tree.folders[$0].tree }), tree.oid == entry.side.oid {
      return try skip(tree.count, in: prefix + name.bytes + [UInt8(ascii: "/")])
    }
    try compare(entry?.side.oid, child, prefix: prefix + name.bytes + [UInt8(ascii: "/")])
  }

  private func place(of name: Name, in parent: Int?) -> Int? {
    guard let cached, let parent else { return nil }
    return name.bytes.withUnsafeBytes { cached.tree.child($0, of: parent) }
  }

  private mutating func file(_ entry: OldEntry?) throws(GitError) {
    let path = cursor.withPath { String(decoding: $0, as: UTF8.self) }
    guard !cursor.isUnmerged else {
      throw GitError(.unmerged, call: "index", message: "a merge has left a conflict", path: path)
    }
    guard let side = cursor.side else { throw IndexFile.unreadable }
    if side != entry?.side { changes.append(TreeChange(path: path, old: entry?.side, new: side)) }
    try cursor.advance()
  }

  /// Passes over entries that are as in the commit: so many, all of them in the folder, and none of it left.
  private mutating func skip(_ count: Int, in folder: [UInt8]) throws(GitError) {
    guard count > 0 else { throw IndexFile.unreadable }
    for _ in 1..<count { try cursor.advance() }
    guard name(behind: folder) != nil else { throw IndexFile.unreadable }
    try cursor.advance()
    guard name(behind: folder) == nil else { throw IndexFile.unreadable }
  }

  /// Passes over a file or folder that does not count.
  private mutating func pass(_ name: Name, _ known: Int?, prefix: [UInt8]) throws(GitError) {
    let folder = prefix + name.bytes + (name.isFolder ? [UInt8(ascii: "/")] : [])
    if name.isFolder, let tree = place(of: name, in: known).flatMap({ cached?.tree.folders[$0].tree }) {
      return try skip(tree.count, in: folder)
    }
    repeat {
      try cursor.advance()
    } while name.isFolder && cursor.isOnEntry && cursor.withPath { $0.starts(with: folder) }
  }
}

extension Repository {
  /// What the next commit would change, sorted by path; nil for an index that only the `git` program reads.
  ///
  /// - Parameters:
  ///   - head: the commit to compare with; `nil` before the first.
  ///   - path: the file of the index.
  ///   - roots: the names of the root that count, files or folders.
  ///
  /// Throws `.unmerged` with the path when a merge has left a conflict, `.notFound` for a folder that is missing.
  public func stagedChanges(
    since head: OID?, index path: String, below roots: [String]
  ) throws(GitError) -> [TreeChange]? {
    guard let file = IndexFile(path: path) else { return nil }
    let tree = try head.map { (commit) throws(GitError) in try rootTree(ofCommit: commit) }
    do {
      return try IndexDifference(of: file, in: self, below: roots).changes(since: tree)
        .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    } catch  where error.code == .unreadableIndex {
      return nil
    }
  }
}
