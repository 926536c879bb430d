/// A decimal number as it is written, compared exactly.
///
/// Money and 18-digit identity numbers lose digits as binary floating point, so a record's numbers keep their
/// text and are compared by their decimal digits, whatever their length.
public struct Number: Sendable {
  /// The text as it stands in the file.
  public let text: String
  public let isNegative: Bool
  /// The significant digits without leading or trailing zeros; empty for zero.
  let digits: String
  /// The power of ten that the last of `digits` stands for.
  let exponent: Int

  /// Reads a decimal number: sign, digits, fraction and exponent as JSON and the YAML 1.2 core schema write
  /// them. Returns nil for other text, and for an exponent beyond ±1 000 000 000.
  public init?(_ text: String) {
    var negative = false
    var digits: [UInt8] = []
    var exponent = 0
    var sawDigit = false
    var sawPoint = false
    var bytes = text.utf8.makeIterator()
    var next = bytes.next()
    if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") {
      negative = next == UInt8(ascii: "-")
      next = bytes.next()
    }
    while let byte = next {
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        sawDigit = true
        if sawPoint { exponent -= 1 }
        if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte) }
      } else if byte == UInt8(ascii: "."), !sawPoint {
        sawPoint = true
      } else {
        break
      }
      next = bytes.next()
    }
    guard sawDigit else { return nil }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      var rest: [UInt8] = []
      while let byte = bytes.next() { rest.append(byte) }
      guard rest.count <= 11, let power = Int(String(decoding: rest, as: UTF8.self)),
        abs(power) <= 1_000_000_000
      else { return nil }
      exponent += power
      next = nil
    }
    guard next == nil else { return nil }
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    self.text = text
    self.isNegative = negative && !digits.isEmpty
    self.digits = String(decoding: digits, as: UTF8.self)
    self.exponent = digits.isEmpty ? 0 : exponent
  }

  public init(_ value: Int) {
    let digits = String(value.magnitude)
    let significant = digits.drop { $0 == "0" }
    let zeros = significant.reversed().prefix { $0 == "0" }.count
    self.text = String(value)
    self.isNegative = value < 0
    self.digits = String(significant.dropLast(zeros))
    self.exponent = significant.isEmpty ? 0 : zeros
  }

  public var isZero: Bool { digits.isEmpty }

  /// Whether the value has no fraction; `1.0` and `1e3` are integers.
  public var isInteger: Bool { exponent >= 0 }

  /// The value where it is an integer that fits.
  public var int: Int? {
    guard isInteger, digits.utf8.count + exponent <= 19 else { return nil }
    return Int((isNegative ? "-" : "") + digits + String(repeating: "0", count: exponent)) ?? (isZero ? 0 : nil)
  }
}

extension Number: Comparable, Hashable {
  public static func == (left: Number, right: Number) -> Bool {
    left.isNegative == right.isNegative && left.exponent == right.exponent && left.digits == right.digits
  }

  public static func < (left: Number, right: Number) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    hasher.combine(exponent)
    hasher.combine(digits)
  }

  private func isSmallerInMagnitude(than other: Number) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    let (size, otherSize) = (digits.utf8.count + exponent, other.digits.utf8.count + other.exponent)
    if size != otherSize { return size < otherSize }
    // Both start at the same power of ten and end in a digit other than 0, so the shorter is a prefix or differs.
    return digits.utf8.lexicographicallyPrecedes(other.digits.utf8)
  }
}

extension Number {
  /// Whether the value is a whole multiple of `divisor`, exactly: 19.99 is a multiple of 0.01.
  ///
  /// - Returns: nil where the divisor is zero or has more than 36 significant digits.
  public func isMultiple(of divisor: Number) -> Bool? {
    guard !divisor.isZero, let modulus = UInt128(divisor.digits), modulus < UInt128(1) << 120 else { return nil }
    if isZero { return true }
    let shift = exponent - divisor.exponent
    guard shift < 0 else {
      let remainder = digits.utf8.reduce(UInt128(0)) { ($0 * 10 + UInt128($1 - 48)) % modulus }
      return Number.product(remainder, Number.powerOfTen(shift, modulo: modulus), modulo: modulus) == 0
    }
    // digits = n × modulus × 10^-shift: the digits end in no 0, so no power of ten can divide them.
    return false
  }

  private static func powerOfTen(_ power: Int, modulo modulus: UInt128) -> UInt128 {
    var (result, base, rest) = (UInt128(1) % modulus, UInt128(10) % modulus, power)
    while rest > 0 {
      if rest & 1 == 1 { result = product(result, base, modulo: modulus) }
      base = product(base, base, modulo: modulus)
      rest >>= 1
    }
    return result
  }

  private static func product(_ a: UInt128, _ b: UInt128, modulo modulus: UInt128) -> UInt128 {
    let (high, low) = a.multipliedFullWidth(by: b)
    return modulus.dividingFullWidth((high, low)).remainder
  }
}

extension Number {
  /// Whether readers that use binary floating point take the value for an infinity.
  var overflowsBinary64: Bool {
    digits.utf8.count + exponent > 308
  }

  /// The number as JSON writes it: the text itself where JSON has that form (`5.`, `+5` and `.5` are YAML's alone).
  public var jsonText: String {
    var rest = text[...]
    if rest.first == "+" { rest = rest.dropFirst() }
    let sign = rest.first == "-" ? "-" : ""
    rest = rest.dropFirst(sign.count)
    let whole = rest.prefix { $0.isNumber }
    let tail = rest.dropFirst(whole.count)
    let significant = whole.drop { $0 == "0" }
    var result = sign + (significant.isEmpty ? "0" : significant)
    if tail.first == "." {
      let fraction = tail.dropFirst().prefix { $0.isNumber }
      result += (fraction.isEmpty ? "" : "." + fraction) + tail.dropFirst(1 + fraction.count)
    } else {
      result += tail
    }
    return result
  }
}
