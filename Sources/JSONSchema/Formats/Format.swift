/// The formats that can be asserted (Validation, section 7.3), name → check. A name that is not among them passes
/// everything: formats are an open list.
enum Format {
  static let checks: [String: @Sendable (String) -> Bool] = [
    "date": { text in text.scan { $0.date() != nil } },
    "date-time": { text in text.scan { $0.dateTime() } },
    "time": { text in text.scan { $0.time() } },
    "duration": { text in text.scan { $0.duration() } },
    "email": { text in text.scan { $0.mailbox() } },
    "uri": { text in text.scan { $0.uri() } },
    "uuid": { text in text.scan { $0.uuid() } },
    "regex": { text in ECMAPattern.isSound(text) },
  ]
}

extension String {
  /// Whether a rule takes the whole text.
  func scan(_ rule: (inout ByteScanner) -> Bool) -> Bool {
    let result = utf8.withContiguousStorageIfAvailable { bytes in
      var scanner = ByteScanner(bytes)
      return rule(&scanner) && scanner.isAtEnd
    }
    // Text that is not UTF-8 in memory (bridged from elsewhere) is copied once.
    return result ?? String(decoding: Array(utf8), as: UTF8.self).scan(rule)
  }
}

/// Reads text byte by byte: all formats are ASCII, and a byte beyond that fits no rule.
///
/// Small rules that call each other, as the grammars of the RFCs are written, are easier to hold against them than one
/// large expression, and quicker.
///
///  Each rule returns whether it could be read; a failed rule leaves the place anywhere.
struct ByteScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { place == bytes.count }

  var peek: UInt8? { byte(at: place) }

  func byte(at place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = peek, UInt32(byte) == scalar.value else { return false }
    place += 1
    return true
  }

  /// Skips one letter in either case; `letter` is the small one.
  mutating func skipLetter(_ letter: Unicode.Scalar) -> Bool {
    guard let byte = peek, byte.isASCIILetter, UInt32(byte | 0x20) == letter.value else { return false }
    place += 1
    return true
  }

  /// A number of exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let byte = peek, byte.isASCIIDigit else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      place += 1
    }
    return value
  }

  /// Skips bytes while they fit and returns how many there were.
  mutating func skip(while fits: (UInt8) -> Bool) -> Int {
    let start = place
    while let byte = peek, fits(byte) { place += 1 }
    return place - start
  }

  /// Tries a rule and goes back where it fails.
  mutating func attempt(_ rule: (inout ByteScanner) -> Bool) -> Bool {
    let start = place
    if rule(&self) { return true }
    place = start
    return false
  }
}
