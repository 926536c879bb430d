import FondsTestSupport
import Testing

@testable import FondsWorkspace

@Suite("hooks, as Git calls them")
struct HookTests {
  static let good = RecordText("HR-2023-01-001")
  static let bad = RecordText("HR-2023-01-002").with { $0.status = "x" }

  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    _ = try office.workspace().installHooks(program: FondsProgram.path)
    return office
  }

  private func commit(_ office: OfficeRepository, _ arguments: String...) throws -> ProgramRun {
    try office.run(["git", "commit", "-q", "-m", "x"] + arguments)
  }

  @Test func preCommitRefusesABadRecordAndLetsAGoodOneThrough() throws {
    let office = try office()
    let before = try office.head()
    try office.write(Self.bad)
    try office.git("add", "-A")
    let refused = try commit(office)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("SCH004") && refused.errors.contains(Self.bad.path))
    #expect(try office.head() == before)
    try office.write(Self.bad.with { $0.status = "draft" })
    try office.write(Self.good)
    try office.git("add", "-A")
    #expect(try commit(office).status == 0)
    #expect(try office.head() != before)
  }

  @Test func aPartialCommitIsJudgedByItsOwnFiles() throws {
    let office = try office()
    try office.write(Self.good)
    try office.write(Self.bad)
    try office.git("add", "-A")
    #expect(try commit(office, Self.good.path).status == 0)
    #expect(try commit(office, Self.bad.path).status == 1)
  }

  @Test func commitAllIsJudgedByTheFiles() throws {
    let office = try office()
    try office.write(Self.good)
    try office.git("add", "-A")
    #expect(try commit(office).status == 0)
    try office.write(Self.good.with { $0.status = "x" })
    #expect(try commit(office, "-a").status == 1)
    try office.write(Self.good.with { $0.title = "新题" })
    #expect(try commit(office, "-a").status == 0)
  }

  @Test func aFileOutsideTheRecordsIsNoneOfItsBusiness() throws {
    let office = try office()
    try office.write(Self.bad)
    try office.write("README.md", "x")
    try office.git("add", "README.md")
    #expect(try commit(office).status == 0)
  }

  @Test func aLinkedWorktreeIsJudgedByItsOwnIndex() throws {
    let office = try office()
    let linked = OfficeRepository(beside: office, named: "linked")
    try office.git("worktree", "add", "-q", linked.path, "-b", "side")
    try linked.write(Self.bad)
    try linked.git("add", "-A")
    #expect(try commit(linked).status == 1)
    try linked.write(Self.bad.with { $0.status = "draft" })
    try linked.git("add", "-A")
    #expect(try commit(linked).status == 0)
    try office.write(Self.bad)
    try office.git("add", "-A")
    #expect(try commit(office).status == 1)
  }

  @Test func theFirstCommitIsJudged() throws {
    let office = try OfficeRepository(schemas: false)
    for (path, bytes) in try ShippedSchemas.files() { try office.write(path, bytes) }
    _ = try office.workspace().installHooks(program: FondsProgram.path)
    try office.write(Self.bad)
    try office.git("add", "-A")
    #expect(try commit(office).status == 1)
    try office.write(Self.bad.with { $0.status = "draft" })
    try office.git("add", "-A")
    #expect(try commit(office).status == 0)
  }

  @Test func aCommitFromASubfolderAndWithGitVariablesIsJudged() throws {
    let office = try office()
    try office.write(Self.bad)
    try office.git("add", "-A")
    office.variables = ["GIT_DIR": office.path + "/.git", "GIT_WORK_TREE": office.path]
    #expect(try commit(office).status == 1)
    office.variables = [:]
    let inside = try ProgramRun(
      ["git", "commit", "-q", "-m", "x"], in: office.path + "/Records/HR", environment: office.environment)
    #expect(inside.status == 1)
    #expect(inside.errors.contains("SCH004"))
  }

  @Test func aCleanMergeThatBringsTwoRecordsOfOneNumberIsRefused() throws {
    let office = try office()
    try office.write(Self.good)
    try office.git("add", "-A")
    #expect(try commit(office).status == 0)
    try office.git("checkout", "-q", "-b", "side")
    try office.write(RecordText("HR-2023-01-002").with { $0.summary = "甲" })
    try office.commit("side")
    try office.git("checkout", "-q", "main")
    try office.write(RecordText("HR-2023-01-002").with { $0.summary = "乙" })
    try office.commit("main")
    let before = try office.head()
    let merge = try office.run(["git", "merge", "--no-edit", "-q", "side"])
    #expect(merge.status != 0)
    #expect(merge.errors.contains("COD007"))
    #expect(try office.head() == before)
    try office.git("merge", "--abort")
    try office.git("checkout", "-q", "-b", "fine", "HEAD~1")
    try office.write(RecordText("ADM-2023-01-001"))
    try office.commit("fine")
    try office.git("checkout", "-q", "main")
    #expect(try office.run(["git", "merge", "--no-edit", "-q", "fine"]).status == 0)
  }

  @Test func prePushRefusesWhatWasCommittedPastTheHooks() throws {
    let office = try office()
    let remote = try office.publish()
    try office.write(Self.bad)
    try office.commit("no verify")
    let refused = try office.run(["git", "push", "-q"])
    #expect(refused.status != 0)
    #expect(refused.errors.contains("SCH004"))
    #expect(try office.git("-C", remote, "rev-parse", "main") != office.head())
    try office.write(Self.bad.with { $0.status = "draft" })
    try office.commit("mended")
    #expect(try office.run(["git", "push", "-q"]).status == 0)
    #expect(try office.git("-C", remote, "rev-parse", "main") == office.head())
    try office.git("checkout", "-q", "-b", "new")
    try office.write(Self.bad)
    try office.commit("bad on a new branch")
    #expect(try office.run(["git", "push", "-q", "origin", "new"]).status != 0)
    #expect(try office.run(["git", "push", "-q", "origin", "HEAD~1:refs/heads/new"]).status == 0)
    #expect(try office.run(["git", "push", "-q", "origin", ":new"]).status == 0)
  }

  @Test func installingAgainChangesNothing() throws {
    let office = try office()
    let again = try office.workspace().installHooks(program: FondsProgram.path)
    #expect(again.installed == [])
    #expect(again.present == [.preCommit, .preMergeCommit, .prePush])
    let other = try office.workspace().installHooks(program: "/usr/bin/it's fonds")
    #expect(other.installed.count == 3)
    #expect(try office.text(".git/hooks/pre-commit").contains(#"fonds='/usr/bin/it'\''s fonds'"#))
    #expect(try office.workspace().missingHooks() == [])
  }

  @Test func hooksPathIsHonoured() throws {
    let office = try OfficeRepository()
    try office.git("config", "core.hooksPath", "../hooks")
    let done = try office.workspace().installHooks(program: FondsProgram.path)
    #expect(done.installed.count == 3)
    #expect(office.folder.exists("hooks/pre-commit"))
    #expect(!office.exists(".git/hooks/pre-commit"))
    try office.write(Self.bad)
    try office.git("add", "-A")
    #expect(try commit(office).status == 1)
  }

  @Test func aForeignHookIsLeftAsItIsAndNoneIsInstalled() throws {
    let office = try OfficeRepository()
    try office.write(".git/hooks/pre-push", "#!/bin/sh\nexit 0\n")
    do throws(any Error) {
      _ = try office.workspace().installHooks(program: FondsProgram.path)
      Issue.record("installed")
    } catch let error as WorkspaceError {
      guard case .foreignHooks(let paths) = error else { throw error }
      #expect(paths.count == 1 && paths[0].hasSuffix("/hooks/pre-push"))
    }
    #expect(try office.text(".git/hooks/pre-push") == "#!/bin/sh\nexit 0\n")
    #expect(!office.exists(".git/hooks/pre-commit"))
  }

  @Test func aProgramThatIsGoneRefusesInOneLine() throws {
    let office = try OfficeRepository()
    _ = try office.workspace().installHooks(program: "/nowhere/fonds")
    try office.write(Self.good)
    try office.git("add", "-A")
    let refused = try commit(office)
    #expect(refused.status == 1)
    #expect(refused.errors.split(separator: "\n").count == 1)
  }
}
