import FondsGit
import FondsModel

/// A commit's files with some changed: what is staged, or what is about to be committed. Known without reading more than
/// the folders concerned.
public struct ChangedTree: FileTree {
  let base: CommittedTree
  /// The changes by path; nil for a file that is gone.
  private let changed: [String: FileReference?]
  private let changedByFolder: [String: [String]]
  /// The changed files that are there after the change, in path order.
  let changedFiles: [FileReference]

  init(base: CommittedTree, changes: [TreeChange]) {
    self.base = base
    var changed: [String: FileReference?] = [:]
    for change in changes {
      changed[change.path] = .some(change.new.map { FileReference(path: change.path, mode: $0.mode, oid: $0.oid) })
    }
    self.changed = changed
    self.changedByFolder = Dictionary(grouping: changed.keys, by: RecordPath.folder)
    self.changedFiles = changed.values.compactMap(\.self).sorted { $0.path.isBytewiseBefore($1.path) }
  }

  /// The paths that differ, those of files that are gone among them.
  var changedPaths: [String] { Array(changed.keys) }

  public func files(below folder: String) throws -> [FileReference] {
    // Mostly one file is asked for.
    if case let file?? = changed[folder] { return [file] }
    let kept = try base.files(below: folder).filter { changed[$0.path] == nil }
    let added = changedFiles.filter { $0.path == folder || $0.path.hasPrefix(folder + "/") }
    return added.isEmpty ? kept : (kept + added).sorted { $0.path.isBytewiseBefore($1.path) }
  }

  public func names(in folder: String) throws -> [String] {
    let paths = changedByFolder[folder] ?? []
    let kept = try base.names(in: folder).filter { changed["\(folder)/\($0)"] == nil }
    return kept + paths.filter { changed[$0] != .some(nil) }.map(RecordPath.name)
  }

  public func read(_ file: FileReference) throws -> FileContent {
    try base.read(file)
  }
}
