import ArgumentParser
import FondsWorkspace

/// `fonds check`
struct Check: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: say("Check records by the office's rules.", "按单位的规则核对档案。"),
      discussion: say(
        """
        Checks the whole repository, or the files and folders named (a number will do). Exit status: 0 clean, 1 at least \
        one error, 2 the check could not be done.

        Vim:
          :set makeprg=fonds\\ check\\ --format\\ concise
          :set errorformat=%f:%l:%c:\\ %t%*[^:]:\\ %m
        """,
        """
        核对整个档案库，或指定的文件、文件夹（写编号也行）。退出码：0 合格，1 有错误，2 无法核对。

        Vim：
          :set makeprg=fonds\\ check\\ --format\\ concise
          :set errorformat=%f:%l:%c:\\ %t%*[^:]:\\ %m
        """))
  }

  @Argument(
    help: ArgumentHelp(
      say("Files, folders or numbers; all records when left out.", "文件、文件夹或编号；不写就是全部。"), valueName: "path"))
  var paths: [String] = []

  @Flag(help: ArgumentHelp(say("Check what is staged for the next commit.", "核对已暂存、将要提交的内容。")))
  var staged = false

  @Option(help: ArgumentHelp(say("Check what the commits A..B bring.", "核对 A..B 之间的提交。"), valueName: "A..B"))
  var range: String?

  @Option(help: ArgumentHelp(say("Check the tree of a revision.", "核对某个版本的全部内容。"), valueName: "rev"))
  var rev: String?

  @Flag(help: ArgumentHelp(say("Mend what can be mended safely, then check.", "先自动改好能安全修改的，再核对。")))
  var fix = false

  @Flag(
    help: ArgumentHelp(
      say("With --fix: also mend what may change the meaning; read the result.", "与 --fix 一起：也做可能改变内容的修改，请核对结果。")))
  var unsafeFixes = false

  @Flag(
    help: ArgumentHelp(
      say("Also warn of what is late, escalated or missed (DUE001–DUE003).", "逾期、已升级、漏办的也给出警告（DUE001–DUE003）。")))
  var due = false

  @Option(
    help: ArgumentHelp(
      say("The form of the report: full, concise or json.", "报告格式：full、concise 或 json。"), valueName: "format"))
  var format: ReportFormat = .full

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let ways = [staged, range != nil, rev != nil, !paths.isEmpty].filter(\.self).count
    if ways > 1 {
      throw ValidationError(say("choose one of PATH, --staged, --range and --rev", "PATH、--staged、--range、--rev 只能选一个"))
    }
    if let range, !range.contains("..") || range.contains("...") {
      throw ValidationError(say("--range is of the form A..B", "--range 的写法是 A..B"))
    }
    if fix, staged || range != nil || rev != nil {
      throw ValidationError(say("--fix mends the files on disk alone", "--fix 只能修改磁盘上的文件"))
    }
    if due, staged || range != nil || rev != nil || fix {
      throw ValidationError(
        say("--due looks at the files on disk; it goes with PATH alone", "--due 只看磁盘上的文件，只能与 PATH 一起用"))
    }
    if unsafeFixes, !fix { throw ValidationError(say("--unsafe-fixes goes with --fix", "--unsafe-fixes 要与 --fix 一起用")) }
  }

  func run() throws {
    let workspace = try Surroundings.workspace(
      global.folder, isHook: staged && Surroundings.variables["GIT_INDEX_FILE"] != nil)
    let console = global.console
    let meter = ProgressMeter(console, say("checking", "正在核对"))
    let progress: Workspace.Progress = { meter.update($0, $1) }
    let chosen = try workspace.selection(paths)
    var report: CheckReport
    if staged {
      report = try workspace.checkStaged(Surroundings.identity)
    } else if let range {
      report = try workspace.check(range: range)
    } else if let rev {
      report = try workspace.check(revision: rev, progress: progress)
    } else if fix {
      let fixed = try workspace.fix(paths: chosen, unsafe: unsafeFixes, progress: progress)
      meter.finish()
      FixReport(console: console).print(fixed.applied)
      report = fixed.report
    } else {
      report = try workspace.check(paths: chosen, progress: progress)
      if due { report.merge(try workspace.checkDue(paths: chosen, now: Surroundings.now())) }
    }
    meter.finish()
    ReportPrinter(console: console, format: global.json ? .json : format).print(report)
    if !report.isClean { throw ExitCode(1) }
  }
}

/// Says what fixes were applied.
struct FixReport {
  let console: Console

  func print(_ applied: AppliedFixes) {
    for (path, codes) in applied.mended {
      console.note(say("mended", "已改好") + " \(Console.clean(path)) (\(codes.joined(separator: ", ")))")
    }
    for (old, new) in applied.moved {
      console.note(say("moved", "已移动") + " \(Console.clean(old)) → \(Console.clean(new))")
    }
    for mark in applied.marked {
      console.note(say("marked as superseded by \(mark.new):", "已注明被 \(mark.new) 替代：") + " \(Console.clean(mark.path))")
    }
    for (old, new) in applied.blocked {
      console.note(
        say("not moved, another file has the name:", "没有移动，目标已有文件：") + " \(Console.clean(old)) → \(Console.clean(new))")
    }
  }
}
