import CLibgit2

/// One file of the index.
public struct IndexEntry: Hashable, Sendable {
  /// The path from the root, with `/`.
  public let path: String
  /// What it is.
  public let mode: FileMode
  /// Its blob, or (for a submodule) commit.
  public let oid: OID
  /// 0; in a conflict 1 for the common ancestor, 2 for ours, 3 for theirs.
  public let stage: Int
}

/// The files staged for the next commit (`git_index`).
///
/// Changes stay in memory until `write()`.
public final class Index {
  private let handle: OpaquePointer
  private let repository: Repository

  /// The repository's index; in a hook the one that `GIT_INDEX_FILE` names. Throws `.unreadableIndex`.
  public init(of repository: Repository) throws(GitError) {
    var handle: OpaquePointer?
    do {
      try repository.withHandle { (repository) throws(GitError) in
        _ = try check(
          call: "git_repository_index", status: git_repository_index(&handle, repository))
      }
    } catch {
      var error = error
      if error.category == GIT_ERROR_INDEX.rawValue { error.code = .unreadableIndex }
      throw error
    }
    self.handle = try unwrap(handle, call: "git_repository_index")
    self.repository = repository
  }

  deinit { git_index_free(handle) }

  private func withHandle<Result, Failure: Error>(
    _ body: (OpaquePointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(handle) }
  }

  // MARK: Reading

  /// The number of entries.
  public var count: Int { withHandle { git_index_entrycount($0) } }

  /// The version of the file's format: 2 to 4. Version 4 shortens paths by what they share with the one before.
  public var version: Int { withHandle { Int(git_index_version($0)) } }

  /// All entries, sorted by path and stage.
  public func entries() throws(GitError) -> [IndexEntry] {
    try withHandle { (index) throws(GitError) in
      var entries: [IndexEntry] = []
      entries.reserveCapacity(count)
      for position in 0..<git_index_entrycount(index) {
        guard let entry = git_index_get_byindex(index, position) else { continue }
        entries.append(try IndexEntry(entry))
      }
      return entries
    }
  }

  /// The entry at `path`, or `nil`.
  public func entry(atPath path: String, stage: Int = 0) throws(GitError) -> IndexEntry? {
    try withHandle { (index) throws(GitError) in
      try git_index_get_bypath(index, path, Int32(clamping: stage)).map { (entry) throws(GitError) in
        try IndexEntry(entry)
      }
    }
  }

  /// Whether a merge has left conflicts.
  public var hasConflicts: Bool { withHandle { git_index_has_conflicts($0) == 1 } }

  /// The paths in conflict, sorted, each once.
  public func conflictedPaths() throws(GitError) -> [String] {
    guard hasConflicts else { return [] }
    var paths: [String] = []
    for entry in try entries() where entry.stage > 0 && paths.last != entry.path {
      paths.append(entry.path)
    }
    return paths
  }

  /// Reads the file again, discarding changes not written.
  public func reload() throws(GitError) {
    try withHandle { (index) throws(GitError) in
      _ = try check(call: "git_index_read", status: git_index_read(index, 1))
    }
  }

  // MARK: Changing

  /// The version of the format in which `write()` leaves the file. Throws for one that libgit2 can't write.
  public func setVersion(_ version: Int) throws(GitError) {
    try withHandle { (index) throws(GitError) in
      _ = try check(
        call: "git_index_set_version", status: git_index_set_version(index, UInt32(clamping: version)))
    }
  }

  /// Stages the work tree's file at `path`: stores its content (with the conversions that
  /// `.gitattributes` asks for) and its times. Ends a conflict there. Returns the blob's name.
  @discardableResult
  public func add(_ path: String) throws(GitError) -> OID {
    try withHandle { (index) throws(GitError) in
      try check(
        call: "git_index_add_bypath", path: path, status: git_index_add_bypath(index, path))
      guard let entry = git_index_get_bypath(index, path, 0) else {
        throw GitError(.notFound, call: "git_index_get_bypath", message: "the entry is missing", path: path)
      }
      return OID(entry.pointee.id)
    }
  }

  /// Stages an object at `path`. Ends a conflict there.
  ///
  /// - Parameter stat: what `FileStat(ofFile:)` said *before* the content was read from the work
  ///   tree. `git status` then trusts the entry until the file changes; without it, it compares
  ///   contents once.
  public func add(path: String, oid: OID, mode: FileMode, stat: FileStat? = nil) throws(GitError) {
    try withHandle { (index) throws(GitError) in
      var entry = git_index_entry()
      stat?.fill(&entry)
      entry.mode = mode.rawValue
      entry.id = oid.raw
      let status = path.withCString { text in
        entry.path = text
        return git_index_add(index, &entry)
      }
      try check(call: "git_index_add", path: path, status: status)
      try endConflict(at: path, in: index)
    }
  }

  /// Unstages `path` in every stage; what is not there stays so.
  public func remove(_ path: String) throws(GitError) {
    try withHandle { (index) throws(GitError) in
      let status = git_index_remove(index, path, 0)
      _ = try checkFound(call: "git_index_remove", path: path, status: status)
      try endConflict(at: path, in: index)
    }
  }

  private func endConflict(at path: String, in index: OpaquePointer) throws(GitError) {
    guard git_index_has_conflicts(index) == 1 else { return }
    let status = git_index_conflict_remove(index, path)
    _ = try checkFound(call: "git_index_conflict_remove", path: path, status: status)
  }

  /// Replaces the file in one step. Throws `.locked` while another process has `index.lock`.
  public func write() throws(GitError) {
    try withHandle { (index) throws(GitError) in
      _ = try check(
        call: "git_index_write", path: git_index_path(index).map { String(cString: $0) },
        status: git_index_write(index))
    }
  }

  /// Writes the staged files as a tree and returns its name. Throws `.unmerged` in a conflict.
  public func writeTree() throws(GitError) -> OID {
    try withHandle { (index) throws(GitError) in
      var oid = git_oid()
      try check(call: "git_index_write_tree", status: git_index_write_tree(&oid, index))
      return OID(oid)
    }
  }
}

extension IndexEntry {
  init(_ entry: UnsafePointer<git_index_entry>) throws(GitError) {
    let raw = entry.pointee
    path = raw.path.map { String(cString: $0) } ?? ""
    guard let mode = FileMode(bits: raw.mode) else {
      throw GitError(.malformed, call: "git_index_get_byindex", message: "an entry has an unknown mode", path: path)
    }
    self.mode = mode
    oid = OID(raw.id)
    stage = Int(git_index_entry_stage(entry))
  }
}
