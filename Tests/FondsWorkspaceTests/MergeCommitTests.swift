import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("commit during a merge")
struct MergeCommitTests {
  /// Two branches that change one record; `main` is checked out.
  private func branches(conflict: Bool) throws -> OfficeRepository {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.git("checkout", "-q", "-b", "side")
    if conflict { try office.write(record.with { $0.title = "旁支" }) }
    try office.write(RecordText("HR-2023-01-002"))
    try office.commit("side")
    try office.git("checkout", "-q", "main")
    if conflict { try office.write(record.with { $0.title = "主干" }) }
    try office.write(RecordText("HR-2023-01-003"))
    try office.commit("main")
    return office
  }

  @Test func aMergeWithoutConflictsIsCompletedWithBothParents() throws {
    let office = try branches(conflict: false)
    let parents = [try office.head(), try office.git("rev-parse", "side")]
    try office.git("merge", "-q", "--no-commit", "--no-ff", "side")
    #expect(try office.archive().commit != nil)
    #expect(try office.git("log", "-1", "--format=%P").split(separator: " ").map(String.init) == parents)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(!office.exists(".git/MERGE_HEAD"))
    #expect(try office.git("ls-tree", "-r", "--name-only", "HEAD", "--", "Records").split(separator: "\n").count == 3)
    #expect(try office.damage() == "")
  }

  @Test func aConflictIsRefusedUntilItIsMended() throws {
    let office = try branches(conflict: true)
    #expect(try office.run(["git", "merge", "-q", "side"]).status == 1)
    let record = RecordText("HR-2023-01-001")
    #expect(throws: WorkspaceError.unfinished("merge", paths: [record.path])) { try office.archive() }
    #expect(throws: WorkspaceError.unfinished("merge", paths: [record.path])) {
      try office.workspace().checkStaged()
    }
    // The markers of the conflict are no record either.
    #expect(try !office.workspace().check().isClean)
    try office.write(record.with { $0.title = "两边都要" })
    try office.git("add", "-A")
    #expect(try office.archive().commit != nil)
    #expect(try office.git("log", "-1", "--format=%P").split(separator: " ").count == 2)
  }

  @Test func aRecordWithAnErrorIsRefusedInAMergeToo() throws {
    let office = try branches(conflict: false)
    try office.git("merge", "-q", "--no-commit", "--no-ff", "side")
    try office.write(RecordText("HR-2023-01-002").with { $0.status = "x" })
    let outcome = try office.archive()
    #expect(outcome.commit == nil)
    #expect(outcome.report.codes == ["SCH004"])
    #expect(office.exists(".git/MERGE_HEAD"))
  }

  @Test func aRebaseHasToBeEndedFirst() throws {
    let office = try branches(conflict: true)
    #expect(try office.run(["git", "rebase", "-q", "side"]).status != 0)
    do throws(any Error) {
      _ = try office.archive()
      Issue.record("committed in a rebase")
    } catch let error as WorkspaceError {
      guard case .unfinished = error else { throw error }
    }
  }
}
