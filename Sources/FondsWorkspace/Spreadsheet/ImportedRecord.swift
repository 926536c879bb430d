import FondsModel
import FondsText

/// A new record that a row asks for, its number still open.
struct ImportedRecord: Sendable {
  let series: RecordID.Series
  let date: CalendarDate
  /// The values of the table's columns, which tell whether the record is there already.
  let given: String
  /// In the order of the kind's fields, the number left out.
  private let entries: [Mapping.Entry]

  /// - Parameters:
  ///   - values: by dotted name.
  ///   - columns: the table's fields.
  init(
    kind: Kind, series: RecordID.Series, date: CalendarDate, values: [String: Node], columns: [FieldColumn]
  ) {
    self.series = series
    self.date = date
    entries = Self.entries(kind.fields, "", values).filter { $0.key != "id" }
    given = Self.given(columns, in: Node(.mapping(Mapping(entries))))
  }

  /// What a record says in some columns, as one text.
  static func given(_ columns: [FieldColumn], in root: Node) -> String {
    let values = columns.map { root.value(at: $0.steps) ?? Node(.null) }
    return JSONText.compact(Node(.sequence(values)))
  }

  /// Any number of the series will do to judge by: the right one comes once it is known which rows are taken.
  var anyNumber: RecordID { RecordID(series: series, sequence: 1) }

  func root(_ id: RecordID) -> Node {
    Node(.mapping(Mapping([.init(key: "id", value: Node(.string(id.text)))] + entries)))
  }

  func text(_ id: RecordID) -> String {
    var text = NodeText.entry("id", Node(.string(id.text)), indent: 0) + "\n"
    for entry in entries { text += NodeText.entry(entry.key, entry.value, indent: 0) + "\n" }
    return text
  }

  func path(_ id: RecordID) -> String {
    let title = entries.first { $0.key == "title" }?.value.string ?? ""
    return RecordPath.path(of: id, date: date.description, summary: RecordName.summary(from: title))
  }

  private static func entries(_ fields: [Field], _ prefix: String, _ values: [String: Node]) -> [Mapping.Entry] {
    fields.compactMap { field in
      let name = prefix + field.name
      if let value = values[name] { return Mapping.Entry(key: field.name, value: value) }
      let parts = field.isList ? [] : entries(field.children, name + ".", values)
      return parts.isEmpty ? nil : Mapping.Entry(key: field.name, value: Node(.mapping(Mapping(parts))))
    }
  }
}
