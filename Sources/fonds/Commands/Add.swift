import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds add`
struct Add: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "add",
      abstract: say("Add a row to a sheet and commit it.", "在登记表上登记一行并归档。"),
      discussion: say(
        """
        Temperatures, withdrawals, rounds: small daily things are rows of one sheet a month. Name the sheet by its number, \
        or name its kind: then it is this month's open sheet, made from last month's if it is not there yet. The day, who \
        writes and a running balance are filled in. The row is checked first; what breaks a rule is not written.
          fonds add LOG-2023-08-006 item=LOG-2023-08-004 issued=5 batch=2023-04 taken-by=李娜
          fonds add storeroom-log --dept SEC temperature=21.3 humidity=52

        If it is killed on the way, the sheet is as it was or has the row: git status shows whether the row still waits \
        for fonds commit.
        """,
        """
        温湿度、领用、巡查这类日常小事，每月一张表，一事一行。可以写表的编号，也可以写种类：那就是当月正在登记的表，还没有时由上月的表转出。\
        日期、登记人、结存自动填好。先核对再写入，不合规则的不写。
          fonds add LOG-2023-08-006 item=LOG-2023-08-004 issued=5 batch=2023-04 taken-by=李娜
          fonds add 库房温湿度登记 --dept SEC temperature=21.3 humidity=52

        如果中途被强行结束，表要么没有变，要么已有这一行：用 git status 查看这一行是否还等着 fonds commit。
        """))
  }

  @Argument(
    help: ArgumentHelp(
      say("The sheet's number, or a kind of sheets.", "表的编号，或登记表的种类。"), valueName: "id"))
  var target: String

  @Argument(
    help: ArgumentHelp(say("The row's fields.", "这一行的各项。"), valueName: "field=value"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(
      say("With a kind: the department's code or name; your own when left out.", "写种类时：部门代码或名称；不写就是本人所在部门。"),
      valueName: "dept"))
  var dept: String?

  @Flag(help: ArgumentHelp(say("Leave the row for fonds commit.", "只登记，不提交。")))
  var noCommit = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let console = global.console
    let request = RowRequest(
      target: target, department: dept, assignments: try Assignments.read(fields), isCommitted: !noCommit,
      language: Surroundings.language)
    switch try global.workspace().addRow(request, clock: Surroundings.now, overrides: Surroundings.identity) {
    case .refused(let report):
      ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
      console.note(say("nothing was written: correct the row, or mend the sheet first", "没有写入：请改正这一行，或先改好这张表"))
      throw ExitCode(1)
    case .added(let added):
      if added.isNewSheet { SeriesNotes(console: console).print(added.sheet) }
      if global.json {
        console.print(
          JSON.object([
            ("id", JSON.string(added.sheet.id.text)), ("path", JSON.string(added.sheet.path)), ("row", added.row),
            ("commit", JSON.string(added.commit?.description)), ("isNewSheet", Node(.bool(added.isNewSheet))),
          ]))
      } else {
        console.print("\(added.sheet.id)  \(Console.clean(NodeText.flow(added.row)))")
        console.note(
          added.commit.map { say("committed ", "已提交 ") + $0.abbreviated() }
            ?? say("next: fonds commit", "下一步：fonds commit"))
      }
    }
  }
}
