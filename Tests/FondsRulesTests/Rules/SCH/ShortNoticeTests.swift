import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Testing

@Suite("SCH018 short-notice")
struct ShortNoticeTests {
  private func found(_ kind: String, _ fields: String, by schemas: Schemas) throws -> [Diagnostic] {
    let text = "{id: SEC-2023-09-001, kind: \(kind), title: x, status: draft, \(fields)}"
    let reading = RecordReader.read(Array(text.utf8))
    #expect(reading.root != nil, "\(text)")
    let rule = try #require(RuleRegistry.record.first { $0.description.code == "SCH018" })
    return rule.check(RecordContext(RecordFile(path: "Records/x.yaml", content: .text(reading)), schemas: schemas))
  }

  /// Fields, and whether there was time enough: a day on either side.
  @Test(arguments: [
    // Compensatory leave a week ahead: D
    ("leave", "type: compensatory, date: 2023-05-08, from: 2023-05-15T09:00:00+08:00", true),
    ("leave", "type: compensatory, date: 2023-05-09, from: 2023-05-15T09:00:00+08:00", false),
    ("leave", "type: compensatory, date: 2023-05-09, from: 2023-05-15T09:00:00+08:00, short-notice: 家里有急事", true),
    ("leave", "type: annual, date: 2023-05-15, from: 2023-05-15T09:00:00+08:00", true),
    ("leave", "date: 2023-05-15, from: 2023-05-15T09:00:00+08:00", true),
    // A meeting begun less than three days ahead: C 4.2
    ("meeting", "prepared-from: 2023-05-08, from: 2023-05-11T08:00:00+08:00", true),
    ("meeting", "prepared-from: 2023-05-09, from: 2023-05-11T23:00:00+08:00", false),
    ("meeting", "prepared-from: 2023-05-09, from: 2023-05-11T23:00:00+08:00, short-notice: 临时召集", true),
    // Important notices five days ahead: D
    ("notice", "importance: important, published: 2023-05-08T23:59:59+08:00, event: 2023-05-13T00:00:00+08:00", true),
    ("notice", "importance: important, published: 2023-05-09T00:00:00+08:00, event: 2023-05-13T18:00:00+08:00", false),
    ("notice", "importance: ordinary, published: 2023-05-12T00:00:00+08:00, event: 2023-05-13T18:00:00+08:00", true),
    // What is not said, or is no day, is left to other rules.
    ("meeting", "prepared-from: 2023-05-09", true), ("meeting", "from: 2023-05-11T23:00:00+08:00", true),
    ("meeting", "prepared-from: 五月九日, from: 2023-05-11T23:00:00+08:00", true),
    ("meeting", "prepared-from: [2023-05-09], from: {a: b}", true),
  ])
  func aDayOnEitherSide(_ kind: String, _ fields: String, _ isEnough: Bool) throws {
    let found = try found(kind, fields, by: ShippedSchemas.load())
    #expect(found.isEmpty == isEnough)
    for diagnostic in found {
      #expect(diagnostic.severity == .warning && diagnostic.help?.zh.contains("写明原因") == true)
    }
  }

  @Test(arguments: [("2023-09-27", true), ("2023-09-28", false), ("2023-10-06", false)])
  func workingDaysAreThoseOfTheCalendar(_ begun: String, _ isEnough: Bool) throws {
    let path = Schemas.path(ofKind: "meeting")
    let text = String(decoding: try #require(try ShippedSchemas.files()[path]), as: UTF8.self)
    let changed = text.replacing("by: 3d, unless: short-notice", with: "by: 3wd")
    #expect(changed != text)
    // Two working days of the holiday's make-up, and the day before it.
    let schemas = try ShippedSchemas.load(changing: [path: Array(changed.utf8)])
    let found = try found("meeting", "prepared-from: \(begun), from: 2023-10-08T09:00:00+08:00", by: schemas)
    #expect(found.isEmpty == isEnough)
    // Nothing excuses it there.
    #expect(found.allSatisfy { $0.help?.en == "correct one of the two days" })
  }
}
