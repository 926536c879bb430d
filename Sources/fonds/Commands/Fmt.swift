import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds fmt`
struct Fmt: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "fmt",
      abstract: say("Bring records into their one canonical form.", "把档案整理成统一的书写格式。"),
      discussion: say(
        """
        Fields in the order of their kind, two blanks of indentation, quotes only where they are needed, one item a line \
        where lists grow. Comments are kept, and no value changes: each file is read again and compared before it is \
        written. Prints the files that changed. A file whose text has faults is left as it is; the rules in Schemas/ are \
        written by hand and are left, too.

        Exit status: 0 done, 1 with --check where a file differs, 2 where a file had to be left or the work could not be \
        done.
        """,
        """
        字段按种类规定的顺序排列，缩进两格，只在需要时加引号，会增长的清单一项一行。注释都保留，内容不变：写入之前会重新读出来\
        逐项比对。命令会列出改动的文件。文字有错的文件不动；Schemas/ 里的规则由人手写，也不动。

        退出码：0 完成；1 用了 --check 而有文件不合格式；2 有文件没法整理，或命令无法执行。
        """))
  }

  @Argument(
    help: ArgumentHelp(
      say("Files, folders or numbers; all records when left out.", "文件、文件夹或编号；不写就是全部。"), valueName: "path"))
  var paths: [String] = []

  @Flag(help: ArgumentHelp(say("Write nothing; list what would change.", "不写文件，只列出会改动的。")))
  var check = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let meter = ProgressMeter(console, say("formatting", "正在整理格式"))
    let report = try workspace.form(
      paths: workspace.selection(paths), mayWrite: !check, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(json(report))
    } else {
      for path in report.changed { console.print(Console.clean(path)) }
      for (path, reason) in report.refused { console.note(refusal(path, reason, console)) }
      console.note(summary(report, console))
    }
    if !report.refused.isEmpty { throw ExitCode(2) }
    if check, !report.changed.isEmpty { throw ExitCode(1) }
  }

  private func refusal(_ path: String, _ reason: CanonicalForm.Refusal, _ console: Console) -> String {
    let path = Console.clean(path)
    let error = console.styled(say("error", "错误"), .red, on: .error)
    switch reason {
    case .faulty:
      return error + say(": \(path) is left as it is: its text has faults", "：\(path) 没有改动：文字有错") + "\n  = "
        + console.styled(say("help", "提示"), .green, on: .error)
        + say(": mend them first: fonds check --fix", "：请先改好：fonds check --fix")
    case .unsafe:
      return error
        + say(
          ": \(path) is left as it is: it can't be written in canonical form without a change of what it says",
          "：\(path) 没有改动：无法在不改变内容的前提下整理格式")
    }
  }

  private func summary(_ report: FormReport, _ console: Console) -> String {
    let count = report.changed.count
    let isDone = report.refused.isEmpty && (count == 0 || !check)
    let mark = isDone ? console.styled("✓", .green, on: .error) : console.styled("✗", .red, on: .error)
    let records = say(
      "\(report.checked) \(report.checked == 1 ? "record" : "records")", "\(report.checked) 份档案")
    let outcome =
      count == 0
      ? say(", none to change", "，都不用改")
      : check ? say(", \(count) to change", "，\(count) 份要改") : say(", \(count) changed", "，改动 \(count) 份")
    let left = report.refused.isEmpty ? "" : say(", \(report.refused.count) left", "，\(report.refused.count) 份没有动")
    return "\(mark) \(records)\(outcome)\(left)"
  }

  private func json(_ report: FormReport) -> Node {
    let refused = report.refused.map { path, reason in
      JSON.object([("path", JSON.string(path)), ("reason", JSON.string(reason == .faulty ? "faulty" : "unsafe"))])
    }
    return JSON.object([
      ("checked", JSON.int(report.checked)), ("changed", JSON.array(report.changed.map { JSON.string($0) })),
      ("refused", JSON.array(refused)),
    ])
  }
}
