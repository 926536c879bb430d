import FondsGit
import FondsTestSupport
import Foundation
import Testing

@testable import FondsWorkspace

/// What is judged is what is committed, whatever the index, the disk and a merge say meanwhile.
@Suite("commit: the tree that comes of it")
struct CommitTreeTests {
  private let first = RecordText("HR-2023-01-001")
  private let second = RecordText("HR-2023-01-002")

  private func records(_ office: OfficeRepository) throws -> [String] {
    try office.git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", "HEAD", "--", "Records")
      .split(separator: "\n").map(String.init)
  }

  @Test func aRecordRemovedDuringAMergeIsNotCommitted() throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.commit("one")
    try office.git("checkout", "-q", "-b", "side")
    try office.write(second)
    try office.commit("side")
    try office.git("checkout", "-q", "main")
    try office.git("merge", "-q", "--no-commit", "--no-ff", "side")
    try FileManager.default.removeItem(atPath: "\(office.path)/\(second.path)")
    #expect(try office.archive().commit != nil)
    #expect(try records(office) == [first.path])
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aMergeIsRefusedForWhatItsIndexHolds() throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.commit("one")
    try office.git("checkout", "-q", "-b", "side")
    try office.write(second)
    try office.commit("side")
    try office.git("checkout", "-q", "main")
    try office.write(second.with { $0.summary = "另一份" })
    try office.commit("main")
    try office.git("merge", "-q", "--no-commit", "side")
    let outcome = try office.archive()
    #expect(outcome.commit == nil)
    #expect(outcome.report.codes == ["COD007"])
    // As `renumber` leaves it: the staged file is gone, its record has another number.
    _ = try office.workspace().renumber(second.id)
    #expect(try office.archive().commit != nil)
    #expect(try records(office).count == 3)
    #expect(try office.workspace().check(revision: "HEAD").isClean)
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aFileThatWasOnlyStagedLeavesTheIndexWithTheDisk() throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.git("add", "-A")
    try FileManager.default.removeItem(atPath: "\(office.path)/\(first.path)")
    try office.write(first.with { $0.summary = "改名" })
    #expect(try office.archive().commit != nil)
    #expect(try records(office) == [first.with { $0.summary = "改名" }.path])
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test(arguments: [true, false])
  func somethingElseInThePlaceOfTheRecordsRemovesNone(isLink: Bool) throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.commit("one")
    let head = try office.head()
    let place = "\(office.path)/Records"
    try FileManager.default.moveItem(atPath: place, toPath: office.folder.file("elsewhere"))
    if isLink {
      try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: office.folder.file("elsewhere"))
    } else {
      try office.write("Records", "x")
    }
    #expect(try office.archive().report.codes == (isLink ? ["TXT010"] : ["COD006", "HIS003"]))
    #expect(try office.head() == head)
  }

  @Test func rulesThatAreGoneFromTheDiskAreNotReplacedByTheTemplate() throws {
    let office = try OfficeRepository()
    try FileManager.default.removeItem(atPath: "\(office.path)/Schemas")
    #expect(throws: WorkspaceError.schemasRemoved) { try office.workspace().check() }
    #expect(throws: WorkspaceError.alreadyInitialized(office.path)) {
      try Workspace.initialize(
        at: office.path, identity: office.identity, now: office.now, language: .english, program: "/usr/bin/fonds")
    }
  }

  @Test func aNameThatIsNotUTF8IsAFaultInEveryView() throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.commit("one")
    let script = "printf 'id: x\\n' > \"Records/HR/2023/01/$(printf 'HR-2023-01-002_2023-05-08_\\377.yaml')\""
    #expect(try office.run(["sh", "-c", script]).status == 0)
    #expect(try office.workspace().check().codes == ["COD006"])
    #expect(try office.archive().report.codes == ["COD006"])
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().codes == ["COD006"])
  }

  @Test func aVoidCardMaySayWhatBecameOfARemovedRecord() throws {
    let office = try OfficeRepository()
    try office.write(first)
    try office.write(second)
    try office.commit("two")
    try FileManager.default.removeItem(atPath: "\(office.path)/\(first.path)")
    try office.commit("one is gone")
    let request = NewRecordRequest(
      kind: "void", department: nil, assignments: [("id", first.id), ("title", "作废"), ("date", "2023-05-09")],
      language: .chinese)
    let day = try office.workspace().clock().day(of: office.now)
    _ = try office.workspace().newRecord(request, today: day, overrides: office.identity)
    #expect(try office.workspace().check().codes == [])
    #expect(try office.archive().commit != nil)
    #expect(try office.workspace().check(range: "HEAD~1..HEAD").codes == [])
  }
}
