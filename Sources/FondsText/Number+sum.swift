extension Number {
  /// The exact sum of some numbers; nil where it needs more than 36 digits.
  public static func sum(_ numbers: some Sequence<Number>) -> Number? {
    let numbers = Array(numbers)
    let exponent = min(0, numbers.map(\.exponent).min() ?? 0)
    var total = Int128(0)
    for number in numbers {
      guard let value = number.scaled(to: exponent) else { return nil }
      total += value
    }
    return Number(total, exponent: exponent)
  }

  public var negated: Number? {
    Number(
      text.hasPrefix("-") ? String(text.dropFirst()) : "-" + (text.hasPrefix("+") ? String(text.dropFirst()) : text))
  }

  /// The value in units of a power of ten that is no greater than its own.
  private func scaled(to unit: Int) -> Int128? {
    guard exponent - unit < 36,
      let value = Int128(digits.isEmpty ? "0" : digits + String(repeating: "0", count: exponent - unit)),
      digits.utf8.count + exponent - unit <= 36
    else { return nil }
    return isNegative ? -value : value
  }

  private init?(_ value: Int128, exponent: Int) {
    var digits = String(value.magnitude)
    if exponent < 0 {
      digits = String(repeating: "0", count: max(0, 1 - exponent - digits.utf8.count)) + digits
      let fraction = digits.suffix(-exponent)
      var kept = fraction[...]
      while kept.last == "0" { kept.removeLast() }
      digits = digits.dropLast(-exponent) + (kept.isEmpty ? "" : "." + kept)
    }
    self.init((value < 0 ? "-" : "") + digits)
  }
}
