import FondsText

extension Node {
  /// How long a text may be that says where a paper lies, not what it says; in Unicode scalars.
  public static var longestPointer: Int { 200 }

  /// The texts of a record that say more than a card about it does: its `body`, and whatever else runs over several lines or
  /// is longer than ``longestPointer``. Signatures say nothing.
  public var clearTexts: [Node] { clearTexts(below: "") }

  private func clearTexts(below key: String) -> [Node] {
    switch value {
    case .string(let text):
      guard key != "signature" else { return [] }
      let lines = text.unicodeScalars.split(separator: "\n")
      return key == "body" || lines.count > 1 || text.unicodeScalars.count > Self.longestPointer ? [self] : []
    case .sequence(let items): return items.flatMap { $0.clearTexts(below: key) }
    case .mapping(let mapping): return mapping.entries.flatMap { $0.value.clearTexts(below: $0.key) }
    default: return []
    }
  }
}
