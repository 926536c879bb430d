extension ByteScanner {
  // MARK: Mail (RFC 5321, section 4.1.2)

  /// `Mailbox`.
  mutating func mailbox() -> Bool {
    let start = place
    guard peek == UInt8(ascii: "\"") ? quotedString() : dotString(), place - start <= 64, skip("@") else {
      return false
    }
    return peek == UInt8(ascii: "[") ? addressLiteral() : domain()
  }

  /// `Dot-string`: atoms with single dots between them.
  private mutating func dotString() -> Bool {
    repeat {
      let count = skip { $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
      if count == 0 { return false }
    } while skip(".")
    return true
  }

  /// `Quoted-string`: printable text, where a backslash takes the next character as it is.
  private mutating func quotedString() -> Bool {
    guard skip("\"") else { return false }
    while let byte = peek, byte != UInt8(ascii: "\"") {
      place += 1
      guard 32...126 ~= byte else { return false }
      if byte == UInt8(ascii: "\\") {
        guard let escaped = peek, 32...126 ~= escaped else { return false }
        place += 1
      }
    }
    return skip("\"")
  }

  /// Labels of letters, digits and inner hyphens, at most 63 bytes each and 255 in all (RFC 1035).
  private mutating func domain() -> Bool {
    let start = place
    repeat {
      let label = place
      let count = skip { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }
      guard 1...63 ~= count, byte(at: label) != UInt8(ascii: "-"), byte(at: place - 1) != UInt8(ascii: "-") else {
        return false
      }
    } while skip(".")
    return place - start <= 255
  }

  /// `address-literal`: an address in brackets.
  private mutating func addressLiteral() -> Bool {
    guard skip("[") else { return false }
    if attempt({ $0.ipv4() && $0.skip("]") }) { return true }
    if attempt({ scanner in "ipv6".unicodeScalars.allSatisfy { $0 == "6" ? scanner.skip($0) : scanner.skipLetter($0) } }
    ) {
      return skip(":") && ipv6() && skip("]")
    }
    // General-address-literal: a tag, a colon, printable text without brackets and backslash.
    guard skip(while: { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }) > 0,
      byte(at: place - 1) != UInt8(ascii: "-"), skip(":")
    else { return false }
    return skip(while: { 33...90 ~= $0 || 94...126 ~= $0 }) > 0 && skip("]")
  }

  // MARK: Addresses (RFC 3986, section 3.2.2)

  /// Four numbers up to 255 without leading zeros, which some readers take for octal.
  mutating func ipv4() -> Bool {
    for index in 0..<4 {
      if index > 0, !skip(".") { return false }
      let start = place
      let count = skip(while: \.isASCIIDigit)
      guard 1...3 ~= count, count == 1 || byte(at: start) != UInt8(ascii: "0") else { return false }
      let value = (start..<place).reduce(0) { $0 * 10 + Int((byte(at: $1) ?? 48) - 48) }
      if value > 255 { return false }
    }
    return true
  }

  /// Eight groups of up to four hexadecimal digits; `::` stands once for one or more groups of zeros; the last two
  /// may be written as an IPv4 address.
  mutating func ipv6() -> Bool {
    var groups = 0
    var isShortened = false
    if attempt({ $0.skip(":") && $0.skip(":") }) {
      isShortened = true
      if peek?.hexDigit == nil { return true }
    }
    while true {
      if groups <= 6, attempt({ $0.ipv4() && $0.peek?.hexDigit == nil && $0.peek != UInt8(ascii: ":") }) {
        groups += 2
        break
      }
      guard 1...4 ~= skip(while: { $0.hexDigit != nil }) else { return false }
      groups += 1
      guard skip(":") else { break }
      if skip(":") {
        if isShortened { return false }
        isShortened = true
        if peek?.hexDigit == nil { break }
      }
    }
    return isShortened ? groups <= 7 : groups == 8
  }
}
