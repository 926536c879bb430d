import FondsTestSupport
import Foundation
import Testing

/// A bare repository with nothing but the hook, and an office that pushes to it by plain Git, its own hooks not asked.
struct Server {
  let office: OfficeRepository
  /// The bare repository.
  let path: String

  /// A server of a new office.
  ///
  /// - Parameter isEmpty: whether the office has pushed nothing yet.
  init(isEmpty: Bool = false) throws {
    office = try OfficeRepository()
    path = office.folder.file("server.git")
    try office.git("init", "-q", "--bare", "-b", "main", path)
    try office.git("remote", "add", "origin", path)
    try installHook()
    if !isEmpty { try office.git("push", "-q", "-u", "origin", "main") }
  }

  /// A server that had what an office has before the hook was installed.
  init(of office: OfficeRepository) throws {
    self.office = office
    path = office.folder.file("server.git")
    try office.git("clone", "-q", "--bare", ".", path)
    try office.git("remote", "add", "origin", path)
    try installHook()
  }

  private func installHook() throws {
    let run = try office.fonds("hook", "install", "-C", path)
    guard run.status == 0 else { throw ProgramFailure(command: ["hook", "install"], run: run) }
  }

  /// A server that holds some records.
  init(holding records: RecordText...) throws {
    try self.init()
    for record in records { try office.write(record) }
    try office.commit("records")
    try push("main")
  }

  /// Everything that the server's branches and tags name.
  func references() throws -> String { try office.git("-C", path, "for-each-ref") }

  /// Pushes what has to be let in.
  func push(_ arguments: String..., from clone: OfficeRepository? = nil) throws {
    let run = try (clone ?? office).run(["git", "push", "-q", "origin"] + arguments)
    guard run.status == 0 else { throw ProgramFailure(command: arguments, run: run) }
  }

  /// Pushes what must not be let in: the pusher reads why, in a few lines, and the server is as it was.
  ///
  /// - Parameter code: of the rule that has to say so.
  @discardableResult
  func expectRefusal(
    _ code: String, _ arguments: String..., from clone: OfficeRepository? = nil,
    at location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let before = try references()
    let run = try (clone ?? office).run(["git", "push", "origin"] + arguments)
    let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("remote:") }.map(String.init)
    #expect(run.status != 0, sourceLocation: location)
    #expect(lines.contains { $0.contains("[\(code)]") }, "\(run.errors)", sourceLocation: location)
    #expect(lines.contains { $0.contains("= ") }, "\(run.errors)", sourceLocation: location)
    #expect(lines.count <= 20, sourceLocation: location)
    #expect(try references() == before, sourceLocation: location)
    return lines
  }

  /// Another clone of what the server has.
  func colleague() throws -> OfficeRepository {
    let clone = OfficeRepository(beside: office, named: "colleague")
    try office.git("clone", "-q", path, clone.path)
    return clone
  }

  /// A commit of the office over a tree of its own making, which no work tree could have.
  ///
  /// - Parameter entries: as `git ls-tree` prints them.
  func commit(entries: String, parent: String = "HEAD") throws -> String {
    let tree = try office.run(["git", "mktree", "--missing"], input: entries).line
    return try office.git("commit-tree", tree, "-p", parent, "-m", "made by hand")
  }
}
