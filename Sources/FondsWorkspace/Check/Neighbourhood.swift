import FondsModel
import FondsRules
import FondsText

/// The records that some others refer to: those that are judged themselves, and the rest read from the tree.
struct Neighbourhood {
  private let table: NumberTable
  private let records: [RecordID: RecordEntry]

  /// - Parameter table: knows the series of the entries and of all that they refer to.
  init(of entries: [RecordEntry], table: NumberTable, tree: some FileTree, schemas: Schemas) throws {
    self.table = table
    var wanted: [String: RecordID] = [:]
    for id in Set(entries.lazy.flatMap { $0.references.map(\.target) }) {
      // Of several files under a number the first is the one that keeps it.
      if let path = table.files(of: id).min(by: { $0.isBytewiseBefore($1) }) { wanted[path] = id }
    }
    var records: [RecordID: RecordEntry] = [:]
    for entry in entries {
      if let id = wanted.removeValue(forKey: entry.path) { records[id] = entry }
    }
    for (path, id) in wanted { records[id] = try Self.read(path, in: tree, schemas) }
    self.records = records
  }

  /// What can't be read as a record says nothing: its own faults are reported where it is judged.
  private static func read(_ path: String, in tree: some FileTree, _ schemas: Schemas) throws -> RecordEntry? {
    guard let file = try tree.files(below: path).first, case .bytes(let bytes) = try tree.read(file),
      let root = RecordReader.read(bytes).root
    else { return nil }
    return RecordEntry(path: path, root: root, schemas: schemas)
  }

  func collection(isChecked: @escaping @Sendable (String) -> Bool) -> RecordCollection {
    RecordCollection(
      files: { [table] in table.files(in: $0) }, record: { [records] in records[$0] }, isChecked: isChecked)
  }
}
