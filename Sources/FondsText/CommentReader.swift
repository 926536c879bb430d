/// Finds the comments of a text that was read into a tree, and what each belongs to.
///
/// - A comment behind something on its line belongs to that.
/// - A comment on a line of its own belongs to what follows; where it is indented as a block that ends there, to the
///   end of that block.
///
/// Between the scalars of a tree stand only blanks, line ends, indicators and comments: no `#` there is anything else.
struct CommentReader {
  private let bytes: [UInt8]
  /// Up to where the text has been read.
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document(_ root: Node) -> CommentedNode {
    // Behind the `---` and the `{` of a record in braces.
    var top = lines(before: root.range.lowerBound)
    var document = value(root, outside: -1, before: bytes.count)
    if let opening = document.opening { top.append(.comment(opening)) }
    document.opening = nil
    document.footer += lines(before: bytes.count)
    if document.parts.isEmpty {
      document.footer = top + document.footer
    } else {
      document.parts[0].above = top + document.parts[0].above
    }
    return document
  }

  // MARK: Values

  private struct Child {
    let key: Mapping.Entry?
    let value: Node
    var start: Int { key?.keyRange.lowerBound ?? value.range.lowerBound }
  }

  /// - Parameters:
  ///   - outside: the column of the block around it.
  ///   - limit: where the text next to it begins.
  private mutating func value(_ node: Node, outside: Int, before limit: Int) -> CommentedNode {
    switch node.value {
    case .mapping(let mapping):
      return collection(node, mapping.entries.map { Child(key: $0, value: $0.value) }, outside: outside, before: limit)
    case .sequence(let items):
      return collection(node, items.map { Child(key: nil, value: $0) }, outside: outside, before: limit)
    default:
      return scalar(node)
    }
  }

  private mutating func collection(
    _ node: Node, _ children: [Child], outside: Int, before limit: Int
  ) -> CommentedNode {
    var result = CommentedNode(node)
    let isFlow = node.style == .flow
    // A pair in a list, `[a: b]`, is a mapping without brackets of its own.
    let hasBrackets =
      isFlow && (bytes[node.range.lowerBound] == UInt8(ascii: "[") || bytes[node.range.lowerBound] == UInt8(ascii: "{"))
    let end = !isFlow ? limit : hasBrackets ? node.range.upperBound - 1 : children.last?.value.range.upperBound ?? limit
    // Of brackets it plays no part, and there may be thousands on one line.
    let column = isFlow ? 0 : column(of: node.range.lowerBound)
    if hasBrackets {
      position = node.range.lowerBound + 1
      if let first = comment(before: children.first?.start ?? end), !first.isAlone { result.opening = take(first) }
    }
    for (index, child) in children.enumerated() {
      let next = index + 1 < children.count ? children[index + 1].start : end
      result.parts.append(part(child, in: column, before: next))
    }
    if isFlow {
      result.footer = lines(before: end)
      position = max(position, node.range.upperBound)
    } else {
      while let next = comment(before: limit), next.isAlone, next.column >= column, next.column > outside,
        // What stands behind the next dash belongs to the next item.
        bytes[position..<next.start].allSatisfy(Self.isWhite)
      {
        if next.isBelowBlank { result.footer.append(.blank) }
        result.footer.append(.comment(take(next)))
      }
    }
    return result
  }

  private mutating func part(_ child: Child, in column: Int, before limit: Int) -> CommentedNode.Part {
    var above = lines(before: child.start)
    if hasBlankLine(before: child.start) { above.append(.blank) }
    position = max(position, child.start)
    var behind: String?
    let isBlock = child.value.style == .block && !child.value.isScalar
    if let key = child.key {
      position = key.keyRange.upperBound
      while let next = comment(before: child.value.range.lowerBound), !(isBlock && next.isAlone) {
        let text = take(next)
        if behind == nil, !next.isAlone { behind = text } else { above.append(.comment(text)) }
      }
    }
    var value = value(child.value, outside: column, before: limit)
    // A block scalar's comment stands behind its `|`.
    var trailing = child.value.isScalar ? value.opening : nil
    if child.value.isScalar { value.opening = nil }
    if trailing == nil, !isBlock, let next = comment(before: limit), !next.isAlone, isOnThisLine(next.start) {
      trailing = take(next)
    }
    if let trailing {
      if let behind { above.append(.comment(behind)) }
      behind = trailing
    }
    let name = child.key.map {
      let first = bytes[$0.keyRange.lowerBound]
      return CommentedNode.Key(
        text: $0.key, isQuoted: first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"))
    }
    return CommentedNode.Part(key: name, above: above, value: value, behind: behind)
  }

  private mutating func scalar(_ node: Node) -> CommentedNode {
    var result = CommentedNode(node)
    position = max(position, node.range.lowerBound)
    guard node.style == .literal || node.style == .folded else {
      position = max(position, node.range.upperBound)
      return result
    }
    let header = bytes[position..<node.range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? node.range.upperBound
    if let next = comment(before: header) { result.opening = take(next) }
    position = node.range.upperBound
    // Blank lines at its end may be text.
    for _ in 0..<(node.string?.closingBlankLines ?? 0) {
      position = bytes[position...].dropFirst().firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }
    return result
  }

  // MARK: Comments

  private struct Comment {
    let start: Int
    let end: Int
    /// Whether nothing but blanks stands before it on its line.
    let isAlone: Bool
    let column: Int
    let isBelowBlank: Bool
  }

  /// The next comment, if one stands before a place.
  private func comment(before limit: Int) -> Comment? {
    guard position < limit, let start = bytes[position..<limit].firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let line = lineStart(start)
    return Comment(
      start: start, end: bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count,
      isAlone: bytes[line..<start].allSatisfy(Self.isWhite), column: start - line,
      isBelowBlank: hasBlankLine(before: start))
  }

  private mutating func take(_ comment: Comment) -> String {
    position = comment.end
    let length = bytes[comment.start..<comment.end].reversed().drop(while: Self.isWhite).count
    return String(decoding: bytes[comment.start..<comment.start + length], as: UTF8.self)
  }

  /// The comments up to a place, with the blank lines above them.
  private mutating func lines(before limit: Int) -> [CommentedNode.Line] {
    var lines: [CommentedNode.Line] = []
    while let next = comment(before: limit) {
      if next.isBelowBlank { lines.append(.blank) }
      lines.append(.comment(take(next)))
    }
    return lines
  }

  // MARK: Places

  private func hasBlankLine(before place: Int) -> Bool {
    guard position < place else { return false }
    var lineEnds = 0
    for byte in bytes[position..<place] {
      if byte == UInt8(ascii: "\n") {
        lineEnds += 1
        if lineEnds == 2 { return true }
      } else if !Self.isWhite(byte) {
        lineEnds = 0
      }
    }
    return false
  }

  private func isOnThisLine(_ place: Int) -> Bool {
    !bytes[position..<place].contains(UInt8(ascii: "\n"))
  }

  private func lineStart(_ place: Int) -> Int {
    (bytes[..<place].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  private func column(of place: Int) -> Int { place - lineStart(place) }

  private static func isWhite(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }
}

extension String {
  /// How many of its last lines have nothing but blanks.
  fileprivate var closingBlankLines: Int {
    var lines = utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.reversed().prefix { $0.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }.count
  }
}
