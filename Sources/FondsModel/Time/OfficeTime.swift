import FondsText

/// The office's calendar and clock together: what a limit is counted by.
public struct OfficeTime: Sendable, Hashable {
  public let calendar: WorkCalendar
  public let zone: OfficeZone

  public init(calendar: WorkCalendar, zone: OfficeZone) {
    self.calendar = calendar
    self.zone = zone
  }

  /// The moment that lies so many seconds of office hours after another, or before it where they are negative. A time
  /// outside office hours counts as the next, or the last, moment within them.
  func moment(_ officeSeconds: Int64, officeHoursFrom start: Moment) -> Moment {
    var left = abs(officeSeconds)
    let isForward = officeSeconds > 0
    guard left > 0 else { return start }
    var day = zone.day(of: start)
    while true {
      let hours = calendar.isWorkingDay(day) ? calendar.officeHours : []
      for stretch in isForward ? hours : hours.reversed() {
        let from = zone.moment(day, second: stretch.lowerBound * 60).seconds
        let until = zone.moment(day, second: stretch.upperBound * 60).seconds
        let here = isForward ? max(from, start.seconds) : min(until, start.seconds)
        let length = isForward ? until - here : here - from
        guard length > 0 else { continue }
        if length >= left { return zone.moment(isForward ? here + left : here - left) }
        left -= length
      }
      let next = day.adding(days: isForward ? 1 : -1)
      guard next != day else { return zone.start(of: day) }
      day = next
    }
  }
}

/// A day or a time of it: what a record's dates say.
public enum DayOrMoment: Sendable, Hashable {
  case day(CalendarDate)
  case moment(Moment)

  /// Reads `2023-05-08` or `2023-05-08T09:00:00+08:00`; nil for other text.
  public init?(_ text: String) {
    if let day = CalendarDate(text) {
      self = .day(day)
    } else if let moment = Moment(text) {
      self = .moment(moment)
    } else {
      return nil
    }
  }

  /// The first moment that it can mean.
  public func beginning(in zone: OfficeZone) -> Moment {
    switch self {
    case .day(let day): zone.start(of: day)
    case .moment(let moment): zone.moment(moment.seconds)
    }
  }

  /// The last moment that it can mean.
  public func end(in zone: OfficeZone) -> Moment {
    switch self {
    case .day(let day): zone.end(of: day)
    case .moment(let moment): zone.moment(moment.seconds)
    }
  }

  public func day(in zone: OfficeZone) -> CalendarDate {
    switch self {
    case .day(let day): day
    case .moment(let moment): zone.day(of: moment)
    }
  }
}
