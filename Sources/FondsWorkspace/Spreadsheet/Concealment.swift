import FondsModel
import FondsText

/// What a register keeps back of classified records: their number never, their content always.
struct Concealment: Sendable {
  private let kind: Kind
  private let schemas: Schemas

  init(_ kind: Kind, _ schemas: Schemas) {
    self.kind = kind
    self.schemas = schemas
  }

  /// What stands in the place of a column's text, such as `〔机密〕`; nil where the text may be shown.
  func mark(for column: FieldColumn, in root: Node, _ language: Language) -> String? {
    guard !Disclosure.openFields.contains(column.path[0]),
      case .numberOnly(let label) = schemas.disclosure(of: root, kind: kind)
    else { return nil }
    return Self.mark(label.text(language))
  }

  /// Whether a cell holds a mark, in either language.
  func isMark(_ cell: String) -> Bool {
    schemas.concealmentLabels.contains { cell == Self.mark($0.zh) || cell == Self.mark($0.en) }
  }

  private static func mark(_ label: String) -> String { "〔\(label)〕" }
}
