import FondsText

/// When something comes round: at a distance (`3mo`), or at fixed points of the calendar (`daily 09:00`, `workday 07:00`,
/// `weekly fri`, `monthly 25`, `yearly 06-30 12-31`).
public enum Recurrence: Sendable, Hashable {
  /// In days, months or years.
  case every(TimeLimit)
  /// On every day, or every working day; with the minute of the day by which, where one is said.
  case daily(minute: Int?, onlyWorkingDays: Bool)
  case weekly(Set<Weekday>)
  /// On these days of a month; on its last where it is shorter.
  case monthly(Set<Int>)
  case yearly([MonthDay])

  /// A day of any year; 29 February is the 28th where there is none.
  public struct MonthDay: Sendable, Hashable {
    public let month: Int
    public let day: Int
  }

  /// One time of something that comes round.
  public struct Period: Sendable, Hashable {
    /// The day after the last period's end.
    public let first: CalendarDate
    /// The day by which it is due.
    public let last: CalendarDate
    /// The minute of that day by which it is due; nil for its end.
    public let minute: Int?
  }

  /// Nil for text of none of these forms.
  public init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let rest = Array(words.dropFirst())
    switch words.first {
    case "daily", "workday":
      let minutes = rest.compactMap { WorkCalendar.minute($0) }
      guard rest.count <= 1, minutes.count == rest.count else { return nil }
      self = .daily(minute: minutes.first, onlyWorkingDays: words[0] == "workday")
    case "weekly":
      let days = rest.compactMap(Weekday.init)
      guard !rest.isEmpty, days.count == rest.count else { return nil }
      self = .weekly(Set(days))
    case "monthly":
      let days = rest.compactMap { Self.number($0, in: 1...31) }
      guard !rest.isEmpty, days.count == rest.count else { return nil }
      self = .monthly(Set(days))
    case "yearly":
      let days = rest.compactMap(Self.monthDay)
      guard !rest.isEmpty, days.count == rest.count else { return nil }
      self = .yearly(days)
    default:
      guard let limit = TimeLimit(text), limit.amount > 0, limit.unit.isOfDays, limit.unit != .workingDays else {
        return nil
      }
      self = .every(limit)
    }
  }

  /// The first day, of those at which a round can begin, that is not before another: what counts by a distance keeps its
  /// place in the year, as quarters do.
  public func beginning(from first: CalendarDate, notBefore day: CalendarDate) -> CalendarDate {
    guard case .every(let limit) = self, first < day else { return max(first, day) }
    var place = 0
    while true {
      place += 1
      let next =
        switch limit.unit {
        case .years: first.adding(months: 12 * limit.amount * place)
        case .months: first.adding(months: limit.amount * place)
        default: first.adding(days: limit.amount * place)
        }
      guard next < day, next > first || place == 1 else { return max(next, day) }
    }
  }

  /// The first of its points that ends behind a day or moment: nine o'clock, the 25th. A day without a time of its own
  /// counts to its end.
  public func end(after start: DayOrMoment, by time: OfficeTime) -> TimeLimit.End {
    let first = start.end(in: time.zone)
    var begin = time.zone.day(of: first)
    while true {
      let (day, minute) = end(ofPeriodFrom: begin, first: begin, index: 1, by: time.calendar)
      let end = minute.map { time.zone.moment(day, second: $0 * 60) } ?? time.zone.end(of: day)
      let next = day.adding(days: 1)
      if end.seconds > first.seconds || next == day {
        return TimeLimit.End(
          moment: end, isDay: minute == nil, isBeyondCalendar: isOfWork && time.calendar.isBeyond(day))
      }
      begin = next
    }
  }

  /// Whether it depends on which days are worked.
  private var isOfWork: Bool {
    if case .daily(_, onlyWorkingDays: true) = self { return true }
    return false
  }

  private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
    guard text.utf8.count <= 2, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  private static func monthDay(_ text: String) -> MonthDay? {
    guard text.utf8.count == 5, let day = CalendarDate("2000-" + text) else { return nil }
    return MonthDay(month: day.month, day: day.day)
  }

  /// How many periods back anybody is reminded: more than a year of days.
  static let longest = 400

  /// The periods that begin on a day, up to and with the one in which another day lies: of many the latest 400.
  public func periods(from first: CalendarDate, through last: CalendarDate, by calendar: WorkCalendar) -> [Period] {
    guard first <= last else { return [] }
    var periods: [Period] = []
    var (begin, index) = start(from: first, through: last)
    while begin <= last {
      index += 1
      let (end, minute) = end(ofPeriodFrom: begin, first: first, index: index, by: calendar)
      periods.append(Period(first: begin, last: end, minute: minute))
      let next = end.adding(days: 1)
      guard next > begin else { break }
      begin = next
    }
    return periods.suffix(Self.longest)
  }

  /// Where counting begins: periods of which only the latest are wanted are not all walked through.
  private func start(from first: CalendarDate, through last: CalendarDate) -> (begin: CalendarDate, index: Int) {
    // Each period at its longest, and one more than is wanted: the first may begin in the middle.
    func earliest(_ length: Int) -> CalendarDate { max(first, last.adding(days: -length * (Self.longest + 1))) }
    switch self {
    case .daily: return (earliest(14), 0)
    case .weekly: return (earliest(7), 0)
    case .monthly: return (earliest(31), 0)
    case .yearly: return (earliest(366), 0)
    case .every(let limit):
      let length = limit.amount * (limit.unit == .days ? 1 : limit.unit == .months ? 31 : 366)
      let skipped = max(0, (last.daysSince1970 - first.daysSince1970) / length - Self.longest)
      return (point(skipped, of: limit, from: first), skipped)
    }
  }

  private func point(_ index: Int, of limit: TimeLimit, from first: CalendarDate) -> CalendarDate {
    switch limit.unit {
    case .months: first.adding(months: index * limit.amount)
    case .years: first.adding(months: index * limit.amount * 12)
    default: first.adding(days: index * limit.amount)
    }
  }

  /// The day on which a period ends: the first fixed point from its beginning on.
  private func end(
    ofPeriodFrom begin: CalendarDate, first: CalendarDate, index: Int, by calendar: WorkCalendar
  ) -> (CalendarDate, minute: Int?) {
    switch self {
    case .every(let limit): (point(index, of: limit, from: first).adding(days: -1), nil)
    case .daily(let minute, let onlyWorkingDays):
      (onlyWorkingDays && !calendar.isWorkingDay(begin) ? calendar.day(1, workingDaysFrom: begin) : begin, minute)
    case .weekly(let days):
      ((0..<7).lazy.map { begin.adding(days: $0) }.first { days.contains($0.weekday) } ?? begin, nil)
    case .monthly(let days): (next(from: begin) { year, month in days.compactMap { Self.day($0, month, year) } }, nil)
    case .yearly(let days):
      (
        next(from: begin) { year, month in
          days.filter { $0.month == month }.compactMap { Self.day($0.day, month, year) }
        }, nil
      )
    }
  }

  /// The first of the days, asked for month by month, that is not before another.
  private func next(from begin: CalendarDate, _ days: (_ year: Int, _ month: Int) -> [CalendarDate]) -> CalendarDate {
    for count in 0...12 {
      let month = begin.adding(days: 1 - begin.day).adding(months: count)
      if let found = days(month.year, month.month).filter({ $0 >= begin }).min() { return found }
    }
    return begin
  }

  /// A day of a month, or its last where it is shorter.
  private static func day(_ day: Int, _ month: Int, _ year: Int) -> CalendarDate? {
    CalendarDate(year: year, month: month, day: min(day, CalendarDate.days(inMonth: month, of: year)))
  }
}

extension Recurrence: CustomStringConvertible {
  /// The form that reads as the same again.
  public var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    switch self {
    case .every(let limit): return limit.description
    case .daily(let minute, let onlyWorkingDays):
      let time = minute.map { " \(two($0 / 60)):\(two($0 % 60))" } ?? ""
      return (onlyWorkingDays ? "workday" : "daily") + time
    case .weekly(let days):
      return (["weekly"] + Weekday.allCases.filter(days.contains).map(\.rawValue)).joined(separator: " ")
    case .monthly(let days): return (["monthly"] + days.sorted().map(String.init)).joined(separator: " ")
    case .yearly(let days):
      return (["yearly"] + days.map { "\(two($0.month))-\(two($0.day))" }).joined(separator: " ")
    }
  }
}
