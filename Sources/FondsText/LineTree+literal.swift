extension LineTree {
  /// A text behind `|` or `|-`, by its first line's indentation.
  mutating func literal(below column: Int) -> Node? {
    let start = place
    place += 1
    let isStripped = text[place] == UInt8(ascii: "-")
    if isStripped { place += 1 }
    skipBlanks()
    guard text[place] == .lineFeed else { return nil }
    place += 1
    let margin = blanks(at: place)
    guard margin > column, place + margin < text.count, text[place + margin] != .lineFeed else { return nil }
    var content: [UInt8] = []
    content.reserveCapacity(min(text.count - place, 4096))
    var end = place
    // Line feeds are content only where more follows.
    var pending = 0
    while place < text.count {
      let blanks = min(blanks(at: place), margin)
      let first = place + blanks
      if text[first] == .lineFeed {
        pending += 1
        place = first + 1
        continue
      }
      guard blanks == margin else { break }
      place = first
      skipLine()
      content.append(contentsOf: repeatElement(.lineFeed, count: pending))
      content.append(contentsOf: text[first..<place - 1])
      pending = 1
      var last = place - 1
      while last > first, text[last - 1] == .blank { last -= 1 }
      // A line of nothing but blanks, deeper than the margin: whether it counts is a question for libyaml.
      guard last > first else { return nil }
      end = last
    }
    if !isStripped { content.append(.lineFeed) }
    findLine()
    return Node(.string(String(decoding: content, as: UTF8.self)), range: start..<end, style: .literal)
  }

  private func blanks(at start: Int) -> Int {
    var end = start
    while end < text.count, text[end] == .blank { end += 1 }
    return end - start
  }
}
