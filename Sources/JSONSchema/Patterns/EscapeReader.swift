/// Reads one escape of ECMA-262, behind its backslash.
struct EscapeReader {
  let scalars: [Unicode.Scalar]
  var place: Int
  let inClass: Bool

  /// - Throws: an error whose `isSound` is true leaves the reader behind the escape.
  mutating func read() throws(PatternError) -> CharacterItem {
    guard let scalar = next() else { throw error(.brokenEscape) }
    switch scalar {
    case "d": return .set(.init(members: "0-9"))
    case "D": return .set(.init(members: "\\D"))
    case "w": return .set(.init(members: "0-9A-Za-z_"))
    case "W": return .set(.init(members: "\\W"))
    case "s": return .set(.init(members: CharacterSets.space))
    case "S": return .set(.init(members: CharacterSets.notSpace))
    case "p", "P": return .set(try property(isNegated: scalar == "P"))
    case "t": return .scalar("\t")
    case "n": return .scalar("\n")
    case "v": return .scalar("\u{B}")
    case "f": return .scalar("\u{C}")
    case "r": return .scalar("\r")
    case "b" where inClass: return .scalar("\u{8}")
    case "-" where inClass: return .scalar("-")
    case "0":
      guard peek?.decimalDigit == nil else { throw error(.brokenEscape) }
      return .scalar("\0")
    case "c":
      guard let letter = next(), letter.isASCII, UInt8(letter.value).isASCIILetter else { throw error(.brokenEscape) }
      return .scalar(Unicode.Scalar(UInt8(letter.value) & 0x1F))
    case "x": return try character(hex(2))
    case "u": return try character(unicode())
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return .scalar(scalar)
    // With the flag `u` a backslash before any other character is an error, so that it may get a meaning one day.
    default: throw error(.unknownEscape("\\" + String(scalar)))
    }
  }

  private var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func next() -> Unicode.Scalar? {
    guard place < scalars.count else { return nil }
    place += 1
    return scalars[place - 1]
  }

  private func error(_ reason: PatternError.Reason) -> PatternError {
    PatternError(reason: reason, offset: max(place - 1, 0))
  }

  /// A character by its number. Half of a surrogate pair is a character to ECMA-262 and none to UTF-8.
  private func character(_ value: UInt32) throws(PatternError) -> CharacterItem {
    if let scalar = Unicode.Scalar(value) { return .scalar(scalar) }
    throw error(value > 0x10FFFF ? .brokenEscape : .loneSurrogate)
  }

  private mutating func hex(_ count: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let scalar = next(), scalar.isASCII, let digit = UInt8(scalar.value).hexDigit else {
        throw error(.brokenEscape)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// `uXXXX`, a surrogate pair of two such, or `u{X…}`; behind the `u`.
  private mutating func unicode() throws(PatternError) -> UInt32 {
    if peek == "{" {
      place += 1
      var value: UInt32 = 0
      var digits = 0
      while let scalar = next(), scalar != "}" {
        guard scalar.isASCII, let digit = UInt8(scalar.value).hexDigit, value <= 0x10FFFF else {
          throw error(.brokenEscape)
        }
        value = value << 4 | UInt32(digit)
        digits += 1
      }
      guard digits > 0, scalars[place - 1] == "}" else { throw error(.brokenEscape) }
      return value
    }
    let high = try hex(4)
    guard 0xD800...0xDBFF ~= high, place + 1 < scalars.count, scalars[place] == "\\", scalars[place + 1] == "u"
    else { return high }
    // A second half that is broken is an error whatever stands before it.
    let behindHigh = place
    place += 2
    if peek != "{" {
      let low = try hex(4)
      if 0xDC00...0xDFFF ~= low { return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00) }
    }
    place = behindHigh
    return high
  }

  /// `{Name}` or `{Name=Value}`, behind the `p` or `P`.
  private mutating func property(isNegated: Bool) throws(PatternError) -> CharacterSets.Property {
    var text = ""
    guard next() == "{" else { throw error(.brokenEscape) }
    while let scalar = next(), scalar != "}" { text.unicodeScalars.append(scalar) }
    guard scalars[place - 1] == "}" else { throw error(.brokenEscape) }
    switch CharacterSets.property(text) {
    case .known(let property): return isNegated ? property.complement : property
    case .unsupported: throw error(.unsupportedProperty(text))
    case .unknown: throw error(.unknownProperty(text))
    }
  }
}
