import FondsModel
import Testing

@Suite("RecordID")
struct RecordIDTests {
  @Test func aNumberHasFourParts() throws {
    let id = try #require(RecordID("HR-2023-01-015"))
    #expect(id.series == RecordID.Series(department: "HR", year: 2023, type: "01"))
    #expect(id.sequence == 15)
    #expect(id.text == "HR-2023-01-015")
    #expect(id.series.prefix == "HR-2023-01")
    #expect(id.series.folder == "Records/HR/2023/01")
  }

  @Test(arguments: [
    "HR-2023-01-001", "HR-2023-01-999", "HR-2023-01-1000", "AB-0001-12-123456789", "A1-2023-01-001",
    "ABCDEFGH-2023-01-001",
  ])
  func wellFormedNumbersAreRead(_ text: String) throws {
    #expect(try #require(RecordID(text)).text == text)
  }

  @Test(arguments: [
    "", "HR", "HR-2023-01", "HR-2023-01-", "HR-2023-01-15", "HR-2023-01-0015", "HR-2023-01-000", "HR-2023-1-015",
    "HR-23-01-015", "hr-2023-01-015", "H-2023-01-015", "ABCDEFGHI-2023-01-015", "1A-2023-01-015", "HR-2023-01-015-1",
    " HR-2023-01-015", "HR-2023-01-015 ", "HR-2023-01-01٣", "人事-2023-01-015", "HR-2023-01--15", "HR-2023-01-+15",
    "HR–2023–01–015", "HR-2023-01-1234567890", "HR_2023_01_015", "HR-2O23-01-015",
  ])
  func malformedNumbersAreNone(_ text: String) {
    #expect(RecordID(text) == nil)
  }

  @Test func aThousandFollowsNineHundredAndNinetyNine() throws {
    #expect(try #require(RecordID("HR-2023-01-999")).next.text == "HR-2023-01-1000")
    #expect(try #require(RecordID("HR-2023-01-009")).next.text == "HR-2023-01-010")
  }

  @Test func numbersSortByCountAndNotByText() throws {
    let texts = ["HR-2023-01-1000", "HR-2023-01-999", "ADM-2024-01-001", "HR-2022-12-001", "HR-2023-01-002"]
    #expect(
      texts.compactMap { RecordID($0) }.sorted().map(\.text) == [
        "ADM-2024-01-001", "HR-2022-12-001", "HR-2023-01-002", "HR-2023-01-999", "HR-2023-01-1000",
      ])
  }

  @Test(arguments: [
    ("HR-2023-01-015_2023-05-08_考勤.yaml", "HR-2023-01-015"), ("HR-2023-01-015.yaml", "HR-2023-01-015"),
    ("HR-2023-01-1000_x", "HR-2023-01-1000"), ("HR-2023-01-015", "HR-2023-01-015"),
    ("HR-2023-01-015-2", "HR-2023-01-015"),
  ])
  func aNumberIsReadOffTheStartOfAName(_ name: String, _ number: String) {
    #expect(RecordID(prefixOf: name)?.text == number)
  }

  @Test(arguments: ["2023-05-08_HR-2023-01-015.yaml", "HR-2023-01_x.yaml", "HR-2023-01-15_x.yaml", "考勤.yaml", ""])
  func aNameWithoutANumberInFrontHasNone(_ name: String) {
    #expect(RecordID(prefixOf: name) == nil)
  }
}
