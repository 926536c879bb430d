import FondsGit
import Testing

@Suite("RevisionWalk and ancestry")
struct RevisionWalkTests {
  func history() throws -> TestRepository {
    let test = try TestRepository()
    try test.git(["fast-import", "--quiet"], input: RandomHistory(seed: 3).stream(commits: 120))
    try test.git("symbolic-ref", "HEAD", "refs/heads/b0")
    return test
  }

  private func list(_ test: TestRepository, _ arguments: String...) throws -> [OID] {
    try test.git(["rev-list"] + arguments).split(separator: "\n").compactMap { OID($0) }
  }

  @Test func ordersAreThoseOfGit() throws {
    let test = try history()
    let repository = try test.open()
    func walk(
      _ sorting: RevisionWalk.Sorting, firstParentOnly: Bool = false, hiding hidden: OID? = nil
    ) throws -> [OID] {
      let walk = try RevisionWalk(of: repository, sorting: sorting, firstParentOnly: firstParentOnly)
      try walk.push(repository.resolve("b0"))
      if let hidden { try walk.hide(hidden) }
      return try walk.remaining()
    }
    #expect(try walk([.topological, .time]) == list(test, "--date-order", "b0"))
    #expect(try walk(.time) == list(test, "b0"))
    #expect(try walk([.topological, .time, .reverse]) == list(test, "--date-order", "--reverse", "b0"))
    #expect(try walk(.time, firstParentOnly: true) == list(test, "--first-parent", "b0"))
    #expect(try walk(.time, hiding: repository.resolve("b1")) == list(test, "b0", "^b1"))
    #expect(try walk(.time, hiding: repository.resolve("b0")) == [])
  }

  @Test func ancestryIsThatOfGit() throws {
    let test = try history()
    let repository = try test.open()
    let oids = try list(test, "--all")
    var generator = SeededGenerator(state: 5)
    for _ in 0..<25 {
      let one = try #require(oids.randomElement(using: &generator))
      let other = try #require(oids.randomElement(using: &generator))
      let status = try test.command.run(["merge-base", "--is-ancestor", "\(one)", "\(other)"]).status
      #expect(try repository.isAncestor(one, of: other) == (status == 0))
      let bases = try test.git("merge-base", "--all", "\(one)", "\(other)").split(separator: "\n")
      let base = try #require(try repository.mergeBase(one, other))
      #expect(bases.contains(Substring(base.description)))
    }
    #expect(try repository.isAncestor(oids[0], of: oids[0]))
  }

  @Test func unrelatedHistoriesHaveNoBase() throws {
    let test = try TestRepository()
    let one = try test.commit()
    try test.git("checkout", "-q", "--orphan", "other")
    let other = try test.commit()
    #expect(try test.open().mergeBase(one, other) == nil)
    #expect(try !test.open().isAncestor(one, of: other))
  }

  @Test func missingCommitIsNotFound() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let walk = try RevisionWalk(of: repository)
    #expect(try walk.next() == nil)
    let nothing = try OID.ofBlob([1, 2, 3])
    #expect(code { try walk.push(nothing) } == .notFound)
  }

  @Test func shallowCloneEndsAtItsEdge() throws {
    let origin = try history()
    try origin.git("clone", "-q", "--depth", "12", "--no-single-branch", "file://" + origin.path, "shallow")
    let repository = try Repository.open(at: origin.path + "/shallow")
    #expect(repository.isShallow)
    let clone = GitCommand(directory: origin.path + "/shallow")
    func list(_ arguments: String...) throws -> [OID] {
      try String(decoding: clone.output(of: ["rev-list"] + arguments), as: UTF8.self)
        .split(separator: "\n").compactMap { OID($0) }
    }
    let head = try #require(try repository.head())
    let side = try repository.resolve("origin/b1")
    let walk = try RevisionWalk(of: repository)
    try walk.push(head)
    let oids = try walk.remaining()
    #expect(oids == (try list("--date-order", "HEAD")))
    for oid in oids {
      let expected = try list("-1", "--parents", "\(oid)")
      _ = expected
      #expect(try repository.commit(oid).parents.allSatisfy { repository.contains($0) })
    }
    let hiding = try RevisionWalk(of: repository, sorting: [.topological, .time, .reverse])
    try hiding.push(head)
    try hiding.hide(side)
    #expect(try hiding.remaining() == list("--date-order", "--reverse", "HEAD", "^origin/b1"))
    #expect(try repository.isAncestor(#require(oids.last), of: head) == true)
    let bases = try clone.run(["merge-base", "--all", "HEAD", "origin/b1"])
    let expected = String(decoding: bases.standardOutput, as: UTF8.self).split(separator: "\n").compactMap { OID($0) }
    let base = try repository.mergeBase(head, side)
    #expect(base.map { expected.contains($0) } ?? expected.isEmpty)
  }
}
