extension ByteScanner {
  /// `full-date` of RFC 3339: a day that exists in the Gregorian calendar.
  mutating func date() -> (year: Int, month: Int, day: Int)? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2), 1...12 ~= month, day >= 1, day <= ByteScanner.days(month, year)
    else { return nil }
    return (year, month, day)
  }

  /// The days of a month.
  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `date-time` of RFC 3339. `T` and `Z` may be small.
  mutating func dateTime() -> Bool {
    date() != nil && skipLetter("t") && time()
  }

  /// `full-time` of RFC 3339. Second 60 is a leap second: those are added at the end of a day of UTC.
  mutating func time() -> Bool {
    guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
      let second = number(digits: 2), hour <= 23, minute <= 59, second <= 60
    else { return false }
    if skip("."), skip(while: \.isASCIIDigit) == 0 { return false }
    guard let offset = offset() else { return false }
    guard second == 60 else { return true }
    let day = 24 * 60
    return (hour * 60 + minute - offset + day) % day == day - 1
  }

  /// The minutes by which local time is ahead of UTC.
  private mutating func offset() -> Int? {
    if skipLetter("z") { return 0 }
    let isBehind = skip("-")
    guard isBehind || skip("+"), let hour = number(digits: 2), skip(":"), let minute = number(digits: 2),
      hour <= 23, minute <= 59
    else { return nil }
    return (hour * 60 + minute) * (isBehind ? -1 : 1)
  }

  /// `duration` of RFC 3339, appendix A: units in falling order, none left out between two others, weeks alone.
  mutating func duration() -> Bool {
    guard skip("P") else { return false }
    if attempt({ $0.units("W") == 1 && $0.isAtEnd }) { return true }
    let days = units("YMD")
    guard days >= 0 else { return false }
    guard skip("T") else { return days > 0 }
    return units("HMS") > 0
  }

  /// Reads numbers with units out of `allowed`, in a row without gaps. Returns how many, -1 where one is broken.
  private mutating func units(_ allowed: String) -> Int {
    var rest = Array(allowed.unicodeScalars)[...]
    var count = 0
    while peek?.isASCIIDigit == true {
      _ = skip(while: \.isASCIIDigit)
      // The first may be any unit, each later one the next smaller.
      guard let index = (count == 0 ? rest : rest.prefix(1)).firstIndex(where: { skip($0) }) else { return -1 }
      rest = rest[(index + 1)...]
      count += 1
    }
    return count
  }

  /// Eight, four, four, four and twelve hexadecimal digits (RFC 4122).
  mutating func uuid() -> Bool {
    for (index, length) in [8, 4, 4, 4, 12].enumerated() {
      if index > 0, !skip("-") { return false }
      if skip(while: { $0.hexDigit != nil }) != length { return false }
    }
    return true
  }
}
