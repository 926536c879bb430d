import FondsTestSupport
import Testing

@Suite("COD007 duplicate-number")
struct DuplicateNumberTests {
  private func record(_ day: String, _ number: String = "HR-2023-01-015") -> Judgement.File {
    Judgement.File(RecordText(number).with { $0.date = "2023-05-\(day)" })
  }

  @Test func ofTwoAtHomeTheLaterPathIsReported() throws {
    let (first, second) = (record("08"), record("09"))
    for files in [[first, second], [second, first]] {
      let found = try Judgement(files).diagnostics.filter { $0.code == "COD007" }
      #expect(found.map(\.path) == [second.path])
      #expect(found.first?.message.en.contains(first.path) == true)
      #expect(found.first?.message.zh.contains(first.path) == true)
    }
  }

  @Test func ofThreeEachButTheFirstIsReported() throws {
    let files = [record("08"), record("09"), record("10")]
    let found = try Judgement(files).diagnostics.filter { $0.code == "COD007" }
    #expect(found.map(\.path) == files.dropFirst().map(\.path))
  }

  @Test func theOneThatIsCheckedIsReportedEvenIfItsPathIsTheEarlier() throws {
    let (first, second) = (record("08"), record("09"))
    let found = try Judgement([first, second], checked: [first.path]).diagnostics.filter { $0.code == "COD007" }
    #expect(found.map(\.path) == [first.path])
  }

  @Test func ofOneAtHomeAndOneAstrayTheAstrayIsReported() throws {
    let home = record("09")
    let astray = Judgement.File("Records/AAA/" + "HR-2023-01-015_2023-05-09_x.yaml", home.bytes)
    let found = try Judgement([astray, home]).diagnostics
    #expect(found.filter { $0.path == home.path && $0.code != "COD008" }.isEmpty)
    #expect(found.filter { $0.path == astray.path }.map(\.code).sorted() == ["COD005", "COD007"])
  }

  @Test func theSameSequenceOfAnotherSeriesIsAnotherNumber() throws {
    let files = ["HR-2023-01-001", "HR-2022-01-001", "ADM-2023-01-001"].map { Judgement.File(RecordText($0)) }
    #expect(try Judgement(files).codes == [])
  }
}
