import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace
import Foundation

/// `fonds import`
struct Import: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: say("Make and change records from a spreadsheet (CSV).", "从表格（CSV）批量登记、修改档案。"),
      discussion: say(
        """
        The first row names the fields, by name (paper.location for a part of one) or by label in either language. A row \
        without a number becomes a new record, which gets the next number; a row with the number of a record changes the \
        cells that differ from it: an empty cell takes the value away, what has no column stays. Rows that the rules refuse \
        are listed with their line and reason; the others are written. Nothing is committed. A run that was broken off can \
        be repeated: what is there already is not made twice.

          fonds register contract --output contracts.csv      change it, then
          fonds import contract contracts.csv --dry-run
          fonds import asset chairs.csv --dept LOG

        Words may be the labels (Internal, 内部), people and departments their names, dates 2023/5/8, numbers 1,234.50; \
        items of a list stand between semicolons. Exit status 1: rows were refused.
        """,
        """
        第一行是字段：写字段名（字段的一部分写 paper.location）或中英文标签都可以。没有编号的行登记为新档案，自动取号；\
        有编号的行修改该档案，只改内容不同的单元格：空单元格表示去掉该内容，表格里没有的列不动。不合规则的行列出行号和原因，\
        其余写入。不会自动提交。中断后可以重新运行，已经登记的不会重复。

          fonds register 合同 --output 合同.csv      修改后：
          fonds import 合同 合同.csv --dry-run
          fonds import 资产 椅子.csv --dept LOG

        选项可以写标签（内部），人员和部门可以写名称，日期可以写 2023/5/8、2023年5月8日，数字可以写 1,234.50，列表各项用分号\
        隔开。退出码 1：有的行没有采用。
        """))
  }

  @Argument(
    help: ArgumentHelp(
      say("The kind, e.g. contract (see fonds kinds).", "种类，如 contract 或 合同（见 fonds kinds）。"), valueName: "kind"))
  var kind: String

  @Argument(
    help: ArgumentHelp(
      say("A CSV file in UTF-8 or GB18030; - for standard input.", "CSV 文件，UTF-8 或 GB18030 编码；- 表示标准输入。"),
      valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      say("The department of new records, where no column says it.", "新档案的部门（表格里没有部门列时）。"), valueName: "dept"))
  var dept: String?

  @Flag(help: ArgumentHelp(say("Only say what would be done.", "只说明会做什么，不写入。")))
  var dryRun = false

  @Flag(help: ArgumentHelp(say("Write all rows or none.", "全部合格才写入，否则一行也不写。")))
  var allOrNothing = false

  @OptionGroup var global: GlobalOptions

  /// Larger than any table of an office; what is read is held in memory.
  private static let largestFile = 256 << 20

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    var request = ImportRequest(kind: kind, language: Surroundings.language)
    request.department = dept
    request.isAllOrNothing = allOrNothing
    request.isDryRun = dryRun
    let judging = ProgressMeter(console, say("reading the rows", "正在读取各行"))
    let writing = ProgressMeter(console, say("writing the records", "正在写入档案"))
    let report = try workspace.importRecords(
      request, from: try bytes(), today: try workspace.clock().day(of: Surroundings.now()),
      overrides: Surroundings.identity
    ) { phase, done, total in
      (phase == .judging ? judging : writing).update(done, total)
      if done == total { (phase == .judging ? judging : writing).finish() }
    }
    if global.json {
      console.print(ImportOutput.json(report, isDryRun: dryRun))
    } else {
      ImportOutput(console: console, isDryRun: dryRun).print(report)
    }
    if !report.refused.isEmpty { throw ExitCode(1) }
  }

  private func bytes() throws -> [UInt8] {
    let limit = Self.largestFile + 1
    let bytes =
      file == "-"
      ? try FileReading.bytes(of: STDIN_FILENO, limit: limit, "stdin")
      : try FileReading.content(of: global.absolute(file), limit: limit)
    guard let bytes else { throw WorkspaceError.noSuchFile(file) }
    guard bytes.count <= Self.largestFile else {
      throw WorkspaceError.unreadable(path: file, reason: say("larger than 256 MiB", "超过 256 MiB"))
    }
    return bytes
  }
}
