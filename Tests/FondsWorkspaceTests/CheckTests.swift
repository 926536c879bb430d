import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("check")
struct CheckTests {
  private func office(_ count: Int = 3) throws -> OfficeRepository {
    let office = try OfficeRepository()
    for number in 1...count { try office.write(RecordText("HR-2023-01-00\(number)")) }
    try office.commit("records")
    return office
  }

  @Test func aSoundRepositoryIsClean() throws {
    let office = try office()
    let report = try office.workspace().check()
    #expect(report.findings == [])
    #expect(report.checked == 3)
    #expect(try report.checkedRules == ShippedSchemas.files().count)
  }

  @Test func everyFaultOfTheWorkTreeIsReportedByFileAndPlace() throws {
    let office = try office()
    let wrong = RecordText("HR-2023-01-002").with { $0.status = "x" }
    try office.write(wrong.path, wrong.text.replacing("title: ", with: "title: \u{7}"))
    try office.write("Records/HR/photo.jpg", "x")
    try office.write("Records/HR/2023/01/.DS_Store", "x")
    let report = try office.workspace().check()
    #expect(report.findings == ["\(wrong.path) TXT007", "\(wrong.path) SCH004", "Records/HR/photo.jpg COD006"])
    #expect(report.sources[wrong.path]?.isEmpty == false)
  }

  @Test func aPathChoosesAFolderAFileOrANumber() throws {
    let office = try office()
    let wrong = RecordText("HR-2023-01-002").with { $0.status = "x" }
    try office.write(wrong)
    let bad = RecordText("ADM-2023-01-001").with { $0.status = "y" }
    try office.write(bad)
    let workspace = try office.workspace()
    for (argument, findings) in [
      ("Records/HR", ["\(wrong.path) SCH004"]), (wrong.path, ["\(wrong.path) SCH004"]),
      ("HR-2023-01-002", ["\(wrong.path) SCH004"]), ("HR-2023-01-001", []),
      ("Records/ADM/2023", ["\(bad.path) SCH004"]), (".", ["\(bad.path) SCH004", "\(wrong.path) SCH004"]),
      ("Schemas", []), (office.path + "/Records/ADM", ["\(bad.path) SCH004"]),
    ] {
      let chosen = try workspace.selection([argument])
      #expect(try workspace.check(paths: chosen).findings == findings, "\(argument)")
    }
    let below = try office.workspace(in: "Records/HR")
    #expect(try below.check(paths: below.selection(["2023"])).findings == ["\(wrong.path) SCH004"])
  }

