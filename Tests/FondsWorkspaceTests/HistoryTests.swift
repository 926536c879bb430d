import FondsGit
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

@Suite("find, log, show, diff and what Git says")
struct HistoryTests {
  static let record = RecordText("HR-2023-01-001")

  /// A year of one record beside others: made on 05-08, changed, moved, removed, with a merge in between.
  private func archive() throws -> OfficeRepository {
    let office = try OfficeRepository()
    func at(_ day: Int, _ hour: Int = 10) -> Int { 1_683_475_200 + (day - 8) * 86_400 + hour * 3600 }
    try office.write(Self.record.with { $0.more = "body: |\n  第一次会议通过\n" })
    try office.commit("one", at: at(9))
    try office.write(Self.record.with { $0.title = "考勤办法" })
    try office.write(RecordText("HR-2023-01-002", title: "年休假"))
    try office.commit("two", at: at(11, 23))
    try office.git("checkout", "-q", "-b", "side")
    try office.write(RecordText("HR-2023-01-003", title: "旁支会议"))
    try office.commit("side", at: at(12))
    try office.git("checkout", "-q", "main")
    let moved = Self.record.with { ($0.title, $0.summary) = ("考勤办法", "考勤办法") }
    try office.move(Self.record.path, to: moved.path)
    try office.commit("moved", at: at(13))
    try office.git("merge", "-q", "--no-ff", "--no-edit", "side")
    try office.remove(RecordText("HR-2023-01-002").path)
    try office.commit("removed", at: at(20))
    return office
  }

  @Test func logListsTheCommitsThatGitListsNewestFirst() throws {
    let office = try archive()
    let versions = try office.workspace().versions(of: "HR-2023-01-001")
    let git = try office.git("log", "--format=%H", "--", "Records/HR/2023/01/HR-2023-01-001*").split(separator: "\n")
    #expect(versions.map(\.commit.description) == git.map(String.init))
    #expect(versions.map(\.action) == ["move", "edit", "create"])
    #expect(versions.map(\.isCurrent) == [true, false, false])
    #expect(versions[0].previousPath == Self.record.path)
    let removed = try office.workspace().versions(of: "HR-2023-01-002")
    #expect(removed.map(\.action) == ["remove", "create"])
    #expect(removed[0].blob == nil)
  }

  @Test func aNumberThatNobodyHasIsSaidToBeNobodys() throws {
    let office = try archive()
    #expect(throws: WorkspaceError.malformedNumber("x")) { try office.workspace().versions(of: "x") }
    do throws(any Error) {
      _ = try office.workspace().versions(of: "HR-2023-01-004")
      Issue.record("found")
    } catch let error as WorkspaceError {
      guard case .noSuchRecord("HR-2023-01-004", let nearest) = error else { throw error }
      #expect(nearest?.hasPrefix("HR-2023-01-00") == true)
    }
  }

  /// Every day's state is the one of the commit that Git names for that day's end.
  @Test(arguments: 8...21)
  func aDayIsTheTreeOfItsLastCommitOnTheFirstParents(_ day: Int) throws {
    let office = try archive()
    let date = "2023-05-\(day < 10 ? "0" : "")\(day)"
    let commit = try office.git("rev-list", "-1", "--first-parent", "--until=\(date) 23:59:59 +0800", "HEAD")
    let result = try office.workspace().find("", scope: .at(date), limit: 100)
    let paths = try office.git(
      "ls-tree", "-r", "--name-only", "-z", commit.isEmpty ? office.git("rev-list", "--max-parents=0", "HEAD") : commit,
      "--", "Records"
    )
    .split(separator: "\0").map(String.init)
    #expect(result.matches.map(\.version.path).sorted() == paths.sorted())
    #expect(result.total == paths.count)
    #expect(result.isBeforeFirstCommit == commit.isEmpty)
    if paths.contains(where: { $0.contains("HR-2023-01-001") }) {
      let shown = try office.workspace().record("HR-2023-01-001", at: date)
      #expect(
        String(decoding: shown.bytes, as: UTF8.self)
          == (try office.run(["git", "show", "\(commit):\(shown.path)"])).output)
    } else {
      #expect(throws: WorkspaceError.self) { try office.workspace().record("HR-2023-01-001", at: date) }
    }
  }

  @Test func theEndOfADayIsTheOfficesAndNotGreenwichs() throws {
    let office = try OfficeRepository()
    try office.write(Self.record)
    // 2023-05-09 07:30 in Shanghai is still the 8th in Greenwich.
    try office.commit("one", at: 1_683_588_600)
    #expect(try office.workspace().find("考勤", scope: .at("2023-05-08"), limit: 9).total == 0)
    #expect(try office.workspace().find("考勤", scope: .at("2023-05-09"), limit: 9).total == 1)
  }

  @Test func findSearchesThePresentOrEveryVersion() throws {
    let office = try archive()
    func found(_ query: String, _ scope: FindScope) throws -> [String] {
      try office.workspace().find(query, scope: scope, limit: 100).matches.compactMap(\.version.id).sorted()
    }
    #expect(try found("会议", .present) == ["HR-2023-01-003"])
    #expect(try found("会议", .history) == ["HR-2023-01-001", "HR-2023-01-003"])
    #expect(try found("会议通过", .history) == ["HR-2023-01-001"])
    #expect(try found("议会", .history) == [])
    #expect(try found("年休假", .present) == [])
    #expect(try found("年休", .history) == ["HR-2023-01-002"])
    #expect(try found("dept:HR 考勤", .present) == ["HR-2023-01-001"])
    #expect(try found("dept:ADM", .present) == [])
    #expect(try found("kind:policy status:draft", .present) == ["HR-2023-01-001", "HR-2023-01-003"])
  }

  @Test func anExcerptMarksTheHit() throws {
    let office = try archive()
    let match = try #require(try office.workspace().find("会议通过", scope: .history, limit: 1).matches.first)
    #expect(match.excerpt.hits.map { String(match.excerpt.text[$0]) }.joined() == "会议通过")
  }

  @Test func diffNamesTheFieldsThatChanged() throws {
    let office = try archive()
    let workspace = try office.workspace()
    let changes = try workspace.differences(of: "HR-2023-01-001", from: "2023-05-09", to: "2023-05-11")
    #expect(changes.map(\.field) == ["/title", "/body"])
    #expect(changes[0].before?.string == "考勤制度")
    #expect(changes[0].after?.string == "考勤办法")
    #expect(changes[1].after == nil)
    #expect(try workspace.differences(of: "HR-2023-01-001", from: "HEAD", to: nil).isEmpty)
  }

  @Test func aRecordNotYetCommittedIsShownFromDisk() throws {
    let office = try archive()
    try office.write(RecordText("HR-2023-01-009"))
    let shown = try office.workspace().record("HR-2023-01-009")
    #expect(shown.version == nil)
    #expect(shown.path == RecordText("HR-2023-01-009").path)
  }

  @Test func searchingBeforeAnyCommitIsSaid() throws {
    let office = try OfficeRepository(schemas: false)
    #expect(throws: WorkspaceError.noCommits) { try office.workspace().find("x", scope: .present, limit: 1) }
  }
}

