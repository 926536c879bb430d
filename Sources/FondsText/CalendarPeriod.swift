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

  /// What it is called: `2023 年第二季度`.
  public var name: LocalizedText {
    let ends = text.split(separator: "..").map(String.init)
    return LocalizedText(en: ends.joined(separator: " to "), zh: ends.map(Self.chinese).joined(separator: "至"))
  }

  private static func chinese(_ text: String) -> String {
    let parts = text.split(separator: "-").map(String.init)
    guard parts.count > 1 else { return "\(text) 年" }
    let named = ["H1": "上半年", "H2": "下半年", "Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"]
    let rest = named[parts[1]] ?? " \(Int(parts[1]) ?? 0) 月" + (parts.count > 2 ? " \(Int(parts[2]) ?? 0) 日" : "")
    return "\(parts[0]) 年" + rest
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
