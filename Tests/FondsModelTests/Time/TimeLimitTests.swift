import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("TimeLimit")
struct TimeLimitTests {
  @Test(arguments: ["30min", "2h", "24wh", "3d", "3wd", "6mo", "30y", "-30d", "-1h", "9999y"])
  func aLimitIsPrintedAsItIsRead(_ text: String) throws {
    #expect(try #require(TimeLimit(text)).description == text)
  }

  @Test(arguments: [
    "", "h", "2", "0h", "02h", "-0d", "--1d", "+1d", "1.5h", "1 d", " 1d", "1d ", "1D", "3w", "10000d", "２h", "1h\n",
    "99999999999999999999d",
  ])
  func otherTextIsNone(_ text: String) {
    #expect(TimeLimit(text) == nil)
  }

  /// Beginning, limit, end: by the shipped calendar in Shanghai.
  @Test(arguments: [
    // Exact, over midnight and over a year's end.
    ("2023-05-08T23:45:10+08:00", "30min", "2023-05-09T00:15:10+08:00"),
    ("2023-12-31T23:00:00+08:00", "2h", "2024-01-01T01:00:00+08:00"),
    ("2023-05-08T09:00:00+08:00", "24h", "2023-05-09T09:00:00+08:00"),
    // A beginning written with another offset is the same moment.
    ("2023-05-08T01:00:00Z", "24h", "2023-05-09T09:00:00+08:00"),
    ("2023-05-08T20:00:00Z", "1d", "2023-05-10T04:00:00+08:00"),
    // Days and months, by the calendar.
    ("2023-01-31", "1mo", "2023-02-28T23:59:59+08:00"),
    ("2024-01-31", "1mo", "2024-02-29T23:59:59+08:00"),
    ("2024-02-29", "1y", "2025-02-28T23:59:59+08:00"),
    ("2024-02-29", "4y", "2028-02-29T23:59:59+08:00"),
    ("2023-12-31", "2mo", "2024-02-29T23:59:59+08:00"),
    ("2023-12-30", "3d", "2024-01-02T23:59:59+08:00"),
    ("2023-01-31T10:22:05+08:00", "1mo", "2023-02-28T10:22:05+08:00"),
    ("2023-03-31", "-1mo", "2023-02-28T23:59:59+08:00"),
    ("2023-01-10", "-30d", "2022-12-11T23:59:59+08:00"),
    ("2023-05-08T08:00:00+08:00", "-2h", "2023-05-08T06:00:00+08:00"),
    // Working days: over a weekend, a holiday, a make-up Saturday and Sunday.
    ("2023-05-12", "1wd", "2023-05-15T23:59:59+08:00"),
    ("2023-05-05", "1wd", "2023-05-06T23:59:59+08:00"),
    ("2023-04-28", "1wd", "2023-05-04T23:59:59+08:00"),
    ("2023-09-28", "1wd", "2023-10-07T23:59:59+08:00"),
    ("2023-09-28", "3wd", "2023-10-09T23:59:59+08:00"),
    ("2022-12-30", "1wd", "2023-01-03T23:59:59+08:00"),
    ("2023-12-29", "1wd", "2024-01-02T23:59:59+08:00"),
    ("2023-05-13T10:00:00+08:00", "1wd", "2023-05-15T10:00:00+08:00"),
    ("2023-05-08", "-1wd", "2023-05-06T23:59:59+08:00"),
    ("2023-05-04", "-1wd", "2023-04-28T23:59:59+08:00"),
    // Office hours: seven a day, with an hour and a half at noon.
    ("2023-05-08T09:00:00+08:00", "3wh", "2023-05-08T12:00:00+08:00"),
    ("2023-05-08T09:00:01+08:00", "3wh", "2023-05-08T13:30:01+08:00"),
    ("2023-05-08T12:30:00+08:00", "1wh", "2023-05-08T14:30:00+08:00"),
    ("2023-05-05T17:00:00+08:00", "1wh", "2023-05-06T09:30:00+08:00"),
    ("2023-05-12T17:30:00+08:00", "1wh", "2023-05-15T10:00:00+08:00"),
    ("2023-05-13T03:00:00+08:00", "24wh", "2023-05-18T12:00:00+08:00"),
    ("2023-05-15T10:00:00+08:00", "-2wh", "2023-05-12T16:30:00+08:00"),
    // Where a day is all that is known, hours count from its end, or back from its beginning.
    ("2023-05-08", "24h", "2023-05-09T23:59:59+08:00"),
    ("2023-05-08", "-24h", "2023-05-07T00:00:00+08:00"),
    ("2023-05-08", "2wh", "2023-05-09T11:00:00+08:00"),
  ])
  func aLimitEndsAt(_ start: String, _ limit: String, _ end: String) throws {
    let found = try #require(TimeLimit(limit)).end(
      from: try #require(DayOrMoment(start)), by: try OfficeTimes.shipped())
    #expect(found.moment.text == end)
    #expect(found.isDay == (end.contains("T23:59:59") && !limit.hasSuffix("h")))
    #expect(!found.isBeyondCalendar)
  }

