import FondsModel
import FondsText

/// A field of a kind, or a part of one, as a column of a table.
struct FieldColumn: Sendable {
  /// The names that lead to it from a record's root: `["paper", "location"]`.
  let path: [String]
  let field: Field
  let label: LocalizedText
  /// Whether the way leads through a list, so that one record has several values.
  let isWithinList: Bool

  /// The dotted name, `paper.location`.
  var name: String { path.joined(separator: ".") }

  var steps: [RecordEditor.Step] { path.map { .key($0) } }

  /// The text of what a record has there.
  func text(in root: Node, _ form: CellForm) -> String {
    guard isWithinList else { return form.text(of: root.value(at: steps), as: field) }
    let texts = Self.nodes(path[...], in: root).map { form.text(of: $0, as: field) }
    return texts.filter { !$0.isEmpty }.joined(separator: LocalizedText(en: "; ", zh: "；").text(form.language))
  }

  private static func nodes(_ path: ArraySlice<String>, in node: Node) -> [Node] {
    if let items = node.sequence, !path.isEmpty { return items.flatMap { nodes(path, in: $0) } }
    guard let name = path.first else { return [node] }
    return node[name].map { nodes(path.dropFirst(), in: $0) } ?? []
  }
}

/// All columns that a table of a kind's records may have, and what they are headed.
struct ColumnTable: Sendable {
  let columns: [FieldColumn]
  private let byName: [String: Int]
  /// By label in either language, in lower case.
  private let byLabel: [String: [Int]]

  init(_ kind: Kind) {
    var columns: [FieldColumn] = []
    func add(_ fields: [Field], below parent: FieldColumn?) {
      for field in fields {
        let label = parent.map {
          LocalizedText(en: "\($0.label.en).\(field.label.en)", zh: "\($0.label.zh).\(field.label.zh)")
        }
        let column = FieldColumn(
          path: (parent?.path ?? []) + [field.name], field: field, label: label ?? field.label,
          isWithinList: parent.map { $0.isWithinList || $0.field.isList } ?? false)
        columns.append(column)
        add(field.children, below: column)
      }
    }
    add(kind.fields, below: nil)
    self.columns = columns
    byName = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var byLabel: [String: [Int]] = [:]
    for (index, column) in columns.enumerated() {
      for label in Set([column.label.zh.lowercased(), column.label.en.lowercased()]) {
        byLabel[label, default: []].append(index)
      }
    }
    self.byLabel = byLabel
  }

  func column(_ name: String) -> FieldColumn? {
    byName[name].map { columns[$0] }
  }

  /// The columns that a heading means: the one of that name, else those of that label.
  func columns(headed heading: String) -> [FieldColumn] {
    if let column = column(heading) { return [column] }
    // `标签 (name)` stands over one of several columns of a label.
    if heading.hasSuffix(")"), let bracket = heading.lastIndex(of: "("),
      let column = column(String(heading[heading.index(after: bracket)...].dropLast()))
    {
      return [column]
    }
    return (byLabel[heading.lowercased()] ?? []).map { columns[$0] }
  }

  /// What a column is headed in a language, so that ``columns(headed:)`` finds it again.
  func heading(of column: FieldColumn, _ language: Language) -> String {
    let label = column.label.text(language)
    return columns(headed: label).map(\.name) == [column.name] ? label : "\(label) (\(column.name))"
  }

  /// Everything that a heading may say, for suggestions.
  var names: [String] { columns.flatMap { [$0.name, $0.label.zh, $0.label.en] } }
}
