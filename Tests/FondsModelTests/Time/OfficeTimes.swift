import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// Calendars and clocks for the tests of limits.
enum OfficeTimes {
  static let shanghai = OfficeZone(offsetMinutes: 8 * 60)

  /// The clocks of Berlin in 2023: an hour on at 01:00 UTC of 26 March, an hour back at 01:00 UTC of 29 October.
  static let berlin = OfficeZone(
    offsetMinutes: 60,
    changes: [
      .init(seconds: 1_679_792_400, offsetMinutes: 120), .init(seconds: 1_698_541_200, offsetMinutes: 60),
    ])

  /// The shipped calendar in Shanghai.
  static func shipped() throws -> OfficeTime {
    OfficeTime(calendar: try ShippedSchemas.load().settings.calendar, zone: shanghai)
  }

  /// A calendar from the text of the block, indented by two.
  static func calendar(_ block: String) throws -> WorkCalendar {
    var files = try ShippedSchemas.files()
    files["Schemas/fonds.yaml"] = Array(
      "code: XZ\nname: 办公室\ntime-zone: Asia/Shanghai\ncalendar:\n\(block)\n".utf8)
    let schemas = Schemas(files: files, kinds: [])
    #expect(schemas.faults.isEmpty, "\(schemas.faults)")
    return schemas.settings.calendar
  }
}
