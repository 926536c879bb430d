import FondsGit
import Testing

@Suite("TreeDifference")
struct TreeDifferenceTests {
  /// `git log --raw` and this must say the same about every commit of a random history.
  @Test func randomHistoryIsThatOfGit() throws {
    let test = try TestRepository()
    try test.git(["fast-import", "--quiet"], input: RandomHistory(seed: 42).stream(commits: 400))
    let repository = try test.open()
    let difference = TreeDifference(of: repository, cacheBytes: 20_000)
    let records = TreeDifference(of: repository, below: "Records")
    let walk = try RevisionWalk(of: repository)
    for reference in try repository.references() { try walk.push(reference.target) }
    let oids = try walk.remaining()
    #expect(oids.count == 400)
    var ours = "", oursBelow = ""
    for oid in oids {
      let commit = try repository.commit(oid)
      // A merge is compared with each parent; the first commit with nothing.
      for parent in commit.parents.isEmpty ? [nil] : commit.parents.map(Optional.some) {
        let old = try parent.map { try repository.rootTree(ofCommit: $0) }
        for change in try difference.changes(from: old, to: commit.tree) { ours += "\(oid) " + raw(change) }
        for change in try records.changes(from: old, to: commit.tree) { oursBelow += "\(oid) " + raw(change) }
      }
    }
    #expect(try ours == theirs(test, oids, below: nil))
    #expect(try oursBelow == theirs(test, oids, below: "Records"))
  }

  private func raw(_ change: TreeChange) -> String {
    let letter: String
    switch (change.old, change.new) {
    case (nil, _): letter = "A"
    case (_, nil): letter = "D"
    case (let old?, let new?): letter = old.mode.isFile == new.mode.isFile ? "M" : "T"
    }
    let zero = "000000"
    return ":\(change.old?.mode.description ?? zero) \(change.new?.mode.description ?? zero) "
      + "\(change.old?.oid ?? .zero) \(change.new?.oid ?? .zero) \(letter) \(change.path)\n"
  }

  private func theirs(_ test: TestRepository, _ oids: [OID], below path: String?) throws -> String {
    let input = oids.map { "\($0)\n" }.joined()
    let answer = try test.command.output(
      of: ["diff-tree", "--stdin", "-r", "-m", "--root", "--no-renames", "-z", "--raw", "--abbrev=40"]
        + (path.map { ["--", $0] } ?? []),
      input: Array(input.utf8))
    var text = "", commit = "", fields = answer.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }[...]
    while let field = fields.popFirst() {
      if field.hasPrefix(":") {
        text += "\(commit) \(field) \(fields.popFirst() ?? "")\n"
      } else {
        commit = String(field.prefix(40))
      }
    }
    return text
  }

  @Test func modeAloneIsAChange() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob([1])
    let old = try repository.updateTree(baseline: nil, updates: [.upsert(path: "d/a", oid: blob)])
    let new = try repository.updateTree(baseline: nil, updates: [.upsert(path: "d/a", oid: blob, mode: .executable)])
    #expect(
      try TreeDifference(of: repository).changes(from: old, to: new) == [
        TreeChange(path: "d/a", old: .init(mode: .regular, oid: blob), new: .init(mode: .executable, oid: blob))
      ])
    #expect(try TreeDifference(of: repository).changes(from: old, to: old) == [])
    #expect(try TreeDifference(of: repository).changes(from: nil, to: .emptyTree) == [])
  }

  @Test func prefixThatIsAFileOnOneSideShowsBoth() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let blob = try repository.writeBlob([1])
    let old = try repository.updateTree(baseline: nil, updates: [.upsert(path: "Records", oid: blob)])
    let new = try repository.updateTree(baseline: nil, updates: [.upsert(path: "Records/a", oid: blob)])
    let difference = TreeDifference(of: repository, below: "Records")
    #expect(try difference.changes(from: old, to: new).map(\.path) == ["Records", "Records/a"])
    #expect(try TreeDifference(of: repository, below: "Other/x").changes(from: old, to: new) == [])
  }
}

/// A history as `git fast-import` reads it: nested folders, Chinese names, files that become
/// folders, links, modes, side branches and merges.
struct RandomHistory {
  private var generator: SeededGenerator
  init(seed: UInt64) { generator = SeededGenerator(state: seed) }

  func stream(commits: Int) -> [UInt8] {
    var copy = self
    return copy.make(commits: commits)
  }

  private mutating func make(commits: Int) -> [UInt8] {
    var text = ""
    var tips: [Int: Int] = [:]
    func data(_ string: String) -> String { "data \(string.utf8.count)\n\(string)\n" }
    for mark in 1...commits {
      let branch = mark < 10 ? 0 : Int.random(in: 0..<3, using: &generator)
      text += "commit refs/heads/b\(branch)\nmark :\(mark)\n"
      text += "committer 张伟 <z@example.org> \(1_600_000_000 + mark * 60) +0800\n" + data("提交 \(mark)")
      if let tip = tips[branch] ?? tips[0] { text += "from :\(tip)\n" }
      if mark > 10, Int.random(in: 0..<8, using: &generator) == 0,
        let other = tips.filter({ $0.key != branch }).sorted(by: { $0.key < $1.key }).first
      {
        text += "merge :\(other.value)\n"
      }
      tips[branch] = mark
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        let path = randomPath()
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1: text += "D \(path)\n"
        case 2: text += "M 100755 inline \(path)\n" + data("x\(mark)")
        case 3: text += "M 120000 inline \(path)\n" + data("target")
        default: text += "M 100644 inline \(path)\n" + data("正文 \(Int.random(in: 0..<50, using: &generator))")
        }
      }
    }
    return Array((text + "done\n").utf8)
  }

  private mutating func randomPath() -> String {
    let top = ["Records", "Records", "Records", "Schemas", "a"].randomElement(using: &generator) ?? "a"
    var path = top
    // Names chosen so that folders and files sort differently: "HR", "HR-1", "HR.x", "HR/…".
    let names = ["HR", "HR-1", "HR.x", "HR0", "财务", "财务-2", "01", "x"]
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      path += "/" + (names.randomElement(using: &generator) ?? "x")
    }
    return path == "Records" || path == "Schemas" ? path + "/f" : path
  }
}
