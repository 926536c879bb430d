import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// Says what a check would say of one file, if it had this content: nothing has to be written for it.
  ///
  /// - Parameter path: from the root.
  func judge(_ bytes: [UInt8], at path: String, by schemas: Schemas) throws -> CheckReport {
    let tree = EditedTree(base: try workTree(), path: path, bytes: bytes)
    let check = TreeCheck(tree: tree, schemas: schemas, past: try PastRules(of: self, tree: tree, schemas: schemas))
    var outcome = try check.outcome(of: [FileReference(path: path, kind: .regular)])
    let series = outcome.entries.flatMap { [$0.id.series] + $0.references.map(\.target.series) }
    let table = try NumberTable(of: Set(series), in: tree)
    let collection = try Neighbourhood(of: outcome.entries, table: table, tree: tree, schemas: schemas)
      .collection { $0 == path }
    outcome.report.add(check.diagnostics(of: outcome.entries, in: collection))
    outcome.report.sources[path] = bytes
    outcome.report.sort()
    return outcome.report
  }
}

/// The files on disk, one of them as it would be.
private struct EditedTree: FileTree {
  let base: WorkTree
  let path: String
  let bytes: [UInt8]

  func files(below folder: String) throws -> [FileReference] {
    let others = try base.files(below: folder).filter { $0.path != path }
    guard RecordPath.lies(path, in: folder) else { return others }
    return (others + [FileReference(path: path, kind: .regular)]).sorted { $0.path.isBytewiseBefore($1.path) }
  }

  func names(in folder: String) throws -> [String] {
    let name = RecordPath.name(of: path)
    let names = try base.names(in: folder)
    return folder == RecordPath.folder(of: path) && !names.contains(name) ? names + [name] : names
  }

  func read(_ file: FileReference) throws -> FileContent {
    file.path == path ? .bytes(bytes) : try base.read(file)
  }
}
