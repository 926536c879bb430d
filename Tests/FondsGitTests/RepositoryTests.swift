import FondsGit
import Foundation
import Testing

@Suite("Repository")
struct RepositoryTests {
  @Test func isFoundFromAFolderWithin() throws {
    let test = try TestRepository()
    try test.write("Records/HR/a.yaml", "a")
    let repository = try Repository.open(at: test.path + "/Records/HR")
    #expect(repository.gitDirectory.hasSuffix("/.git/"))
    #expect(repository.workTree?.hasSuffix(String(test.path.suffix(20)) + "/") == true)
    #expect(!repository.isBare && !repository.isShallow)
    #expect(repository.state == .none)
  }

  @Test func missingOneIsNotFound() throws {
    let test = try TestRepository(create: false)
    #expect(code { try Repository.open(at: test.path) } == .notFound)
    #expect(code { try Repository.open(at: test.path + "/nowhere") } == .notFound)
  }

  @Test(arguments: [false, true])
  func initializedOneIsSoundForGit(bare: Bool) throws {
    let test = try TestRepository(create: false)
    let repository = try Repository.initialize(at: test.path + "/new/place", bare: bare, initialBranch: "trunk")
    #expect(repository.isBare == bare)
    #expect(try repository.currentBranch() == "trunk")
    #expect(try repository.isHeadUnborn())
    let git = GitCommand(directory: test.path + "/new/place")
    #expect(try String(decoding: git.output(of: ["symbolic-ref", "HEAD"]), as: UTF8.self) == "refs/heads/trunk\n")
    #expect(try git.run(["fsck", "--strict"]).status == 0)
  }

  @Test func bareOneHasNoWorkTree() throws {
    let test = try TestRepository(bare: true)
    let repository = try test.open()
    #expect(repository.isBare && repository.workTree == nil)
    #expect(try repository.head() == nil)
  }

  @Test func linkedWorktreeSharesItsCommonDirectory() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let first = try test.commit()
    try test.git("worktree", "add", "-q", "-b", "side", test.path + "/linked")
    let linked = try Repository.open(at: test.path + "/linked")
    #expect(linked.gitDirectory.contains("/.git/worktrees/linked/"))
    #expect(linked.commonDirectory.hasSuffix("/.git/"))
    #expect(try linked.currentBranch() == "side")
    #expect(try linked.head() == first)
  }

  @Test func worktreeConfigExtensionIsAccepted() throws {
    let test = try TestRepository()
    try test.git("config", "core.repositoryformatversion", "1")
    try test.git("config", "extensions.worktreeConfig", "true")
    try test.git("config", "extensions.partialClone", "origin")
    try test.git("config", "extensions.relativeWorktrees", "true")
    _ = try test.open()
  }

  @Test func sha256AndUnknownExtensionsAreAnUnsupportedFormat() throws {
    let test = try TestRepository(create: false)
    try test.git("init", "-q", "--object-format=sha256")
    #expect(code { try test.open() } == .unsupportedFormat)
    let reftable = try TestRepository()
    try reftable.git("config", "core.repositoryformatversion", "1")
    try reftable.git("config", "extensions.refStorage", "reftable")
    #expect(code { try reftable.open() } == .unsupportedFormat)
    let future = try TestRepository()
    try future.git("config", "core.repositoryformatversion", "9")
    #expect(code { try future.open() } == .unsupportedFormat)
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
  func foreignOwnerIsToldApart() throws {
    let test = try TestRepository()
    let files = FileManager.default
    for place in ["", "/.git"] {
      try files.setAttributes([.ownerAccountID: 12345], ofItemAtPath: test.path + place)
    }
    do {
      _ = try test.open()
      Issue.record("the repository was opened")
    } catch GitError.Code.owner {
      // As it should be.
    }
  }

  @Test func mergeInProgressIsSeenAndForgotten() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    try test.commit()
    try test.git("checkout", "-q", "-b", "side")
    try test.write("a", "2")
    let side = try test.commit()
    try test.git("checkout", "-q", "main")
    try test.write("a", "3")
    try test.commit()
    #expect(try test.command.run(["merge", "side"]).status == 1)
    let repository = try test.open()
    #expect(repository.state == .merge)
    #expect(try repository.mergeHeads() == [side])
    #expect(try repository.preparedMessage()?.hasPrefix("Merge branch 'side'") == true)
    let index = try Index(of: repository)
    #expect(index.hasConflicts)
    #expect(try index.conflictedPaths() == ["a"])
    #expect(code { try index.writeTree() } == .unmerged)
    #expect(try test.command.workTreeChanges() == [WorkTreeChange(path: "a", state: .conflicted)])
    #expect(code { try test.command.stagedChanges(since: repository.head()) } == .unmerged)

    try test.write("a", "4")
    try index.add("a")
    #expect(!index.hasConflicts)
    try index.write()
    try repository.cleanupState()
    #expect(repository.state == .none)
    #expect(try repository.mergeHeads() == [])
    #expect(try test.git("ls-files", "-u") == "")
  }
}
