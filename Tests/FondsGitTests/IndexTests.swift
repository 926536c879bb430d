import FondsGit
import Testing

@Suite("Index")
struct IndexTests {
  @Test func entriesAreThoseOfGit() throws {
    let test = try TestRepository()
    for file in ["a", "Records/考勤.yaml", "Records-x"] { try test.write(file, file) }
    try test.git("add", "-A")
    let index = try Index(of: test.open())
    let ours = try index.entries().map { "\($0.mode) \($0.oid) \($0.stage)\t\($0.path)\0" }.joined()
    #expect(try ours == test.git("ls-files", "-s", "-z"))
    #expect(index.count == 3 && !index.hasConflicts)
    #expect(try index.entry(atPath: "a")?.oid == test.oid(":a"))
    #expect(try index.entry(atPath: "b") == nil)
    #expect(try index.conflictedPaths() == [])
  }

  @Test func addedFilesAreCleanForGit() throws {
    let test = try TestRepository()
    try test.write("a/b", "one")
    try test.write("c", "two")
    try test.write("d", "three")
    let repository = try test.open()
    let index = try Index(of: repository)
    let first = try index.add("a/b")
    let stat = try FileStat(ofFile: test.path + "/c")
    #expect(stat.size == 3)
    try index.add(path: "c", oid: repository.writeBlob(Array("two".utf8)), mode: .regular, stat: stat)
    try index.add(path: "d", oid: repository.writeBlob(Array("three".utf8)), mode: .regular)
    try index.write()
    #expect(try first == OID.ofBlob(Array("one".utf8)))
    // Without the file's status, git must look inside once.
    #expect(try test.git("ls-files", "--debug", "c").contains("size: 3\t"))
    #expect(try test.git("ls-files", "--debug", "d").contains("size: 0\t"))
    #expect(try test.git("ls-files", "--modified") == "")
    #expect(try test.git("status", "--porcelain") == "A  a/b\nA  c\nA  d")
    #expect(try index.writeTree().description == test.git("write-tree"))
    let tree = try index.writeTree()
    _ = try repository.createCommit(
      tree: tree, parents: [], author: liNa, committer: liNa, message: "x", updatingHead: true)
    #expect(try test.git("status", "--porcelain") == "")
    try test.expectSound()
  }

  @Test func removalAndReloadAreSeen() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    try test.write("b", "2")
    try test.git("add", "-A")
    let index = try Index(of: test.open())
    try index.remove("a")
    try index.remove("never there")
    try index.write()
    #expect(try test.git("ls-files") == "b")
    try test.git("add", "a")
    try index.reload()
    #expect(try index.entries().map(\.path) == ["a", "b"])
  }

  @Test func lockOfAnotherProcessIsALock() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let index = try Index(of: test.open())
    try index.add("a")
    try test.write(".git/index.lock", "")
    do {
      try index.write()
      Issue.record("the index was written")
    } catch GitError.Code.locked {
      // As it should be.
    }
  }

  @Test func missingFileIsNotFound() throws {
    let test = try TestRepository()
    let index = try Index(of: test.open())
    #expect(code { try index.add("none") } == .notFound)
    #expect(code { try FileStat(ofFile: test.path + "/none") } == .notFound)
  }

  @Test func bareRepositoryHasNoFilesToAdd() throws {
    let test = try TestRepository(bare: true)
    let index = try Index(of: test.open())
    #expect(code { try index.add("a") } == .bareRepository)
  }
}
