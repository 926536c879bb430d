/// A command that somebody wrote into Git's configuration, run as Git runs those: by the shell.
///
/// What the command is about goes to its standard input alone, so that no text of a record is ever read by the shell.
public struct ShellCommand: Sendable {
  /// The words as the configuration has them.
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// Runs it and waits for its end.
  ///
  /// A status other than 0 is part of the answer here. Throws `.system` when there is no shell to run it.
  public func run(input: [UInt8]) throws(GitError) -> GitCommand.Output {
    try GitCommand(executable: "/bin/sh").run(["-c", text], input: input)
  }
}
