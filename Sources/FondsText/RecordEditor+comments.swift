/// A comment of a record: from its `#` to the end of its line.
public struct Comment: Sendable, Hashable {
  public let range: Range<Int>
  /// What it says, without the `#` and the blanks around it.
  public let text: String
  /// Whether it has its line for itself.
  public let isAlone: Bool
}

extension RecordEditor {
  /// The comments in the order of the file.
  public var comments: [Comment] {
    // Inside a scalar a `#` is text; outside, only a comment has one.
    var scalars = Self.scalars(of: root)[...]
    var found: [Comment] = []
    var place = 0
    while let hash = bytes[place...].firstIndex(of: UInt8(ascii: "#")) {
      while let scalar = scalars.first, scalar.upperBound <= hash { scalars.removeFirst() }
      if let scalar = scalars.first, scalar.contains(hash) {
        place = scalar.upperBound
        continue
      }
      let end = endOfLine(hash)
      found.append(
        Comment(
          range: hash..<end, text: Self.trimmed(bytes[hash..<end].drop { $0 == UInt8(ascii: "#") }),
          isAlone: bytes[lineStart(hash)..<hash].allSatisfy { $0 == UInt8(ascii: " ") }))
      place = end
    }
    return found
  }

  /// Takes away comments: those alone on their lines with these, others with the blanks before them.
  public mutating func remove(_ comments: [Comment]) throws(Failure) {
    guard !comments.isEmpty else { return }
    let edits = comments.map { comment in
      if comment.isAlone {
        return Edit(lineStart(comment.range.lowerBound)..<min(comment.range.upperBound + 1, bytes.count), "")
      }
      var start = comment.range.lowerBound
      while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
      return Edit(start..<comment.range.upperBound, "")
    }
    try apply(edits, expecting: root, at: [])
  }

  /// The comment that follows a value on its last line.
  public func comment(behind path: [Step]) -> Comment? {
    guard let node = root.value(at: path) else { return nil }
    let line = node.range.upperBound..<endOfLine(node.range.upperBound)
    return comments.first { line.contains($0.range.lowerBound) }
  }

  /// The bytes of all keys and scalars, in order.
  private static func scalars(of node: Node) -> [Range<Int>] {
    switch node.value {
    case .mapping(let mapping): mapping.entries.flatMap { [$0.keyRange] + scalars(of: $0.value) }
    case .sequence(let items): items.flatMap(scalars)
    default: node.range.isEmpty ? [] : [node.range]
    }
  }

  private static func trimmed(_ bytes: some Sequence<UInt8>) -> String {
    let text = String(decoding: Array(bytes), as: UTF8.self)
    return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
