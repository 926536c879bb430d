import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Testing

@Suite("Text faults beside others")
struct TextRuleTests {
  @Test func faultsOfTextAndOfContentAreReportedTogether() throws {
    let judgement = try Judgement(
      RecordText("HR-2023-01-001"), replacing: "title: 考勤制度\ndate: 2023-05-08\nclassification: internal",
      with: "title: 考勤\u{7}制度\r\ndate: 2023-05-08\nclassification: intern\nkeywords: [yes]\ntitle: x")
    #expect(judgement.codes.sorted() == ["SCH004", "TXT003", "TXT005", "TXT007", "TXT012"], "\(judgement.rendering)")
  }

  @Test func gbkIsRecognisedAndMendedOnlyOnRequest() throws {
    let record = RecordText("HR-2023-01-001")
    let gbk: [UInt8] = Array("title: ".utf8) + [0xBF, 0xBC, 0xC7, 0xDA, 0xD6, 0xC6, 0xB6, 0xC8]
    let parts = record.text.split(separator: "title: 考勤制度")
    let bytes = Array(parts[0].utf8) + gbk + Array(parts[1].utf8)
    let found = try Judgement([Judgement.File(record.path, bytes)]).diagnostics
    #expect(found.map(\.code) == ["TXT001"])
    let fix = try #require(found.first?.fix)
    #expect(fix.applicability == .unsafe)
    #expect(String(decoding: fix.edits.applied(to: bytes), as: UTF8.self) == record.text)
    #expect(found.first?.help?.zh.contains("UTF-8") == true)
  }

  @Test(arguments: [RecordFile.Content.symbolicLink, .submodule, .special])
  func whatIsNoRegularFileIsOneFaultOfTheWholeFile(_ content: RecordFile.Content) throws {
    let found = try Judgement([Judgement.File(RecordText("HR-2023-01-001").path, content)]).diagnostics
    #expect(found.map(\.code) == ["TXT010"])
    #expect(found.first?.range == nil)
  }

  @Test func whatIsTooLargeIsOneFaultAndNotRead() throws {
    let found = try Judgement([Judgement.File(RecordText("HR-2023-01-001").path, .tooLarge(100 << 20))]).diagnostics
    #expect(found.map(\.code) == ["TXT009"])
    #expect(found.first?.message.en.contains("104857600") == true)
  }

  @Test func aFileOfOneMebibyteIsARecordYet() throws {
    let text = RecordText("HR-2023-01-001").text
    let padding = String(repeating: "#", count: RecordLimit.fileSize - text.utf8.count - 1) + "\n"
    #expect(
      try Judgement([Judgement.File(RecordText("HR-2023-01-001").path, Array((text + padding).utf8))]).codes == [])
    let more = Array((text + "#" + padding).utf8)
    #expect(try Judgement([Judgement.File(RecordText("HR-2023-01-001").path, more)]).codes == ["TXT009"])
  }

  @Test func safeFixesOfOneFileGoTogether() throws {
    let record = RecordText("HR-2023-01-001", more: "keywords: [yes, 1_000]\n")
    let bytes = [0xEF, 0xBB, 0xBF] + Array(record.text.replacing("\n", with: "\r\n").utf8)
    let found = try Judgement([Judgement.File(record.path, bytes)]).diagnostics
    #expect(found.map(\.code).sorted() == ["TXT002", "TXT003", "TXT012", "TXT012"])
    let mended = found.flatMap { $0.fix?.edits ?? [] }.applied(to: bytes)
    #expect(
      String(decoding: mended, as: UTF8.self) == record.text.replacing("[yes, 1_000]", with: "[\"yes\", \"1_000\"]"))
  }

  /// Whatever bytes a file has, the rules say something and no more than the file holds.
  @Test func randomDamageIsReportedWithinTheFile() throws {
    var generator = SeededGenerator(seed: 9)
    let text = Array(RecordText("HR-2023-01-001", more: "keywords: [合同😀, 考勤]\nbody: |\n  第一条\n").text.utf8)
    for _ in 0..<500 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(
            UInt8(
              ascii: ":\t\n'\"[]{}&*!%|>-#,？".unicodeScalars.filter(\.isASCII).randomElement(using: &generator) ?? ":"),
            at: place)
        }
      }
      for diagnostic in try Judgement([Judgement.File(RecordText("HR-2023-01-001").path, bytes)]).diagnostics {
        #expect(diagnostic.range.map { $0.upperBound <= bytes.count } ?? true)
        #expect(!diagnostic.message.en.isEmpty && !diagnostic.message.zh.isEmpty)
      }
    }
  }
}
