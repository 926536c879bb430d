/// A text on lines of its own below its key, in YAML's two forms.
struct BlockScalar: Equatable {
  /// `|` or `>` with what it says of indentation and line ends.
  let header: String
  /// The lines below the header, without the last line feed.
  let body: String

  /// A text as it is, line by line; nil where it has nothing but blanks, which no block keeps.
  ///
  /// - Parameter indent: the column of its lines, two more than that of what it belongs to.
  init?(literal text: String, indent: Int) {
    guard text.utf8.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }) else { return nil }
    self.init(symbol: "|", Self.lines(of: text), text: text, indent: indent)
  }

  /// A folded text with its line ends where they are; nil where its lines don't tell their indentation.
  ///
  /// - Parameter source: the bytes of the scalar, from its `>` to its last character.
  init?(folded source: ArraySlice<UInt8>, text: String, indent: Int) {
    var lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    let header = lines.removeFirst().prefix { $0 != UInt8(ascii: " ") }
    guard !header.contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }),
      let first = lines.first(where: { !$0.allSatisfy(Self.isBlank) })
    else { return nil }
    let margin = first.prefix(while: Self.isBlank).count
    // Blanks at the end are text, and the source is given without them.
    let end = text.utf8.reversed().drop { $0 == UInt8(ascii: "\n") }.first
    guard end != UInt8(ascii: " "), end != UInt8(ascii: "\t") else { return nil }
    let kept = lines.map { String(decoding: $0.dropFirst(margin), as: UTF8.self) }
    let lineEnds = text.utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count
    self.init(
      symbol: ">", kept + Array(repeating: "", count: max(0, lineEnds - 1)), text: text, indent: indent)
  }

  private init(symbol: String, _ lines: [String], text: String, indent: Int) {
    // Readers find the indentation by the first line; where that line is itself indented, it has to be said.
    let opening = lines.prefix { $0.utf8.allSatisfy(Self.isBlank) }.count + 1
    let isSaid = lines.prefix(opening).contains {
      $0.utf8.first.map { $0 == UInt8(ascii: "\t") || Self.isBlank($0) } ?? false
    }
    let chomping = text.hasSuffixBytes("\n\n") ? "+" : text.hasSuffixBytes("\n") ? "" : "-"
    let margin = String(repeating: " ", count: indent)
    header = symbol + (isSaid ? "2" : "") + chomping
    body = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  private static func lines(of text: String) -> [String] {
    var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String($0) ?? ""
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") }
}

extension String {
  /// As `hasSuffix`, by bytes: that a line feed and a combining mark make one character plays no part.
  fileprivate func hasSuffixBytes(_ suffix: String) -> Bool {
    utf8.reversed().starts(with: suffix.utf8.reversed())
  }
}
