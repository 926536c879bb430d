import FondsTestSupport
import FondsText
import Testing

@Suite("Coding faults one by one")
struct OneCodeTests {
  @Test(arguments: [
    ("HR-2023-01-0015", "COD001"), ("HR-23-01-015", "COD001"), ("\"HR-2023-01-015 \"", "COD001"), ("人事", "COD001"),
    ("HR-2023-01-000", "COD001"), ("2023-05-08", "COD001"),
  ])
  func aMalformedNumberIsOneFaultAtTheNumber(_ number: String, _ code: String) throws {
    let judgement = try Judgement(RecordText("HR-2023-01-001"), replacing: "id: HR-2023-01-001", with: "id: \(number)")
    #expect(judgement.codes == [code], "\(judgement.rendering)")
    let found = try #require(judgement.diagnostics.first)
    #expect(judgement.marked(found) == number)
    #expect(judgement.place(found) == SourceText.Position(line: 1, column: 5))
  }

  @Test func aNumberThatIsMissingIsAMissingFieldAlone() throws {
    let judgement = try Judgement(RecordText("HR-2023-01-001"), replacing: "id: HR-2023-01-001\n", with: "")
    #expect(judgement.codes == ["SCH002"])
  }

  @Test func aNumberOfAnotherTypeIsAWrongTypeAlone() throws {
    let judgement = try Judgement(RecordText("HR-2023-01-001"), replacing: "id: HR-2023-01-001", with: "id: 15")
    #expect(judgement.codes == ["SCH001"], "\(judgement.rendering)")
  }

  @Test func aRecordCopiedUnderItsOldNumberIsOneFault() throws {
    let record = RecordText("HR-2023-01-001")
    let path = record.with { $0.id = "HR-2023-01-002" }.path
    let judgement = try Judgement([Judgement.File(path, Array(record.text.utf8))])
    #expect(judgement.codes == ["COD006"])
    #expect(judgement.diagnostics.first?.fix == nil)
  }

  @Test(arguments: [
    ("1999-12-31", ["COD011"]), ("2000-01-01", []),
  ])
  func aDepartmentIsJudgedByTheDayOfTheRecord(_ day: String, _ codes: [String]) throws {
    let record = RecordText("HR-\(day.prefix(4))-01-001").with { $0.date = day }
    #expect(try Judgement(record).codes == codes)
  }

  @Test func aDepartmentThatEndedAndOneThatFollowedShareACode() throws {
    let organization = """
      departments:
        - {code: HR, name: 人事处, from: 2000-01-01, until: 2019-12-31}
        - {code: HR, name: 人力资源部, from: 2020-03-01}
      people: [{id: li.na, name: 李娜}]

      """
    func codes(_ day: String) throws -> [String] {
      let record = RecordText("HR-\(day.prefix(4))-01-001").with { $0.date = day }
      let schemas = try ShippedSchemas.withoutKinds(adding: [
        "Schemas/organization.yaml": Array(organization.utf8), "Schemas/kinds/policy.yaml": Array(OwnKinds.policy.utf8),
      ])
      return try Judgement([Judgement.File(record)], by: schemas).codes
    }
    #expect(try codes("2019-12-31") == [])
    #expect(try codes("2020-01-15") == ["COD011"])
    #expect(try codes("2020-03-01") == [])
  }

  @Test func aVoidCardMayLieInAnyTypesFolder() throws {
    for type in ["01", "03", "08", "12"] {
      let record = RecordText("HR-2023-\(type)-001").with { $0.kind = "void" }
      #expect(try Judgement(record).codes == [])
    }
  }

  @Test func aKindInAnotherTypesFolderNamesBothInBothLanguages() throws {
    let found = try Judgement(RecordText("HR-2023-03-001")).diagnostics
    #expect(found.map(\.code) == ["COD004"])
    let message = try #require(found.first?.message)
    #expect(message.en.contains("policy") && message.en.contains("03"))
    #expect(message.zh.contains("制度") && message.zh.contains("03"))
  }

  @Test func whatTheArchiveHeldIsNotFree() throws {
    let record = RecordText("HR-2023-01-001")
    let judgement = try Judgement([Judgement.File(record)], taken: ["HR-2023-01-001": "Records/old.yaml"])
    #expect(judgement.codes == ["COD009"])
    #expect(judgement.diagnostics.first?.message.zh.contains("Records/old.yaml") == true)
  }
}
