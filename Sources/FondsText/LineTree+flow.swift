extension LineTree {
  /// A list or mapping in brackets, broken into lines at most between its parts.
  mutating func flow(depth: Int) -> Node? {
    guard depth <= Self.depth else { return nil }
    let start = place
    let isSequence = text[place] == UInt8(ascii: "[")
    let close = isSequence ? UInt8(ascii: "]") : UInt8(ascii: "}")
    var items: [Node] = []
    var entries: [Mapping.Entry] = []
    place += 1
    guard skipBreak() else { return nil }
    if text[place] == close {
      place += 1
    } else {
      while true {
        if isSequence {
          guard let item = flowValue(depth: depth + 1) else { return nil }
          items.append(item)
        } else {
          guard let (key, keyRange) = key(), text[place] == .blank, entries.count < Self.manyKeys,
            !entries.contains(where: { $0.key == key })
          else { return nil }
          skipBlanks()
          guard let value = flowValue(depth: depth + 1) else { return nil }
          entries.append(.init(key: key, keyRange: keyRange, value: value))
        }
        guard skipBreak() else { return nil }
        let byte = text[place]
        place += 1
        if byte == close { break }
        guard byte == UInt8(ascii: ","), skipBreak() else { return nil }
      }
    }
    let value: Node.Value = isSequence ? .sequence(items) : .mapping(Mapping(entries))
    return Node(value, range: start..<place, style: .flow)
  }

  /// Over blanks, and to the next line where this one ends. False before anything rarer.
  private mutating func skipBreak() -> Bool {
    skipBlanks()
    guard text[place] == .lineFeed else { return true }
    guard place + 1 < text.count, text[place + 1] == .blank else { return false }
    place += 1
    lineStart = place
    skipBlanks()
    return text[place] != .lineFeed && text[place] != UInt8(ascii: "#")
  }

  private mutating func flowValue(depth: Int) -> Node? {
    switch text[place] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): flow(depth: depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quoted()
    default: flowPlain()
    }
  }

  private mutating func flowPlain() -> Node? {
    guard beginsPlain else { return nil }
    let start = place
    var end = place
    while true {
      let byte = text[place]
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), .lineFeed:
        place = end
        return scalar(start..<end)
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "?"): return nil
      case UInt8(ascii: "#") where text[place - 1] == .blank: return nil
      case UInt8(ascii: ":") where !text[place + 1].canFollowColonInFlow: return nil
      default: break
      }
      place += 1
      if byte != .blank { end = place }
    }
  }
}
