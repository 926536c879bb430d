import FondsText

/// What the clocks of the office show: its offset from UTC through the years, as a plain value.
///
/// The model works out limits with it and needs no database of time zones: who opens the workspace brings the changes.
public struct OfficeZone: Sendable, Hashable {
  /// From a moment on, another offset.
  public struct Change: Sendable, Hashable {
    /// Seconds since 1970.
    public let seconds: Int64
    /// Minutes east of UTC.
    public let offsetMinutes: Int

    public init(seconds: Int64, offsetMinutes: Int) {
      self.seconds = seconds
      self.offsetMinutes = offsetMinutes
    }
  }

  /// The offset before the first change, in minutes east of UTC.
  private let first: Int
  private let changes: [Change]

  /// - Parameter changes: in the order of time.
  public init(offsetMinutes: Int, changes: [Change] = []) {
    first = offsetMinutes
    self.changes = changes
  }

  /// Minutes east of UTC at a moment, in seconds since 1970.
  public func offsetMinutes(at seconds: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : changes[low - 1].offsetMinutes
  }

  /// A moment with the office's offset.
  public func moment(_ seconds: Int64) -> Moment {
    Moment(seconds: seconds, offsetMinutes: offsetMinutes(at: seconds))
  }

  /// A second of a day as the clock counts it, from 0. Of a time that the clock shows twice, the first; for one that it
  /// leaves out, as much later as it jumps.
  public func moment(_ day: CalendarDate, second: Int) -> Moment {
    let shown = Int64(day.daysSince1970) * 86_400 + Int64(second)
    func candidate(_ offset: Int) -> Int64 { shown - Int64(offset) * 60 }
    let before = offsetMinutes(at: shown - 2 * 86_400)
    let after = offsetMinutes(at: shown + 2 * 86_400)
    guard before != after, offsetMinutes(at: candidate(before)) != before,
      offsetMinutes(at: candidate(after)) == after
    else { return moment(candidate(before)) }
    return moment(candidate(after))
  }

  public func start(of day: CalendarDate) -> Moment { moment(day, second: 0) }

  /// The last second of a day.
  public func end(of day: CalendarDate) -> Moment { moment(day, second: 86_399) }

  /// The day that the clock shows at a moment, and the second of it.
  public func clock(at moment: Moment) -> (day: CalendarDate, second: Int) {
    let shown = Int(moment.seconds) + offsetMinutes(at: moment.seconds) * 60
    let second = (shown % 86_400 + 86_400) % 86_400
    return (CalendarDate(daysSince1970: (shown - second) / 86_400), second)
  }

  public func day(of moment: Moment) -> CalendarDate { clock(at: moment).day }
}
