import ArgumentParser
import FondsWorkspace
import Foundation

/// What a hook does.
struct HookRun {
  let hook: Hook
  let folder: String
  let console: Console
  let isJSON: Bool

  /// Nil for anything but what the installed hooks call, `hook run NAME` and what Git passes on.
  ///
  /// Every commit waits for its hook, and parsing arguments by the parser's rules takes it as long as judging a record.
  init?(arguments: [String]) {
    guard arguments.count >= 3, arguments[..<2] == ["hook", "run"], let hook = Hook(rawValue: arguments[2]),
      !arguments[3...].contains(where: { $0.hasPrefix("-") })
    else { return nil }
    self.init(
      hook: hook, folder: FileManager.default.currentDirectoryPath, console: Console(choice: .auto), isJSON: false)
  }

  init(hook: Hook, folder: String, console: Console, isJSON: Bool) {
    (self.hook, self.folder, self.console, self.isJSON) = (hook, folder, console, isJSON)
  }

  /// Throws an `ExitCode` where the hook keeps something out, which it has said then.
  func run() throws {
    let workspace = try Surroundings.workspace(folder, isHook: true)
    let report: CheckReport
    switch hook {
    case .preCommit, .preMergeCommit:
      report = try workspace.checkStaged(Surroundings.identity)
    case .prePush: report = try workspace.checkPush(try lines())
    case .preReceive:
      let report = try workspace.checkReceived(try lines())
      guard !report.isClean else { return }
      Refusal(console: console, language: Surroundings.chosenLanguage ?? report.language ?? .english)
        .print(report)
      throw ExitCode(1)
    }
    if isJSON || !report.diagnostics.isEmpty {
      ReportPrinter(console: console, format: isJSON ? .json : .full, stream: .error).print(report)
    }
    guard !report.isClean else { return }
    console.note(
      hook == .prePush
        ? say("nothing was pushed: mend the errors, commit, and push again", "没有推送：请改正错误、提交后再推送")
        : say("nothing was committed: mend the errors, git add, and commit again", "没有提交：请改正错误、git add 后再提交"))
    throw ExitCode(1)
  }

  /// What Git writes to the hook. Throws where it can't be read to its end: what is pushed by the rest would go unjudged.
  private func lines() throws -> [String] {
    let bytes = try FileReading.bytes(of: STDIN_FILENO, "stdin")
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
