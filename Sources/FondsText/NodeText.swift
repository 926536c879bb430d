/// The text of a whole value in YAML.
public enum NodeText {
  /// The value as the right-hand side of `key:` or of `-`, from the blank or line feed behind it on.
  ///
  /// - Parameter indent: the column, in blanks, at which the lines of a nested block stand.
  public static func value(_ node: Node, indent: Int) -> String {
    switch node.value {
    case .null: return ""
    case .string(let text):
      if let block = ScalarText.literalBlock(text, indent: indent) { return " " + block }
      return " " + ScalarText.line(text, inFlow: false)
    case .sequence(let items) where !items.isEmpty && !items.allSatisfy(\.isScalar):
      return "\n" + items.map { item(item: $0, indent: indent) }.joined(separator: "\n")
    case .mapping(let mapping) where !mapping.entries.isEmpty:
      return "\n" + lines(of: mapping, indent: indent).joined(separator: "\n")
    default:
      return " " + flow(node)
    }
  }

  /// The value on one line, as it stands inside brackets or behind a key.
  public static func flow(_ node: Node) -> String {
    switch node.value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.text
    case .string(let text): ScalarText.line(text, inFlow: true)
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .mapping(let mapping):
      mapping.entries.isEmpty
        ? "{}" : "{" + mapping.entries.map { key($0.key) + ": " + flow($0.value) }.joined(separator: ", ") + "}"
    }
  }

  /// One entry of a mapping, `key: value`.
  public static func entry(_ key: String, _ node: Node, indent: Int) -> String {
    String(repeating: " ", count: indent) + self.key(key) + ":" + value(node, indent: indent + 2)
  }

  /// One item of a list, `- value`; a mapping starts on the line of the dash, and stays on it where its style is flow.
  static func item(item: Node, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    if item.style == .flow { return margin + "- " + flow(item) }
    if case .mapping(let mapping) = item.value, !mapping.entries.isEmpty {
      let lines = lines(of: mapping, indent: indent + 2).joined(separator: "\n")
      return margin + "- " + lines.dropFirst(indent + 2)
    }
    return margin + "-" + value(item, indent: indent + 2)
  }

  static func key(_ key: String) -> String {
    ScalarText.line(key, inFlow: true)
  }

  private static func lines(of mapping: Mapping, indent: Int) -> [String] {
    mapping.entries.map { entry($0.key, $0.value, indent: indent) }
  }
}

extension Node {
  var isScalar: Bool {
    switch value {
    case .sequence, .mapping: false
    default: true
    }
  }
}
