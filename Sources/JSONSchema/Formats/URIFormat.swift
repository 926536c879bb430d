extension ByteScanner {
  /// `URI` of RFC 3986: with a scheme, all characters of the right kind, escapes whole.
  mutating func uri() -> Bool {
    guard let first = peek, first.isASCIILetter else { return false }
    _ = skip { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
    guard skip(":") else { return false }
    if attempt({ $0.skip("/") && $0.skip("/") }) {
      guard authority() else { return false }
      if let next = peek, !"/?#".utf8.contains(next) { return false }
    }
    guard text(allowing: ":@/") else { return false }
    if skip("?"), !text(allowing: ":@/?") { return false }
    if skip("#"), !text(allowing: ":@/?") { return false }
    return true
  }

  /// `authority`: user, host, port. The user's part may be missing, and only its `@` tells, so it is tried first.
  private mutating func authority() -> Bool {
    _ = attempt { $0.text(allowing: ":") && $0.skip("@") }
    guard peek == UInt8(ascii: "[") ? ipLiteral() : text(allowing: "") else { return false }
    if skip(":") { _ = skip(while: \.isASCIIDigit) }
    return true
  }

  /// `IP-literal`.
  private mutating func ipLiteral() -> Bool {
    guard skip("[") else { return false }
    if attempt({ $0.ipv6() && $0.skip("]") }) { return true }
    // IPvFuture.
    guard skipLetter("v"), skip(while: { $0.hexDigit != nil }) > 0, skip(".") else { return false }
    let count = skip { ByteScanner.isPlain($0) || $0 == UInt8(ascii: ":") }
    return count > 0 && skip("]")
  }

  /// Unreserved characters, sub-delimiters, escapes and what a component allows beside them; possibly nothing.
  private mutating func text(allowing more: String) -> Bool {
    while let byte = peek {
      if byte == UInt8(ascii: "%") {
        place += 1
        for _ in 0..<2 {
          guard peek?.hexDigit != nil else { return false }
          place += 1
        }
      } else if ByteScanner.isPlain(byte) || more.utf8.contains(byte) {
        place += 1
      } else {
        break
      }
    }
    return true
  }

  /// `unreserved` and `sub-delims`.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || "-._~!$&'()*+,;=".utf8.contains(byte)
  }
}
