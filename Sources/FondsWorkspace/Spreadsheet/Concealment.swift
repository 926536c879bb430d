import FondsModel
import FondsText

/// What a register keeps back of classified records: their number never, their content always.
struct Concealment: Sendable {
  /// Levels whose content no list shows.
  private static let levels = ["confidential", "secret"]
  /// Fields that say nothing of the content.
  private static let open: Set<String> = [
    "id", "kind", "date", "classification", "retention", "importance", "urgency", "status", "owner",
  ]

  private let labels: [String: LocalizedText]

  init(_ kind: Kind) {
    let field = kind.field("classification")
    labels = Dictionary(
      uniqueKeysWithValues: Self.levels.map { level in
        (level, field?.label(ofValue: level) ?? LocalizedText(en: level, zh: level))
      })
  }

  /// What stands in the place of a column's text, such as `〔机密〕`; nil where the text may be shown.
  func mark(for column: FieldColumn, in root: Node, _ language: Language) -> String? {
    guard !Self.open.contains(column.path[0]), let level = root["classification"]?.string, let label = labels[level]
    else { return nil }
    return Self.mark(label.text(language))
  }

  /// Whether a cell holds a mark, in either language.
  func isMark(_ cell: String) -> Bool {
    labels.values.contains { cell == Self.mark($0.zh) || cell == Self.mark($0.en) }
  }

  private static func mark(_ label: String) -> String { "〔\(label)〕" }
}
