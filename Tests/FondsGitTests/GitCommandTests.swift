import FondsGit
import Foundation
import Testing

@Suite("GitCommand")
struct GitCommandTests {
  @Test func bothStreamsMayFillAtOnce() throws {
    let test = try TestRepository()
    // An alias runs a shell: 4 MiB to each stream while 4 MiB of input wait.
    let input = [UInt8](repeating: 65, count: 4 << 20)
    let output = try test.command.run(
      ["-c", "alias.flood=!head -c 4194304 /dev/zero >&2; cat; exit 7", "flood"], input: input)
    #expect(output.standardOutput == input)
    #expect(output.standardError.utf8.count == 4 << 20)
    #expect(output.status == 7)
  }

  @Test func inputNobodyReadsIsNoCrash() throws {
    let test = try TestRepository()
    let output = try test.command.run(["rev-parse", "--git-dir"], input: [UInt8](repeating: 65, count: 4 << 20))
    #expect(output.status == 0)
  }

  @Test func environmentIsChangedAsAsked() throws {
    var command = GitCommand(environment: ["FONDS_TEST": "档案", "HOME": nil, "PATH": "/usr/bin:/bin"])
    command.directory = NSTemporaryDirectory()
    let text = try command.output(of: ["-c", "alias.tell=!echo \"$FONDS_TEST/${HOME-unset}\"", "tell"])
    #expect(String(decoding: text, as: UTF8.self) == "档案/unset\n")
  }

  @Test func missingProgramIsToldApart() {
    #expect(code { try GitCommand(executable: "no-such-git").run(["status"]) } == .programMissing)
  }

  @Test func failureCarriesWhatGitSaid() throws {
    let test = try TestRepository()
    do {
      _ = try test.command.output(of: ["rev-parse", "--verify", "nobody"])
      Issue.record("git succeeded")
    } catch {
      #expect(error.code == .commandFailed)
      #expect(error.call == "git rev-parse")
      #expect(error.message == "fatal: Needed a single revision")
    }
  }

  @Test func sparingMemoryChangesNothingElse() throws {
    let test = try TestRepository()
    try test.write("考勤", "1")
    try test.git("add", "-A")
    try test.commit()
    let words = ["log", "--raw", "--no-abbrev"]
    #expect(try test.command.sparing.output(of: words) == test.command.output(of: words))
    #expect(try test.command.sparing.output(of: ["config", "core.packedGitLimit"]) == Array("64m\n".utf8))
    do {
      _ = try test.command.sparing.output(of: ["rev-parse", "--verify", "nobody"])
      Issue.record("git succeeded")
    } catch {
      #expect(error.call == "git rev-parse")
    }
  }

  @Test func signalledProgramHasAStatusAbove128() throws {
    let test = try TestRepository()
    #expect(try test.command.run(["-c", "alias.die=!kill -9 $PPID", "die"]).status == 137)
  }

  @Test func stagedChangesAreFound() throws {
    let test = try TestRepository()
    try test.write("keep", "1")
    try test.write("变更 a", "1")
    try test.write("gone", "1")
    try test.git("add", "-A")
    #expect(try test.command.stagedChanges(since: nil).map(\.path) == ["gone", "keep", "变更 a"])
    let head = try test.commit()
    try test.write("变更 a", "2")
    try test.remove("gone")
    try test.write("new/one", "3")
    try test.git("add", "-A")
    try test.write("keep", "not staged")
    let changes = try test.command.stagedChanges(since: head)
    let a = try TreeChange.Side(mode: .regular, oid: OID.ofBlob(Array("1".utf8)))
    #expect(
      try changes == [
        TreeChange(path: "gone", old: a, new: nil),
        TreeChange(path: "new/one", old: nil, new: .init(mode: .regular, oid: OID.ofBlob(Array("3".utf8)))),
        TreeChange(path: "变更 a", old: a, new: .init(mode: .regular, oid: OID.ofBlob(Array("2".utf8)))),
      ])
    #expect(try test.command.stagedChanges(since: head, paths: ["new"]).map(\.path) == ["new/one"])
    // The same by comparing trees.
    let repository = try test.open()
    let tree = try #require(OID(try test.git("write-tree")))
    #expect(try TreeDifference(of: repository).changes(from: repository.rootTree(ofCommit: head), to: tree) == changes)
  }

  @Test func workTreeChangesAreFound() throws {
    let test = try TestRepository()
    for file in ["Records/a", "Records/b", "Records/c", "Records/d", "other"] { try test.write(file, "1") }
    try test.write(".gitignore", "*.tmp\n")
    try test.commit()
    try test.write("Records/a", "22")
    try test.remove("Records/b")
    try test.git("rm", "-q", "Records/c")
    try test.write("Records/新 文件", "x")
    try test.write("Records/deep/er/x", "x")
    try test.write("Records/x.tmp", "x")
    try test.write("Records/staged", "x")
    try test.git("add", "Records/staged")
    try test.write("other", "changed")
    #expect(
      try test.command.workTreeChanges(paths: ["Records"]) == [
        WorkTreeChange(path: "Records/a", state: .modified),
        WorkTreeChange(path: "Records/b", state: .deleted),
        WorkTreeChange(path: "Records/c", state: .deleted),
        WorkTreeChange(path: "Records/deep/er/x", state: .untracked),
        WorkTreeChange(path: "Records/staged", state: .added),
        WorkTreeChange(path: "Records/新 文件", state: .untracked),
      ])
    #expect(try test.command.workTreeChanges(refreshingIndex: false).map(\.path).contains("other"))
    #expect(try test.command.workTreeChanges(paths: ["nowhere*"]) == [])
  }
}
