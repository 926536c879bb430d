import FondsGit
import Testing

@Suite("Head and references")
struct ReferenceTests {
  @Test func emptyRepositoryHasNoHead() throws {
    let test = try TestRepository()
    let repository = try test.open()
    #expect(try repository.head() == nil)
    #expect(try repository.isHeadUnborn())
    #expect(try !repository.isHeadDetached())
    #expect(try repository.currentBranch() == "main")
    #expect(try repository.upstream() == nil)
    #expect(try repository.defaultBranch() == nil)
    #expect(try repository.references() == [])
    #expect(code { try repository.resolve("HEAD") } == .notFound)
  }

  @Test func detachedHeadHasNoBranch() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let first = try test.commit()
    try test.git("checkout", "-q", "--detach")
    let repository = try test.open()
    #expect(try repository.isHeadDetached())
    #expect(try repository.currentBranch() == nil)
    #expect(try repository.head() == first)
    #expect(try repository.upstream() == nil)
  }

  @Test func revisionsMeanWhatGitSays() throws {
    let test = try TestRepository()
    for number in 1...3 {
      try test.write("a", "\(number)")
      try test.commit()
    }
    try test.git("tag", "-a", "v1", "-m", "tagged", "HEAD~1")
    let repository = try test.open()
    let short = try test.git("rev-parse", "--short", "HEAD")
    for revision in ["HEAD", "main~2", "v1", "main@{0}", short, "HEAD^"] {
      #expect(try repository.resolve(revision) == test.oid(revision + "^{commit}"), "\(revision)")
    }
    #expect(code { try repository.resolve("nobody") } == .notFound)
    #expect(code { try repository.resolve("HEAD~9") } == .notFound)
    #expect(code { try repository.resolve("HEAD:a") } == .wrongType)
    #expect(code { try repository.resolve("a..b..") } != nil)
  }

  @Test func listIsThatOfGit() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    try test.commit()
    try test.git("branch", "档案")
    try test.git("tag", "-a", "v1", "-m", "tagged")
    try test.git("pack-refs", "--all")
    try test.git("branch", "loose")
    let listed = try test.open().references().map { "\($0.target) \($0.name)" }.joined(separator: "\n")
    #expect(try listed == test.git("for-each-ref", "--format=%(objectname) %(refname)"))
    #expect(try test.open().references(matching: "refs/tags/*").map(\.shortName) == ["v1"])
  }

  @Test func upstreamAndDefaultBranchFollowTheRemote() throws {
    let origin = try TestRepository()
    try origin.write("a", "1")
    let first = try origin.commit()
    try origin.git("branch", "-m", "trunk")
    let clone = try TestRepository(create: false)
    try clone.git("clone", "-q", origin.path, clone.path + "/c")
    let repository = try Repository.open(at: clone.path + "/c")
    #expect(try repository.upstream() == repository.reference("refs/remotes/origin/trunk"))
    #expect(try repository.upstream()?.target == first)
    #expect(try repository.upstream()?.shortName == "origin/trunk")
    #expect(try repository.defaultBranch()?.name == "refs/remotes/origin/trunk")
  }

  @Test func defaultBranchOfABareRepositoryIsItsHead() throws {
    let origin = try TestRepository()
    try origin.write("a", "1")
    try origin.commit()
    try origin.git("branch", "-m", "trunk")
    try origin.git("branch", "main")
    try origin.git("clone", "-q", "--bare", ".", "bare.git")
    #expect(try Repository.open(at: origin.path + "/bare.git").defaultBranch()?.name == "refs/heads/trunk")
    #expect(try origin.open().defaultBranch()?.name == "refs/heads/main")
  }

  @Test func movedReferenceIsNotOverwritten() throws {
    let test = try TestRepository()
    let first = try test.commit()
    let second = try test.commit()
    let repository = try test.open()
    let name = "refs/heads/main"
    #expect(code { try repository.updateReference(name, from: first, to: first, log: "x") } == .modified)
    #expect(code { try repository.updateReference(name, from: nil, to: first, log: "x") } == .modified)
    #expect(code { try repository.updateReference("refs/heads/new", from: first, to: first, log: "x") } == .modified)
    try repository.updateReference(name, from: second, to: first, log: "back")
    #expect(try test.oid("main") == first)
  }

  @Test func configurationIsReadAndWritten() throws {
    let test = try TestRepository()
    try test.git("config", "fonds.flag", "yes")
    try test.git("config", "fonds.odd", "maybe")
    let config = try test.open().configuration()
    #expect(try config.bool("fonds.flag") == true)
    #expect(try config.bool("fonds.none") == nil)
    #expect(code { try config.bool("fonds.odd") } == .generic)
    #expect(try config.string("fonds.none") == nil)
    try config.set("user.name", to: "李娜")
    #expect(try test.git("config", "user.name") == "李娜")
    #expect(try test.open().configuration().identity().name == "李娜")
  }
}
