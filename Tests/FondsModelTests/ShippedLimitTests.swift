import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Every time limit that the shipped schemas set, as office.md has them: a changed number shows here, and each limit is
/// stood at on either side.
@Suite("The limits of the office")
struct ShippedLimitTests {
  private static let zone = OfficeZone(offsetMinutes: 480)

  private struct Limit {
    let place: String
    let text: String
    let limit: TimeLimit
  }

  /// All limits of workflows, kinds and duties, as the files write them.
  private static func limits() throws -> [Limit] {
    let files = try ShippedSchemas.files().sorted { $0.key < $1.key }
    return files.flatMap { path, bytes -> [Limit] in
      guard let root = RecordReader.read(bytes).root else { return [] }
      let name = path.replacing("Schemas/", with: "").replacing(".yaml", with: "")
      if path.hasPrefix("Schemas/workflows/") {
        let steps = (root["steps"]?.sequence ?? []).flatMap { limits(of: $0, in: name) }
        return steps
          + [root["green-channel"]?["make-up-within"]].compactMap { limit($0, "\(name) green-channel make-up") }
      }
      let items = root["x-fonds"]?["obligations"]?.sequence ?? root["duties"]?.sequence ?? []
      return items.flatMap { limits(of: $0, in: name) }
    }
  }

  private static func limits(of item: Node, in name: String) -> [Limit] {
    let place = "\(name) \(item["name"]?.string ?? "")"
    let within = item["within"]
    let own: [Limit] =
      within?.sequence?.compactMap { part in
        let condition = part["when"].map { " when " + NodeText.flow($0) } ?? ""
        return limit(part["limit"], place + " within" + condition)
      } ?? [limit(within, place + " within")].compactMap(\.self)
    let others = [
      limit(item["escalate"]?["after"], "\(place) escalate to \(item["escalate"]?["to"]?.string ?? "")"),
      limit(item["remind"], "\(place) remind"), limit(item["every"], "\(place) every"),
    ]
    return own + others.compactMap(\.self)
  }

  private static func limit(_ node: Node?, _ place: String) -> Limit? {
    guard let text = node?.string, let limit = TimeLimit(text) else { return nil }
    return Limit(place: place, text: text, limit: limit)
  }

  @Test func theyAreWhatTheOfficeDecided() throws {
    let text = try Self.limits().map { "\($0.place): \($0.text)" }.joined(separator: "\n") + "\n"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/limits.txt")
    try Golden.compare(text, with: file)
  }

  /// A second before its end nothing is late, a second behind it everything is; from a moment and from a day, on a
  /// working day, a Friday and a day before a holiday.
  @Test(arguments: ["2023-05-08", "2023-05-05", "2023-09-28"])
  func eachEndsAtItsSecond(_ text: String) throws {
    let day = try #require(CalendarDate(text))
    let calendar = try ShippedSchemas.load().settings.calendar
    let time = OfficeTime(calendar: calendar, zone: Self.zone)
    let moment = try #require(Moment("\(text)T15:20:00+08:00"))
    let limits = try Self.limits()
    #expect(limits.count > 150)
    for item in limits {
      for start in [DayOrMoment.moment(moment), .day(day)] {
        let end = item.limit.end(from: start, by: time)
        let deadline = Deadline(
          source: .step, record: nil, name: "x", label: LocalizedText(en: "x", zh: "x"), due: end.moment,
          isDay: end.isDay, reminder: time.reminder(of: end, before: nil))
        func state(_ seconds: Int64) -> Deadline.State {
          deadline.state(at: Self.zone.moment(end.moment.seconds + seconds))
        }
        #expect(state(0) == .due && state(1) == .late, "\(item.place)")
        // A limit of days that counts from a day ends with one; any other at the time of day it began.
        let clock = end.moment.text.dropFirst(11).prefix(8)
        if end.isDay { #expect(clock == "23:59:59", "\(item.place)") }
        if item.limit.unit.isOfDays, case .moment = start { #expect(clock == "15:20:00", "\(item.place)") }
        // Working days end on one.
        if item.limit.unit == .workingDays {
          #expect(calendar.isWorkingDay(Self.zone.day(of: end.moment)), "\(item.place)")
        }
      }
    }
  }

  /// The limits that office.md names, each with the record that it depends on.
  @Test(arguments: [
    ("incoming", "leader", "urgency: routine", "24h"), ("incoming", "leader", "urgency: urgent", "2h"),
    ("incoming", "readers", "urgency: urgent\nreaders: [{who: li.na}]", "24h"),
    ("outgoing", "sign-off", "urgency: routine", "24h"), ("outgoing", "sign-off", "urgency: urgent", "2h"),
    ("repair", "response", "severity: ordinary", "2h"), ("repair", "response", "severity: sudden", "30min"),
    ("repair", "solve", "severity: major", "24h"), ("purchase", "department-head", "", "24h"),
    ("minutes", "draft", "", "2h"), ("minutes", "distribution", "", "24h"), ("rectification", "carry-out", "", "3d"),
  ])
  func theOfficesOwnWords(_ workflow: String, _ step: String, _ fields: String, _ expected: String) throws {
    let flow = try #require(try ShippedSchemas.load().workflows[workflow])
    let record = try #require(RecordReader.read(Array("date: 2023-05-08\n\(fields)\n".utf8)).root)
    let index = try #require(flow.index(of: step), "\(flow.steps.map(\.name))")
    #expect(flow.limit(of: index, for: record)?.description == expected)
  }
}
