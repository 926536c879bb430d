import FondsGit
import Foundation

/// A program that ran to its end in a folder and an environment of its own.
public struct ProgramRun: Sendable {
  public let status: Int32
  public let output: String
  public let errors: String
  /// Standard output, byte for byte.
  public let bytes: [UInt8]

  /// Runs a program and waits for it. Nothing of the environment of the tests reaches it but the path.
  ///
  /// - Parameter command: the program and its arguments, no shell in between.
  public init(
    _ command: [String], in folder: String, environment: [String: String] = [:], input: [UInt8] = []
  ) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = environment.merging(["PATH": path]) { mine, _ in mine }.map { "\($0)=\($1)" }.sorted()
    let run = try GitCommand(executable: "env").run(["-i", "-C", folder] + variables + command, input: input)
    status = run.status
    bytes = run.standardOutput
    output = String(decoding: bytes, as: UTF8.self)
    errors = run.standardError
  }

  /// Standard output without the last line end.
  public var line: String { output.hasSuffix("\n") ? String(output.dropLast()) : output }

  public var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// A program that did not end well.
public struct ProgramFailure: Error, CustomStringConvertible {
  public let command: [String]
  public let run: ProgramRun

  public init(command: [String], run: ProgramRun) {
    self.command = command
    self.run = run
  }

  public var description: String { "\(command) ended with \(run.status): \(run.output)\(run.errors)" }
}
