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
    guard text.utf8.contains(UInt8(ascii: "\n")), !text.unicodeScalars.contains(where: ForbiddenCharacters.contains),
      !text.utf8.contains(UInt8(ascii: "\t")), !text.utf8.contains(UInt8(ascii: "\r"))
    else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let endsWithLineFeed = lines.last?.isEmpty == true
    if endsWithLineFeed { lines.removeLast() }
    // A first line that is blank or indented would need an indentation indicator; trailing blank lines a `+`.
    guard let first = lines.first, let last = lines.last, !first.isEmpty, first.first != " ", !last.isEmpty,
      !lines.contains(where: { $0.allSatisfy { $0 == " " } && !$0.isEmpty })
    else { return nil }
    let margin = String(repeating: " ", count: indent)
    let body = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    return (endsWithLineFeed ? "|\n" : "|-\n") + body
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first != UInt8(ascii: " "), last != UInt8(ascii: " "),
      last != UInt8(ascii: ":"), !Array("!&*-?:,[]{}#|>@`\"'%".utf8).contains(first) || isSafeDash(bytes),
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
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: ":"):
        // `10:00` in brackets is read by all, but `a:]` is not worth knowing: quote whatever could be structure.
        if inFlow { return false }
      default: break
      }
    }
    return true
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
