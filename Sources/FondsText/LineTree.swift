import Glibc

/// Builds the tree of an ordinary text line by line: of the form that ``CanonicalForm`` writes and most people keep to.
///
/// A text with anything that is not ordinary, be it wrong or only rare, has no such tree: it is ``EventTree``'s, which
/// reads all of YAML and says what is refused. Where there is one, it is the very tree that `EventTree` builds.
struct LineTree {
  let text: UnsafeBufferPointer<UInt8>
  /// The next byte to be read.
  var place = 0
  /// Where the line starts that is read.
  var lineStart = 0
  /// How far the line is indented that is to be read next; -1 behind the last.
  var indent = 0

  /// The tree of a text without a fault of its bytes; nil for one that is not ordinary.
  static func root(of bytes: [UInt8]) -> Node? {
    bytes.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress, text.last == .lineFeed,
        memchr(base, Int32(UInt8.tab), text.count) == nil
      else { return nil }
      var tree = LineTree(text: text)
      tree.findLine()
      guard tree.indent == 0, let root = tree.mapping(indent: 0, depth: 1), tree.indent == -1 else { return nil }
      return root
    }
  }

  private init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Deeper texts are rare, and `EventTree` knows the limit.
  static let depth = 16
  /// What is much longer is no key to YAML.
  static let keyLength = 1000
  /// Beyond so many fields comparing keys gets slow.
  static let manyKeys = 64

  // MARK: Lines

  /// From the start of a line to the first character of the next line that has more than a comment.
  mutating func findLine() {
    while place < text.count {
      lineStart = place
      skipBlanks()
      let byte = text[place]
      if byte == .lineFeed {
        place += 1
      } else if byte == UInt8(ascii: "#") {
        skipLine()
      } else {
        indent = place - lineStart
        return
      }
    }
    indent = -1
  }

  /// The text ends with a line feed, so that every scan for the end of a line ends.
  mutating func skipLine() {
    while text[place] != .lineFeed { place += 1 }
    place += 1
  }

  mutating func skipBlanks() {
    while text[place] == .blank { place += 1 }
  }

  /// Behind a value: nothing but a comment may follow. Then goes to the next line.
  mutating func endLine() -> Bool {
    let end = place
    skipBlanks()
    guard text[place] == .lineFeed || (text[place] == UInt8(ascii: "#") && place > end) else { return false }
    skipLine()
    findLine()
    return true
  }

  // MARK: Collections by indentation

  private mutating func mapping(indent column: Int, depth: Int) -> Node? {
    guard depth <= Self.depth else { return nil }
    let start = place
    var end = place
    var entries: [Mapping.Entry] = []
    entries.reserveCapacity(depth == 1 ? 16 : 8)
    repeat {
      guard let (key, keyRange) = key(), entries.count < Self.manyKeys,
        !entries.contains(where: { $0.key.isBytewiseEqual(key) }),
        let value = value(below: column, depth: depth + 1)
      else { return nil }
      end = max(value.range.upperBound, keyRange.upperBound)
      entries.append(.init(key: key, keyRange: keyRange, value: value))
    } while indent == column
    guard indent < column else { return nil }
    return Node(.mapping(Mapping(entries)), range: start..<end, style: .block)
  }

  /// What follows a key's colon.
  private mutating func value(below column: Int, depth: Int) -> Node? {
    let colon = place
    skipBlanks()
    switch text[place] {
    case .lineFeed: break
    case UInt8(ascii: "#"): guard place > colon else { return nil }
    case UInt8(ascii: "|"): return literal(below: column)
    default: return inline(depth: depth)
    }
    skipLine()
    findLine()
    if indent > column {
      return isItem ? sequence(indent: indent, depth: depth) : mapping(indent: indent, depth: depth)
    }
    if indent == column, isItem { return sequence(indent: indent, depth: depth) }
    return Node(.null, range: colon..<colon)
  }

  /// Whether a list's item starts here.
  private var isItem: Bool { text[place] == UInt8(ascii: "-") && text[place + 1] == .blank }

  private mutating func sequence(indent column: Int, depth: Int) -> Node? {
    guard depth <= Self.depth else { return nil }
    let start = place
    var end = place
    var items: [Node] = []
    repeat {
      place += 1
      skipBlanks()
      guard let item = item(below: column, depth: depth + 1) else { return nil }
      end = item.range.upperBound
      items.append(item)
    } while indent == column && isItem
    guard indent <= column else { return nil }
    return Node(.sequence(items), range: start..<end, style: .block)
  }

  private mutating func item(below column: Int, depth: Int) -> Node? {
    if text[place] == UInt8(ascii: "|") { return literal(below: column) }
    guard text[place] != .lineFeed, !isItem else { return nil }
    let start = place
    let isMapping = key() != nil
    place = start
    return isMapping ? mapping(indent: place - lineStart, depth: depth) : inline(depth: depth)
  }

  /// A key and its colon; nil where none stands here, or one that other readers take for something else than text.
  mutating func key() -> (String, Range<Int>)? {
    let start = place
    var key = ""
    let isQuoted = text[place] == UInt8(ascii: "\"") || text[place] == UInt8(ascii: "'")
    if isQuoted {
      guard case .string(let name)? = quoted()?.value else { return nil }
      key = name
    } else {
      guard text[place].canBeginKey else { return nil }
      repeat { place += 1 } while text[place].canBeInKey
    }
    guard text[place] == UInt8(ascii: ":"), text[place + 1] == .blank || text[place + 1] == .lineFeed,
      place - start <= Self.keyLength
    else { return nil }
    if !isQuoted { key = string(start..<place) }
    if !isQuoted, place - start <= 5 {
      let meaning = PlainScalar.meaning(of: key)
      guard case .string = meaning.value, !meaning.isAmbiguous else { return nil }
    }
    defer { place += 1 }
    return (key, start..<place)
  }

  // MARK: Values on one line

  private mutating func inline(depth: Int) -> Node? {
    let node: Node?
    switch text[place] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): node = flow(depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): node = quoted()
    default: node = plain()
    }
    guard let node, endLine() else { return nil }
    return node
  }

  private mutating func plain() -> Node? {
    guard beginsPlain else { return nil }
    let start = place
    var end = place
    while text[place] != .lineFeed {
      let byte = text[place]
      if byte == UInt8(ascii: ":"), text[place + 1] == .blank || text[place + 1] == .lineFeed { return nil }
      if byte == UInt8(ascii: "#"), text[place - 1] == .blank { break }
      place += 1
      if byte != .blank { end = place }
    }
    place = end
    return scalar(start..<end)
  }

  /// Whether a text without quotes can begin here.
  var beginsPlain: Bool {
    switch text[place] {
    case UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      false
    case UInt8(ascii: "-"): text[place + 1] != .blank && text[place + 1] != .lineFeed
    default: true
    }
  }

  /// A plain scalar; nil where readers do not agree on what it is.
  func scalar(_ range: Range<Int>) -> Node? {
    let meaning = PlainScalar.meaning(of: string(range))
    return meaning.isAmbiguous || meaning.isNotANumber ? nil : Node(meaning.value, range: range)
  }

  /// A text in quotes that ends on its line and escapes nothing but, in single quotes, a quote.
  mutating func quoted() -> Node? {
    let start = place
    let quote = text[place]
    var hasEscapes = false
    place += 1
    while true {
      let byte = text[place]
      if byte == .lineFeed || (byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"")) { return nil }
      place += 1
      guard byte == quote else { continue }
      guard quote == UInt8(ascii: "'"), text[place] == quote else { break }
      hasEscapes = true
      place += 1
    }
    let content = string(start + 1..<place - 1)
    return Node(
      .string(hasEscapes ? content.replacing("''", with: "'") : content), range: start..<place,
      style: quote == UInt8(ascii: "'") ? .singleQuoted : .doubleQuoted)
  }

  func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let blank = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  /// A letter, what is not ASCII, or the sign before the words of JSON Schema.
  var canBeginKey: Bool {
    self >= 0x80 || self == UInt8(ascii: "$") || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }

  var canBeInKey: Bool {
    canBeginKey || (self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")) || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
  }

  /// Whether a colon before it belongs to a text without quotes, in brackets too.
  var canFollowColonInFlow: Bool {
    switch self {
    case .blank, .lineFeed, UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"):
      false
    default: true
    }
  }
}
