import FondsTestSupport
import FondsText
import Testing

@testable import FondsModel

@Suite("Classification")
struct ClassificationTests {
  private func record(_ lines: String) throws -> Node {
    try #require(
      RecordReader.read(Array("id: SEC-2023-07-001\nkind: outgoing\ndate: 2023-05-08\nstatus: sent\n\(lines)\n".utf8))
        .root)
  }

  @Test func theShippedLevelsAreInOrderAndHaveTheStatutoryLimits() throws {
    let levels = try ShippedSchemas.load().classification.levels
    #expect(levels.map(\.name) == ["public", "internal", "confidential", "secret"])
    #expect(levels.map(\.isOpen) == [true, true, false, false])
    #expect(levels.map(\.longest) == [nil, nil, 20, 30])
    #expect(levels.map(\.isSealed) == [false, false, false, true])
    #expect(levels[2].label == LocalizedText(en: "Confidential", zh: "机密"))
  }

  @Test func anOfficeWithoutTheFileHasTheFourWordsAndNoLimits() throws {
    var files = try ShippedSchemas.files()
    files[Classification.path] = nil
    let schemas = Schemas(files: files, kinds: ["policy"])
    #expect(schemas.faults.isEmpty)
    #expect(schemas.classification.levels.map(\.name) == ["public", "internal", "confidential", "secret"])
    #expect(schemas.classification.levels.allSatisfy { $0.longest == nil && $0.readers == nil && !$0.isSealed })
    let secrecy = schemas.classification.secrecy(of: try record("classification: secret"))
    #expect(secrecy != nil && secrecy?.end == nil)
  }

  @Test(arguments: [
    ("classification: confidential", "2043-05-08"), ("classification: secret", "2053-05-08"),
    ("classification: secret\nsecrecy-period: 5y", "2028-05-08"),
    ("classification: confidential\nsecrecy-until: 2024-12-31", "2024-12-31"),
    ("classification: confidential\nsecrecy-until: 2024-12-31\nsecrecy-period: 3y", "2024-12-31"),
    // An event may never come: the longest term holds all the same.
    ("classification: confidential\nsecrecy-condition: 审计报告下达", "2043-05-08"),
    ("classification: internal\nsecrecy-period: 5y", nil), ("classification: geheim", nil), ("", nil),
  ])
  func secrecyEndsOnADayOrAfterYearsOrAfterTheLongestTerm(_ lines: String, _ end: String?) throws {
    let secrecy = try ShippedSchemas.load().classification.secrecy(of: record(lines))
    #expect(secrecy?.end?.description == end)
  }

  @Test func anUnknownWordIsTheStrictestAndNoneTheMostOpen() throws {
    let classification = try ShippedSchemas.load().classification
    let words = [
      "", "classification: public", "classification: internal", "classification: secret", "classification: x",
    ]
    let ranks = try words.map { classification.rank(of: try record($0)) }
    #expect(ranks == ranks.sorted() && Set(ranks).count == ranks.count)
    #expect(classification.rank(of: try record("classification: [internal]")) == ranks.last)
  }

  @Test(arguments: [
    ("classification: internal", false), ("classification: confidential", true), ("classification: geheim", true),
    ("", false),
  ])
  func listsShowTheNumberAloneOfWhatNotEverybodyMayRead(_ line: String, _ isConcealed: Bool) throws {
    let schemas = try ShippedSchemas.load()
    #expect(schemas.disclosure(of: try record(line), kind: schemas.kinds["outgoing"]).isConcealed == isConcealed)
    // A file about a person is for its circle, whatever its level.
    #expect(schemas.disclosure(of: try record(line), kind: schemas.kinds["career-file"]).isConcealed)
  }

  @Test func aClassifiedRecordIsReviewedYearlyAndDeclassifiedAtItsEnd() throws {
    let schemas = try ShippedSchemas.load()
    let kind = try #require(schemas.kinds["report"])
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: OfficeZone(offsetMinutes: 480))
    let last = try #require(Moment("2027-01-01T00:00:00+08:00"))
    func deadlines(_ lines: String) throws -> [String] {
      try schemas.secrecyDeadlines(of: record(lines), kind: kind, through: last, by: time).map { deadline in
        let state = if case .done = deadline.completion { " done" } else { "" }
        return "\(deadline.name) \(deadline.due.text.prefix(10))\(state)"
      }
    }
    // Neither archiving nor closing ends it.
    let text = """
      classification: confidential
      secrecy-until: 2025-12-31
      secrecy-reviews: [{date: 2024-04-30, by: ma.chao, outcome: keep}]
      """
    #expect(
      try deadlines(text) == [
        "classification-review 2024-06-07 done", "classification-review 2025-06-07", "declassification 2025-12-31",
      ])
    #expect(try deadlines("classification: internal").isEmpty)
    #expect(schemas.mayOwe(try record(text), kind: kind, from: last, by: time))
  }
}
