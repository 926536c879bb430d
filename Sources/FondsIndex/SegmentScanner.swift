/// What a text consists of, one piece at a time; see ``SegmentScanner``.
protocol SegmentSink {
  /// A character of a run that is written without spaces (Han, kana, Hangul, bopomofo): its bytes.
  mutating func ideograph(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int)
  /// A part of a word, already folded; it stands at `start..<end` of the text.
  mutating func word(_ folded: UnsafePointer<UInt8>, count: Int, from start: Int, to end: Int)
  /// Something that ends a run or a word. Comes any number of times in a row.
  mutating func separator()
  /// The end of one part of a record, beyond which no phrase reaches.
  mutating func partEnd()
}

/// Walks UTF-8 once and tells runs, words and what separates them apart.
///
/// Bytes that are no UTF-8 separate: a file that is not UTF-8 is still indexed by what can be read.
enum SegmentScanner {
  /// Between two parts of a record's text. Records may not hold it (`TXT007`).
  static let partSeparator: UInt8 = 0x1E

  static func scan<Sink: SegmentSink>(_ text: UnsafeBufferPointer<UInt8>, into sink: inout Sink) {
    guard let base = text.baseAddress else { return }
    let count = text.count
    var at = 0
    while at < count {
      let lead = base[at]
      if lead < 0x80 {
        at = ascii(base, at, count, into: &sink)
        continue
      }
      // The unified ideographs from U+5000 on: nine in ten characters of a Chinese record.
      if lead >= 0xE5, lead <= 0xE9, at + 2 < count, base[at + 1] & 0xC0 == 0x80, base[at + 2] & 0xC0 == 0x80 {
        sink.ideograph(base + at, from: at, to: at + 3)
        at += 3
        continue
      }
      guard let (scalar, length) = decode(base, at, count) else {
        sink.separator()
        at += 1
        continue
      }
      switch ScalarClass(scalar) {
      case .ideograph: sink.ideograph(base + at, from: at, to: at + length)
      case .word: word(scalar, from: at, to: at + length, into: &sink)
      case .separator: sink.separator()
      case .transparent: break
      }
      at += length
    }
    sink.separator()
  }

  /// Handles a stretch of ASCII from `start` and returns where it ends.
  @inline(__always)
  private static func ascii<Sink: SegmentSink>(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int, into sink: inout Sink
  ) -> Int {
    var at = start
    while at < count, base[at] < 0x80 {
      let byte = base[at]
      if var folded = foldedASCII(byte) {
        sink.word(&folded, count: 1, from: at, to: at + 1)
      } else if byte == partSeparator {
        sink.partEnd()
      } else {
        sink.separator()
      }
      at += 1
    }
    return at
  }

  /// The lower-case letter or digit; nil for every other ASCII character.
  @inline(__always)
  private static func foldedASCII(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    default: nil
    }
  }

  /// Full-width ASCII becomes ASCII, upper case lower case.
  static func folded(_ scalar: Unicode.Scalar) -> String {
    var folded = scalar
    if (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0) {
      folded = narrow
    }
    return folded.properties.changesWhenLowercased ? folded.properties.lowercaseMapping : String(folded)
  }

  /// A letter, digit or mark beyond ASCII.
  private static func word<Sink: SegmentSink>(
    _ scalar: Unicode.Scalar, from start: Int, to end: Int, into sink: inout Sink
  ) {
    var text = folded(scalar)
    text.withUTF8 {
      if let bytes = $0.baseAddress { sink.word(bytes, count: $0.count, from: start, to: end) }
    }
  }

  /// One scalar and its length in bytes; nil where the bytes are no UTF-8.
  private static func decode(_ base: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> (Unicode.Scalar, Int)? {
    let lead = base[at]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, at + length <= count else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      guard base[at + offset] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(base[at + offset] & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }
}

/// What a scalar beyond ASCII does to the text around it.
enum ScalarClass {
  case ideograph, word, separator
  /// Invisible: a variation selector or joiner changes how a character looks, not which it is.
  case transparent

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x3029, 0x3041...0x309A, 0x309D...0x309F, 0x30A1...0x30FA,
      0x30FC...0x318E, 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFD:
      self = .ideograph
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xFFA0...0xFFDC: self = .ideograph
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: self = .word
    case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0xE0100...0xE01EF: self = .transparent
    case 0x2000...0x206F, 0x3000...0x303F, 0xFF00...0xFF65, 0xE000...0xF8FF: self = .separator
    default: self = ScalarClass.byCategory(scalar)
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar) -> ScalarClass {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
      .word
    default: .separator
    }
  }
}
