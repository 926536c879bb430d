import FondsGit
import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("commit")
struct CommitTests {
  @Test func whatChangedIsCommittedWithTrailersAndGitIsClean() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    let outcome = try office.archive(language: .chinese)
    let commit = try #require(outcome.commit)
    #expect(try office.head() == commit.description)
    #expect(try office.git("log", "-1", "--format=%s") == "登记 HR-2023-01-001 考勤制度")
    #expect(
      try office.git("log", "-1", "--format=%(trailers:only,unfold)").split(separator: "\n") == [
        "Fonds-Record: HR-2023-01-001", "Fonds-Action: create",
      ])
    #expect(
      try office.git("log", "-1", "--format=%an|%ae|%cn|%ce|%ct|%ci")
        == "李娜|li.na@office.example|张伟|zhang.wei@office.example|\(office.clock)|2023-05-08 10:02:00 +0800")
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.git("diff-index", "HEAD") == "")
    #expect(try office.damage() == "")
    #expect(try office.leftovers() == [])
  }

  @Test func eachActionIsNamed() throws {
    let office = try OfficeRepository()
    // What follows is not yet public, and may be removed.
    try office.publish()
    let records = (1...4).map { RecordText("HR-2023-01-00\($0)") }
    for record in records.dropLast() { try office.write(record) }
    try office.commit("three")
    try office.write(records[0].with { $0.title = "改" })
    try office.move(records[1].path, to: records[1].with { $0.summary = "移" }.path)
    try office.write(records[3])
    try office.archive(message: "several things")
    let trailers = try office.git("log", "-1", "--format=%(trailers:only,unfold)").split(separator: "\n").map(
      String.init)
    let pairs = zip(trailers.filter { $0.hasPrefix("Fonds-Record") }, trailers.filter { $0.hasPrefix("Fonds-Action") })
    #expect(
      Set(pairs.map { "\($0.0.suffix(3)) \($0.1.dropFirst("Fonds-Action: ".count))" }) == [
        "001 edit", "002 move", "004 create",
      ])
    #expect(try office.git("log", "-1", "--format=%s") == "several things")
    try office.remove(records[2].path)
    try office.archive()
    #expect(try office.git("log", "-1", "--format=%s") == "Remove HR-2023-01-003 考勤制度")
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aMessageOfSeveralParagraphsKeepsItsTrailersReadable() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.archive(message: "第一段\n\n第二段: 说明")
    let message = try office.git("log", "-1", "--format=%B")
    #expect(message.hasPrefix("第一段\n\n第二段: 说明\n"))
    #expect(try office.git("log", "-1", "--format=%(trailers:key=Fonds-Record,valueonly)").hasPrefix("HR-2023-01-001"))
  }

  @Test func anErrorKeepsEverythingOut() throws {
    let office = try OfficeRepository()
    let before = try office.head()
    try office.write(RecordText("HR-2023-01-001"))
    let wrong = RecordText("HR-2023-01-002").with { $0.status = "x" }
    try office.write(wrong)
    let outcome = try office.archive()
    #expect(outcome.commit == nil)
    #expect(outcome.report.findings == ["\(wrong.path) SCH004"])
    #expect(try office.head() == before)
    #expect(try office.git("diff", "--cached", "--name-only") == "")
    #expect(office.exists(wrong.path))
  }

  @Test func safeTextFaultsAreMendedAndSaid() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001", more: "keywords: [yes]\n")
    try office.write(record.path, [0xEF, 0xBB, 0xBF] + Array(record.text.replacing("\n", with: "\r\n").utf8))
    let outcome = try office.archive()
    #expect(outcome.commit != nil)
    #expect(outcome.fixes.mended.map(\.path) == [record.path])
    #expect(outcome.fixes.mended.first?.codes == ["TXT002", "TXT003", "TXT012"])
    let text = record.text.replacing("[yes]", with: "[\"yes\"]")
    #expect(try office.git("cat-file", "blob", "HEAD:\(record.path)") + "\n" == text)
    #expect(try office.text(record.path) == text)
  }

  @Test func thePathsNamedAreCommittedAlone() throws {
    let office = try OfficeRepository()
    let first = try office.write(RecordText("HR-2023-01-001"))
    let second = try office.write(RecordText("HR-2023-01-002"))
    try office.archive([first])
    #expect(
      try office.git("ls-tree", "-r", "--name-only", "-z", "HEAD", "--", "Records").split(separator: "\0") == [
        first[...]
      ])
    #expect(try office.git("status", "--porcelain", "-z", "-uall") == "?? \(second)\0")
  }

  @Test func otherStagedFilesStayStaged() throws {
    let office = try OfficeRepository()
    try office.write("README.md", "an office\n")
    try office.git("add", "README.md")
    try office.write(RecordText("HR-2023-01-001"))
    try office.archive()
    #expect(try office.git("diff", "--cached", "--name-only") == "README.md")
    #expect(try office.git("ls-tree", "HEAD", "README.md") == "")
  }

  @Test func aStagedOtherContentGivesWayToTheFile() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record.with { $0.title = "暂存" })
    try office.git("add", "-A")
    try office.write(record)
    try office.archive()
    #expect(try office.git("show", "HEAD:\(record.path)") + "\n" == record.text)
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func nothingToCommitIsSaid() throws {
    let office = try OfficeRepository()
    try office.write("elsewhere.txt", "x")
    #expect(throws: WorkspaceError.nothingToCommit) { try office.archive() }
  }

  @Test func theFirstCommitHasNoParent() throws {
    let office = try OfficeRepository(schemas: false)
    for (path, bytes) in try ShippedSchemas.files() { try office.write(path, bytes) }
    try office.write(RecordText("HR-2023-01-001"))
    #expect(try office.archive().commit != nil)
    #expect(try office.git("rev-list", "--count", "HEAD") == "1")
    #expect(try office.damage() == "")
  }

  @Test func aDetachedHeadMovesAndTheBranchDoesNot() throws {
    let office = try OfficeRepository()
    let main = try office.head()
    try office.git("checkout", "-q", "--detach")
    try office.write(RecordText("HR-2023-01-001"))
    let commit = try #require(try office.archive().commit)
    #expect(try office.head() == commit.description)
    #expect(try office.git("rev-parse", "main") == main)
  }

  @Test func filesThatNobodyTakesForRecordsStayOut() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.write("Records/HR/2023/01/.DS_Store", "x")
    try office.write("Records/HR/2023/01/~$考勤.docx", "x")
    try office.archive()
    let names = try office.git("ls-tree", "-r", "--name-only", "HEAD", "--", "Records").split(separator: "\n")
    #expect(names.count == 1)
  }

  @Test func linksAreNotFollowedIntoTheArchive() throws {
    let office = try OfficeRepository()
    try office.write("Records/HR/2023/01/.gitkeep", "")
    let path = RecordText("HR-2023-01-001").path
    #expect(try office.run(["ln", "-s", "/etc/hostname", path]).status == 0)
    let outcome = try office.archive()
    #expect(outcome.commit == nil)
    #expect(outcome.report.codes == ["TXT010"])
  }

  @Test func aNamedFileThatIsGoneIsRemoved() throws {
    let office = try OfficeRepository()
    try office.publish()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.archive()
    try office.remove(record.path)
    let chosen = try office.workspace().selection([record.path], mayBeGone: true)
    #expect(try office.archive(chosen).commit != nil)
    #expect(try office.git("ls-tree", "-r", "--name-only", "HEAD", "--", "Records") == "")
  }

  @Test func aPublishedRecordIsNotRemoved() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.archive()
    try office.remove(record.path)
    #expect(try office.archive().report.codes == ["HIS003"])
    try office.write(RecordText("SEC-2023-01-001"))
    #expect(try office.archive().report.codes == ["HIS001"])
  }
}
