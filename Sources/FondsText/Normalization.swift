import Foundation

/// Unicode normalization form C, so that one word is written one way and found.
public enum Normalization {
  /// Whether NFC certainly leaves a scalar alone and lets nothing before or after it combine with it: true for
  /// the characters that office papers consist of, so that the full algorithm is seldom needed.
  static func isInert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: true
    // Dashes, quotation marks, ellipsis, arrows, mathematical and box-drawing signs without decompositions.
    case 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2199, 0x2460...0x24FF, 0x2500...0x2ADB: true
    // CJK punctuation and kana but for the combining sound marks; ideographs, extension A included.
    case 0x3000...0x3029, 0x3030...0x3096, 0x309B...0x31FF, 0x3400...0x9FFF: true
    // Hangul syllables combine only with jamo, which are not inert. Full-width forms; emoji.
    case 0xAC00...0xD7A3, 0xFF01...0xFFEE, 0x1F300...0x1FAFF, 0x20000...0x2A6DF: true
    default: false
    }
  }

  /// The text in NFC.
  public static func normalized(_ text: String) -> String {
    text.precomposedStringWithCanonicalMapping
  }

  public static func isNormalized(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy(isInert)
      || text.unicodeScalars.elementsEqual(normalized(text).unicodeScalars)
  }

  /// One fault for each line that is not in NFC, with the line's first to last changed character as its range.
  static func faults(in bytes: [UInt8]) -> [TextFault] {
    var faults: [TextFault] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let edit = edit(in: bytes[start..<end]) {
        faults.append(TextFault(.notNormalized, edit.range, edits: [edit]))
      }
      start = end + 1
    }
    return faults
  }

  private static func edit(in line: ArraySlice<UInt8>) -> Edit? {
    let text = String(decoding: line, as: UTF8.self)
    guard !isNormalized(text) else { return nil }
    let result = Array(normalized(text).utf8)
    var prefix = zip(line, result).prefix { $0 == $1 }.count
    var suffix = zip(line.reversed(), result.reversed()).prefix { $0 == $1 }.count
    // Keep to whole characters: step back to the start of the one that differs, and of its base letter.
    while prefix > 0, prefix == line.count || SourceText.isContinuation(line[line.startIndex + prefix]) {
      prefix -= 1
    }
    suffix = min(suffix, line.count - prefix, result.count - prefix)
    while suffix > 0, SourceText.isContinuation(line[line.endIndex - suffix]) { suffix -= 1 }
    let replacement = Array(result[prefix..<result.count - suffix])
    return Edit(line.startIndex + prefix..<line.endIndex - suffix, replacement)
  }
}
