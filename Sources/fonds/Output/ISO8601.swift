import FondsText
import FondsWorkspace

/// Times as programs and people read them: ISO 8601 with an offset.
enum ISO8601 {
  static func text(_ moment: Moment) -> String {
    let local = moment.seconds + Int64(moment.offsetMinutes) * 60
    let (days, seconds) = local.quotientAndRemainderFloored(dividingBy: 86_400)
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    let sign = moment.offsetMinutes < 0 ? "-" : "+"
    let offset = Int64(abs(moment.offsetMinutes))
    return "\(day(days))T\(time)\(sign)\(two(offset / 60)):\(two(offset % 60))"
  }

  /// `2023-05-08 09:00`, for people.
  static func short(_ moment: Moment) -> String {
    String(text(moment).prefix(16)).replacing("T", with: " ")
  }

  /// Reads `2023-05-08T09:00:00+08:00`; without an offset, UTC.
  static func moment(_ text: String) -> Moment? {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let date = CalendarDate(String(parts[0])) else { return nil }
    var time = parts[1][...]
    var offset = 0
    if time.last == "Z" {
      time.removeLast()
    } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = time[sign...].dropFirst().split(separator: ":").compactMap { Int($0) }
      guard zone.count == 2 else { return nil }
      offset = (zone[0] * 60 + zone[1]) * (time[sign] == "-" ? -1 : 1)
      time = time[..<sign]
    }
    let clock = time.split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    let seconds = daysSince1970(date) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return Moment(seconds: Int64(seconds - offset * 60), offsetMinutes: offset)
  }

  private static func two(_ value: Int64) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }

  // The days of the proleptic Gregorian calendar, counted in eras of 400 years from 1 March of year 0.

  private static func daysSince1970(_ date: CalendarDate) -> Int {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = year / 400
    let yearOfEra = year - era * 400
    let month = (date.month + 9) % 12
    let dayOfYear = (153 * month + 2) / 5 + date.day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func day(_ days: Int64) -> String {
    let shifted = days + 719_468
    let (era, dayOfEra) = shifted.quotientAndRemainderFloored(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-\(two(civilMonth))-\(two(day))"
  }
}

extension Int64 {
  fileprivate func quotientAndRemainderFloored(dividingBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
