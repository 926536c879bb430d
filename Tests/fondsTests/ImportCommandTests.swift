import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds import")
struct ImportCommandTests {
  private let office: OfficeRepository

  init() throws {
    office = try OfficeRepository()
  }

  private static func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/Tables/\(name).csv")
      .path
  }

  private func take(_ name: String, _ more: String...) throws -> ProgramRun {
    try office.fonds(["import", "contract", Self.fixture(name), "--dept", "HR"] + more)
  }

  private func records() throws -> [String] {
    try office.git("ls-files", "-o", "-z", "--", "Records").split(separator: "\0").map(String.init).sorted()
  }

  @Test func aTableInGB18030IsTaken() throws {
    let run = try take("contracts-gb18030")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output == "HR-2023-03-001 to HR-2023-03-002  2 new records\n")
    let text = try office.text("Records/HR/2023/03/HR-2023-03-001_2023-05-08_保洁服务合同.yaml")
    #expect(text.contains("counterparty: 洁雅物业服务有限公司\n") && text.contains("amount: 186000.00\n"))
    #expect(text.contains("owner: liu.yang\n"))
    #expect(try office.fonds("check").status == 0)
  }

  @Test func semicolonsAndAMarkAreTaken() throws {
    #expect(try take("semicolons").status == 0)
    #expect(try records() == ["Records/HR/2023/03/HR-2023-03-001_2023-05-09_绿植租摆合同.yaml"])
  }

  @Test func quotationMarksAndLinesComeAsTheyAre() throws {
    #expect(try take("quotes-and-lines").status == 0)
    let text = try office.text(try #require(records().first))
    #expect(text.contains("title: He said \"no\", twice\n"))
    #expect(text.contains("body: |-\n  Article 1\n\n  Article 2\n"))
  }

  @Test(arguments: [
    ("utf16", "UTF-16", "UTF-16"), ("latin1", "line 2: the table is neither", "第 2 行：表格既不是"),
    ("workbook", "not CSV", "不是 CSV"), ("nul", "line 2: a NUL", "第 2 行：有空字符"),
    ("stray-quote", "line 2: a quotation mark inside", "第 2 行：单元格中间有引号"),
    ("open-quote", "line 3: the quotation mark that opens here", "第 3 行：这里开始的引号"),
    ("unknown-column", "did you mean 对方单位?", "是不是 对方单位？"),
  ])
  func aTableThatIsNoneIsRefusedWithItsLineAndNothingIsWritten(_ name: String, _ en: String, _ zh: String) throws {
    let english = try take(name)
    #expect(english.status == 2 && english.output.isEmpty)
    #expect(english.errors.contains(en), "\(english.errors)")
    let chinese = try take(name, "--lang", "zh")
    #expect(chinese.status == 2)
    #expect(chinese.errors.contains(zh), "\(chinese.errors)")
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test(arguments: [
    ("formulas", [2, 3, 4, 5], 1), ("duplicate-numbers", [2, 3, 4], 0), ("ragged", [2, 3], 1), ("terminal", [2, 3], 0),
  ])
  func rowsThatAreRefusedAreSaidWithTheirLines(_ name: String, _ lines: [Int], _ taken: Int) throws {
    let run = try take(name, "--json")
    #expect(run.status == 1)
    let node = try JSONReader.read(run.bytes)
    #expect(node.keys == ["kind", "dryRun", "written", "new", "changed", "present", "unchanged", "refused"])
    #expect(Set((node["refused"]?.items ?? []).compactMap { $0["line"]?.number?.int }) == Set(lines))
    #expect(node["new"]?.items.count == taken)
    #expect(try records().count == taken)
    let text = try take(name, "--all-or-nothing")
    #expect(text.status == 1)
    #expect(!(text.output + text.errors).unicodeScalars.contains { ForbiddenCharacters.contains($0) })
  }

  @Test func nothingIsCommittedAndWhatToDoNextIsSaid() throws {
    let head = try office.head()
    let run = try take("semicolons")
    #expect(run.errors.contains("next: fonds commit"))
    #expect(try office.head() == head)
    #expect(try office.fonds("commit").status == 0)
    let dry = try take("contracts-gb18030", "--dry-run")
    #expect(dry.status == 0 && dry.errors.contains("would be: 2 new") && dry.output.contains("HR-2023-03-002 to"))
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aRegisterChangedInOneCellChangesOneLineOfTheRecord() throws {
    _ = try take("contracts-gb18030")
    _ = try office.fonds("commit")
    let book = try office.fonds("register", "合同", "--lang", "zh")
    #expect(book.status == 0 && book.output.hasPrefix("\u{FEFF}编号,"))
    #expect(book.output.contains("\r\n"))
    try office.folder.write("book.csv", book.output.replacing("绿植租摆合同", with: "绿植租摆服务合同"))
    let run = try office.fonds("import", "合同", "../book.csv", "--lang", "zh")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output == "HR-2023-03-002  title\n")
    let difference = try office.git("diff", "-U0", "--", "Records").split(separator: "\n").filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
    #expect(difference == ["-title: 绿植租摆合同", "+title: 绿植租摆服务合同"])
  }

  @Test func noCellOfARegisterRunsAsAFormula() throws {
    let titles = ["=1+1", "+cmd|x", "-cmd", "@SUM(1)", "'=1", "\u{FF1D}1", " =1"]
    for (index, title) in titles.enumerated() {
      let text = RecordText("HR-2023-03-00\(index + 1)").with { $0.kind = "contract" }
      try office.write(text.path, text.text.replacing("title: 考勤制度", with: "title: \(JSONText.quoted(title))"))
    }
    let book = try office.fonds("register", "contract")
    let table = try CSVReader.read(book.bytes)
    let column = try #require(table.header.cells.firstIndex(of: "Title"))
    #expect(table.rows.map { $0.cells[column] } == titles.map { "'" + $0 })
    try office.folder.write("book.csv", book.output)
    let run = try office.fonds("import", "contract", "../book.csv")
    #expect(run.status == 0 && run.errors.contains("0 new, 0 changed, \(titles.count) as they are"), "\(run.output)")
  }

  private func chairs(_ count: Int) -> String {
    "标题,日期,备注\n" + (1...count).map { "办公椅 \($0),2023/5/\($0 % 28 + 1),第 \($0 % 7) 批\n" }.joined()
  }

  @Test func tenThousandRowsAreTakenInOneGo() throws {
    try office.folder.write("chairs.csv", chairs(10_000))
    let run = try office.fonds("import", "asset", "../chairs.csv", "--dept", "LOG")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "LOG-2023-08-001 to LOG-2023-08-10000  10000 new records\n")
    #expect(try records().count == 10_000)
    #expect(try office.fonds("check").status == 0)
    #expect(try office.leftovers().isEmpty)
  }

  @Test func anImportThatWasKilledIsCompletedByRunningItAgain() throws {
    try office.folder.write("chairs.csv", chairs(3000))
    let folder = "Records/LOG/2023/08"
    // Killed as soon as the first records are there: somewhere in the middle of the others.
    let script = """
      '\(FondsProgram.path)' import asset ../chairs.csv --dept LOG >../out 2>&1 &
      while [ ! -d \(folder) ] || [ "$(ls \(folder) | wc -l)" -lt 20 ]; do kill -0 $! || break; done
      kill -9 $!
      wait
      """
    _ = try office.run(["sh", "-c", script])
    let left = try records()
    #expect(left.count >= 20)
    // No file is there in part.
    #expect(try office.fonds("check").status == 0)
    let again = try office.fonds("import", "asset", "../chairs.csv", "--dept", "LOG", "--json")
    #expect(again.status == 0)
    let node = try JSONReader.read(again.bytes)
    #expect(node["present"]?.items.count == left.count && node["new"]?.items.count == 3000 - left.count)
    let all = try records()
    #expect(all.count == 3000)
    let titles = Set(all.compactMap { $0.split(separator: "_").last })
    #expect(titles.count == 3000)
    #expect(try office.leftovers().isEmpty)
    #expect(try office.fonds("check").status == 0)
  }
}
