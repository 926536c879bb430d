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
    // As every program writes it; whatever else is allowed is rare.
    if let moment = Self(usual: text) { self = moment } else { self.init(anyForm: text) }
  }

  /// Whether a text is a moment as every program writes it.
  static func isUsual(_ text: String) -> Bool { Self(usual: text) != nil }

  /// Reads the form of 25 characters with an offset, as `2023-05-08T09:00:00+08:00`.
  private init?(usual text: String) {
    var text = text
    let moment = text.withUTF8 { bytes -> Moment? in
      guard bytes.count == 25, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
        bytes[16] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"),
        bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"),
        let date = CalendarDate(bytes: UnsafeBufferPointer(rebasing: bytes[..<10])),
        let hour = bytes.decimal(11..<13), let minute = bytes.decimal(14..<16), let second = bytes.decimal(17..<19),
        let zoneHour = bytes.decimal(20..<22), let zoneMinute = bytes.decimal(23..<25), hour < 24, minute < 60,
        second <= 60, zoneHour < 24, zoneMinute < 60
      else { return nil }
      let offset = (zoneHour * 60 + zoneMinute) * (bytes[19] == UInt8(ascii: "-") ? -1 : 1)
      return Moment(date, hour * 3600 + minute * 60 + second, offsetMinutes: offset)
    }
    guard let moment else { return nil }
    self = moment
  }

  private init?(anyForm text: String) {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, let date = CalendarDate(String(parts[0])) else { return nil }
    var time = parts[1][...]
    var offset = 0
    if time.last == "Z" {
      time.removeLast()
    } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = time[sign...].dropFirst().split(separator: ":").compactMap { Int($0) }
      guard zone.count == 2, (0..<24).contains(zone[0]), (0..<60).contains(zone[1]) else { return nil }
      offset = (zone[0] * 60 + zone[1]) * (time[sign] == "-" ? -1 : 1)
      time = time[..<sign]
    }
    let clock = time.prefix { $0 != "." }.split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    self.init(date, clock[0] * 3600 + clock[1] * 60 + clock[2], offsetMinutes: offset)
  }

  /// Nil behind the last second of the year 9999, to which a leap second leads.
  private init?(_ date: CalendarDate, _ secondOfDay: Int, offsetMinutes: Int) {
    let local = date.daysSince1970 * 86_400 + secondOfDay
    guard local <= Self.lastSecond else { return nil }
    self.init(seconds: Int64(local - offsetMinutes * 60), offsetMinutes: offsetMinutes)
  }

  /// 9999-12-31T23:59:59, by the clock of the place.
  private static let lastSecond = 253_402_300_799

  /// As programs read it: `2023-05-08T09:00:00+08:00`.
  public var text: String {
    let local = seconds + Int64(offsetMinutes) * 60
    let (days, seconds) = local.quotientAndRemainderFloored(dividingBy: 86_400)
    let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    let sign = offsetMinutes < 0 ? "-" : "+"
    let offset = Int64(abs(offsetMinutes))
    return "\(CalendarDate(daysSince1970: Int(days)))T\(time)\(sign)\(two(offset / 60)):\(two(offset % 60))"
  }

  /// As people read it: `2023-05-08 09:00`.
  public var shortText: String {
    String(text.prefix(16)).replacing("T", with: " ")
  }
}

private func two(_ value: Int64) -> String {
  value < 10 ? "0\(value)" : "\(value)"
}

extension Int64 {
  fileprivate func quotientAndRemainderFloored(dividingBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
