import FondsGit
import Foundation
import Testing

/// A repository in a temporary folder, built by the real `git` with fixed people and times.
final class TestRepository {
  let path: String
  private(set) var clock = 1_683_511_200  // 2023-05-08T10:00:00+08:00

  init(bare: Bool = false, create: Bool = true) throws {
    path = NSTemporaryDirectory() + "fondsgit-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    if create { try git(["init", "-q", "-b", "main"] + (bare ? ["--bare"] : [])) }
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
  }

  var command: GitCommand {
    GitCommand(
      directory: path,
      environment: [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "李娜", "GIT_AUTHOR_EMAIL": "li.na@example.org",
        "GIT_COMMITTER_NAME": "张伟", "GIT_COMMITTER_EMAIL": "zhang.wei@example.org",
        "GIT_AUTHOR_DATE": "\(clock) +0800", "GIT_COMMITTER_DATE": "\(clock) +0800",
      ])
  }

  /// What git prints, without the last line end.
  @discardableResult
  func git(_ arguments: [String], input: [UInt8] = []) throws -> String {
    var text = String(decoding: try command.output(of: arguments, input: input), as: UTF8.self)
    if text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String { try git(arguments) }

  func oid(_ revision: String) throws -> OID { try #require(OID(git("rev-parse", revision))) }

  func write(_ file: String, _ content: String) throws {
    let url = URL(fileURLWithPath: path + "/" + file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content.utf8).write(to: url)
  }

  func remove(_ file: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + file)
  }

  /// Commits the whole work tree, a minute after the last time.
  @discardableResult
  func commit(_ message: String = "change") throws -> OID {
    clock += 60
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try oid("HEAD")
  }

  func open() throws -> Repository { try Repository.open(at: path) }

  /// Fails the test when git finds anything to say about the objects.
  func expectSound(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let output = try command.run(["fsck", "--strict", "--full", "--no-dangling"])
    #expect(output.status == 0, sourceLocation: sourceLocation)
    #expect(!output.standardError.contains("rror"), sourceLocation: sourceLocation)
    #expect(!output.standardError.contains("arning"), sourceLocation: sourceLocation)
  }
}

let liNa = Signature(name: "李娜", email: "li.na@example.org", time: 1_683_511_200, offsetMinutes: 480)

/// The code of the `GitError` that `body` throws.
func code(of body: () throws -> some Any) -> GitError.Code? {
  do {
    _ = try body()
    return nil
  } catch {
    return (error as? GitError)?.code
  }
}

/// A generator with a seed: the same "random" history in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
