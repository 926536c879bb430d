import FondsModel
import FondsText

/// A record that a row changes, as its file will be.
struct ChangedRecord: Sendable {
  let id: RecordID
  let oldPath: String
  let newPath: String
  let oldBytes: [UInt8]
  let newBytes: [UInt8]
  /// The tree of the new bytes.
  let root: Node
  /// The dotted names of the fields that change.
  let fields: [String]
}

extension RecordEditor {
  /// Sets a part of a record, making the mappings around it where they are missing.
  mutating func set(_ column: FieldColumn, to value: Node) throws(Failure) {
    var steps = column.steps
    var value = value
    // The outermost mapping that is missing is added as a whole.
    while steps.count > 1, root.value(at: steps.dropLast())?.isNull ?? true, case .key(let key) = steps.removeLast() {
      value = Node(.mapping(Mapping([.init(key: key, value: value)])))
    }
    try set(steps, to: value)
  }

  /// Removes a part of a record, and the mappings around it that would be left empty.
  mutating func remove(_ column: FieldColumn) throws(Failure) {
    var steps = column.steps
    while steps.count > 1, root.value(at: steps.dropLast())?.mapping?.entries.count == 1 { steps.removeLast() }
    try remove(steps)
  }
}
