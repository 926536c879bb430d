import CLibgit2

/// One entry of a folder.
public struct TreeEntry: Hashable, Sendable {
  /// The name within the folder; bytes that are not UTF-8 show as replacement characters.
  public let name: String
  /// What it is.
  public let mode: FileMode
  /// Its blob, tree, or (for a submodule) commit.
  public let oid: OID
}

/// A folder as Git stores it: entries in Git's order.
public struct Tree: Hashable, Sendable {
  /// The tree's name.
  public let oid: OID
  /// By the bytes of the names, folders as if their names ended with a slash.
  public let entries: [TreeEntry]

  /// The entry called `name`, if there is one.
  public subscript(name: String) -> TreeEntry? {
    entries.first { $0.name == name }
  }
}

/// One file of a listing: never a folder.
public struct TreeFile: Hashable, Sendable {
  /// The path from the root of the listed tree, with `/`.
  public let path: String
  /// What it is.
  public let mode: FileMode
  /// Its blob, or (for a submodule) commit.
  public let oid: OID
}

extension Repository {
  /// The folder called `oid`. Throws `.notFound`, or `.wrongType` when that is no tree.
  public func tree(_ oid: OID) throws(GitError) -> Tree {
    var entries: [TreeEntry] = []
    try forEachEntry(ofTree: oid) { (entry) throws(GitError) in
      entries.append(
        TreeEntry(
          name: String(decoding: entry.name, as: UTF8.self), mode: try entry.mode(), oid: entry.oid))
      return true
    }
    return Tree(oid: oid, entries: entries)
  }

  /// The entry at `path` (as `Records/HR`) below the tree `root`; `nil` when there is none.
  /// The empty path is `root` itself.
  public func entry(atPath path: String, inTree root: OID) throws(GitError) -> TreeEntry? {
    var found = TreeEntry(name: "", mode: .tree, oid: root)
    for component in path.utf8.split(separator: UInt8(ascii: "/")) {
      guard found.mode == .tree else { return nil }
      let name = Array(component)
      var next: TreeEntry?
      try forEachEntry(ofTree: found.oid) { (entry) throws(GitError) in
        guard entry.name.elementsEqual(name) else { return true }
        next = TreeEntry(
          name: String(decoding: name, as: UTF8.self), mode: try entry.mode(), oid: entry.oid)
        return false
      }
      guard let next else { return nil }
      found = next
    }
    return found
  }

  /// All files of the tree `root`, in Git's order, folders entered.
  ///
  /// - Parameter path: only what is at or below this path; paths still count from `root`. Nothing
  ///   there gives an empty list.
  public func files(inTree root: OID, below path: String = "") throws(GitError) -> [TreeFile] {
    guard let top = try entry(atPath: path, inTree: root) else { return [] }
    let prefix = path.utf8.split(separator: UInt8(ascii: "/")).joined(separator: [UInt8(ascii: "/")])
    var files: [TreeFile] = []
    if top.mode == .tree {
      try list(top.oid, path: Array(prefix), into: &files)
    } else {
      files.append(
        TreeFile(
          path: String(decoding: Array(prefix), as: UTF8.self), mode: top.mode, oid: top.oid))
    }
    return files
  }

  private func list(_ tree: OID, path: [UInt8], into files: inout [TreeFile]) throws(GitError) {
    try forEachEntry(ofTree: tree) { (entry) throws(GitError) in
      var child = path
      if !child.isEmpty { child.append(UInt8(ascii: "/")) }
      child.append(contentsOf: entry.name)
      let mode = try entry.mode()
      if mode == .tree {
        try list(entry.oid, path: child, into: &files)
      } else {
        files.append(
          TreeFile(
            path: String(decoding: child, as: UTF8.self), mode: mode, oid: entry.oid))
      }
      return true
    }
  }

  /// Calls `body` with each entry until it answers `false`.
  func forEachEntry(
    ofTree oid: OID, _ body: (TreeCursor) throws(GitError) -> Bool
  ) throws(GitError) {
    if oid == .emptyTree { return }
    try objects.read(oid, type: GIT_OBJECT_TREE).withBytes { (bytes) throws(GitError) in
      var cursor = TreeCursor(bytes)
      while try cursor.advance() {
        guard try body(cursor) else { return }
      }
    }
  }
}

/// A `git_tree`, freed with this; only for calls that want one.
final class TreeHandle {
  private let handle: OpaquePointer
  private let repository: Repository

  init(_ oid: OID, in repository: Repository) throws(GitError) {
    var handle: OpaquePointer?
    var raw = oid.raw
    try repository.withHandle { (repository) throws(GitError) in
      _ = try check(
        call: "git_tree_lookup", path: oid.description,
        status: git_tree_lookup(&handle, repository, &raw))
    }
    self.handle = try unwrap(handle, call: "git_tree_lookup")
    self.repository = repository
  }

  deinit { git_tree_free(handle) }

  func withHandle<Result, Failure: Error>(
    _ body: (OpaquePointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(handle) }
  }
}
