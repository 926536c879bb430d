/// Reads the bytes of a record file into a tree, and says what in its text is refused.
///
/// Reading goes on behind a fault wherever what follows still has one meaning, so that a clerk is told everything
/// at once. A value is given for what was refused too (the first of two equal keys, the text of an ambiguous
/// scalar); whoever judges the tree sees the faults beside it.
public enum RecordReader {
  public static func read(_ bytes: [UInt8]) -> Reading {
    if bytes.count > RecordLimit.fileSize {
      return Reading(source: bytes, root: nil, faults: [TextFault(.tooLarge(bytes.count), 0..<0)])
    }
    let scan = TextScan(bytes)
    guard scan.isReadable else { return Reading(source: bytes, root: nil, faults: scan.faults) }
    var faults = scan.faults
    if scan.mayNeedNormalization { faults += Normalization.faults(in: bytes) }
    // Nearly every record is ordinary, and libyaml takes several times as long.
    if scan.faults.isEmpty, let root = LineTree.root(of: bytes) {
      return Reading(source: bytes, root: root, faults: faults)
    }
    return read(bytes, scan, faults)
  }

  /// Reads any text with libyaml.
  static func read(_ bytes: [UInt8], _ scan: TextScan, _ found: [TextFault]) -> Reading {
    var faults = found
    var text = bytes
    for range in scan.masked { mask(range, in: &text) }
    var parsed = EventTree(text, start: scan.start, isASCII: !scan.hasNonASCII).parsed()
    // A full-width colon hides a key, which gives a misleading complaint further down. Each one found is read as
    // the ASCII colon it stands for, and the text is read again.
    while let colon = FullWidthColon.candidate(in: text, after: parsed), faults.count < 1000 {
      text.replaceSubrange(colon.range, with: Array(":  ".utf8))
      let edit = Edit(colon.range, colon.needsSpace ? ": " : ":")
      faults.append(TextFault(.fullWidthColon(key: colon.key), colon.range, edits: [edit]))
      parsed = EventTree(text, start: scan.start, isASCII: !scan.hasNonASCII).parsed()
    }
    return Reading(source: bytes, root: parsed.root, faults: faults + parsed.faults)
  }

  /// Puts a harmless character of the same length in a refused one's place, so that no byte moves.
  private static func mask(_ range: Range<Int>, in text: inout [UInt8]) {
    let placeholder =
      switch range.count {
      case 1: "_"
      case 2: "·"
      case 3: "□"
      default: "\u{1F7E6}"
      }
    text.replaceSubrange(range, with: placeholder.utf8)
  }
}

/// `：` where the colon behind a key belongs: the commonest slip of a Chinese input method.
struct FullWidthColon {
  let key: String
  let range: Range<Int>
  /// Whether the value follows without a blank.
  let needsSpace: Bool

  /// The full-width colon that explains why a text could not be read, if one does.
  static func candidate(in text: [UInt8], after parsed: EventTree.Result) -> FullWidthColon? {
    for place in parsed.suspects {
      if let colon = FullWidthColon(lineAround: place, in: text) { return colon }
    }
    return nil
  }

  private init?(lineAround place: Int, in text: [UInt8]) {
    let place = min(place, text.count)
    var start = place
    while start > 0, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let end = text[place...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    guard start < end else { return nil }
    // An item of a list may begin with a key as well: `- step：…`.
    let keyStart = text[start..<end].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") } ?? end
    guard let colon = Self.firstColon(in: text, keyStart..<end) else { return nil }
    let keyBytes = text[keyStart..<colon.lowerBound]
    guard !keyBytes.isEmpty, keyBytes.count <= 120, keyBytes.allSatisfy(Self.canStandInKey) else { return nil }
    key = String(decoding: keyBytes, as: UTF8.self)
    range = colon
    needsSpace = colon.upperBound < end && text[colon.upperBound] != UInt8(ascii: " ")
  }

  private static func firstColon(in text: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    var index = range.lowerBound
    while index + 2 < range.upperBound {
      if text[index] == 0xEF, text[index + 1] == 0xBC, text[index + 2] == 0x9A { return index..<index + 3 }
      index += 1
    }
    return nil
  }

  private static func canStandInKey(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
