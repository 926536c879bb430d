import FondsText

/// On which days and at which hours the office works (`calendar` in `Schemas/fonds.yaml`).
public struct WorkCalendar: Sendable, Hashable {
  public struct Holiday: Sendable, Hashable {
    public let from: CalendarDate
    public let until: CalendarDate
    public let name: LocalizedText?
  }

  /// The working hours of a day, in minutes from its beginning: one after the other.
  public let officeHours: [Range<Int>]
  /// The days of the week that are worked.
  public let week: Set<Weekday>
  /// The last day whose holidays are known; nil where none are.
  public let until: CalendarDate?
  /// In the order of time; no two share a day.
  public let holidays: [Holiday]
  /// Days that are worked although the week says otherwise.
  public let workdays: Set<CalendarDate>

  /// Monday to Friday from nine to five, and no holidays known.
  public static let plain = WorkCalendar(Node(.mapping(Mapping())))

  /// Reads the block, whose form has been judged.
  init(_ block: Node) {
    let hours = (block["office-hours"]?.sequence ?? []).compactMap { $0.string.flatMap(Self.hours) }
    officeHours = hours.isEmpty ? [9 * 60..<17 * 60] : hours.sorted { $0.lowerBound < $1.lowerBound }
    let week = (block["week"]?.sequence ?? []).compactMap { $0.string.flatMap(Weekday.init) }
    self.week = week.isEmpty ? [.monday, .tuesday, .wednesday, .thursday, .friday] : Set(week)
    until = block["until"]?.string.flatMap { CalendarDate($0) }
    holidays = (block["holidays"]?.sequence ?? []).compactMap(Self.holiday).sorted { $0.from < $1.from }
    workdays = Set((block["workdays"]?.sequence ?? []).compactMap { $0.string.flatMap { CalendarDate($0) } })
  }

  /// The minutes of a day that `09:00-12:00` names; nil for other text, and where the end is not behind the beginning.
  static func hours(_ text: String) -> Range<Int>? {
    let ends = text.split(separator: "-").map(String.init).compactMap(Self.minute)
    guard ends.count == 2, ends[0] < ends[1] else { return nil }
    return ends[0]..<ends[1]
  }

  /// The minute of a day that `09:00` names, up to `24:00`; nil for other text.
  static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute), hour * 60 + minute <= 24 * 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func holiday(_ node: Node) -> Holiday? {
    guard let from = node["from"]?.string.flatMap({ CalendarDate($0) }) else { return nil }
    let until = node["until"]?.string.flatMap { CalendarDate($0) } ?? from
    return Holiday(from: from, until: until, name: node["name"].flatMap(LocalizedText.init))
  }

  public func holiday(on day: CalendarDate) -> Holiday? {
    var (low, high) = (0, holidays.count)
    while low < high {
      let middle = (low + high) / 2
      if holidays[middle].from <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0, day <= holidays[low - 1].until else { return nil }
    return holidays[low - 1]
  }

  public func isWorkingDay(_ day: CalendarDate) -> Bool {
    workdays.contains(day) || week.contains(day.weekday) && holiday(on: day) == nil
  }

  /// Whether nothing is known of a day's holidays, so that it is judged by the plain week.
  public func isBeyond(_ day: CalendarDate) -> Bool {
    until.map { $0 < day } ?? true
  }

  /// The n-th working day after a day, or before it where the count is negative.
  public func day(_ count: Int, workingDaysFrom day: CalendarDate) -> CalendarDate {
    let step = count.signum()
    var (day, left) = (day, abs(count))
    while left > 0 {
      let next = day.adding(days: step)
      // The calendar of the world ends; nothing is due beyond it.
      guard next != day else { return day }
      day = next
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }
}
