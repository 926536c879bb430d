import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds commit`
struct Commit: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "commit",
      abstract: say("Check what changed and put it into the archive.", "核对改动并归入档案库。"),
      discussion: say(
        "Takes everything that changed below Records/ and Schemas/, or the paths named; mends the form of the text where that is safe and says so. Nothing is committed while an error stands.",
        "提交 Records/ 和 Schemas/ 里的全部改动，或只提交指定的文件；能安全改好的文字格式会自动改好并说明。只要有错误就什么也不提交。"))
  }

  @Option(name: .shortAndLong, help: ArgumentHelp(say("What the commit says of itself.", "提交说明。"), valueName: "text"))
  var message: String?

  @Argument(
    help: ArgumentHelp(
      say("Files, folders or numbers; every change when left out.", "文件、文件夹或编号；不写就是全部改动。"), valueName: "path"))
  var paths: [String] = []

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let now = try workspace.clock().local(Surroundings.now())
    let chosen = try workspace.selection(paths, mayBeGone: true)
    let outcome = try workspace.commit(
      paths: chosen, message: message, identity: Surroundings.identity, now: now, language: Surroundings.language)
    switch outcome {
    case .refused(let report, let fixes):
      FixReport(console: console).print(fixes)
      ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
      console.note(
        say("nothing was committed: mend the errors and run fonds commit again", "没有提交：请改正错误后再运行 fonds commit"))
      throw ExitCode(1)
    case .unchanged(let fixes):
      FixReport(console: console).print(fixes)
      console.note(say("nothing else has changed: there is nothing to commit", "除此之外没有改动，无需提交"))
    case .committed(let commit, let count, let records, let fixes, let report):
      FixReport(console: console).print(fixes)
      for diagnostic in report.diagnostics {
        let source = report.sources[diagnostic.path].map { SourceText($0) }
        console.note(FullFormat(console: console, stream: .error).text(diagnostic, source: source))
      }
      if global.json {
        console.print(
          JSON.object([
            ("commit", JSON.string(commit.description)), ("records", JSON.array(records.map { JSON.string($0.text) })),
          ]))
      } else {
        let numbers = records.prefix(8).map(\.text).joined(separator: ", ") + (records.count > 8 ? ", …" : "")
        console.print(
          "\(commit.abbreviated()) " + say("committed \(count) \(count == 1 ? "file" : "files")", "已提交 \(count) 个文件")
            + (numbers.isEmpty ? "" : say(": ", "：") + numbers))
      }
    }
  }
}
