/// Values as JSON. Numbers keep their decimal text.
public enum JSONText {
  /// On one line, without blanks.
  public static func compact(_ node: Node) -> String {
    var text = ""
    write(node, indent: nil, to: &text)
    return text
  }

  /// One member a line, indented by two blanks.
  public static func pretty(_ node: Node) -> String {
    var text = ""
    write(node, indent: 0, to: &text)
    return text
  }

  public static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Control characters as JSON demands; the others so that no terminal acts on them.
      case let scalar where ForbiddenCharacters.contains(scalar):
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func write(_ node: Node, indent: Int?, to text: inout String) {
    switch node.value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += number.jsonText
    case .string(let string): text += quoted(string)
    case .sequence(let items):
      write(items, brackets: ("[", "]"), indent: indent, to: &text) { item, indent, text in
        write(item, indent: indent, to: &text)
      }
    case .mapping(let mapping):
      write(mapping.entries, brackets: ("{", "}"), indent: indent, to: &text) { entry, indent, text in
        text += quoted(entry.key) + (indent == nil ? ":" : ": ")
        write(entry.value, indent: indent, to: &text)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], brackets: (String, String), indent: Int?, to text: inout String,
    _ writeItem: (Item, Int?, inout String) -> Void
  ) {
    text += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      if let indent { text += "\n" + String(repeating: " ", count: indent + 2) }
      writeItem(item, indent.map { $0 + 2 }, &text)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += brackets.1
  }
}
