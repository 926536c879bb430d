import FondsModel
import FondsText
import Foundation

/// Days and times in the office's time zone, which the fonds names.
public struct OfficeClock: Sendable {
  private let calendar: Calendar

  /// - Parameter name: a zone such as `Asia/Shanghai`; UTC where it is nil or nobody knows it.
  init(zone name: String?) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = name.flatMap { TimeZone(identifier: $0) } ?? TimeZone(secondsFromGMT: 0) ?? .current
    self.calendar = calendar
  }

  /// The same moment with the office's offset.
  public func local(_ moment: Moment) -> Moment {
    let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds))
    return Moment(seconds: moment.seconds, offsetMinutes: calendar.timeZone.secondsFromGMT(for: date) / 60)
  }

  /// The day that a moment belongs to.
  public func day(of moment: Moment) throws -> CalendarDate {
    let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds))
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    guard let day = CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else {
      throw WorkspaceError.malformedDate("\(moment.seconds)")
    }
    return day
  }

  /// The zone as a plain value, with its changes from 1900 to 2100.
  public var zone: OfficeZone {
    let zone = calendar.timeZone
    func offset(_ date: Date) -> Int { zone.secondsFromGMT(for: date) / 60 }
    let first = Date(timeIntervalSince1970: -2_208_988_800)
    let last = Date(timeIntervalSince1970: 4_102_444_800)
    var changes: [OfficeZone.Change] = []
    var next = zone.nextDaylightSavingTimeTransition(after: first)
    while let change = next, change < last {
      changes.append(
        .init(seconds: Int64(change.timeIntervalSince1970), offsetMinutes: offset(change.addingTimeInterval(1))))
      let following = zone.nextDaylightSavingTimeTransition(after: change)
      next = following.map { $0 > change ? $0 : nil } ?? nil
    }
    return OfficeZone(offsetMinutes: offset(first), changes: changes)
  }

  /// Minutes east of UTC at a time of a day; nil for a time that no clock shows.
  func offsetMinutes(on day: CalendarDate, hour: Int, minute: Int, second: Int) -> Int? {
    let parts = DateComponents(
      year: day.year, month: day.month, day: day.day, hour: hour, minute: minute, second: second)
    return calendar.date(from: parts).map { calendar.timeZone.secondsFromGMT(for: $0) / 60 }
  }

  /// The first second of a day, in seconds since 1970.
  func start(of day: CalendarDate) -> Int64 {
    let parts = DateComponents(year: day.year, month: day.month, day: day.day)
    return Int64(calendar.date(from: parts)?.timeIntervalSince1970 ?? 0)
  }

  /// The first second of the day that a moment belongs to, both in seconds since 1970.
  func start(ofDayOf seconds: Int64) -> Int64 {
    Int64(calendar.startOfDay(for: Date(timeIntervalSince1970: TimeInterval(seconds))).timeIntervalSince1970)
  }

  /// The last second of a day, in seconds since 1970.
  func end(of day: String) throws -> Int64 {
    guard let date = CalendarDate(day) else { throw WorkspaceError.malformedDate(day) }
    let parts = DateComponents(year: date.year, month: date.month, day: date.day, hour: 23, minute: 59, second: 59)
    guard let moment = calendar.date(from: parts) else { throw WorkspaceError.malformedDate(day) }
    return Int64(moment.timeIntervalSince1970)
  }
}

extension Workspace {
  /// The office's clock, by `Schemas/fonds.yaml` of HEAD, or of the work tree before the first commit.
  public func clock() throws -> OfficeClock {
    OfficeClock(zone: try fondsFile()?["time-zone"]?.string)
  }

  /// What `Schemas/fonds.yaml` says at HEAD, or in the work tree before the first commit; nil where it can't be read.
  func fondsFile() throws -> Node? {
    let path = Schemas.fondsPath
    var content: FileContent?
    let head = try tree(ofCommit: try repository.head())
    if let file = try head.file(path) {
      content = try head.read(file)
    } else if root != nil, let file = try workTree().files(below: path).first {
      content = try workTree().read(file)
    }
    guard case .bytes(let bytes)? = content else { return nil }
    return RecordReader.read(bytes).root
  }
}
