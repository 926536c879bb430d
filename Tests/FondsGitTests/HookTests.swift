import FondsGit
import Foundation
import Testing

/// FondsGit inside real hooks: the environment is the process's, so a probe program is the hook.
@Suite("Hooks")
struct HookTests {
  /// Installs the probe as a hook that writes what it sees to `seen`; returns the place of that.
  private func install(_ hook: String, in gitDirectory: String) throws -> String {
    let probe = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("FondsGitProbe").path
    let seen = gitDirectory + "/seen"
    let script = gitDirectory + "/hooks/" + hook
    try FileManager.default.createDirectory(
      atPath: gitDirectory + "/hooks", withIntermediateDirectories: true)
    let input = hook == "pre-receive" ? "" : "< /dev/null"
    // Written by a child: a descriptor of ours could be inherited by a test running beside this
    // one, and a script that is open for writing cannot be executed.
    let text = "#!/bin/sh\nexec '\(probe)' hook \(input) > '\(seen)' 2>&1\n"
    _ = try GitCommand().output(of: ["-c", "alias.put=!cat > '\(script)'", "put"], input: Array(text.utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    return seen
  }

  private func lines(_ file: String) throws -> [String] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func partialCommitShowsItsOwnIndex() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let first = try test.commit()
    try test.write("b", "1")
    try test.write("c", "1")
    try test.git("add", "-A")
    let seen = try install("pre-commit", in: test.path + "/.git")
    try test.git("commit", "-q", "-m", "only b", "b")
    #expect(try lines(seen)[0] == "head \(first)")
    #expect(try lines(seen)[2...] == ["index a b", "staged b"])
  }

  @Test func commitInALinkedWorktreeIsSeen() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    try test.commit()
    try test.git("worktree", "add", "-q", "-b", "side", test.path + "/linked")
    let seen = try install("pre-commit", in: test.path + "/.git")
    try test.write("linked/x", "1")
    try test.git("-C", "linked", "add", "x")
    try test.git("-C", "linked", "commit", "-q", "-m", "x")
    #expect(try lines(seen)[1].hasSuffix("/linked/"))
    #expect(try lines(seen)[2...] == ["index a x", "staged x"])
  }

  @Test func separateWorkTreeIsTakenOver() throws {
    let test = try TestRepository()
    let seen = try install("pre-commit", in: test.path + "/.git")
    try test.write("elsewhere/x", "1")
    let place = ["--git-dir=" + test.path + "/.git", "--work-tree=" + test.path + "/elsewhere"]
    try test.git(place + ["add", "x"])
    try test.git(place + ["commit", "-q", "-m", "x"])
    #expect(try lines(seen)[0] == "head none")
    #expect(try lines(seen)[1].hasSuffix("/elsewhere/"))
    #expect(try lines(seen)[2...] == ["index x", "staged x"])
  }

  @Test func pushedCommitsAreReadFromQuarantine() throws {
    let test = try TestRepository()
    try test.git("init", "-q", "--bare", "-b", "main", "server.git")
    let seen = try install("pre-receive", in: test.path + "/server.git")
    try test.write("a", "1")
    try test.commit("考勤: pushed")
    try test.git("push", "-q", "server.git", "main")
    #expect(try lines(seen).last == "pushed 考勤: pushed")
    #expect(try lines(seen).first == "head none")
  }
}
