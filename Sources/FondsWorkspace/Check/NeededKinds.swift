import FondsModel
import FondsText

extension Workspace {
  /// The kinds of the changed records, as they are and as they were, and of those whose numbers stand in them; nil where
  /// all kinds are needed: for many records, for a kind that does not exist, since the nearest one is to be named, and
  /// where something is destroyed, since any kind may hold it.
  func neededKinds(in tree: ChangedTree, before base: CommittedTree) throws -> Set<String>? {
    let changed = tree.changedFiles.filter { RecordPath.lies($0.path, in: RecordPath.root) }
    let former = try tree.changedPaths.filter { RecordPath.lies($0, in: RecordPath.root) }
      .compactMap { try base.file($0) }
    guard max(changed.count, former.count) <= 32 else { return nil }
    var kinds: Set<String> = []
    var numbers: Set<RecordID> = []
    for file in changed + former {
      guard let root = try root(of: file, in: tree) else { continue }
      if Tombstone.stands(in: root) { return nil }
      if let kind = root["kind"]?.string { kinds.insert(kind) }
      root.collectNumbers(into: &numbers)
    }
    let table = try NumberTable(of: Set(numbers.map(\.series)), in: tree)
    for path in numbers.flatMap({ table.files(of: $0) }) {
      guard let file = try tree.files(below: path).first, let root = try root(of: file, in: tree) else { continue }
      if let kind = root["kind"]?.string { kinds.insert(kind) }
    }
    let files = Set(try tree.files(below: Schemas.root).map(\.path))
    return kinds.allSatisfy { files.contains(Schemas.path(ofKind: $0)) } ? kinds : nil
  }

  private func root(of file: FileReference, in tree: ChangedTree) throws -> Node? {
    guard file.kind == .regular, case .bytes(let bytes) = try tree.read(file) else { return nil }
    return RecordReader.read(bytes).root
  }
}

extension Node {
  /// The numbers of records that stand anywhere in a value.
  fileprivate func collectNumbers(into numbers: inout Set<RecordID>) {
    switch value {
    case .string(let text): if text.utf8.count <= 30, let id = RecordID(text) { numbers.insert(id) }
    case .sequence(let items): for item in items { item.collectNumbers(into: &numbers) }
    case .mapping(let mapping): for entry in mapping.entries { entry.value.collectNumbers(into: &numbers) }
    default: break
    }
  }
}
