import FondsGit
import FondsText

/// The files of a commit.
public struct CommittedTree: FileTree {
  let repository: Repository
  /// Nil before the first commit.
  let commit: OID?
  /// The root tree; nil before the first commit.
  let root: OID?

  public func files(below folder: String) throws -> [FileReference] {
    guard let root else { return [] }
    if let entry = try entry(folder), entry.mode != .tree {
      return [FileReference(path: folder, mode: entry.mode, oid: entry.oid)]
    }
    return try repository.files(inTree: root, below: folder)
      .map { FileReference(path: $0.path, mode: $0.mode, oid: $0.oid) }
      .sorted { $0.path.isBytewiseBefore($1.path) }
  }

  public func names(in folder: String) throws -> [String] {
    guard let entry = try entry(folder), entry.mode == .tree else { return [] }
    return try repository.tree(entry.oid).entries.filter { $0.mode != .tree }.map(\.name)
  }

  public func read(_ file: FileReference) throws -> FileContent {
    switch file.kind {
    case .symbolicLink: return .symbolicLink
    case .submodule: return .submodule
    case .special: return .special
    case .regular: break
    }
    guard let blob = file.blob else { throw WorkspaceError.noSuchFile(file.path) }
    return try repository.recordContent(blob)
  }

  /// The file at a path, if there is one.
  func file(_ path: String) throws -> FileReference? {
    guard let entry = try entry(path), entry.mode != .tree else { return nil }
    return FileReference(path: path, mode: entry.mode, oid: entry.oid)
  }

  private func entry(_ path: String) throws -> TreeEntry? {
    guard let root else { return nil }
    do throws(any Error) {
      return try repository.entry(atPath: path, inTree: root)
    } catch let error as GitError where error.code == .notFound {
      return nil
    }
  }
}

extension Repository {
  /// A blob's bytes, unless it is larger than any record.
  func recordContent(_ blob: OID) throws(GitError) -> FileContent {
    let size = try blobSize(blob)
    return size > RecordLimit.fileSize ? .tooLarge(size) : .bytes(try readBlob(blob))
  }
}
