import FondsModel
import FondsText

/// A change to a record that its final form no longer tells (`Example/changes.yaml`).
struct PastChange: Sendable {
  let id: RecordID
  let at: Moment
  /// The person's id.
  let by: String
  /// What the fields said before it; nil where there was no such field.
  let before: [(path: [RecordEditor.Step], value: Node?)]
  let message: String?

  /// The file, from the project's root.
  static let path = "Example/changes.yaml"

  /// Reads the file.
  static func all(in bytes: [UInt8]) throws -> [PastChange] {
    let reading = RecordReader.read(bytes)
    guard reading.faults.isEmpty, let items = reading.root?["changes"]?.sequence else {
      throw WorkspaceError.brokenExample(path)
    }
    return try items.flatMap { item in
      let ids = item["id"].map { $0.sequence ?? [$0] } ?? []
      let changes = ids.compactMap { PastChange(item, of: $0) }
      guard !changes.isEmpty, changes.count == ids.count else {
        throw WorkspaceError.brokenExample("\(path): \(NodeText.flow(item))")
      }
      return changes
    }
  }

  private init?(_ item: Node, of id: Node) {
    guard let id = id.string.flatMap({ RecordID($0) }), let at = item["at"]?.string.flatMap({ Moment($0) }),
      let by = item["by"]?.string, let before = item["before"]?.mapping, !before.entries.isEmpty
    else { return nil }
    self.id = id
    self.at = at
    self.by = by
    self.before = before.entries.map { (Self.steps($0.key), $0.value.isNull ? nil : $0.value) }
    message = item["message"]?.string
  }

  /// A dotted path; items of a list are counted from 1.
  private static func steps(_ path: String) -> [RecordEditor.Step] {
    path.split(separator: ".").map { part in Int(part).map { .index($0 - 1) } ?? .key(String(part)) }
  }
}
