/// The `git` program, for what it does best or alone: its answer on changes against the index is
/// six times faster than libgit2's, and only it packs, bundles and pushes.
public struct GitCommand: Sendable {
  /// What to run: a name looked up on the path, or a path.
  public var executable: String
  /// Where git runs (`-C`); the current folder when `nil`.
  public var directory: String?
  /// What is changed in the environment the process has: set, or with `nil` taken away.
  public var environment: [String: String?]

  /// Git's own options, before the verb.
  private var options: [String] = []

  /// A way to run git.
  public init(
    executable: String = "git", directory: String? = nil, environment: [String: String?] = [:]
  ) {
    self.executable = executable
    self.directory = directory
    self.environment = environment
  }

  /// An environment that names no repository: git then finds the one that its folder lies in.
  public static let withoutRepository: [String: String?] = [
    "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_COMMON_DIR": nil, "GIT_OBJECT_DIRECTORY": nil,
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil, "GIT_NAMESPACE": nil,
  ]

  /// For walks over a whole history: no more than 64 MiB of packs is mapped at a time. Git maps them whole, 400 MB of a large
  /// archive, which counts as its memory.
  public var sparing: GitCommand {
    var command = self
    command.options = ["-c", "core.packedGitWindowSize=1m", "-c", "core.packedGitLimit=64m"]
    return command
  }

  /// What a run has left behind.
  public struct Output: Sendable {
    /// All of stdout, as it is.
    public let standardOutput: [UInt8]
    /// All of stderr, for people.
    public let standardError: String
    /// The exit status; 128 more than the number of the signal that ended it.
    public let status: Int32
  }

  /// Runs `git` with these arguments, no shell in between, and waits for its end.
  ///
  /// - Parameter input: the bytes of stdin; none when left out.
  ///
  /// A status other than 0 is part of the answer here. Throws `.programMissing` when there is no
  /// such program, `.system` when it cannot be run.
  public func run(_ arguments: [String], input: [UInt8] = []) throws(GitError) -> Output {
    let place = options + (directory.map { ["-C", $0] } ?? [])
    var child: ChildProcess
    do {
      child = try ChildProcess(
        executable: executable, arguments: [executable] + place + arguments,
        environment: environment)
    } catch  where error.code == .notFound {
      throw GitError(
        .programMissing, call: error.call, message: "the program is not installed or not on the path",
        path: executable)
    }
    let (output, errors) = try child.communicate(input)
    return Output(
      standardOutput: output, standardError: String(decoding: errors, as: UTF8.self),
      status: try child.wait())
  }

  /// As `run(_:input:)`, but any status other than 0 is an error: `.commandFailed` with what git
  /// wrote to stderr, or `.damagedObject`. Returns stdout.
  public func output(of arguments: [String], input: [UInt8] = []) throws(GitError) -> [UInt8] {
    let output = try run(arguments, input: input)
    guard output.status == 0 else {
      var reason = output.standardError
      while reason.last?.isNewline == true { reason.removeLast() }
      // The verb, past git's own options.
      let verb = arguments.first { !$0.hasPrefix("-") } ?? ""
      if let file = damagedFile(in: reason) { throw .damagedObject(call: "git \(verb)", file: file) }
      throw GitError(
        .commandFailed, call: "git \(verb)",
        message: reason.isEmpty ? "git ended with status \(output.status)" : reason,
        path: directory)
    }
    return output.standardOutput
  }

  /// The file of the loose object that git complains of, in English or Chinese; its path is git's usual one.
  private func damagedFile(in reason: String) -> String? {
    guard ["loose object", "松散对象", "unable to unpack"].contains(where: reason.contains),
      let name = reason.split(whereSeparator: { !$0.isHexDigit }).first(where: { OID($0) != nil })
    else { return nil }
    return ".git/objects/\(name.prefix(2))/\(name.dropFirst(2))"
  }
}
