import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("The register")
struct RegisterTests {
  private let office: OfficeRepository
  private let workspace: Workspace

  init() throws {
    office = try OfficeRepository()
    workspace = try office.workspace()
  }

  private func register(_ kind: String, period: String? = nil) throws -> RegisterBook {
    try workspace.register(
      RegisterRequest(kind: kind, period: period.flatMap { CalendarPeriod($0) }, language: .chinese))
  }

  @Test func theRegisterListsAKindsRecordsOfAPeriodByNumber() throws {
    for (number, date) in [("010", "2023-05-08"), ("002", "2023-06-30"), ("1000", "2023-07-01"), ("003", "2022-12-31")]
    {
      let year = date.prefix(4)
      try office.write(RecordText("HR-\(year)-01-\(number)").with { $0.date = date })
    }
    try office.write(RecordText("FIN-2023-01-001"))
    try office.write("Records/HR/2023/01/HR-2023-01-011_2023-05-08_x.yaml", "id: [\n")
    let book = try register("policy", period: "2023-H1")
    #expect(book.rows.map(\.id.text) == ["FIN-2023-01-001", "HR-2023-01-002", "HR-2023-01-010"])
    #expect(book.unreadable == ["Records/HR/2023/01/HR-2023-01-011_2023-05-08_x.yaml"])
    #expect(try register("制度").rows.map(\.id.sequence) == [1, 3, 2, 10, 1000])
    let one = try workspace.register(RegisterRequest(kind: "policy", department: "财务部", language: .english))
    #expect(one.rows.map(\.id.text) == ["FIN-2023-01-001"])
    #expect(one.columns.first?.heading == "Number")
  }

  @Test func theRegisterOfAPastDayIsReadFromTheArchive() throws {
    try office.write(RecordText("HR-2023-01-001", title: "旧名"))
    try office.commit("old", at: 1_683_511_200)
    try office.write(RecordText("HR-2023-01-001", title: "新名"))
    try office.commit("new", at: 1_683_597_600)
    let past = try workspace.register(RegisterRequest(kind: "policy", moment: "2023-05-08", language: .chinese))
    #expect(past.rows.first?.cells.contains("旧名") == true)
    #expect(try register("policy").rows.first?.cells.contains("新名") == true)
  }

  @Test func theContentOfClassifiedRecordsIsKeptBackAndTheirNumberIsNot() throws {
    let record = RecordText("HR-2023-03-001", title: "秘密合同").with { $0.kind = "contract" }
    try office.write(record.path, record.text.replacing("internal", with: "secret"))
    let row = try #require(try register("contract").rows.first)
    #expect(row.id.text == "HR-2023-03-001" && row.isConcealed)
    #expect(row.cells.contains("〔绝密〕") && row.cells.contains("HR-2023-03-001") && !row.cells.contains("秘密合同"))
    let full = try workspace.register(RegisterRequest(kind: "contract", isFull: true, language: .chinese))
    #expect(full.rows.first?.cells.contains("秘密合同") == true && full.rows.first?.isConcealed == false)
  }
}
