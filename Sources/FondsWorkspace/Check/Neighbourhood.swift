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
    var wanted: Set<RecordID> = []
    for entry in entries { for reference in entry.references { wanted.insert(reference.target) } }
    // Of several files under a number the first is the one that keeps it.
    func path(of id: RecordID) -> String? {
      let files = table.files(of: id)
      return files.count > 1 ? files.min { $0.isBytewiseBefore($1) } : files.first
    }
    var records: [RecordID: RecordEntry] = [:]
    for entry in entries where wanted.contains(entry.id) && path(of: entry.id) == entry.path {
      records[entry.id] = entry
    }
    for id in wanted where records[id] == nil {
      if let path = path(of: id) { records[id] = try Self.read(path, in: tree, schemas) }
    }
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
