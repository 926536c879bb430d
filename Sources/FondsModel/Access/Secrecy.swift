import FondsText

/// For how long a record is kept from those who need not know it.
public struct Secrecy: Sendable, Hashable {
  public let level: Classification.Level
  /// The last day; nil where nothing limits it.
  public let end: CalendarDate?
  /// The event that ends it, in the record's words; nil for none.
  public let condition: String?
  /// Where the record says so; nil where the level's longest term holds.
  public let range: Range<Int>?
}

extension Classification {
  /// The secrecy of a record; nil for one that anybody in the house may read, and where its level is none of the office's.
  ///
  /// It counts from the record's date, and ends on the day that the record names, or after the years it names, else after
  /// the level's longest term: also where an event shall end it, which may never come.
  public func secrecy(of record: Node) -> Secrecy? {
    guard let level = level(of: record), !level.isOpen else { return nil }
    let condition = record["secrecy-condition"]?.string
    if let node = record["secrecy-until"], let day = node.string.flatMap({ CalendarDate($0) }) {
      return Secrecy(level: level, end: day, condition: condition, range: node.range)
    }
    let date = record["date"]?.string.flatMap { CalendarDate($0) }
    if let node = record["secrecy-period"], let years = node.string.flatMap(Level.years) {
      return Secrecy(level: level, end: date?.adding(years: years), condition: condition, range: node.range)
    }
    let end = level.longest.flatMap { date?.adding(years: $0) }
    return Secrecy(level: level, end: end, condition: condition, range: nil)
  }

  /// The last day on which a record of a level may be secret; nil for no limit.
  public func limit(of record: Node, at level: Level) -> CalendarDate? {
    guard let longest = level.longest, let date = record["date"]?.string.flatMap({ CalendarDate($0) }) else {
      return nil
    }
    return date.adding(years: longest)
  }
}

extension CalendarDate {
  func adding(years: Int) -> CalendarDate { adding(months: 12 * years) }
}
