import FondsText
import Foundation

/// The built `fonds`, run as a person or a hook runs it.
public enum FondsProgram {
  /// Beside the tests in the build folder.
  public static let path: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let beside = tests.appendingPathComponent("fonds").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return ShippedSchemas.projectRoot.appendingPathComponent(".build/debug/fonds").path
  }()
}

extension OfficeRepository {
  public func fonds(_ arguments: String..., input: String = "") throws -> ProgramRun {
    try fonds(arguments, input: input)
  }

  public func fonds(_ arguments: [String], input: String = "") throws -> ProgramRun {
    try run([FondsProgram.path] + arguments, input: input)
  }

  /// What a command prints with `--json`, whatever its exit status.
  public func json(_ arguments: String...) throws -> Node {
    let run = try fonds(arguments + ["--json"])
    do {
      return try JSONReader.read(run.bytes)
    } catch {
      throw ProgramFailure(command: arguments, run: run)
    }
  }
}

extension Node {
  /// The keys of a mapping in their order.
  public var keys: [String] { mapping?.entries.map(\.key) ?? [] }
  public var items: [Node] { sequence ?? [] }
}
