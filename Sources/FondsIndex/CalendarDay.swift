/// A day of the Gregorian calendar as the number yyyymmdd, which sorts as days do.
struct CalendarDay {
  let number: Int64

  init(year: Int, month: Int, day: Int) {
    number = Int64(year * 10_000 + month * 100 + day)
  }

  /// Reads `YYYY-MM-DD`, also at the beginning of a time stamp; nil for other text and days that never were.
  init?(_ text: String) {
    let head = text.utf8.prefix(10)
    guard head.count == 10, let first = CalendarDay.span(Substring(head)), first.lowerBound == first.upperBound else {
      return nil
    }
    number = first.lowerBound
  }

  /// The days that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` names, as numbers; nil for other text.
  static func span(_ text: Substring) -> ClosedRange<Int64>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    let year = numbers[0]
    guard numbers.count > 1 else {
      return CalendarDay(year: year, month: 1, day: 1).number...CalendarDay(year: year, month: 12, day: 31).number
    }
    let month = numbers[1]
    guard (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard numbers.count > 2 else {
      return CalendarDay(year: year, month: month, day: 1)
        .number...CalendarDay(year: year, month: month, day: length).number
    }
    guard (1...length).contains(numbers[2]) else { return nil }
    let day = CalendarDay(year: year, month: month, day: numbers[2]).number
    return day...day
  }
}
