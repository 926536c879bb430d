import FondsGit
import Testing

@Suite("Commit")
struct CommitTests {
  @Test func writtenCommitIsWhatGitShows() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let tree = try repository.updateTree(
      baseline: nil,
      updates: [
        .upsert(path: "a", oid: try repository.writeBlob([65]))
      ])
    let author = Signature(name: "李娜", email: "li.na@example.org", time: 1_683_511_200, offsetMinutes: 480)
    let committer = Signature(name: "张伟", email: "z", time: 1_683_511_260, offsetMinutes: -210)
    let oid = try repository.createCommit(
      tree: tree, parents: [], author: author, committer: committer,
      message: "考勤: first\n\nbody  \n\n\n\nFonds-Record: HR-2023-01-015\n\n", updatingHead: true)
    #expect(try test.oid("main") == oid)
    #expect(
      try test.git("log", "-1", "--format=%an|%ae|%at|%ai|%cn|%ce|%ci|%s")
        == "李娜|li.na@example.org|1683511200|2023-05-08 10:00:00 +0800|张伟|z|2023-05-07 22:31:00 -0330|考勤: first")
    #expect(try test.git("reflog", "-1", "--format=%gs") == "commit (initial): 考勤: first")
    let info = try repository.commit(oid)
    #expect(info.tree == tree && info.parents == [] && info.author == author && info.committer == committer)
    #expect(info.message == "考勤: first\n\nbody\n\nFonds-Record: HR-2023-01-015\n")
    #expect(info.summary == "考勤: first")
    #expect(try info.trailers() == [Trailer(key: "Fonds-Record", value: "HR-2023-01-015")])
    try test.expectSound()
  }

  @Test func secondWriterLosesTheRace() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let first = try test.commit()
    let repository = try test.open()
    func commit(on parents: [OID]) throws -> OID {
      try repository.createCommit(
        tree: test.oid("HEAD^{tree}"), parents: parents, author: liNa, committer: liNa,
        message: "mine", updatingHead: true)
    }
    let second = try test.commit()
    #expect(code { try commit(on: [first]) } == .modified)
    #expect(code { try commit(on: []) } == .modified)
    #expect(try test.oid("HEAD") == second)
    let third = try commit(on: [second])
    #expect(try test.oid("HEAD") == third)
    let aside = try repository.createCommit(
      tree: test.oid("HEAD^{tree}"), parents: [third, first], author: liNa, committer: liNa,
      message: "aside", updatingHead: false)
    #expect(try test.oid("HEAD") == third)
    #expect(try repository.commit(aside).parents == [third, first])
  }

  @Test func detachedHeadMovesItself() throws {
    let test = try TestRepository()
    let first = try test.commit()
    try test.git("checkout", "-q", "--detach")
    let repository = try test.open()
    let second = try repository.createCommit(
      tree: .emptyTree, parents: [first], author: liNa, committer: liNa, message: "x", updatingHead: true)
    #expect(try test.oid("HEAD") == second)
    #expect(try test.oid("main") == first)
  }

  @Test func lockedBranchIsALock() throws {
    let test = try TestRepository()
    let first = try test.commit()
    try test.write(".git/refs/heads/main.lock", "")
    #expect(
      code {
        try test.open().createCommit(
          tree: .emptyTree, parents: [first], author: liNa, committer: liNa, message: "x", updatingHead: true)
      } == .locked)
  }

  @Test func whatCannotBeCommittedIsRefused() throws {
    let test = try TestRepository()
    let repository = try test.open()
    var nobody = liNa
    nobody.name = ""
    func commit(_ author: Signature, _ tree: OID, _ parents: [OID], _ message: String) throws -> OID {
      try repository.createCommit(
        tree: tree, parents: parents, author: author, committer: liNa, message: message, updatingHead: true)
    }
    #expect(code { try commit(nobody, .emptyTree, [], "x") } != nil)
    #expect(code { try commit(liNa, .zero, [], "x") } == .notFound)
    #expect(code { try commit(liNa, .emptyTree, [.zero], "x") } == .notFound)
    #expect(code { try commit(liNa, .emptyTree, [], "a\0b") } == .invalid)
    #expect(try repository.isHeadUnborn())
  }

  @Test(arguments: [
    "subject\n", "subject\n\nKey: value\n", "subject\n\nbody\n\nFonds-Record: HR-2023-01-015\nFonds-Action: 修改\n",
    "subject\n\nKey: one\n  two\n  three\nOther: x\n", "subject\n\nnot a trailer at all\nKey: v\nmore text\nmore\n",
    "subject\n\n键: 值\nKey: value\n", "subject\n\nKey:value\nkey2 : v\n", "subject\n\nKey:\n", "Key: value\n", "",
    "s\n\nSigned-off-by: A <a@b>\ntext without key\n", "s\n\nKey: v\n\n", "s\n\nA: 1\n\nB: 2\n",
  ])
  func trailersAreThoseOfGit(message: String) throws {
    let test = try TestRepository()
    let theirs = try test.git(["interpret-trailers", "--parse"], input: Array(message.utf8))
    let ours = try Trailer.parse(message).map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    #expect(ours == theirs)
  }

  @Test func summaryIsThatOfGit() throws {
    let test = try TestRepository()
    for message in ["one\ntwo\n\nthree", "\n\n one", "考勤"] {
      try test.git(["commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "-"], input: Array(message.utf8))
      let repository = try test.open()
      #expect(try repository.commit(repository.resolve("HEAD")).summary == test.git("log", "-1", "--format=%s"))
    }
  }
}
