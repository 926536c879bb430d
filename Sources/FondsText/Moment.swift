/// A moment: seconds since 1970, and minutes east of UTC where it is told. Read and written as ISO 8601.
public struct Moment: Sendable, Hashable {
  public let seconds: Int64
  public let offsetMinutes: Int

  public init(seconds: Int64, offsetMinutes: Int) {
    self.seconds = seconds
    self.offsetMinutes = offsetMinutes
  }

  /// Reads `2023-05-08T09:00:00+08:00`; without an offset, UTC. Fractions of a second are dropped. Nil for other text.
  public init?(_ text: String) {
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
    let clock = time.prefix { $0 != "." }.split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    let seconds = date.daysSince1970 * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    self.init(seconds: Int64(seconds - offset * 60), offsetMinutes: offset)
  }

  /// As programs read it: `2023-05-08T09:00:00+08:00`.
  public var text: String {
    let local = seconds + Int64(offsetMinutes) * 60
    let (days, seconds) = local.quotientAndRemainderFloored(dividingBy: 86_400)
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    let sign = offsetMinutes < 0 ? "-" : "+"
    let offset = Int64(abs(offsetMinutes))
    return "\(Self.day(days))T\(time)\(sign)\(two(offset / 60)):\(two(offset % 60))"
  }

  /// As people read it: `2023-05-08 09:00`.
  public var shortText: String {
    String(text.prefix(16)).replacing("T", with: " ")
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

private func two(_ value: Int64) -> String {
  value < 10 ? "0\(value)" : "\(value)"
}

extension CalendarDate {
  /// The days of the proleptic Gregorian calendar from 1970-01-01, counted in eras of 400 years from 1 March of year 0.
  var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  fileprivate func quotientAndRemainderFloored(dividingBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
