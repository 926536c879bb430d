import Foundation

/// Cuts text into the words that the full-text index holds.
///
/// SQLite's own tokenizers lose Chinese: `unicode61` takes a whole clause for one word, `trigram` never finds
/// a word of two characters. So a run of Han, kana or Hangul becomes its overlapping pairs and, at its end, the
/// last character alone: `会议纪要` → `会议 议纪 纪要 要`. Each character then begins exactly one word, in
/// order, and a phrase of pairs finds what a substring search finds. Other letters and digits become words, in
/// lower case: `HR-2023-01-015` → `hr 2023 01 015`.
///
/// The words come separated by spaces and hold only `a…z`, `0…9` and characters beyond ASCII, which FTS5's
/// `ascii` tokenizer neither splits nor folds further.
public enum Segmenter {
  /// Grows whenever the same text gives other words. An index of another version is built anew.
  public static let version = 1

  /// Stands between two parts of a record, so that no phrase reaches from one into the next. No text becomes
  /// this word.
  static let partMark = "¶"

  /// The words of a text, separated by single spaces.
  public static func words(_ text: String) -> String {
    let buffer = TokenBuffer()
    var text = text
    text.withUTF8 { segment($0, into: buffer) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// Appends the words of UTF-8 text to `buffer`, separated by single spaces.
  static func segment(_ text: UnsafeBufferPointer<UInt8>, into buffer: TokenBuffer) {
    var writer = TokenWriter(buffer: buffer)
    SegmentScanner.scan(text, into: &writer)
  }

  /// A field's value as it is compared: lower case, full-width letters and digits narrow.
  static func folded(_ value: String) -> String {
    if value.utf8.allSatisfy({ $0 < 0x80 }) { return value.lowercased() }
    var folded = ""
    for scalar in value.unicodeScalars {
      folded += SegmentScanner.folded(scalar)
    }
    return folded
  }

  /// What to look for so that the text is found wherever it stands; nil where it holds no letter or digit.
  ///
  /// A run that ends inside the query is known to end there, so its last character must stand alone in the
  /// record too; the run that ends the query may go on in the record. One last character is looked for as the
  /// beginning of a pair.
  /// - Parameter prefix: whether the last word may go on (`word*`).
  public static func phrase(_ text: String, prefix: Bool = false) -> Phrase? {
    // Input methods differ in how they compose é; records are NFC (`TXT008`).
    var text = text.precomposedStringWithCanonicalMapping
    var collector = RunCollector()
    text.withUTF8 { SegmentScanner.scan($0, into: &collector) }
    return Phrase(runs: collector.runs, prefix: prefix)
  }
}

/// Consecutive words to look for.
public struct Phrase: Sendable, Hashable {
  /// At least one.
  public let words: [String]
  /// Whether the last word may be the beginning of the word in the record.
  public let isPrefix: Bool

  init?(runs: [RunCollector.Run], prefix: Bool) {
    guard let last = runs.last else { return nil }
    var words: [String] = []
    for run in runs.dropLast() {
      words += run.isIdeographic ? Phrase.pairs(run.characters) + run.characters.suffix(1) : run.characters
    }
    if last.isIdeographic {
      words += last.characters.count == 1 ? last.characters : Phrase.pairs(last.characters)
      isPrefix = last.characters.count == 1
    } else {
      words += last.characters
      isPrefix = prefix
    }
    self.words = words
  }

  private static func pairs(_ characters: [String]) -> [String] {
    zip(characters, characters.dropFirst()).map { $0 + $1 }
  }
}

/// Writes words as the index takes them.
private struct TokenWriter: SegmentSink {
  let buffer: TokenBuffer
  /// Whether the last thing written was part of a word that may go on.
  private var inWord = false
  /// Where in `buffer` the last ideograph stands, while its run may go on; 0 bytes long outside of a run.
  private var lastStart = 0
  private var lastLength = 0

  init(buffer: TokenBuffer) {
    self.buffer = buffer
  }

  @inline(__always)
  mutating func ideograph(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    let length = end - start
    buffer.reserve(2 * length + 2)
    if inWord { endWord() }
    // The character completes the pair that the one before it began, and begins its own.
    if lastLength > 0 {
      buffer.push(from: bytes, count: length)
      buffer.push(space)
    }
    lastStart = buffer.count
    lastLength = length
    buffer.push(from: bytes, count: length)
  }

  @inline(__always)
  mutating func word(_ folded: UnsafePointer<UInt8>, count: Int, from start: Int, to end: Int) {
    buffer.reserve(count + 2)
    if lastLength > 0 { endRun() }
    buffer.push(from: folded, count: count)
    inWord = true
  }

  @inline(__always)
  mutating func separator() {
    guard inWord || lastLength > 0 else { return }
    buffer.reserve(1)
    if inWord { endWord() } else { endRun() }
  }

  mutating func partEnd() {
    separator()
    buffer.reserve(3)
    for byte in Segmenter.partMark.utf8 { buffer.push(byte) }
    buffer.push(space)
  }

  private var space: UInt8 { UInt8(ascii: " ") }

  @inline(__always)
  private mutating func endWord() {
    buffer.push(space)
    inWord = false
  }

  /// The last character of a run already stands alone.
  @inline(__always)
  private mutating func endRun() {
    buffer.push(space)
    lastLength = 0
  }
}

/// Gathers the runs of a query or of a text to excerpt, with where they stand.
struct RunCollector: SegmentSink {
  /// Characters written without spaces, or one word.
  struct Run {
    let isIdeographic: Bool
    /// The run's characters, or the one folded word.
    var characters: [String]
    /// Where each of `characters` stands in the text, in bytes.
    var ranges: [Range<Int>]
    /// Whether a part of the record ends before this run.
    let beginsPart: Bool
  }

  private(set) var runs: [Run] = []
  private var isOpen = false
  private var partEnded = true

  mutating func ideograph(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    let character = String(decoding: UnsafeBufferPointer(start: bytes, count: end - start), as: UTF8.self)
    if isOpen, runs[runs.count - 1].isIdeographic {
      runs[runs.count - 1].characters.append(character)
      runs[runs.count - 1].ranges.append(start..<end)
    } else {
      begin(ideographic: true, character, start..<end)
    }
  }

  mutating func word(_ folded: UnsafePointer<UInt8>, count: Int, from start: Int, to end: Int) {
    let part = String(decoding: UnsafeBufferPointer(start: folded, count: count), as: UTF8.self)
    if isOpen, !runs[runs.count - 1].isIdeographic {
      runs[runs.count - 1].characters[0] += part
      runs[runs.count - 1].ranges[0] = runs[runs.count - 1].ranges[0].lowerBound..<end
    } else {
      begin(ideographic: false, part, start..<end)
    }
  }

  mutating func separator() {
    isOpen = false
  }

  mutating func partEnd() {
    isOpen = false
    partEnded = true
  }

  private mutating func begin(ideographic: Bool, _ text: String, _ range: Range<Int>) {
    runs.append(Run(isIdeographic: ideographic, characters: [text], ranges: [range], beginsPart: partEnded))
    isOpen = true
    partEnded = false
  }
}
