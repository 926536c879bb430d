extension CalendarDate {
  /// The days of the proleptic Gregorian calendar from 1970-01-01, counted in eras of 400 years from 1 March of year 0.
  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The day that many days after 1970-01-01; the first or last of the calendar where it would lie outside the years 1 to
  /// 9999.
  public init(daysSince1970 days: Int) {
    let shifted = min(max(days, Self.firstDay), Self.lastDay) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      validYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 0001-01-01 and 9999-12-31.
  private static let firstDay = -719_162
  private static let lastDay = 2_932_896

  public func adding(days: Int) -> CalendarDate {
    CalendarDate(daysSince1970: daysSince1970 + days)
  }

  /// The same day of the month that many months later, or the month's last where it has no such day: 31 January and one
  /// month are 28 or 29 February.
  public func adding(months: Int) -> CalendarDate {
    let count = min(max(year * 12 + month - 1 + months, 12), 9999 * 12 + 11)
    let (year, month) = (count / 12, count % 12 + 1)
    return CalendarDate(validYear: year, month: month, day: min(day, Self.days(inMonth: month, of: year)))
  }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday; the sum is never negative for years from 1 on.
    Weekday.allCases[(daysSince1970 + 719_163) % 7]
  }
}

/// A day of the week, as the schemas write it.
public enum Weekday: String, Sendable, Hashable, CaseIterable {
  case sunday = "sun"
  case monday = "mon"
  case tuesday = "tue"
  case wednesday = "wed"
  case thursday = "thu"
  case friday = "fri"
  case saturday = "sat"
}

extension CalendarDate {
  /// Whether the day is none before a first and none after a last one; nil where that is open.
  public func lies(from first: CalendarDate?, until last: CalendarDate?) -> Bool {
    if let first, self < first { return false }
    if let last, self > last { return false }
    return true
  }
}
