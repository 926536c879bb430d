/// A line of a record's canonical form: a key or a dash, what stands behind it, and the lines above and below.
struct FormLine {
  /// The lines above it, at its own margin.
  var above: [CommentedNode.Line]
  /// `key:` or `-`.
  let head: String
  var comment: String?
  var value = Value.inline("")

  enum Value {
    /// On the line itself, a row perhaps on two; empty for null.
    case inline(String)
    case text(BlockScalar)
    /// In a block of lines, with what ends it.
    case lines([FormLine], footer: [CommentedNode.Line], isMapping: Bool)
  }
}

/// Decides what stands on a line and what below it.
struct FormLayout {
  /// The widest line, in columns of a terminal, of a list in brackets.
  static let listWidth = 100
  /// The widest line of a mapping in braces, such as a row of a sheet. It may have two.
  static let rowWidth = 120

  /// What the tree was read from.
  let source: [UInt8]

  func line(for part: CommentedNode.Part, indent: Int) -> FormLine {
    let head = part.key.map { keyText($0) + ":" } ?? "-"
    var line = FormLine(above: part.above, head: head, comment: part.behind)
    let value = part.value
    if let text = blockScalar(value.node, indent: indent + 2) {
      line.value = .text(text)
    } else if let text = inline(
      value, column: indent + DisplayWidth.width(of: head) + 1, margin: indent + (part.key == nil ? 3 : 2))
    {
      // An empty list may hold comments.
      line.above += value.opening.lines + value.footer.comments
      line.value = .inline(text)
    } else {
      var lines = value.parts.map { self.line(for: $0, indent: indent + 2) }
      lines[0].above.removeOpeningBlanks()
      if part.key == nil {
        // The first line stands behind the dash: comments above it go above the dash.
        line.above += line.comment.lines + value.opening.lines + lines[0].above.comments
        line.comment = nil
        lines[0].above = []
      } else if line.comment == nil {
        line.comment = value.opening
      } else {
        lines[0].above = value.opening.lines + lines[0].above
      }
      line.value = .lines(lines, footer: value.footer, isMapping: value.node.mapping != nil)
    }
    return line
  }

  // MARK: Values

  /// A value as it stands on the line of its key or dash, from a column on; nil where it stands in lines of its own.
  ///
  /// - Parameter margin: where the second line of a row begins.
  private func inline(_ value: CommentedNode, column: Int, margin: Int) -> String? {
    if value.node.isNull { return "" }
    if value.node.isScalar { return scalar(value.node, inFlow: false) }
    if value.parts.isEmpty { return flow(value) }
    var room = Self.mostBytes
    guard value.node.style == .flow, isSmall(value.node, &room), !value.hasComments else { return nil }
    if value.node.mapping != nil { return row(value.parts, column: column, margin: margin) }
    // A list of lists or mappings grows.
    guard value.parts.allSatisfy(\.value.node.isScalar) else { return nil }
    let text = flow(value)
    return column + DisplayWidth.width(of: text) <= Self.listWidth ? text : nil
  }

  /// A mapping in braces on one line or two, the first as full as can be; nil where two do not hold it.
  private func row(_ parts: [CommentedNode.Part], column: Int, margin: Int) -> String? {
    var text = "{"
    var end = column + 1
    var isOnSecondLine = false
    for (index, part) in parts.enumerated() {
      let entry = self.entry(part) + (index == parts.count - 1 ? "}" : ",")
      let width = DisplayWidth.width(of: entry)
      let gap = index == 0 ? 0 : 1
      if end + gap + width <= Self.rowWidth {
        text += (index == 0 ? "" : " ") + entry
        end += gap + width
      } else if index > 0, !isOnSecondLine, margin + width <= Self.rowWidth {
        isOnSecondLine = true
        text += "\n" + String(repeating: " ", count: margin) + entry
        end = margin + width
      } else {
        return nil
      }
    }
    return text
  }

  /// More than any two lines hold.
  private static let mostBytes = 1000

  /// Whether a value could fit on two lines at all: looked at first, so that brackets within brackets are not written
  /// once a level.
  private func isSmall(_ node: Node, _ room: inout Int) -> Bool {
    room -= 1
    switch node.value {
    case .string(let text): room -= text.utf8.count
    case .number(let number): room -= number.text.utf8.count
    case .sequence(let items): return room > 0 && items.allSatisfy { isSmall($0, &room) }
    case .mapping(let mapping):
      return room > 0
        && mapping.entries.allSatisfy {
          room -= $0.key.utf8.count
          return isSmall($0.value, &room)
        }
    default: break
    }
    return room > 0
  }

  private func flow(_ value: CommentedNode) -> String {
    switch value.node.value {
    case .sequence: "[" + value.parts.map { flow($0.value) }.joined(separator: ", ") + "]"
    case .mapping:
      "{" + value.parts.map(entry).joined(separator: ", ") + "}"
    default: scalar(value.node, inFlow: true)
    }
  }

  private func entry(_ part: CommentedNode.Part) -> String {
    (part.key.map { keyText($0) + ": " } ?? "") + flow(part.value)
  }

  private func scalar(_ node: Node, inFlow: Bool) -> String {
    switch node.value {
    case .string(let text): string(text, isQuoted: node.style != .plain, inFlow: inFlow)
    default: NodeText.flow(node)
    }
  }

  private func keyText(_ key: CommentedNode.Key) -> String {
    string(key.text, isQuoted: key.isQuoted, inFlow: true)
  }

  /// Readers of YAML 1.1 make a date object of a date without quotes: where there are quotes, they stay.
  private func string(_ text: String, isQuoted: Bool, inFlow: Bool) -> String {
    isQuoted && PlainScalar.isDateElsewhere(text)
      ? ScalarText.quoted(text) : ScalarText.line(text, inFlow: inFlow)
  }

  /// A text in lines of its own: one that is written so, and one whose line ends are written as `\n`.
  private func blockScalar(_ node: Node, indent: Int) -> BlockScalar? {
    guard let text = node.string else { return nil }
    switch node.style {
    case .folded:
      return BlockScalar(folded: source[node.range], text: text, indent: indent)
        ?? BlockScalar(literal: text, indent: indent)
    case .literal: return BlockScalar(literal: text, indent: indent)
    default: return ScalarText.isWorthABlock(text) ? BlockScalar(literal: text, indent: indent) : nil
    }
  }
}

extension [CommentedNode.Line] {
  fileprivate mutating func removeOpeningBlanks() {
    self = Array(drop { $0 == .blank })
  }
}

extension String? {
  /// A comment as a line of its own.
  fileprivate var lines: [CommentedNode.Line] { map { [.comment($0)] } ?? [] }
}
