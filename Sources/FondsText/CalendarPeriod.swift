/// A stretch of days as an office names it: a year, half-year, quarter, month or day, or from one to another.
public struct CalendarPeriod: Sendable, Hashable {
  public let first: CalendarDate
  public let last: CalendarDate
  /// As it was written.
  public let text: String

  /// Reads `2023`, `2023-H1`, `2023-Q2`, `2023-05`, `2023-05-08`, and `A..B` of two of them. Nil for anything else,
  /// and for an end before the beginning.
  public init?(_ text: String) {
    let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map {
      Self.bounds(String($0))
    }
    guard let from = ends.first??.first, let until = ends.last??.last, from <= until else { return nil }
    first = from
    last = until
    self.text = text
  }

  public func contains(_ day: CalendarDate) -> Bool {
    first <= day && day <= last
  }

  private static func bounds(_ text: String) -> (first: CalendarDate, last: CalendarDate)? {
    if let day = CalendarDate(text) { return (day, day) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, head.utf8.count == 4, parts.count <= 2, let year = digits(head) else { return nil }
    guard parts.count == 2 else { return months(1, 12, of: year) }
    let part = parts[1]
    guard part.utf8.count == 2, let number = digits(part.last.map(String.init) ?? "") else { return nil }
    switch part.first {
    case "H" where (1...2).contains(number): return months(number * 6 - 5, number * 6, of: year)
    case "Q" where (1...4).contains(number): return months(number * 3 - 2, number * 3, of: year)
    default: return digits(part).flatMap { months($0, $0, of: year) }
    }
  }

  private static func months(_ from: Int, _ until: Int, of year: Int) -> (first: CalendarDate, last: CalendarDate)? {
    guard (1...12).contains(until), let first = CalendarDate(year: year, month: from, day: 1),
      let last = CalendarDate(year: year, month: until, day: CalendarDate.days(inMonth: until, of: year))
    else { return nil }
    return (first, last)
  }

  private static func digits(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}
