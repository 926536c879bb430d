/// OpenSSH's `ssh-keygen` program, which signs and checks signatures.
public struct KeygenCommand: Sendable {
  private let program: GitCommand

  /// - Parameters:
  ///   - executable: what to run: a name looked up on the path, or a path.
  ///   - environment: what is changed in the environment the process has: set, or with `nil` taken away.
  public init(executable: String = Self.name, environment: [String: String?] = [:]) {
    program = GitCommand(executable: executable, environment: environment)
  }

  /// The program's name, as `GitError.path` has it where the program is missing.
  public static let name = "ssh-keygen"

  /// Runs it, no shell in between, and waits for its end. A passphrase it asks for on the terminal itself.
  ///
  /// - Parameter input: the bytes of stdin; none when left out.
  ///
  /// A status other than 0 is part of the answer here. Throws `.programMissing` when there is no
  /// such program, `.system` when it cannot be run.
  public func run(_ arguments: [String], input: [UInt8] = []) throws(GitError) -> GitCommand.Output {
    try program.run(arguments, input: input)
  }
}
