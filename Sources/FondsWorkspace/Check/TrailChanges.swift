import FondsGit
import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// A record as it was in another tree: at its path, or at another one that its number leads to.
  private func earlier(of record: Node, at path: String, in tree: CommittedTree) throws -> Node? {
    if let file = try tree.file(path) { return try self.record(in: file) }
    guard let id = record["id"]?.string.flatMap({ RecordID($0) }),
      let moved = try NumberTable(of: [id.series], in: tree).files(of: id).first
    else { return nil }
    return try tree.file(moved).flatMap { try self.record(in: $0) }
  }

  /// Nil for what is no file, such as a submodule in a record's place.
  private func record(in file: FileReference) throws -> Node? {
    guard file.kind == .regular, let blob = file.blob,
      case .bytes(let bytes) = try repository.recordContent(blob)
    else { return nil }
    return RecordReader.read(bytes).root
  }

  /// Steps that somebody has the power for only by what the same change makes of the organisation or the workflows:
  /// judged by the rules before it (design § 3).
  ///
  /// - Parameter found: what is said already by the rules after it.
  func powersBefore(
    of changes: [TreeChange], over base: CommittedTree, found: [Diagnostic]
  ) throws -> [Diagnostic] {
    let powers = ["\(Schemas.root)/organization.yaml", Workflow.folder]
    guard changes.contains(where: { change in powers.contains { RecordPath.lies(change.path, in: $0) } }),
      try !base.files(below: Schemas.root).isEmpty
    else { return [] }
    let tree = ChangedTree(base: base, changes: changes)
    let checker = Checker(schemas: try schemas(of: base))
    return try tree.changedFiles.filter { RecordPath.lies($0.path, in: RecordPath.root) }.flatMap { file in
      guard case .bytes(let bytes) = try tree.read(file) else { return [Diagnostic]() }
      let reading = RecordReader.read(bytes)
      let context = RecordContext(RecordFile(path: file.path, content: .text(reading)), schemas: checker.schemas)
      guard let root = reading.root else { return [] }
      let known = try earlier(of: root, at: file.path, in: base)?["trail"]?.sequence ?? []
      let new = (root["trail"]?.sequence ?? []).filter { !known.contains($0) }.map(\.range)
      return checker.checkPowers(context).filter { diagnostic in
        guard let range = diagnostic.range, new.contains(where: { $0.contains(range.lowerBound) }) else { return false }
        return !found.contains { $0.code == diagnostic.code && $0.path == file.path && $0.range == range }
      }
    }
  }
}
