import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Import")
struct ImportTests {
  private let office: OfficeRepository
  private let workspace: Workspace

  init() throws {
    office = try OfficeRepository()
    workspace = try office.workspace()
  }

  @discardableResult
  private func take(
    _ table: String, kind: String = "contract", _ change: (inout ImportRequest) -> Void = { _ in }
  ) throws -> ImportReport {
    var request = ImportRequest(kind: kind, language: .chinese)
    request.department = "HR"
    change(&request)
    let today = try #require(CalendarDate("2023-05-08"))
    return try workspace.importRecords(
      request, from: Array(table.utf8), today: today, overrides: office.identity)
  }

  private func register(_ kind: String, full: Bool = false, period: String? = nil) throws -> RegisterBook {
    try workspace.register(
      RegisterRequest(
        kind: kind, period: period.flatMap { CalendarPeriod($0) }, isFull: full, language: .chinese))
  }

  private func messages(_ report: ImportReport) -> [String] {
    report.refused.flatMap { row in row.faults.map { "\(row.line) \($0.code ?? $0.message.en)" } }
  }

  @Test func rowsBecomeRecordsInTheirOrder() throws {
    let report = try take(
      """
      序号,标题,日期,密级,状态,经办人,对方单位,金额,关键词,纸质件.存放处,部门
      1,保洁合同,2023/5/8,机密,草稿,张伟,洁雅物业,"¥186,000.00",保洁；物业,三楼库房,ADM
      2,"打印机""维护""合同
      第二行",2022-12-31,,,,,,,,财务部
      3,#号 与: 冒号,2023-05-09,,,,,,,,

      """)
    #expect(report.refused.isEmpty, "\(messages(report))")
    #expect(report.isWritten)
    #expect(report.new.map(\.id.text) == ["ADM-2023-03-001", "FIN-2022-03-001", "HR-2023-03-001"])
    #expect(report.new.map(\.line) == [2, 3, 5])
    #expect(
      try office.text("Records/ADM/2023/03/ADM-2023-03-001_2023-05-08_保洁合同.yaml") == """
        id: ADM-2023-03-001
        kind: contract
        title: 保洁合同
        date: 2023-05-08
        classification: confidential
        retention: 10y
        status: draft
        owner: zhang.wei
        counterparty: 洁雅物业
        amount: 186000.00
        \(try defaults("contract", "currency"))keywords: [保洁, 物业]
        paper:
          location: 三楼库房

        """)
    #expect(report.new[1].path == "Records/FIN/2022/03/FIN-2022-03-001_2022-12-31_打印机-维护-合同-第二行.yaml")
    #expect(try workspace.check().isClean)
    #expect(try office.leftovers().isEmpty)
  }

  /// The line of a field that a new record has by default, where the shipped kind says so.
  private func defaults(_ kind: String, _ field: String) throws -> String {
    let value = try ShippedSchemas.load().kinds[kind]?.field(field)?.defaultValue
    return value.map { NodeText.entry(field, $0, indent: 0) + "\n" } ?? ""
  }

  @Test func whatHasNoColumnIsFilledInAsFondsNewDoes() throws {
    let report = try take("title\n会议制度\n", kind: "policy")
    let text = try office.text(try #require(report.new.first).path)
    #expect(text.contains("date: 2023-05-08\n") && text.contains("classification: internal\n"))
    #expect(text.contains("owner: li.na\n") && text.contains("status: draft\n"))
    // A column that is there and empty says that there is nothing.
    let second = try take("title,owner,classification\n休假制度,,\n", kind: "policy")
    let other = try office.text(try #require(second.new.first).path)
    #expect(!other.contains("owner") && !other.contains("classification"))
  }

  @Test func everyRefusedRowHasItsLineAndReasonAndTheOthersAreTaken() throws {
    let report = try take(
      """
      标题,日期,状态,经办人,金额,备注
      好,2023-05-08,,,,
      坏一,2023-02-30,,,,
      坏二,2023-05-08,已批准,李那,1.2.3,
      坏三,2023-05-08
      坏四,,,,,
      坏五,2023-05-08,,,,=1+1
      坏六,2023-05-08,,,,#REF!
      坏七,2023-05-08,,,-5,
      好二,2023-05-08,,,,'=不是公式

      """)
    let found = messages(report)
    #expect(report.new.map(\.line) == [2, 10])
    #expect(report.refused.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
    #expect(found.count == 8)
    #expect(found.contains { $0.hasPrefix("3 日期 '2023-02-30': this is no date") })
    #expect(found.contains { $0.hasPrefix("4 经办人 '李那': did you mean 李娜?") })
    #expect(found.contains { $0.hasPrefix("4 金额 '1.2.3'") })
    #expect(found.contains { $0.hasPrefix("5 the row has 2 cells and the header 6") })
    #expect(found.contains { $0.hasPrefix("6 the date is missing") })
    #expect(found.contains { $0.hasPrefix("7 备注 '=1+1': the cell is a formula") })
    #expect(found.contains("9 SCH006"))
    #expect(report.new.map(\.id.sequence) == [1, 2])
    #expect(try office.text(report.new[1].path).contains("note: =不是公式\n"))
    #expect(try workspace.check().isClean)
  }

  @Test func whatTheRulesRefuseOfTheRecordIsRefusedOfTheRow() throws {
    let long = String(repeating: "长", count: 201)
    let report = try take("title,date,status\n\(long),2023-05-08,draft\n合同,2023-05-08,approved\n")
    #expect(report.new.isEmpty && !report.isWritten)
    #expect(messages(report).filter { $0 == "2 SCH008" }.count == 1)
    #expect(messages(report).contains("3 SCH002"))
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func referencesToWhatIsNotThereAreRefused() throws {
    try office.write(RecordText("HR-2023-01-001"))
    let report = try take(
      """
      title,相关档案,supersedes
      一,HR-2023-01-001,
      二,HR-2023-01-001；HR-2023-01-002,
      三,,HR-2023-01-001

      """)
    #expect(report.new.map(\.line) == [2])
    #expect(messages(report) == ["3 LNK001", "4 LNK002"])
    #expect(try workspace.check().isClean)
  }

  @Test func allOrNothingAndDryRunWriteNothing() throws {
    let table = "title,date\n一,2023-05-08\n二,昨天\n"
    let none = try take(table) { $0.isAllOrNothing = true }
    #expect(none.new.count == 1 && none.refused.count == 1 && !none.isWritten)
    let dry = try take("title\n一\n二\n") { $0.isDryRun = true }
    #expect(dry.new.map(\.id.text) == ["HR-2023-03-001", "HR-2023-03-002"] && !dry.isWritten)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try take("title\n一\n二\n") { $0.isAllOrNothing = true }.isWritten)
  }

  @Test(arguments: [
    ("titel\nx\n", WorkspaceError.noSuchField("titel", kind: "contract", nearest: "title")),
    ("标提\nx\n", .noSuchField("标提", kind: "contract", nearest: "标题")),
    ("title,标题\nx,y\n", .repeatedColumn("标题")),
    ("title\n\"x\n", .unreadableTable(CSVFault(line: 2, problem: .unterminatedQuote))),
    ("", .unreadableTable(CSVFault(line: 1, problem: .empty))),
  ])
  func aTableThatIsNotUnderstoodIsRefusedAsAWhole(_ table: String, _ error: WorkspaceError) throws {
    #expect(throws: error) { try take(table) }
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func theDepartmentIsOfTheColumnOrTheOptionOrNobodyKnows() throws {
    #expect(throws: WorkspaceError.noSuchDepartment("XX", nearest: nil)) {
      try take("title\nx\n") { $0.department = "XX" }
    }
    let report = try take("title,dept\n一,\n二,财务部\n三,XX\n") { $0.department = nil }
    #expect(report.new.map(\.id.series.department) == ["FIN"])
    #expect(messages(report).contains { $0.hasPrefix("2 of which department?") })
    #expect(messages(report).contains { $0.hasPrefix("4 dept 'XX'") })
    let void = try take("title\nx\n", kind: "void")
    #expect(messages(void).first?.contains("fonds new void") == true && !void.isWritten)
  }

  // MARK: Numbers

  @Test func numbersThatHistoryHeldAreNotGivenAgain() throws {
    for number in ["001", "002", "004"] { try office.write(RecordText("HR-2023-01-\(number)")) }
    try office.commit("three")
    try office.remove(RecordText("HR-2023-01-004").path)
    try office.commit("one less")
    let table = "title\n" + (1...40).map { "制度 \($0)\n" }.joined()
    let report = try take(table, kind: "policy")
    #expect(report.new.map(\.id.sequence) == [3] + Array(5...43))
  }

  // MARK: Changes by number

  private let contract = """
    # 合同一
    id: HR-2023-03-001
    kind: contract
    title: 保洁合同   # 简称
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: draft
    owner: li.na
    counterparty: "洁雅物业"
    amount: 1234.50
    keywords: [保洁, 物业]
    paper: {location: 三楼, copies: 2}
    body: |
      第一条
    """ + "\n"

  private var path: String { "Records/HR/2023/03/HR-2023-03-001_2023-05-08_保洁合同.yaml" }

  @Test func theRegisterComesBackUnchanged() throws {
    try office.write(path, contract)
    try office.write(RecordText("HR-2023-03-002", title: "=1+1").with { $0.kind = "contract" })
    let report = try take(register("contract").csv)
    #expect(report.unchanged == 2 && report.changed.isEmpty && report.new.isEmpty, "\(messages(report))")
  }

  @Test func everyShippedRegisterComesBackInTheOtherLanguage() throws {
    let schemas = try ShippedSchemas.load()
    let tree = WorkTree(root: ShippedSchemas.projectRoot.path)
    let paths = try tree.files(below: RecordPath.root).map(\.path).filter { $0.hasSuffix(RecordPath.ending) }
    let english = CellForm(
      organization: schemas.organization, language: .english, clock: OfficeClock(zone: schemas.settings.timeZone))
    var judges: [String: (columns: [FieldColumn], judge: RowJudge)] = [:]
    for (name, kind) in schemas.kinds {
      let table = ColumnTable(kind)
      let columns = kind.register.compactMap { table.column($0) }
      let header = try ImportHeader(columns.map { table.heading(of: $0, .english) }, table, kind)
      let judge = RowJudge(
        kind: kind, schemas: schemas, header: header, form: english.speaking(.chinese), department: nil,
        today: try #require(CalendarDate("2023-05-08")), owner: nil, tree: tree, files: NumberTable(paths: paths),
        lines: [:])
      judges[name] = (columns, judge)
    }
    for path in paths {
      guard case .bytes(let bytes) = try tree.read(FileReference(path: path, kind: .regular)) else { continue }
      let root = try #require(RecordReader.read(bytes).root)
      let (columns, judge) = try #require(judges[root["kind"]?.string ?? ""])
      let cells = columns.map { $0.text(in: root, english) }
      guard case .unchanged = try judge.verdict(on: CSVTable.Row(line: 2, cells: cells)) else {
        Issue.record("\(path) \(cells)")
        continue
      }
    }
  }

  @Test func oneChangedCellChangesOneLine() throws {
    try office.write(path, contract)
    let report = try take("编号,金额,关键词,纸质件.份数\nHR-2023-03-001,1234.5,物业；保洁服务,2\n")
    #expect(report.changed.map(\.fields) == [["keywords"]])
    let expected = contract.replacing("keywords: [保洁, 物业]", with: "keywords: [物业, 保洁服务]")
    #expect(try office.text(path) == expected)
    try take("编号,标题\nHR-2023-03-001,保洁服务合同\n")
    #expect(try office.text(path) == expected.replacing("保洁合同   #", with: "保洁服务合同   #"))
  }

  @Test func anEmptyCellTakesTheValueAwayAndNewPartsAreAdded() throws {
    try office.write(path, contract)
    let cleared = try messages(take("id,counterparty,paper.location,paper.copies,note\nHR-2023-03-001,,,,备注\n"))
    #expect(cleared.isEmpty)
    let text = try office.text(path)
    #expect(!text.contains("counterparty") && !text.contains("paper") && text.hasSuffix("  第一条\nnote: 备注\n"))
    let added = try messages(take("id,paper.location,paper.box\nHR-2023-03-001,三楼,3-2\n"))
    #expect(added.isEmpty)
    #expect(try office.text(path) == text + "paper:\n  location: 三楼\n  box: 3-2\n")
    let refused = try take("id,标题\nHR-2023-03-001,\n")
    #expect(messages(refused).first?.hasPrefix("2 标题 '': the cell is empty") == true)
  }

  @Test func aChangedDateMovesTheFileAndAnotherYearIsRefused() throws {
    try office.write(path, contract)
    let report = try take("id,date\nHR-2023-03-001,2023/6/1\n")
    let moved = path.replacing("2023-05-08", with: "2023-06-01")
    #expect(report.changed.map(\.path) == [moved])
    #expect(!office.exists(path))
    #expect(try office.text(moved) == contract.replacing("2023-05-08", with: "2023-06-01"))
    #expect(try messages(take("id,date\nHR-2023-03-001,2022-06-01\n")).contains("2 COD010"))
    #expect(try workspace.check().isClean)
  }

  @Test func numbersThatAreNoRecordsAreRefused() throws {
    try office.write(path, contract)
    try office.write(RecordText("HR-2023-01-001"))
    let report = try take(
      """
      id,title
      HR-2023-03-002,x
      HR-23-3,x
      HR-2023-01-001,x
      HR-2023-03-001,一
      HR-2023-03-001,二

      """)
    let found = messages(report)
    #expect(found.count == 5)
    #expect(found[0].hasPrefix("2 no record has the number HR-2023-03-002 ("))
    #expect(found[1].hasPrefix("3 'HR-23-3' is not a number"))
    #expect(found[2].hasPrefix("4 HR-2023-01-001 ") == false && found[2].contains("'policy'"))
    #expect(found[3...].allSatisfy { $0.contains("stands on several lines: 5, 6") })
    #expect(try office.text(path) == contract)
  }

  @Test func aListThatACellCannotHoldIsKeptAndNotCutToPieces() throws {
    let text = contract.replacing("[保洁, 物业]", with: "[\"a;b\", c]")
    try office.write(path, text)
    let csv = "id,关键词\nHR-2023-03-001,"
    #expect(try take(csv + "a;b；c\n").unchanged == 1)
    #expect(try messages(take(csv + "a;b；d\n")).first?.contains("semicolon") == true)
    #expect(try messages(take("id,办理过程\nHR-2023-03-001,x\n")).first?.contains("several parts") == true)
    #expect(try office.text(path) == text)
  }

  @Test func textTooLongForACellIsNeverCutThere() throws {
    let text = contract + "note: \(String(repeating: "长", count: 40_000))\n"
    try office.write(path, text)
    let cut = String(repeating: "长", count: 32_767)
    #expect(try messages(take("id,note\nHR-2023-03-001,\(cut)\n")).first?.contains("40000 characters") == true)
    #expect(try office.text(path) == text)
  }

  @Test func whatTheRegisterConcealsIsNeverWrittenBack() throws {
    let text = contract.replacing("internal", with: "confidential")
    try office.write(path, text)
    let book = try register("contract")
    #expect(book.rows.first?.cells.contains("〔机密〕") == true && book.rows.first?.isConcealed == true)
    #expect(!book.csv.contains("保洁"))
    #expect(try take(book.csv).unchanged == 1)
    #expect(try register("contract", full: true).csv.contains("保洁"))
    // Who lowers the level in the same row has still not said what the mark stands for.
    let lowered = try take("id,密级,标题\nHR-2023-03-001,内部,〔机密〕\n")
    #expect(lowered.changed.map(\.fields) == [["classification"]])
    #expect(try office.text(path) == contract)
    // The mark in another record's cell is no content.
    let report = try take("title\n〔机密〕\n")
    #expect(messages(report).first?.contains("conceals") == true)
  }

  // MARK: Broken off and repeated

  @Test func whatAnEarlierImportBroughtIsNotMadeTwice() throws {
    let table = "title,date\n椅子,2023-05-08\n椅子,2023-05-08\n桌子,2023-05-08\n"
    let first = try take(table)
    #expect(first.new.count == 3)
    try office.remove(first.new[1].path)
    let second = try take(table)
    #expect(second.new.map(\.line) == [3] && second.present.map(\.line) == [2, 4])
    #expect(try take(table).new.isEmpty)
    // Once they are archived, the same again is meant.
    try office.commit("imported")
    #expect(try take(table).new.map(\.id.sequence) == [5, 6, 7])
  }
}
