import FondsGit
import Testing

@Suite("Tree")
struct TreeTests {
  @Test func listingIsThatOfGit() throws {
    let test = try TestRepository()
    for file in [
      "a", "a-b/x", "a.b", "b/c/d", "Records/HR/2023/01/考勤.yaml", "Records/HR/2023/02/x.yaml", "Records.txt",
    ] {
      try test.write(file, file)
    }
    try test.git("update-index", "--add", "--cacheinfo", "160000,\(String(repeating: "1", count: 40)),sub")
    try test.git("add", "-A", "--", ".", ":!sub")
    try test.git("update-index", "--chmod=+x", "a.b")
    try test.git("commit", "-q", "-m", "x")
    let repository = try test.open()
    let root = try repository.rootTree(ofCommit: test.oid("HEAD"))
    #expect(try root == test.oid("HEAD^{tree}"))
    func lines(_ files: [TreeFile]) -> String {
      files.map { "\($0.mode) \($0.mode == .submodule ? "commit" : "blob") \($0.oid)\t\($0.path)\0" }.joined()
    }
    #expect(try lines(repository.files(inTree: root)) == test.git("ls-tree", "-r", "-z", "HEAD"))
    #expect(
      try lines(repository.files(inTree: root, below: "Records"))
        == test.git("ls-tree", "-r", "-z", "HEAD", "Records"))
    #expect(try repository.files(inTree: root, below: "a-b/x").map(\.path) == ["a-b/x"])
    #expect(try repository.files(inTree: root, below: "nowhere/at/all") == [])
    #expect(
      try repository.tree(root).entries.map(\.name).joined(separator: "\n")
        == test.git("-c", "core.quotePath=false", "ls-tree", "--name-only", "HEAD"))
    #expect(try repository.tree(root)["a.b"]?.mode == .executable)
  }

  @Test func entriesAreFoundByPath() throws {
    let test = try TestRepository()
    try test.write("Records/HR/考勤.yaml", "x")
    try test.commit()
    let repository = try test.open()
    let root = try test.oid("HEAD^{tree}")
    #expect(
      try repository.entry(atPath: "Records/HR/考勤.yaml", inTree: root)?.oid == test.oid("HEAD:Records/HR/考勤.yaml"))
    #expect(try repository.entry(atPath: "Records/HR", inTree: root)?.mode == .tree)
    #expect(try repository.entry(atPath: "Records/HR/考勤.yaml/x", inTree: root) == nil)
    #expect(try repository.entry(atPath: "Records/FIN", inTree: root) == nil)
    #expect(try repository.entry(atPath: "", inTree: root)?.oid == root)
    #expect(try repository.entry(atPath: "x", inTree: .emptyTree) == nil)
  }

  @Test func namesThatAreNotUTF8DoNotCrash() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob([1])
    let line = Array("100644 blob \(blob)\t".utf8) + [0xff, 0xfe, 0x41, 0]
    let tree = try #require(OID(try test.git(["mktree", "-z"], input: line)))
    #expect(try repository.tree(tree).entries.map(\.name) == ["\u{FFFD}\u{FFFD}A"])
    #expect(try TreeDifference(of: repository).changes(from: nil, to: tree).count == 1)
  }

  @Test func updatesMakeTheTreeThatGitMakes() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob(Array("x".utf8))
    let first = try repository.updateTree(
      baseline: nil,
      updates: [
        .upsert(path: "Records/HR/2023/01/考勤.yaml", oid: blob),
        .upsert(path: "Records/HR.txt", oid: blob),
        .upsert(path: "Records/HR-x", oid: blob),
        .upsert(path: "run", oid: blob, mode: .executable),
      ])
    for file in ["Records/HR/2023/01/考勤.yaml", "Records/HR.txt", "Records/HR-x", "run"] { try test.write(file, "x") }
    try test.git("add", "-A")
    try test.git("update-index", "--chmod=+x", "run")
    #expect(try first.description == test.git("write-tree"))

    let second = try repository.updateTree(
      baseline: first,
      updates: [
        .remove(path: "Records/HR/2023/01/考勤.yaml"), .upsert(path: "run", oid: blob),
      ])
    #expect(
      try test.git("ls-tree", "-r", "-t", "--name-only", second.description)
        == "Records\nRecords/HR-x\nRecords/HR.txt\nrun")
    let third = try repository.updateTree(
      baseline: second,
      updates: [
        .remove(path: "Records/HR-x"), .remove(path: "Records/HR.txt"), .remove(path: "run"),
      ])
    #expect(third == .emptyTree)
    _ = try repository.createCommit(
      tree: third, parents: [], author: liNa, committer: liNa, message: "empty", updatingHead: true)
    try test.expectSound()
  }

  @Test func fileGivesWayToFolderOnlyWhenRemoved() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob(Array("x".utf8))
    let base = try repository.updateTree(
      baseline: nil, updates: [.upsert(path: "a", oid: blob), .upsert(path: "d/e", oid: blob)])
    #expect(code { try repository.updateTree(baseline: base, updates: [.upsert(path: "a/b", oid: blob)]) } == .exists)
    #expect(code { try repository.updateTree(baseline: base, updates: [.upsert(path: "d", oid: blob)]) } == .exists)
    #expect(code { try repository.updateTree(baseline: base, updates: [.remove(path: "d/none")]) } == .notFound)
    #expect(code { try repository.updateTree(baseline: base, updates: [.upsert(path: "n", oid: .zero)]) } == .notFound)
    let swapped = try repository.updateTree(
      baseline: base,
      updates: [
        .upsert(path: "a/b", oid: blob), .remove(path: "a"), .upsert(path: "d", oid: blob), .remove(path: "d/e"),
      ])
    #expect(try repository.files(inTree: swapped).map(\.path) == ["a/b", "d"])
  }

  @Test(arguments: ["", "/a", "a/", "a//b", ".", "a/../b", ".git/config", "a/.GIT/x", "a\0b"])
  func forbiddenPathsAreRefused(path: String) throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob([])
    #expect(
      code { try repository.updateTree(baseline: nil, updates: [.upsert(path: path, oid: blob)]) }
        == .invalidSpecification)
  }

  @Test func randomUpdatesAreThoseOfTheIndex() throws {
    let test = try TestRepository()
    let repository = try test.open()
    var generator = SeededGenerator(state: 7)
    var present: Set<String> = []
    var tree: OID?
    for round in 0..<40 {
      var updates: [TreeUpdate] = []
      var lines = ""
      let blob = try repository.writeBlob(Array("\(round)".utf8))
      var touched: Set<String> = []
      for _ in 0..<6 {
        let path =
          "\(["a", "a-", "档"].randomElement(using: &generator)!)/\(Int.random(in: 0..<3, using: &generator))/f\(Int.random(in: 0..<4, using: &generator))"
        guard touched.insert(path).inserted else { continue }
        if present.contains(path), Bool.random(using: &generator) {
          updates.append(.remove(path: path))
          lines += "0 \(OID.zero)\t\(path)\0"
          present.remove(path)
        } else {
          updates.append(.upsert(path: path, oid: blob))
          lines += "100644 \(blob)\t\(path)\0"
          present.insert(path)
        }
      }
      tree = try repository.updateTree(baseline: tree, updates: updates)
      try test.git(["update-index", "-z", "--index-info"], input: Array(lines.utf8))
      #expect(try tree?.description == test.git("write-tree"))
    }
    try test.expectSound()
  }
}
