import FondsText

/// A search that the office uses often, under a name (`searches` in `Schemas/fonds.yaml`).
public struct SavedSearch: Sendable {
  public let name: String
  public let label: LocalizedText
  /// As `fonds find` reads it.
  public let query: String
  /// Where the query stands in the file.
  public let range: Range<Int>

  /// The searches of a file, in its order; those whose form is broken are left out.
  static func all(in settings: Node) -> [SavedSearch] {
    (settings["searches"]?.mapping?.entries ?? []).compactMap { entry in
      guard let node = entry.value["query"] ?? entry.value.string.map({ _ in entry.value }), let query = node.string
      else { return nil }
      let label = entry.value["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: entry.key, zh: entry.key)
      return SavedSearch(name: entry.key, label: label, query: query, range: node.range)
    }
  }

  /// Whether somebody means it by a name: its own, or its label in either language, with hyphens for blanks.
  public func isCalled(_ text: String) -> Bool {
    let wanted = text.lowercased()
    return [name, label.en, label.zh].contains { $0.lowercased().replacing(" ", with: "-") == wanted }
  }
}
