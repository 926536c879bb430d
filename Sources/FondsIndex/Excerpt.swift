/// A short piece of a record's text around what was found, on one line.
public struct Excerpt: Sendable, Equatable {
  /// The piece. Line breaks, ends of parts and runs of spaces have become single spaces, `…` stands where text is left out.
  /// Other control characters are kept: whoever shows them makes them harmless.
  public let text: String
  /// Where the phrases stand in ``text``, in order, never overlapping.
  public let hits: [Range<String.Index>]

  /// Cuts an excerpt of about `length` characters around the first place where a phrase stands.
  ///
  /// What counts as a hit is what the index finds. Without a hit (the words stand in another part of the
  /// record) the excerpt is the beginning of the text.
  public init(of source: String, phrases: [Phrase], length: Int = 80) {
    let found = Excerpt.places(of: phrases, in: source)
    let utf8 = source.utf8
    // A third of the room goes to what stands before the hit.
    var start = source.startIndex
    if let first = found.first {
      let hit = utf8.index(utf8.startIndex, offsetBy: first.lowerBound)
      // There and back again: a hit may begin within a character, at a mark.
      start = source.index(before: source.index(after: hit))
    }
    var room = length / 3
    while start > source.startIndex, room > 0 {
      start = source.index(before: start)
      room -= 1
    }
    var end = start
    room = length
    while end < source.endIndex, room > 0 {
      end = source.index(after: end)
      room -= 1
    }
    // Near the end of the text, what room is left goes to what stands before.
    while start > source.startIndex, room > 0 {
      start = source.index(before: start)
      room -= 1
    }
    self.init(source: source, window: start..<end, found: found)
  }

  private init(source: String, window: Range<String.Index>, found: [Range<Int>]) {
    let utf8 = source.utf8
    let base = utf8.distance(from: utf8.startIndex, to: window.lowerBound)
    let limit = base + utf8.distance(from: window.lowerBound, to: window.upperBound)
    var bytes: [UInt8] = []
    var hits: [Range<Int>] = []
    if window.lowerBound > source.startIndex { bytes.append(contentsOf: "…".utf8) }
    let begin = bytes.count
    var pending = found.filter { $0.upperBound > base && $0.lowerBound < limit }[...]
    var hitStart: Int?
    var position = base
    for byte in utf8[window] {
      if let next = pending.first, next.lowerBound <= position, hitStart == nil { hitStart = bytes.count }
      let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte) || byte == SegmentScanner.partSeparator
      if !isSpace {
        bytes.append(byte)
      } else if bytes.count > begin, bytes.last != 0x20 {
        bytes.append(0x20)
      }
      position += 1
      if let next = pending.first, next.upperBound <= position, let start = hitStart {
        hits.append(start..<bytes.count)
        hitStart = nil
        pending = pending.dropFirst()
      }
    }
    if let hitStart { hits.append(hitStart..<bytes.count) }
    if bytes.last == 0x20, hits.last.map({ $0.upperBound < bytes.count }) ?? true { bytes.removeLast() }
    if window.upperBound < source.endIndex { bytes.append(contentsOf: "…".utf8) }
    let text = String(decoding: bytes, as: UTF8.self)
    self.text = text
    self.hits = hits.map {
      text.utf8.index(
        text.startIndex, offsetBy: $0.lowerBound)..<text.utf8.index(text.startIndex, offsetBy: $0.upperBound)
    }
  }

  /// Where the phrases stand in a text, in bytes, in order; the longest first where several begin alike.
  static func places(of phrases: [Phrase], in source: String) -> [Range<Int>] {
    guard !phrases.isEmpty else { return [] }
    var source = source
    var collector = RunCollector()
    source.withUTF8 { SegmentScanner.scan($0, into: &collector) }
    let words = Word.all(of: collector.runs)
    var places: [Range<Int>] = []
    for index in words.indices {
      let ends = phrases.compactMap { Word.end(of: $0, at: index, in: words) }
      guard let end = ends.max() else { continue }
      let start = words[index].range.lowerBound
      if let last = places.last, last.upperBound > start {
        places[places.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        places.append(start..<end)
      }
    }
    return places
  }
}

/// A word of the index, with where it stands in the text.
private struct Word {
  let text: String
  let range: Range<Int>
  let beginsPart: Bool
  let isIdeographic: Bool

  static func all(of runs: [RunCollector.Run]) -> [Word] {
    runs.flatMap { run in
      run.characters.indices.map { index in
        let hasPair = run.isIdeographic && index + 1 < run.characters.count
        return Word(
          text: hasPair ? run.characters[index] + run.characters[index + 1] : run.characters[index],
          range: run.ranges[index].lowerBound..<run.ranges[hasPair ? index + 1 : index].upperBound,
          beginsPart: run.beginsPart && index == 0, isIdeographic: run.isIdeographic)
      }
    }
  }

  /// Where a phrase that begins with the word at `index` ends; nil where none does.
  static func end(of phrase: Phrase, at index: Int, in words: [Word]) -> Int? {
    guard index + phrase.words.count <= words.count else { return nil }
    for (offset, wanted) in phrase.words.enumerated() {
      let word = words[index + offset]
      if offset > 0, word.beginsPart { return nil }
      let isLast = offset + 1 == phrase.words.count
      if isLast, phrase.isPrefix {
        guard word.text.utf8.starts(with: wanted.utf8) else { return nil }
        // One character that begins a pair: only that character was looked for.
        return word.isIdeographic ? word.range.lowerBound + wanted.utf8.count : word.range.upperBound
      }
      guard word.text.utf8.elementsEqual(wanted.utf8) else { return nil }
      if isLast { return word.range.upperBound }
    }
    return nil
  }
}
