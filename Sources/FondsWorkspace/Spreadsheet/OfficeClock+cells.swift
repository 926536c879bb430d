import FondsText
import Foundation

extension OfficeClock {
  /// A time of a day in the office's zone, as records have it: `2023-05-08T09:30:00+08:00`.
  func text(on day: CalendarDate, hour: Int, minute: Int, second: Int) -> String? {
    guard let offset = offsetMinutes(on: day, hour: hour, minute: minute, second: second) else { return nil }
    let zone = (offset < 0 ? "-" : "+") + Self.two(abs(offset) / 60) + ":" + Self.two(abs(offset) % 60)
    return "\(day)T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))\(zone)"
  }

  /// A time as people of the office say it, `2023-05-08 09:30`; nil for one of another zone.
  func local(_ moment: String) -> String? {
    guard moment.utf8.count == 25, let day = CalendarDate(String(moment.prefix(10))) else { return nil }
    let time = moment.dropFirst(11).prefix(8)
    let parts = time.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3, text(on: day, hour: parts[0], minute: parts[1], second: parts[2]) == moment else {
      return nil
    }
    return "\(day) " + (parts[2] == 0 ? time.prefix(5) : time)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
