/// The first pass over a file's bytes: encoding, line endings and characters that no record may have.
///
/// libyaml takes NEL, U+2028 and U+2029 for line breaks and stops at the first control character, so all of them
/// are found here and hidden from it: what follows them in the file is still read.
struct TextScan {
  private(set) var faults: [TextFault] = []
  /// False where the bytes are not UTF-8: then nothing more can be said about the text.
  private(set) var isReadable = true
  private(set) var hasNonASCII = false
  /// Whether a scalar occurs that Unicode normalization (NFC) could change.
  private(set) var mayNeedNormalization = false
  /// Ranges of refused characters, to be masked before parsing.
  private(set) var masked: [Range<Int>] = []
  /// Where the text starts: behind a byte order mark.
  private(set) var start = 0

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: SourceText.byteOrderMark) {
      start = 3
      faults.append(TextFault(.byteOrderMark, 0..<3, edits: [Edit(0..<3, "")]))
    }
    bytes.withUnsafeBufferPointer { scan($0) }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var carriageReturns: [Edit] = []
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20, byte < 0x7F {
        index += 1
      } else if byte < 0x80 {
        if byte == UInt8(ascii: "\r") {
          let isPair = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
          carriageReturns.append(Edit(index..<index + 1, isPair ? "" : "\n"))
        } else if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t") {
          refuse(Unicode.Scalar(byte), index..<index + 1)
        }
        index += 1
      } else if byte >= 0xE5, byte <= 0xE9, index + 2 < bytes.count, bytes[index + 1] & 0xC0 == 0x80,
        bytes[index + 2] & 0xC0 == 0x80
      {
        // Ideographs from U+5000 to U+9FFF: most of what is no ASCII here, and nothing to examine.
        hasNonASCII = true
        index += 3
      } else {
        hasNonASCII = true
        guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: index) else {
          isReadable = false
          let encoding = EncodingGuess.encoding(of: bytes)
          faults = [TextFault(.notUTF8(encoding), index..<index + 1)]
          return
        }
        if scalar.value < 0x4E00 || scalar.value > 0x9FFF { examine(scalar, index..<index + length) }
        index += length
      }
    }
    if let first = carriageReturns.first {
      let count = carriageReturns.count
      faults.append(TextFault(.lineEnding(count: count), first.range, edits: carriageReturns))
    }
  }

  private mutating func examine(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    if ForbiddenCharacters.contains(scalar) {
      refuse(scalar, range)
    } else if !Normalization.isInert(scalar) {
      mayNeedNormalization = true
    }
  }

  private mutating func refuse(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
    faults.append(TextFault(.forbiddenCharacter(scalar), range))
    masked.append(range)
  }
}

/// Characters that would let a record look other than it is, or that readers take for line breaks.
public enum ForbiddenCharacters {
  public static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F: true
    // Line and paragraph separator; embeddings, overrides and isolates of the bidirectional algorithm.
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    // A byte order mark inside the text; noncharacters, which libyaml refuses too.
    case 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

enum UTF8Decoding {
  /// The place of the first byte that is not well-formed UTF-8; nil where all are.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else {
        guard let (_, length) = scalar(in: bytes, at: index) else { return index }
        index += length
      }
    }
    return nil
  }

  /// The scalar that starts at a byte ≥ 0x80 and its length in bytes; nil where the bytes are not well-formed
  /// UTF-8 (Unicode 15, table 3-7).
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int)? {
    let lead = UInt32(bytes[index])
    func continuation(_ offset: Int) -> UInt32? {
      guard index + offset < bytes.count, bytes[index + offset] & 0xC0 == 0x80 else { return nil }
      return UInt32(bytes[index + offset] & 0x3F)
    }
    switch lead {
    case 0xC2...0xDF:
      guard let b = continuation(1), let scalar = Unicode.Scalar((lead & 0x1F) << 6 | b) else { return nil }
      return (scalar, 2)
    case 0xE0...0xEF:
      guard let b = continuation(1), let c = continuation(2) else { return nil }
      let value = (lead & 0x0F) << 12 | b << 6 | c
      // Unicode.Scalar refuses surrogates.
      guard value >= 0x800, let scalar = Unicode.Scalar(value) else { return nil }
      return (scalar, 3)
    case 0xF0...0xF4:
      guard let b = continuation(1), let c = continuation(2), let d = continuation(3) else { return nil }
      let value = (lead & 0x07) << 18 | b << 12 | c << 6 | d
      guard value >= 0x10000, let scalar = Unicode.Scalar(value) else { return nil }
      return (scalar, 4)
    default:
      return nil
    }
  }
}

/// What a file that is not UTF-8 seems to be: the habits of Windows editors.
enum EncodingGuess {
  static func encoding(of bytes: UnsafeBufferPointer<UInt8>) -> TextFault.Encoding? {
    if bytes.count >= 2, (bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF) {
      return .utf16
    }
    return isGB18030(bytes) ? .gb18030 : nil
  }

  /// Whether every byte belongs to a well-formed GB18030 character and none is a control, so that random bytes
  /// are not taken for Chinese text.
  private static func isGB18030(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        guard lead >= 0x20 || lead == 0x09 || lead == 0x0A || lead == 0x0D else { return false }
        index += 1
        continue
      }
      guard lead >= 0x81, lead <= 0xFE, index + 1 < bytes.count else { return false }
      let second = bytes[index + 1]
      if second >= 0x40, second != 0x7F, second <= 0xFE {
        index += 2
      } else if second >= 0x30, second <= 0x39, index + 3 < bytes.count,
        (0x81...0xFE).contains(bytes[index + 2]), (0x30...0x39).contains(bytes[index + 3])
      {
        index += 4
      } else {
        return false
      }
    }
    return true
  }
}
