import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("WorkCalendar")
struct WorkCalendarTests {
  @Test(arguments: [
    ("2023-01-01", false), ("2023-01-03", true), ("2023-01-20", true), ("2023-01-21", false), ("2023-01-27", false),
    ("2023-01-28", true), ("2023-05-06", true), ("2023-05-07", false), ("2024-02-09", true), ("2024-02-29", true),
    ("2025-10-11", true), ("2026-02-28", true), ("2027-10-01", true),
  ])
  func theShippedCalendarKnowsItsDays(_ day: String, _ isWorked: Bool) throws {
    let calendar = try ShippedSchemas.load().settings.calendar
    #expect(calendar.isWorkingDay(try #require(CalendarDate(day))) == isWorked)
  }

  @Test func aHolidayHasAName() throws {
    let calendar = try ShippedSchemas.load().settings.calendar
    #expect(calendar.holiday(on: try #require(CalendarDate("2023-06-23")))?.name?.zh == "端午节")
    #expect(calendar.holiday(on: try #require(CalendarDate("2023-06-25"))) == nil)
  }

  @Test func anOfficeWithoutACalendarWorksByThePlainWeek() throws {
    #expect(WorkCalendar.plain.isWorkingDay(try #require(CalendarDate("2023-05-01"))))
    #expect(!WorkCalendar.plain.isWorkingDay(try #require(CalendarDate("2023-05-06"))))
    #expect(WorkCalendar.plain.isBeyond(try #require(CalendarDate("2023-05-01"))))
  }

  @Test func anOfficeMayWorkOnSundays() throws {
    let calendar = try OfficeTimes.calendar("  week: [sun, mon]\n  until: 2023-12-31\n  workdays: [2023-05-05]")
    let days = (1...7).compactMap { CalendarDate(year: 2023, month: 5, day: $0) }
    #expect(days.filter(calendar.isWorkingDay).map(\.day) == [1, 5, 7])
  }

  @Test func theWeekdaysOfFourCenturiesFollowOneAnother() throws {
    var day = try #require(CalendarDate("1800-01-01"))
    #expect(day.weekday == .wednesday)
    #expect(try #require(CalendarDate("2023-05-08")).weekday == .monday)
    for _ in 0..<150_000 {
      let next = day.adding(days: 1)
      let index = try #require(Weekday.allCases.firstIndex(of: day.weekday))
      #expect(next.weekday == Weekday.allCases[(index + 1) % 7])
      #expect(CalendarDate(next.description) == next)
      day = next
    }
  }
}
