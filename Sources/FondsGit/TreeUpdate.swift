import CLibgit2

/// One change to make to a tree.
public enum TreeUpdate: Hashable, Sendable {
  /// Puts an object at `path`, new or in place of the file there; missing folders are made.
  case upsert(path: String, oid: OID, mode: FileMode = .regular)
  /// Takes away what is at `path`; folders left empty go too, since Git keeps none.
  case remove(path: String)
}

extension Repository {
  /// Writes the tree that `baseline` becomes with all `updates`, and returns its name.
  ///
  /// Removals come first, whatever their place in the list, so a file can give way to a folder
  /// of its name. Folders without an update are neither read nor written again.
  ///
  /// Throws `.notFound` when nothing is at a path to remove or an object is missing, `.exists`
  /// when a file should go where a folder stands or the other way round, `.invalidSpecification`
  /// for a path Git forbids. On an error nothing refers to what was written.
  public func updateTree(baseline: OID?, updates: [TreeUpdate]) throws(GitError) -> OID {
    // `git_tree_create_updated` of libgit2 1.5 keeps folders that have become empty, which
    // `git` never writes; hence our own.
    var root = Folder()
    if let baseline { root = try readFolder(baseline) }
    for case .remove(let path) in updates {
      try remove(components(of: path)[...], path: path, from: &root)
    }
    for case .upsert(let path, let oid, let mode) in updates {
      guard mode == .submodule || oid == .emptyTree || contains(oid) else {
        throw failure(.notFound, "the object \(oid) for this path does not exist", path)
      }
      try upsert(components(of: path)[...], Entry(bits: mode.rawValue, oid: oid), path: path, in: &root)
    }
    return try write(root)
  }

  private typealias Name = [UInt8]

  private struct Entry {
    var bits: UInt32
    var oid: OID
    /// The content, once it was read to be changed; `oid` is then out of date.
    var folder: Folder?

    var isTree: Bool { bits & 0o170000 == 0o040000 }
  }

  private struct Folder {
    var entries: [Name: Entry] = [:]
  }

  private func content(of entry: Entry) throws(GitError) -> Folder {
    if let folder = entry.folder { return folder }
    return try readFolder(entry.oid)
  }

  private func readFolder(_ oid: OID) throws(GitError) -> Folder {
    var folder = Folder()
    try forEachEntry(ofTree: oid) { (entry) throws(GitError) in
      folder.entries[Array(entry.name)] = Entry(bits: entry.bits, oid: entry.oid)
      return true
    }
    return folder
  }

  private func remove(
    _ components: ArraySlice<Name>, path: String, from folder: inout Folder
  ) throws(GitError) {
    guard let name = components.first, var entry = folder.entries[name] else {
      throw failure(.notFound, "there is nothing to remove", path)
    }
    if components.count == 1 {
      folder.entries[name] = nil
      return
    }
    guard entry.isTree else { throw failure(.notFound, "there is nothing to remove", path) }
    // Taken out while it changes, so that it is not copied.
    folder.entries[name] = nil
    var child = try content(of: entry)
    entry.folder = nil
    try remove(components.dropFirst(), path: path, from: &child)
    if !child.entries.isEmpty {
      entry.folder = child
      folder.entries[name] = entry
    }
  }

  private func upsert(
    _ components: ArraySlice<Name>, _ new: Entry, path: String, in folder: inout Folder
  ) throws(GitError) {
    guard let name = components.first else { return }
    var entry = folder.entries[name]
    if components.count == 1 {
      if let entry, entry.isTree != new.isTree {
        throw failure(.exists, "a folder stands where a file should go", path)
      }
      folder.entries[name] = new
      return
    }
    if let entry, !entry.isTree {
      throw failure(.exists, "a file stands where a folder should go", path)
    }
    folder.entries[name] = nil
    var child = Folder()
    if let entry { child = try content(of: entry) }
    entry?.folder = nil
    try upsert(components.dropFirst(), new, path: path, in: &child)
    folder.entries[name] = Entry(bits: FileMode.tree.rawValue, oid: .emptyTree, folder: child)
  }

  private func write(_ folder: Folder) throws(GitError) -> OID {
    let sorted = folder.entries.sorted { left, right in
      left.key.withUnsafeBytes { leftName in
        right.key.withUnsafeBytes { rightName in
          TreeCursor.order(
            leftName, isTree: left.value.isTree, rightName, isTree: right.value.isTree) < 0
        }
      }
    }
    var bytes: [UInt8] = []
    for (name, entry) in sorted {
      var oid = entry.oid
      if let child = entry.folder { oid = try write(child) }
      // A graft of the empty tree is a folder that has nothing: Git keeps none.
      if entry.isTree && oid == .emptyTree { continue }
      bytes += String(entry.bits, radix: 8).utf8
      bytes.append(UInt8(ascii: " "))
      bytes += name
      bytes.append(0)
      bytes += oid.bytes
    }
    var outcome: Result<OID, GitError> = .success(.emptyTree)
    bytes.withUnsafeBytes { bytes in
      outcome = Result { () throws(GitError) in try objects.write(bytes, type: GIT_OBJECT_TREE) }
    }
    return try outcome.get()
  }

  /// The parts of a path. Refuses what `git fsck --strict` refuses: empty parts, `.`, `..`,
  /// `.git` in any case, NUL.
  private func components(of path: String) throws(GitError) -> [Name] {
    let components = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for component in components {
      let text = String(decoding: component, as: UTF8.self)
      let forbidden =
        ["", ".", ".."].contains(text) || text.lowercased() == ".git"
        || component.contains(0)
      if forbidden { throw failure(.invalidSpecification, "Git forbids this path", path) }
    }
    return components.map(Array.init)
  }

  private func failure(_ code: GitError.Code, _ message: String, _ path: String) -> GitError {
    GitError(code, call: "updateTree", message: message, path: path)
  }
}
