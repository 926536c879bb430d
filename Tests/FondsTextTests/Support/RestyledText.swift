import FondsTestSupport
import FondsText

/// Writes a record in a way that somebody might, and that means the same: other quotes, indentation, order, blocks for
/// brackets and brackets for blocks, comments and blank lines wherever YAML has room for them.
struct RestyledText {
  /// How far it goes.
  struct Freedom {
    /// Comments and blank lines.
    var comments = true
    /// Blocks for brackets and brackets for blocks; one scalar's lines for another's.
    var shapes = true
    /// The order of fields.
    var order = true
  }

  private(set) var text = ""
  /// The comments that were written in, in no particular order.
  private(set) var comments: [String] = []
  private let freedom: Freedom
  private var generator: SeededGenerator

  init(_ root: Node, freedom: Freedom = Freedom(), seed: UInt64) {
    self.freedom = freedom
    generator = SeededGenerator(seed: seed)
    if likely(0.1) { text += "---" + comment() + "\n" }
    if freedom.shapes, likely(0.05) {
      text += flow(root, indent: 0) + comment() + "\n"
    } else {
      writeEntries(root, indent: 0, isBehindDash: false)
    }
    let mayBeCut = !endsInBlock
    loose(0)
    if mayBeCut, likely(0.2) { text.removeLast() }
  }

  /// Whether a block scalar was written last: what follows must not become part of it.
  private var endsInBlock = false

  // MARK: Blocks

  private mutating func writeEntries(_ node: Node, indent: Int, isBehindDash: Bool) {
    var entries = node.mapping?.entries ?? []
    if freedom.order { entries.shuffle(using: &generator) }
    for (index, entry) in entries.enumerated() {
      if index > 0 || !isBehindDash {
        loose(indent)
        text += margin(indent)
      }
      let key = line(entry.key, inFlow: false)
      // An explicit key, now and then.
      text +=
        likely(0.02) && !isBehindDash ? "? \(key)\(comment())\n\(margin(indent)):" : key + (likely(0.1) ? " :" : ":")
      writeValue(entry.value, indent: indent, isKeyed: true)
    }
  }

  private mutating func writeItems(_ items: [Node], indent: Int) {
    for item in items {
      loose(indent)
      text += margin(indent) + "-"
      writeValue(item, indent: indent, isKeyed: false)
    }
  }

  /// What stands behind a colon or dash, to the end of its lines.
  private mutating func writeValue(_ node: Node, indent: Int, isKeyed: Bool) {
    endsInBlock = false
    let deeper = indent + pick([2, 2, 2, 1, 3, 4])
    switch node.value {
    case .mapping(let mapping) where !mapping.entries.isEmpty && isBlock(node):
      if !isKeyed, likely(0.6) {
        let gap = pick([1, 1, 3])
        text += margin(gap)
        writeEntries(node, indent: indent + 1 + gap, isBehindDash: true)
      } else {
        text += comment() + "\n"
        writeEntries(node, indent: deeper, isBehindDash: false)
      }
    case .sequence(let items) where !items.isEmpty && isBlock(node):
      text += comment() + "\n"
      writeItems(items, indent: isKeyed && likely(0.3) ? indent : deeper)
    case .string(let string):
      if let block = block(string, node, indent: indent) {
        text += " " + block
        endsInBlock = true
      } else {
        writeOnLine(line(string, inFlow: false), deeper)
      }
    default:
      writeOnLine(node.isScalar ? scalar(node, inFlow: false) : flow(node, indent: deeper), deeper)
    }
  }

  private mutating func writeOnLine(_ value: String, _ indent: Int) {
    // A full-width colon on a line of its own below a key is taken for a key's.
    if likely(0.05), !value.isEmpty, !value.contains("：") {
      text += comment() + "\n"
      loose(indent)
      text += margin(indent)
    } else if !value.isEmpty {
      text += pick([" ", " ", "  "])
    }
    text += value
    text += (value.isEmpty ? "" : pick(["", "", "\t"])) + comment() + pick(["", "", " "]) + "\n"
  }

  private mutating func isBlock(_ node: Node) -> Bool {
    freedom.shapes ? likely(0.6) : node.style != .flow
  }

  // MARK: Brackets

  private mutating func flow(_ node: Node, indent: Int) -> String {
    let parts: [String]
    let brackets: (String, String)
    switch node.value {
    case .sequence(let items):
      brackets = ("[", "]")
      parts = items.map { flow($0, indent: indent + 1) }
    case .mapping(let mapping):
      brackets = ("{", "}")
      parts = mapping.entries.map { line($0.key, inFlow: true) + ": " + flow($0.value, indent: indent + 1) }
    default: return scalar(node, inFlow: true)
    }
    var result = brackets.0 + gap(indent)
    for (index, part) in parts.enumerated() {
      result += part + (index + 1 < parts.count ? gap(indent, isNarrow: true) + "," + gap(indent) : gap(indent))
    }
    return result + brackets.1
  }