  @Test(arguments: [
    ("2026-12-30", "1wd", "2026-12-31", false), ("2026-12-31", "1wd", "2027-01-01", true),
    ("2027-01-05", "-3wd", "2026-12-31", true), ("2030-05-03", "1wd", "2030-05-06", true),
    ("2030-05-03", "1d", "2030-05-04", false), ("2026-12-31T17:00:00+08:00", "2wh", "2027-01-01", true),
  ])
  func beyondTheCalendarThePlainWeekCountsAndItIsSaid(
    _ start: String, _ limit: String, _ day: String, _ isBeyond: Bool
  ) throws {
    let time = try OfficeTimes.shipped()
    let end = try #require(TimeLimit(limit)).end(from: try #require(DayOrMoment(start)), by: time)
    #expect(time.zone.day(of: end.moment).description == day)
    #expect(end.isBeyondCalendar == isBeyond)
  }

  @Test func anHourIsAnHourAndADayADayWhenTheClocksChange() throws {
    let time = OfficeTime(calendar: .plain, zone: OfficeTimes.berlin)
    func end(_ start: String, _ limit: String) throws -> String {
      try #require(TimeLimit(limit)).end(from: try #require(DayOrMoment(start)), by: time).moment.text
    }
    #expect(try end("2023-03-25T12:00:00+01:00", "24h") == "2023-03-26T13:00:00+02:00")
    #expect(try end("2023-03-25T12:00:00+01:00", "1d") == "2023-03-26T12:00:00+02:00")
    // 02:30 is left out on that day, and shown twice in October.
    #expect(try end("2023-03-25T02:30:00+01:00", "1d") == "2023-03-26T03:30:00+02:00")
    #expect(try end("2023-10-28T02:30:00+02:00", "1d") == "2023-10-29T02:30:00+02:00")
    #expect(try end("2023-10-28", "1d") == "2023-10-29T23:59:59+01:00")
    #expect(try end("2023-10-27T16:00:00+02:00", "2wh") == "2023-10-30T10:00:00+01:00")
  }

  @Test func theWorldsLastDayIsAnEndAndNoCrash() throws {
    let time = try OfficeTimes.shipped()
    for limit in ["9999y", "9999mo", "9999wd", "9999wh", "9999d", "-9999y", "-9999wd", "-9999wh", "-9999h"] {
      for start in ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59+08:00", "0001-01-01T00:00:00+08:00"] {
        let end = try #require(TimeLimit(limit)).end(from: try #require(DayOrMoment(start)), by: time)
        #expect((1...9999).contains(time.zone.day(of: end.moment).year))
      }
    }
  }

  @Test(arguments: [
    "", "2023-02-29", "2023-05-08T25:00:00Z", "2023-05-08T09:00:00+24:00", "2023-05-08T09:00:00+999999999999999999:00",
    "2023-05-08T09:00:00+08:60", "2023-05-08T09:00Z", "2023-05-08 09:00:00Z", "五月八日",
  ])
  func whatIsNoDayAndNoMomentIsNone(_ text: String) {
    #expect(DayOrMoment(text) == nil)
  }

  // MARK: Properties

  @Test func workingDaysLandOnWorkingDaysAndInvert() throws {
    let time = try OfficeTimes.shipped()
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let day = CalendarDate(daysSince1970: Int.random(in: 19_300...20_700, using: &generator))
      let count = Int.random(in: 1...60, using: &generator)
      let later = time.calendar.day(count, workingDaysFrom: day)
      #expect(time.calendar.isWorkingDay(later))
      #expect(later > day)
      let between = (day.daysSince1970 + 1...later.daysSince1970).map { CalendarDate(daysSince1970: $0) }
      #expect(between.filter(time.calendar.isWorkingDay).count == count)
      guard time.calendar.isWorkingDay(day) else { continue }
      #expect(time.calendar.day(-count, workingDaysFrom: later) == day)
    }
  }

  @Test func officeHoursAddUpAndInvert() throws {
    let time = try OfficeTimes.shipped()
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let start = time.zone.moment(Int64.random(in: 1_670_000_000...1_780_000_000, using: &generator))
      let (one, other) = (Int.random(in: 1...50, using: &generator), Int.random(in: 1...50, using: &generator))
      func later(_ hours: Int, from moment: Moment) throws -> Moment {
        try #require(TimeLimit(hours, .officeHours)).end(from: moment, by: time).moment
      }
      let inOne = try later(one + other, from: start)
      #expect(try later(other, from: try later(one, from: start)) == inOne)
      let back = try later(-(one + other), from: inOne)
      // The same point of the office's time: what follows it is the same.
      #expect(try later(one, from: back) == (try later(one, from: start)))
      let (day, second) = time.zone.clock(at: inOne)
      #expect(time.calendar.isWorkingDay(day))
      #expect(time.calendar.officeHours.contains { ($0.lowerBound * 60...$0.upperBound * 60).contains(second) })
    }
  }
}
