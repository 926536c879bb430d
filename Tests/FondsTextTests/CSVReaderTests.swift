import FondsTestSupport
import Testing

@testable import FondsText

@Suite("CSV")
struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    let table = try CSVReader.read(Array(text.utf8))
    return [table.header.cells] + table.rows.map(\.cells)
  }

  @Test(arguments: [
    ("编号,标题\nA,一\n", [["编号", "标题"], ["A", "一"]]),
    ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1,5\t\"2\t3\"\n", [["a", "b"], ["1,5", "2\t3"]]),
    ("a,\"b;;;;\"\n1,2\n", [["a", "b;;;;"], ["1", "2"]]),
    ("a,b\n\"一\r\n二\",\"他说\"\"好\"\"\"\n", [["a", "b"], ["一\n二", "他说\"好\""]]),
    ("a,b\n,\n\n   \n1,\n,2\n", [["a", "b"], ["1", ""], ["", "2"]]),
    ("a\n\"\"\nx\n", [["a"], ["x"]]),
  ])
  func tablesAreRead(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func aRowKnowsTheLineOnWhichItBegins() throws {
    let table = try CSVReader.read(Array("\r\na,b\r\n\"1\r\n\r\n2\",x\r\n\n,\n3,4\n".utf8))
    #expect(table.header.line == 2)
    #expect(table.rows.map(\.line) == [3, 8])
  }

  @Test(arguments: [
    ("", 1, CSVFault.Problem.empty), ("\n , \n", 1, .empty),
    ("a,b\n1\"2,3\n", 2, .strayQuote), ("a,b\n1, \"2\"\n", 2, .strayQuote),
    ("a,b\n\"1\n2\" ,3\n", 3, .textBehindQuote), ("a,b\n\"他说\"好\"\",2\n", 2, .textBehindQuote),
    ("a,b\n1,2\n\"3,4\n5,6\n", 3, .unterminatedQuote), ("a,\"b", 1, .unterminatedQuote),
    ("a,b\n1,\u{0}\n", 2, .nul), ("PK\u{3}\u{4}", 1, .workbook),
  ])
  func whatIsNoTableIsRefusedWithItsLine(_ text: String, _ line: Int, _ problem: CSVFault.Problem) {
    #expect(throws: CSVFault(line: line, problem: problem)) { try CSVReader.read(Array(text.utf8)) }
  }

  @Test func encodingsAreToldApart() throws {
    // 标题 in GB18030.
    let gb18030: [UInt8] = [0xB1, 0xEA, 0xCC, 0xE2, 0x0A, 0x78, 0x0A]
    let table = try CSVReader.read(gb18030)
    #expect(table.header.cells == ["标题"] && table.encoding == .gb18030)
    #expect(try CSVReader.read(Array("标题\nx\n".utf8)).encoding == nil)
    for mark: [UInt8] in [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]] {
      #expect(throws: CSVFault(line: 1, problem: .utf16)) { try CSVReader.read(mark) }
    }
    #expect(throws: CSVFault(line: 2, problem: .unknownEncoding)) {
      try CSVReader.read(Array("a,b\ncaf".utf8) + [0xE9] + Array(",x\n".utf8))
    }
    // A mark that promises UTF-8 is not followed by a guess.
    #expect(throws: CSVFault(line: 1, problem: .unknownEncoding)) {
      try CSVReader.read([0xEF, 0xBB, 0xBF] + gb18030)
    }
  }

  @Test(arguments: 0..<300)
  func whatIsWrittenIsReadAgain(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let alphabet = ["a", "考", "\"", ",", ";", "\n", "\t", " ", "=", "'", "-", "1", "\u{1F4C4}", "e\u{301}"]
    let width = Int.random(in: 1...6, using: &generator)
    let table = (0..<Int.random(in: 2...12, using: &generator)).map { row in
      (0..<width).map { column in
        let length = Int.random(in: 0...8, using: &generator)
        let text = (0..<length).compactMap { _ in alphabet.randomElement(using: &generator) }.joined()
        // The first cell of a row holds something, or the row would be an empty one.
        return column == 0 ? "x\(row)" + text : text
      }
    }
    // A header as it is: its separator decides.
    let header = (0..<width).map { "field \($0)" }
    for mark in ["", CSVText.byteOrderMark] {
      let text = mark + ([header] + table.map { $0.map(FormulaGuard.guarded) }).map(CSVText.row).joined()
      let read = try CSVReader.read(Array(text.utf8))
      #expect(read.header.cells == header)
      #expect(read.rows.map { $0.cells.map(FormulaGuard.unguarded) } == table)
    }
  }

  @Test(arguments: [
    "=1+1", "+86 10 5550100", "-5 °C", "@全体", "\tx", "'=1", "''=1", " =1", "＝1", "\n=1", "-", "=", "-1-1",
  ])
  func whatASpreadsheetWouldRunIsGuardedAndComesBack(_ text: String) {
    #expect(FormulaGuard.guarded(text) == "'" + text)
    #expect(FormulaGuard.unguarded("'" + text) == text)
  }

  @Test(arguments: ["", "x", "1-1", "-5", "+5.0", "'x", "'", "o'clock", "李娜", "2023-05-08"])
  func otherTextIsLeftAlone(_ text: String) {
    #expect(FormulaGuard.guarded(text) == text)
    #expect(FormulaGuard.unguarded(text) == text)
    #expect(!FormulaGuard.isFormula(text))
  }

  @Test func formulasOfOthersAreKnownFromTextThatBeginsLikeOne() {
    for formula in ["=1", "=HYPERLINK(\"http://x\")", " =1", "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|x"] {
      #expect(FormulaGuard.isFormula(formula), "\(formula)")
    }
    for text in ["-5 °C", "+86 10 5550100", "@全体", "-5", "- 第一条"] { #expect(!FormulaGuard.isFormula(text), "\(text)") }
  }

  @Test(arguments: [
    ("2023", "2023-01-01", "2023-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-Q2", "2023-04-01", "2023-06-30"),
    ("2023-H2", "2023-07-01", "2023-12-31"), ("2023-05-08", "2023-05-08", "2023-05-08"),
    ("2023-11..2024-Q1", "2023-11-01", "2024-03-31"), ("2023-05-08..2023-05-09", "2023-05-08", "2023-05-09"),
  ])
  func periodsHaveAFirstAndALastDay(_ text: String, _ first: String, _ last: String) throws {
    let period = try #require(CalendarPeriod(text))
    #expect(period.first.description == first && period.last.description == last)
  }

  @Test(arguments: [
    "", "23", "2023-13", "2023-00", "2023-Q5", "2023-H0", "2023-5", "2024..2023", "..", "2023..", "2023-05-32", "+023",
  ])
  func whatIsNoPeriodIsNone(_ text: String) {
    #expect(CalendarPeriod(text) == nil)
  }
}