  @Test func aPathOutsideIsRefused() throws {
    let office = try office()
    try office.write("notes/x.txt", "x")
    let workspace = try office.workspace()
    #expect(throws: WorkspaceError.outsideRecords("notes/x.txt")) { try workspace.selection(["notes/x.txt"]) }
    #expect(throws: WorkspaceError.outsideRecords("/etc/hostname")) { try workspace.selection(["/etc/hostname"]) }
    #expect(throws: WorkspaceError.noSuchFile("Records/no")) { try workspace.selection(["Records/no"]) }
    #expect(throws: WorkspaceError.noSuchRecord("HR-2023-01-099", nearest: nil)) {
      try workspace.selection(["HR-2023-01-099"])
    }
  }

  @Test func stagedReadsTheStagedBlobAndNotTheFile() throws {
    let office = try office()
    let record = RecordText("HR-2023-01-002")
    try office.write(record.with { $0.status = "x" })
    try office.git("add", "-A")
    try office.write(record)
    #expect(try office.workspace().checkStaged().findings == ["\(record.path) SCH004"])
    #expect(try office.workspace().check().findings == [])
    try office.git("add", "-A")
    try office.write(record.with { $0.status = "x" })
    #expect(try office.workspace().checkStaged().findings == [])
  }

  @Test func stagedSaysNothingOfWhatDidNotChange() throws {
    let office = try office()
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    try office.commit("wrong")
    try office.write(RecordText("HR-2023-01-002", title: "休假"))
    try office.git("add", "-A")
    let report = try office.workspace().checkStaged()
    #expect(report.findings == [])
    #expect(report.checked == 1)
  }

  @Test func stagedJudgesByTheStagedRules() throws {
    let office = try office()
    let path = "Schemas/kinds/policy.yaml"
    let text = try office.text(path)
    try office.write(path, text.replacing("review-by", with: "examined"))
    try office.write(RecordText("HR-2023-01-002", more: "examined: 2024-05-08\n"))
    try office.git("add", "-A")
    try office.write(path, text)
    #expect(try office.workspace().checkStaged().findings == [])
    #expect(try office.workspace().check().codes == ["SCH003"])
  }

  @Test func aBrokenRuleFileThatIsStagedIsReported() throws {
    let office = try office()
    try office.write("Schemas/kinds/policy.yaml", "$id: policy\n")
    try office.git("add", "-A")
    let report = try office.workspace().checkStaged()
    #expect(!report.isClean)
    #expect(Set(report.findings) == ["Schemas/kinds/policy.yaml SCH011"])
  }

  @Test func aRevisionIsJudgedByItsOwnRulesWhateverTheWorkTreeSays() throws {
    let office = try office()
    try office.write(RecordText("HR-2023-01-002").with { $0.status = "x" })
    try office.commit("wrong")
    try office.write("Schemas/fonds.yaml", "broken: [\n")
    let workspace = try office.workspace()
    #expect(try workspace.check(revision: "HEAD~1").findings == [])
    #expect(try workspace.check(revision: "HEAD").codes == ["SCH004"])
    #expect(throws: WorkspaceError.noSuchRevision("nowhere")) { try workspace.check(revision: "nowhere") }
  }

  @Test func aRangeSaysWhatItsCommitsBroughtAtTheEnd() throws {
    let office = try office()
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "old" })
    try office.commit("a fault before")
    let wrong = RecordText("HR-2023-01-004").with { $0.status = "x" }
    try office.write(wrong)
    try office.commit("a fault")
    try office.write(RecordText("HR-2023-01-005"))
    try office.commit("none")
    let workspace = try office.workspace()
    #expect(try workspace.check(range: "HEAD~2..HEAD").findings == ["\(wrong.path) SCH004"])
    #expect(try workspace.check(range: "HEAD~1..").findings == [])
    try office.write(wrong.with { $0.status = "draft" })
    try office.commit("mended")
    #expect(try workspace.check(range: "HEAD~3..HEAD").findings == [])
    #expect(throws: WorkspaceError.noSuchRevision("HEAD")) { try workspace.check(range: "HEAD") }
    #expect(throws: WorkspaceError.noSuchRevision("x")) { try workspace.check(range: "x..HEAD") }
  }

  @Test func aBareRepositoryIsCheckedByItsRevisions() throws {
    let office = try office()
    try office.write(RecordText("HR-2023-01-002").with { $0.status = "x" })
    try office.commit("wrong")
    let bare = try office.publish()
    let workspace = try Workspace(.init(directory: bare))
    #expect(try workspace.check(revision: "HEAD").codes == ["SCH004"])
    #expect(try workspace.check(range: "HEAD~1..HEAD").codes == ["SCH004"])
    #expect(throws: WorkspaceError.bareRepository) { try workspace.check() }
  }

  @Test func beforeTheFirstCommitTheStagedFilesAreJudged() throws {
    let office = try OfficeRepository(schemas: false)
    for (path, bytes) in try ShippedSchemas.files() { try office.write(path, bytes) }
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().codes == ["SCH004"])
    #expect(try office.workspace().check().codes == ["SCH004"])
  }

  @Test func withoutRulesNothingCanBeJudged() throws {
    let office = try OfficeRepository(schemas: false)
    try office.write(RecordText("HR-2023-01-001"))
    #expect(throws: WorkspaceError.noSchemas) { try office.workspace().check() }
  }

  @Test func aFolderInNoRepositoryIsSaidToBe() throws {
    let folder = try TemporaryFolder()
    #expect(throws: WorkspaceError.noRepository(folder.path)) { try Workspace(.init(directory: folder.path)) }
  }
}
