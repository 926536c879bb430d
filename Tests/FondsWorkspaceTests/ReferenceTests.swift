import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("References between records")
struct ReferenceTests {
  private func old(_ more: String = "") -> RecordText {
    RecordText("HR-2023-01-001", title: "考勤办法", more: more).inForce
  }

  private let draft = RecordText("HR-2023-01-002", more: "supersedes: HR-2023-01-001\n")
  private var new: RecordText { draft.inForce }

  @Test func aCommitMarksWhatItsRecordSupersedesAndKeepsEveryOtherByte() throws {
    let office = try OfficeRepository()
    let path = try office.write(old("# 第二条见附件\nnote: 试行   # 到年底\n"))
    try office.commit("old")
    try office.write(draft)
    #expect(try office.archive().fixes.marked.isEmpty)
    let successor = try office.write(new)
    // Only the successor is named: what it marks goes with it.
    let outcome = try office.archive([successor])
    #expect(outcome.fixes.marked.map(\.path) == [path])
    #expect(try office.git("show", "--format=", "--name-only", "HEAD").split(separator: "\n").count == 2)
    let text = try office.text(path)
    #expect(text.contains("status: superseded\n"))
    #expect(
      text.replacing("status: superseded", with: "status: effective").replacing(
        "superseded-by: HR-2023-01-002\n", with: "")
        == old("# 第二条见附件\nnote: 试行   # 到年底\n").text)
    // In its place among the closing fields, before the note.
    let keys = text.split(separator: "\n").map { $0.prefix { $0 != ":" } }
    #expect(try #require(keys.firstIndex(of: "superseded-by")) < #require(keys.firstIndex(of: "note")))
    #expect(try office.workspace().check().findings == [])
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aFixMarksToo() throws {
    let office = try OfficeRepository()
    try office.write(old())
    try office.write(new)
    let workspace = try office.workspace()
    #expect(try workspace.check().codes == ["LNK005"])
    let fixed = try workspace.fix(unsafe: false)
    #expect(fixed.applied.marked.count == 1)
    #expect(fixed.report.findings == [])
  }

  @Test func whatNamesAnotherSuccessorIsLeftToAPerson() throws {
    let office = try OfficeRepository()
    let path = try office.write(old("superseded-by: HR-2023-01-003\n"))
    try office.write(new)
    let before = try office.text(path)
    let workspace = try office.workspace()
    #expect(try workspace.fix(unsafe: true).applied.marked.isEmpty)
    #expect(try office.text(path) == before)
  }

  @Test func stagedKnowsTheNeighboursThatDidNotChange() throws {
    let office = try OfficeRepository()
    try office.write(old())
    try office.write(RecordText("FIN-2023-01-001"))
    try office.commit("old")
    try office.write(
      RecordText("ADM-2023-03-001", more: "supersedes: FIN-2023-01-001\nreferences: [HR-2023-01-001, HR-2023-01-009]\n")
        .with { $0.kind = "contract" })
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().codes.sorted() == ["LNK001", "LNK002"])
  }

  @Test func oneFileNamedIsJudgedByRecordsThatAreNot() throws {
    let office = try OfficeRepository()
    try office.write(old())
    let path = try office.write(new)
    #expect(try office.workspace().check(paths: [path]).codes == ["LNK005"])
    try office.write(RecordText("HR-2023-01-001").path, "id: [")
    // A neighbour that can't be read is there all the same.
    #expect(try office.workspace().check(paths: [path]).codes == [])
  }

  @Test func whoRefersToARecordIsToldByNumber() throws {
    let office = try OfficeRepository()
    try office.write(old())
    try office.write(RecordText("HR-2023-01-003", more: "references: [HR-2023-01-001]\n"))
    try office.write(RecordText("HR-2023-01-004", more: "note: HR-2023-01-001 说得不对\n"))
    try office.write(
      RecordText(
        "SEC-2023-04-001",
        more: "resolutions:\n  - {what: 修订, owner: li.na, due: 2023-06-01}\nreferences:\n  - HR-2023-01-001\n"
      )
      .with { $0.kind = "minutes" })
    try office.commit("all")
    let referrers = try office.workspace().referrers(of: "HR-2023-01-001")
    #expect(referrers.map(\.id) == ["HR-2023-01-003", "SEC-2023-04-001"])
    try office.write(RecordText("HR-2023-01-003"))
    try office.commit("no longer")
    #expect(try office.workspace().referrers(of: "HR-2023-01-001").map(\.id) == ["SEC-2023-04-001"])
  }
}
