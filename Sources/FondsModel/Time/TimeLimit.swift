import FondsText

/// How long something may take: `30min 2h 24wh 3d 3wd 6mo 30y`; with a minus sign, how long before.
public struct TimeLimit: Sendable, Hashable, CustomStringConvertible {
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    case minutes = "min"
    case hours = "h"
    /// Hours at which the office works.
    case officeHours = "wh"
    case days = "d"
    case workingDays = "wd"
    case months = "mo"
    case years = "y"

    /// Whether it counts days, so that a limit from a day ends with a day.
    public var isOfDays: Bool {
      switch self {
      case .minutes, .hours, .officeHours: false
      case .days, .workingDays, .months, .years: true
      }
    }

    /// Whether it depends on which days are worked.
    var isOfWork: Bool { self == .officeHours || self == .workingDays }
  }

  /// Never 0; negative for a limit before.
  public let amount: Int
  public let unit: Unit

  /// The largest amount that has a meaning in an office: 9999 working days are 40 years.
  static let largest = 9999

  /// To the next working day.
  public static let workingDay = TimeLimit(amount: 1, unit: .workingDays)

  private init(amount: Int, unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  /// Nil for an amount of 0 or beyond ±9999.
  public init?(_ amount: Int, _ unit: Unit) {
    guard amount != 0, abs(amount) <= Self.largest else { return nil }
    self.amount = amount
    self.unit = unit
  }

  /// Reads `3wd` or `-30d`; nil for other text.
  public init?(_ text: String) {
    let sign = text.first == "-" ? -1 : 1
    let rest = text.dropFirst(sign < 0 ? 1 : 0)
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.first != "0", digits.utf8.count <= 4, let amount = Int(digits),
      let unit = Unit(rawValue: String(rest.dropFirst(digits.count)))
    else { return nil }
    self.init(sign * amount, unit)
  }

  public var description: String { "\(amount)\(unit.rawValue)" }

  /// When a limit ends.
  public struct End: Sendable, Hashable {
    /// The last moment within it.
    public let moment: Moment
    /// Whether it ends with a day.
    public let isDay: Bool
    /// Whether the office's calendar was needed and does not reach so far.
    public let isBeyondCalendar: Bool
  }

  /// The end of the limit, counted from a day or a moment.
  ///
  /// Minutes and hours are exact. Days, months and years are those of the office's calendar, with the time of day of the
  /// beginning; from a day they end with a day. Where a day is all that is known, hours count from its end, and back from
  /// its beginning: nobody is called late who may not be.
  public func end(from start: DayOrMoment, by time: OfficeTime) -> End {
    let zone = time.zone
    let first = amount > 0 ? start.end(in: zone) : start.beginning(in: zone)
    switch unit {
    case .minutes, .hours:
      let seconds = Int64(amount) * (unit == .hours ? 3600 : 60)
      return End(moment: zone.moment(first.seconds + seconds), isDay: false, isBeyondCalendar: false)
    case .officeHours:
      let moment = time.moment(Int64(amount) * 3600, officeHoursFrom: first)
      return End(moment: moment, isDay: false, isBeyondCalendar: isBeyond(first, moment, time))
    case .days, .workingDays, .months, .years:
      let (from, second) = zone.clock(at: first)
      let day = self.day(from: from, by: time.calendar)
      if case .day = start {
        let end = zone.end(of: day)
        return End(moment: end, isDay: true, isBeyondCalendar: isBeyond(first, end, time))
      }
      let moment = zone.moment(day, second: second)
      return End(moment: moment, isDay: false, isBeyondCalendar: isBeyond(first, moment, time))
    }
  }

  public func end(from moment: Moment, by time: OfficeTime) -> End { end(from: .moment(moment), by: time) }

  public func end(from day: CalendarDate, by time: OfficeTime) -> End { end(from: .day(day), by: time) }

  /// The day that lies so far from another; minutes and hours lead nowhere.
  func day(from day: CalendarDate, by calendar: WorkCalendar) -> CalendarDate {
    switch unit {
    case .minutes, .hours, .officeHours: day
    case .days: day.adding(days: amount)
    case .workingDays: calendar.day(amount, workingDaysFrom: day)
    case .months: day.adding(months: amount)
    case .years: day.adding(months: 12 * amount)
    }
  }

  private func isBeyond(_ one: Moment, _ other: Moment, _ time: OfficeTime) -> Bool {
    let last = one.seconds > other.seconds ? one : other
    return unit.isOfWork && time.calendar.isBeyond(time.zone.day(of: last))
  }
}
