import Foundation

/// A records repository in a temporary folder: the shipped rules, real Git, fixed people and times.
public final class OfficeRepository {
  /// Holds the work tree, the home of whoever works in it, and what else a test puts beside them.
  public let folder: TemporaryFolder
  /// The work tree's name within the folder.
  public let name: String
  /// Seconds since 1970 of the next commit; a minute passes with each.
  public private(set) var clock = 1_683_511_200  // 2023-05-08T10:00:00+08:00
  /// Variables beyond the usual ones.
  public var variables: [String: String] = [:]

  public var path: String { folder.file(name) }

  /// - Parameter schemas: whether the shipped rules are there and committed.
  public init(schemas: Bool = true) throws {
    folder = try TemporaryFolder()
    name = "office"
    try folder.write("home/.gitconfig", "[user]\n\tname = 李娜\n\temail = li.na@office.example\n")
    try folder.write("\(name)/.keep", "")
    try folder.remove("\(name)/.keep")
    try git("init", "-q", "-b", "main")
    guard schemas else { return }
    for (path, bytes) in try ShippedSchemas.files() { try write(path, bytes) }
    try commit("rules")
  }

  /// Another repository beside one that is there: a clone, a linked worktree.
  public init(beside other: OfficeRepository, named name: String) {
    folder = other.folder
    self.name = name
    clock = other.clock + 3600
    variables = other.variables
  }

  // MARK: Programs

  public var environment: [String: String] {
    [
      "HOME": folder.file("home"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb",
      "GIT_AUTHOR_NAME": "李娜", "GIT_AUTHOR_EMAIL": "li.na@office.example",
      "GIT_COMMITTER_NAME": "张伟", "GIT_COMMITTER_EMAIL": "zhang.wei@office.example",
      "GIT_AUTHOR_DATE": "\(clock) +0800", "GIT_COMMITTER_DATE": "\(clock) +0800",
      "FONDS_NOW": "2023-05-08T10:00:00+08:00",
    ].merging(variables) { $1 }
  }

  public func run(_ command: [String], input: String = "") throws -> ProgramRun {
    try ProgramRun(command, in: path, environment: environment, input: Array(input.utf8))
  }

  /// What git prints, without the last line end; throws where it fails.
  @discardableResult
  public func git(_ arguments: String...) throws -> String { try git(arguments) }

  @discardableResult
  public func git(_ arguments: [String]) throws -> String {
    let run = try run(["git"] + arguments)
    guard run.status == 0 else { throw ProgramFailure(command: arguments, run: run) }
    return run.line
  }

  public func head() throws -> String { try git("rev-parse", "HEAD") }

  /// Commits the whole work tree by plain Git, no hook asked.
  @discardableResult
  public func commit(_ message: String = "change", at time: Int? = nil) throws -> String {
    clock = time ?? clock + 60
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "--no-verify", "-m", message)
    return try head()
  }

  public func passTime(_ seconds: Int = 60) { clock += seconds }

  // MARK: Files

  public func write(_ file: String, _ bytes: [UInt8]) throws { try folder.write("\(name)/\(file)", bytes) }
  public func write(_ file: String, _ text: String) throws { try folder.write("\(name)/\(file)", text) }
  public func text(_ file: String) throws -> String { try folder.text("\(name)/\(file)") }
  public func exists(_ file: String) -> Bool { folder.exists("\(name)/\(file)") }
  public func remove(_ file: String) throws { try folder.remove("\(name)/\(file)") }
  public func move(_ old: String, to new: String) throws { try folder.move("\(name)/\(old)", to: "\(name)/\(new)") }

  /// Writes a record where it is at home and returns its path.
  @discardableResult
  public func write(_ record: RecordText) throws -> String {
    try write(record.path, record.text)
    return record.path
  }

  /// Files that a program left half-written.
  public func leftovers() throws -> [String] {
    try folder.contents(below: name).filter { $0.hasSuffix(".tmp") || $0.hasSuffix(".lock") || $0.contains("tmp_obj") }
  }

  /// A bare clone beside it, made the upstream of `main`.
  @discardableResult
  public func publish() throws -> String {
    let remote = folder.file("published.git")
    try git("clone", "-q", "--bare", ".", remote)
    try git("remote", "add", "origin", remote)
    try git("fetch", "-q", "origin")
    try git("branch", "-q", "--set-upstream-to=origin/main", "main")
    return remote
  }

  /// A clone of its published state under another name.
  public func colleague(_ name: String) throws -> OfficeRepository {
    let clone = OfficeRepository(beside: self, named: name)
    try git("clone", "-q", folder.file("published.git"), clone.path)
    return clone
  }

  /// What `git fsck` complains of; empty where all is sound.
  public func damage() throws -> String {
    let run = try run(["git", "fsck", "--strict", "--full", "--no-dangling", "--no-progress"])
    return run.status == 0 ? run.errors : "\(run.status) \(run.output)\(run.errors)"
  }
}
