/// Text of a value as it is written into a record.
enum ScalarText {
  /// A scalar on one line: plain where every reader takes it for the same value, else in double quotes.
  ///
  /// - Parameter inFlow: whether it stands in brackets, where commas and brackets end a plain scalar.
  static func line(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  /// A text of several lines as a literal block, its lines indented by `indent` blanks; nil where only quotes
  /// keep it as it is.
  static func literalBlock(_ text: String, indent: Int) -> String? {
    guard isWorthABlock(text), let block = BlockScalar(literal: text, indent: indent) else { return nil }
    return block.header + "\n" + block.body
  }

  /// Whether a text of several lines reads better as a block than in quotes: one that shows all it holds, without
  /// blanks at the ends of lines and without an indentation that has to be said.
  static func isWorthABlock(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "\n")), !text.unicodeScalars.contains(where: ForbiddenCharacters.contains),
      !text.utf8.contains(UInt8(ascii: "\t")), !text.utf8.contains(UInt8(ascii: "\r"))
    else { return false }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard let first = lines.first, let last = lines.last, !first.isEmpty, first.first != " ", !last.isEmpty
    else { return false }
    return !lines.contains { !$0.isEmpty && $0.allSatisfy { $0 == " " } }
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first != UInt8(ascii: " "), last != UInt8(ascii: " "),
      last != UInt8(ascii: ":"), !indicators.contains(first) || isSafeDash(bytes),
      !text.unicodeScalars.contains(where: ForbiddenCharacters.contains),
      !text.hasPrefix("---"), !text.hasPrefix("...")
    else { return false }
    let meaning = PlainScalar.meaning(of: text)
    guard case .string = meaning.value, !meaning.isAmbiguous, !meaning.isNotANumber else { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return false
      case UInt8(ascii: ":") where bytes[index + 1] == UInt8(ascii: " "): return false
      case UInt8(ascii: "#") where bytes[index - 1] == UInt8(ascii: " "): return false
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        if inFlow { return false }
      case UInt8(ascii: ":"):
        // `10:00` in brackets is read by all, but `a:]` is not worth knowing: quote whatever could be structure.
        if inFlow, !isDigit(bytes[index - 1]) || !isDigit(bytes[index + 1]) { return false }
      default: break
      }
    }
    return true
  }

  /// What begins something else than a plain scalar.
  private static let indicators = Array("!&*-?:,[]{}#|>@`\"'%".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// A dash followed by a letter or digit starts text, not a list item.
  private static func isSafeDash(_ bytes: [UInt8]) -> Bool {
    bytes[0] == UInt8(ascii: "-") && bytes.count > 1 && bytes[1] > UInt8(ascii: " ") && bytes[1] != UInt8(ascii: "-")
  }

  /// In double quotes: YAML 1.2 reads JSON's strings.
  static func quoted(_ text: String) -> String {
    JSONText.quoted(text)
  }
}
