import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Recurrence")
struct RecurrenceTests {
  /// Form, first day, last day asked for, the days on which it is due.
  @Test(arguments: [
    ("3mo", "2023-01-01", "2023-12-31", "2023-03-31 2023-06-30 2023-09-30 2023-12-31"),
    ("1mo", "2023-01-31", "2023-04-15", "2023-02-27 2023-03-30 2023-04-29"),
    ("1y", "2024-02-29", "2025-12-31", "2025-02-27 2026-02-27"),
    ("7d", "2023-12-25", "2024-01-01", "2023-12-31 2024-01-07"),
    ("monthly 25", "2023-01-01", "2023-03-01", "2023-01-25 2023-02-25 2023-03-25"),
    ("monthly 31", "2024-01-31", "2024-03-01", "2024-01-31 2024-02-29 2024-03-31"),
    ("monthly 10 25", "2023-01-11", "2023-02-11", "2023-01-25 2023-02-10 2023-02-25"),
    ("yearly 06-30 12-31", "2023-01-01", "2024-01-01", "2023-06-30 2023-12-31 2024-06-30"),
    ("yearly 02-29", "2023-01-01", "2024-03-01", "2023-02-28 2024-02-29 2025-02-28"),
    ("weekly fri", "2023-05-01", "2023-05-13", "2023-05-05 2023-05-12 2023-05-19"),
    ("weekly mon thu", "2023-05-01", "2023-05-05", "2023-05-01 2023-05-04 2023-05-08"),
    ("daily 09:00", "2023-12-30", "2024-01-01", "2023-12-30 2023-12-31 2024-01-01"),
    ("workday 07:00", "2023-05-04", "2023-05-08", "2023-05-04 2023-05-05 2023-05-06 2023-05-08"),
    ("workday", "2023-09-28", "2023-10-08", "2023-09-28 2023-10-07 2023-10-08"),
    ("3mo", "2023-05-02", "2023-05-01", ""),
  ])
  func itComesRoundOn(_ form: String, _ first: String, _ last: String, _ days: String) throws {
    let periods = try #require(Recurrence(form)).periods(
      from: try #require(CalendarDate(first)), through: try #require(CalendarDate(last)),
      by: try OfficeTimes.shipped().calendar)
    #expect(periods.map(\.last.description).joined(separator: " ") == days)
  }

  @Test func aTimeOfDayIsKept() throws {
    let day = try #require(CalendarDate("2023-05-08"))
    let periods = try #require(Recurrence("daily 09:30")).periods(from: day, through: day, by: .plain)
    #expect(periods.map(\.minute) == [570])
  }

  @Test(arguments: [
    "3mo", "1y", "30d", "daily", "daily 09:00", "workday 07:05", "workday", "weekly fri", "weekly mon thu",
    "monthly 25",
    "monthly 1 15 31", "yearly 06-30 12-31",
  ])
  func itIsPrintedAsItIsRead(_ text: String) throws {
    #expect(try #require(Recurrence(text)).description == text)
  }

  /// Form, beginning, the first point that ends behind it.
  @Test(arguments: [
    // To the second: at nine it is in time, and what begins at nine has until nine the next day.
    ("daily 09:00", "2023-05-08", "2023-05-09T09:00:00+08:00"),
    ("daily 09:00", "2023-05-08T08:59:59+08:00", "2023-05-08T09:00:00+08:00"),
    ("daily 09:00", "2023-05-08T09:00:00+08:00", "2023-05-09T09:00:00+08:00"),
    ("workday 09:00", "2023-09-28", "2023-10-07T09:00:00+08:00"),
    ("monthly 25", "2023-05-24T23:59:59+08:00", "2023-05-25T23:59:59+08:00"),
    ("monthly 25", "2023-05-25T23:59:58+08:00", "2023-05-25T23:59:59+08:00"),
    ("monthly 25", "2023-05-26T00:00:00+08:00", "2023-06-25T23:59:59+08:00"),
    ("monthly 25", "2023-05-25", "2023-06-25T23:59:59+08:00"),
    ("monthly 31", "2024-01-31", "2024-02-29T23:59:59+08:00"),
    ("weekly fri", "2023-05-12T10:00:00+08:00", "2023-05-12T23:59:59+08:00"),
    ("yearly 06-30", "2023-06-30", "2024-06-30T23:59:59+08:00"),
  ])
  func theNextPointEndsBehindABeginning(_ form: String, _ start: String, _ end: String) throws {
    let found = try #require(Recurrence(form)).end(after: #require(DayOrMoment(start)), by: OfficeTimes.shipped())
    #expect(found.moment.text == end)
    #expect(found.isDay == end.contains("23:59:59") && !found.isBeyondCalendar)
  }

  @Test func theNextPointKnowsWhereTheCalendarEndsAndWhereTheWorldDoes() throws {
    let time = try OfficeTimes.shipped()
    func end(_ form: String, _ start: String) throws -> TimeLimit.End {
      try #require(Recurrence(form)).end(after: #require(DayOrMoment(start)), by: time)
    }
    #expect(try end("workday", "2027-01-05").isBeyondCalendar)
    #expect(try !end("daily", "2027-01-05").isBeyondCalendar)
    for form in ["daily 09:00", "workday", "weekly fri", "monthly 25", "yearly 06-30"] {
      #expect(time.zone.day(of: try end(form, "9999-12-31").moment).year == 9999)
    }
  }

  @Test(arguments: [
    "", "3wd", "2h", "-3mo", "weekly", "weekly friday", "monthly", "monthly 0", "monthly 32", "monthly +1",
    "yearly 13-01",
    "yearly 6-30", "daily 24:01", "daily 9:00", "daily 09:00 10:00", "hourly", "weekly  fri", "monthly 25 ",
  ])
  func otherTextIsNone(_ text: String) {
    #expect(Recurrence(text) == nil)
  }

  @Test func periodsFollowOneAnotherWithoutGaps() throws {
    let calendar = try OfficeTimes.shipped().calendar
    var generator = SeededGenerator(seed: 3)
    let forms = [
      "1d", "7d", "13d", "1mo", "5mo", "2y", "daily 09:00", "workday", "weekly tue sat", "monthly 1 15 31",
      "yearly 02-29 03-01",
    ]
    for form in forms {
      let recurrence = try #require(Recurrence(form))
      for _ in 0..<20 {
        let first = CalendarDate(daysSince1970: Int.random(in: -700_000...20_000, using: &generator))
        let last = first.adding(days: Int.random(in: 0...40_000, using: &generator))
        let periods = recurrence.periods(from: first, through: last, by: calendar)
        #expect(periods.count <= 400)
        #expect(try #require(periods.last).last >= last)
        #expect(try #require(periods.last).first <= last)
        if periods.count < 400 { #expect(periods.first?.first == first) }
        for (one, next) in zip(periods, periods.dropFirst()) {
          #expect(one.first <= one.last)
          #expect(one.last.adding(days: 1) == next.first)
        }
      }
    }
  }

  @Test func whereCountingBeginsLateThePeriodsAreTheSame() throws {
    let first = try #require(CalendarDate("1900-01-31"))
    let last = try #require(CalendarDate("2023-05-08"))
    let recurrence = try #require(Recurrence("1mo"))
    let found = recurrence.periods(from: first, through: last, by: .plain)
    #expect(found.count == 400)
    #expect(found.last?.last.description == "2023-05-30")
    #expect(found.suffix(3).map(\.last.description) == ["2023-03-30", "2023-04-29", "2023-05-30"])
  }
}
