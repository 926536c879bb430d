import FondsTestSupport
import FondsText
import Testing

@Suite("COD008 number-gap")
struct NumberGapTests {
  private func judge(_ numbers: [String], checked: Set<String>? = nil) throws -> [Diagnostic] {
    try Judgement(numbers.map { Judgement.File(RecordText($0)) }, checked: checked).diagnostics
  }

  @Test(
    arguments: [
      (["001", "002", "003"], [:]), (["002"], ["002": "HR-2023-01-001"]),
      (["001", "003"], ["003": "HR-2023-01-002"]), (["001", "005"], ["005": "HR-2023-01-002 – HR-2023-01-004"]),
      (["003", "006"], ["003": "HR-2023-01-001 – HR-2023-01-002", "006": "HR-2023-01-004 – HR-2023-01-005"]),
      (["999", "1000"], ["999": "HR-2023-01-001 – HR-2023-01-998"]), (["001"], [:]),
    ] as [([String], [String: String])])
  func aGapIsReportedOnceAtTheNumberBehindIt(_ sequences: [String], _ missing: [String: String]) throws {
    let found = try judge(sequences.map { "HR-2023-01-\($0)" })
    #expect(found.allSatisfy { $0.code == "COD008" && $0.severity == .warning })
    #expect(found.count == missing.count)
    for (sequence, words) in missing {
      let path = RecordText("HR-2023-01-\(sequence)").path
      let diagnostic = try #require(found.first { $0.path == path })
      #expect(diagnostic.message.en.contains(words))
      #expect(diagnostic.message.zh.contains(words))
    }
  }

  @Test func aVoidCardFillsAGap() throws {
    let void = RecordText("HR-2023-01-002", more: "reason: 编号错误\n").with { $0.kind = "void" }
    let files = [RecordText("HR-2023-01-001"), void, RecordText("HR-2023-01-003")].map { Judgement.File($0) }
    #expect(try Judgement(files).codes == [])
  }

  @Test func twoFilesOfOneNumberAreOneEndOfAGap() throws {
    let number = RecordText("HR-2023-01-003")
    let files = [number, number.with { $0.date = "2023-05-09" }].map { Judgement.File($0) }
    #expect(try Judgement(files).codes.sorted() == ["COD007", "COD008"])
  }

  @Test func aGapIsReportedOnlyAtAFileThatIsChecked() throws {
    let numbers = ["HR-2023-01-001", "HR-2023-01-003", "HR-2023-01-004"]
    #expect(try judge(numbers, checked: [RecordText(numbers[2]).path]).isEmpty)
    #expect(try judge(numbers, checked: [RecordText(numbers[1]).path]).map(\.code) == ["COD008"])
  }

  @Test func aFileAstrayNeitherMakesNorFillsAGap() throws {
    let astray = RecordText("HR-2023-01-005")
    let files = [
      Judgement.File(RecordText("HR-2023-01-001")),
      Judgement.File("Records/HR/2022/01/\(astray.id)_\(astray.date)_x.yaml", Array(astray.text.utf8)),
    ]
    #expect(try Judgement(files).codes == ["COD005"])
  }
}
