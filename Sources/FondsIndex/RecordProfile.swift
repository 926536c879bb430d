/// What a content is counted and sorted by: the values that say where a record belongs.
struct RecordProfile {
  /// What the values are of, in their order.
  static let fields: [SearchField] = [.department, .year, .type, .kind, .classification, .status]
  /// The columns of `profiles`, in the same order.
  static let columns = ["department", "year", "type", "kind", "class", "status"]

  /// The value of each of ``fields``, empty where the content doesn't say.
  var values = [String](repeating: "", count: fields.count)
  /// The last part of the record's number, as far as it is a number that anybody would give; 0 without one.
  var serial: Int64 = 0
}

extension RecordProfile {
  init(_ record: IndexedRecord) {
    for facet in record.facets {
      guard let place = RecordProfile.fields.firstIndex(of: facet.field), values[place].isEmpty else { continue }
      values[place] = facet.value
    }
    guard let parts = record.number.flatMap({ NumberPattern.parts($0[...]) }) else { return }
    serial = Int64(UInt32(parts.serial) ?? .max)
  }
}