  /// What may stand between the parts of brackets.
  private mutating func gap(_ indent: Int, isNarrow: Bool = false) -> String {
    if likely(0.08) { return comment() + "\n" + margin(indent + 1) }
    return isNarrow ? "" : pick(["", " ", " "])
  }

  // MARK: Scalars

  private mutating func scalar(_ node: Node, inFlow: Bool) -> String {
    switch node.value {
    case .null: inFlow ? pick(["null", "~"]) : pick(["null", "~", "Null", ""])
    case .bool(let flag): flag ? pick(["true", "True", "TRUE"]) : pick(["false", "False"])
    case .number(let number): number.text
    case .string(let string): line(string, inFlow: inFlow)
    default: ""
    }
  }

  private mutating func line(_ string: String, inFlow: Bool) -> String {
    // As the program would write it, which is known to be read as it is.
    let plain = NodeText.flow(Node(.string(string)))
    let isPlain = !plain.hasPrefix("\"")
    // Dates keep their quotes, so what is to look the same may not lose or get them.
    guard freedom.shapes || !string.hasPrefix("20") else { return plain }
    if isPlain, likely(0.5) { return plain }
    if likely(0.5), !string.unicodeScalars.contains(where: { $0.value < 0x20 }) {
      return "'" + string.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
    guard likely(0.3) else { return JSONText.quoted(string) }
    return "\""
      + string.unicodeScalars.map { scalar in
        let hex = String(scalar.value, radix: 16)
        return scalar.value < 0x10000
          ? "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
          : "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
      }.joined() + "\""
  }

  /// A text as a block, with its line end; nil where it is not to be one.
  private mutating func block(_ string: String, _ node: Node, indent: Int) -> String? {
    let isBlock = node.style == .literal || node.style == .folded
    guard freedom.shapes ? likely(isBlock ? 0.8 : 0.1) : isBlock, !string.hasPrefix("\t"),
      string.contains(where: { $0 != " " && $0 != "\n" })
    else { return nil }
    let ends = string.reversed().prefix { $0 == "\n" }.count
    let core = String(string.dropLast(ends))
    let chomping = ends == 0 ? "-" : ends == 1 ? pick(["", "+"]) : "+"
    let isIndented = core.hasPrefix(" ") || core.hasPrefix("\n")
    let width = pick([1, 2, 2, 4])
    let indicator = isIndented || likely(0.1) ? String(width) : ""
    var lines = core.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var symbol = "|"
    if freedom.shapes ? likely(0.2) : node.style == .folded, isFoldable(lines) {
      symbol = ">"
      lines = Array(lines.map { folded($0) }.joined(separator: [""]))
    }
    lines += Array(repeating: "", count: max(0, ends - 1))
    // Blank lines below a block that drops them.
    if chomping != "+", freedom.comments, likely(0.2) { lines.append("") }
    let body = lines.map { $0.isEmpty ? "" : margin(indent + width) + $0 }.joined(separator: "\n")
    return symbol + (likely(0.5) ? indicator + chomping : chomping + indicator) + comment() + "\n" + body + "\n"
  }

  private func isFoldable(_ lines: [String]) -> Bool {
    lines.allSatisfy { !$0.isEmpty && !$0.hasPrefix(" ") && !$0.hasPrefix("\t") && !$0.hasSuffix(" ") }
  }

  /// A line broken at some of its single blanks.
  private mutating func folded(_ line: String) -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    var lines = [words[0]]
    for index in words.indices.dropFirst() {
      if !words[index].isEmpty, !words[index - 1].isEmpty, !words[index].hasPrefix("\t"), likely(0.2) {
        lines.append(words[index])
      } else {
        lines[lines.count - 1] += " " + words[index]
      }
    }
    return lines
  }

  // MARK: Comments

  /// Lines between others: nothing, blank lines, comments, wherever they are indented.
  private mutating func loose(_ indent: Int) {
    guard freedom.comments else { return }
    while likely(0.15) {
      if likely(0.5) {
        // A blank line below a block that keeps its line ends would be text.
        if !endsInBlock { text += pick(["\n", "\n\n\n", "  \n"]) }
      } else {
        text +=
          margin(endsInBlock ? min(indent, pick([0, indent])) : pick([indent, indent, 0, indent + 2])) + newComment()
          + "\n"
        endsInBlock = false
      }
    }
  }

  /// A comment behind something, or nothing.
  private mutating func comment() -> String {
    freedom.comments && likely(0.12) ? pick([" ", "  ", "      "]) + newComment() : ""
  }

  private mutating func newComment() -> String {
    let texts = [
      "# 核对", "#", "#no blank", "# see: [#4, {a: 'b", "# 🧾 \"quoted\"", "# - step: x", "## amount:  # 金额",
      "# tab\there",
    ]
    let text = pick(texts) + (likely(0.8) ? " \(comments.count)" : "")
    comments.append(text)
    return text
  }

  // MARK: Chance

  private mutating func likely(_ share: Double) -> Bool {
    Double(generator.next() % 1000) < share * 1000
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int(generator.next() % UInt64(choices.count))]
  }

  private func margin(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension Node {
  var isScalar: Bool { mapping == nil && sequence == nil }
}