@Suite("The index is derived")
struct DerivedIndexTests {
  private func state(_ office: OfficeRepository) throws -> [String] {
    let result = try office.workspace().find("", scope: .history, limit: 1000)
    return result.matches.map { "\($0.version.commit) \($0.version.path) \($0.version.action) \($0.version.isCurrent)" }
  }

  private func archive() throws -> OfficeRepository {
    let office = try OfficeRepository()
    for number in 1...4 {
      try office.write(RecordText("HR-2023-01-00\(number)"))
      try office.commit("\(number)")
      _ = try state(office)
    }
    return office
  }

  @Test func stepByStepEqualsFromScratch() throws {
    let office = try archive()
    let stepwise = try state(office)
    #expect(stepwise.count == 4)
    _ = try office.workspace().updateIndex(rebuild: true)
    #expect(try state(office) == stepwise)
    try office.remove(".git/fonds")
    #expect(try state(office) == stepwise)
  }

  @Test(arguments: ["truncated", "garbage", "empty", "zeroed"])
  func aDamagedFileIsBuiltAnew(_ damage: String) throws {
    let office = try archive()
    let before = try state(office)
    let files = try office.folder.contents(below: "office/.git/fonds").filter { $0 != "lock" }
    #expect(!files.isEmpty)
    for file in files {
      let name = "office/.git/fonds/\(file)"
      let bytes = try office.folder.read(name)
      switch damage {
      case "truncated": try office.folder.write(name, Array(bytes.prefix(bytes.count / 2)))
      case "garbage": try office.folder.write(name, bytes.map { $0 ^ 0x5A })
      case "empty": try office.folder.write(name, [])
      default:
        try office.folder.write(
          name, Array(bytes.prefix(100)) + [UInt8](repeating: 0, count: max(0, bytes.count - 100)))
      }
    }
    #expect(try state(office) == before)
  }

  @Test func aRewrittenHistoryIsTheOneThatIsSearched() throws {
    let office = try archive()
    try office.git("reset", "-q", "--hard", "HEAD~2")
    try office.write(RecordText("ADM-2023-01-001", title: "另一条路"))
    try office.commit("other")
    let stepwise = try state(office)
    #expect(stepwise.count == 3)
    _ = try office.workspace().updateIndex(rebuild: true)
    #expect(try state(office) == stepwise)
    try office.git("commit", "-q", "--amend", "--no-verify", "-m", "amended")
    #expect(try state(office).contains { $0.hasPrefix(try office.head()) })
  }

  @Test func anotherBranchIsAnotherHistory() throws {
    let office = try archive()
    try office.git("checkout", "-q", "-b", "side", "HEAD~3")
    #expect(try state(office).count == 1)
    try office.git("checkout", "-q", "main")
    #expect(try state(office).count == 4)
  }

  @Test func linkedWorktreesShareIt() throws {
    let office = try archive()
    let linked = OfficeRepository(beside: office, named: "linked")
    try office.git("worktree", "add", "-q", linked.path, "-b", "side")
    #expect(try linked.workspace().derivedFolder == office.workspace().derivedFolder)
    #expect(try state(linked).count == 4)
    #expect(!linked.exists(".git/fonds"))
  }
}
