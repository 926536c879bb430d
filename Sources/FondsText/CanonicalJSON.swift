/// Values as the canonical JSON of RFC 8785 (JCS): one text for one value, whatever the file looks like.
///
/// A record's numbers are exact decimals, RFC 8785's are binary floating point. Where that would lose a digit, the
/// number is written as a string, as the RFC's appendix D and I-JSON (RFC 7493, 2.2) advise: an integer beyond
/// ±(2⁵³ − 1), and a decimal with more digits than a double tells apart. So no two numbers share a text, and what is
/// printed is canonical to every other implementation.
public enum CanonicalJSON {
  public static func bytes(of node: Node) -> [UInt8] {
    var bytes: [UInt8] = []
    write(node, to: &bytes)
    return bytes
  }

  private static func write(_ node: Node, to bytes: inout [UInt8]) {
    switch node.value {
    case .null: bytes += "null".utf8
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number):
      let text = number.canonicalText
      bytes += (number.isExactInBinary64 ? text : "\"\(text)\"").utf8
    case .string(let string): write(string, to: &bytes)
    case .sequence(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(item, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .mapping(let mapping):
      bytes.append(UInt8(ascii: "{"))
      let entries = mapping.entries.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(entry.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(entry.value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += "\\\"".utf8
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0..<0x20: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Number {
  /// The value as ECMAScript writes numbers, with as many digits as it has: equal values have equal texts.
  public var canonicalText: String {
    guard !isZero else { return "0" }
    let count = digits.utf8.count
    // The power of ten of the first digit, plus one: `n` in ECMAScript's Number::toString.
    let point = count + exponent
    let body: String
    if point > 21 || point <= -6 {
      let power = point - 1
      body =
        digits.prefix(1) + (count > 1 ? "." + digits.dropFirst() : "") + "e\(power < 0 ? "-" : "+")\(power.magnitude)"
    } else if point <= 0 {
      body = "0." + String(repeating: "0", count: -point) + digits
    } else if exponent >= 0 {
      body = digits + String(repeating: "0", count: exponent)
    } else {
      body = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    return (isNegative ? "-" : "") + body
  }

  /// Whether readers that use binary floating point get the same number back: its shortest text there is this value, and
  /// it is no integer beyond ±(2⁵³ − 1), where they count in steps.
  var isExactInBinary64: Bool {
    if isInteger { return int.map { $0.magnitude < 1 << 53 } ?? false }
    guard let double = Double(canonicalText), double.isFinite else { return false }
    return Number(double.description) == self
  }
}
