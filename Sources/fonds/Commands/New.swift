import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds new`
struct New: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new",
      abstract: say("Make a file for a new record, with the next number.", "新建一份档案，自动取下一个编号。"),
      discussion: say(
        """
        Fills in what is known (number, date, person in charge, defaults) and leaves the rest as comments that say what \
        belongs there. Prints the path; fill it in with any editor, or at once with --edit, then run fonds commit.

        A field is named as in the file or by its label, and its value may be a label too: 密级=内部. Lists take commas, \
        parts a dotted path, items a number:
          fonds new purchase --dept TEC title="Five laptops" keywords=laptop,2023 paper.box=7
          fonds new minutes resolutions.1.what="Order the badges" resolutions.1.owner=李娜 resolutions.1.due=2023-06-01

        A record of a series begins with what the last one left open, such as the resolutions of the last meeting:
          fonds new minutes series="Weekly meeting"
        """,
        """
        能知道的（编号、日期、经办人、默认值）自动填好，其余写成带说明的注释。命令会输出文件路径，用任何编辑器填写（或加 --edit 当场填写），\
        然后运行 fonds commit。

        字段可以写文件里的名称，也可以写标签；内容也可以写标签：密级=内部。多项用逗号隔开，下一级用点，第几项用数字：
          fonds new purchase --dept TEC title=购置便携计算机 关键词=计算机,采购 paper.box=7
          fonds new 会议纪要 resolutions.1.what=订制胸牌 resolutions.1.owner=李娜 resolutions.1.due=2023-06-01

        同一系列的档案会接着上一份没有办完的往下办，如上次会议未办结的决议：
          fonds new 会议纪要 series=周协调会
        """))
  }

  @Argument(
    help: ArgumentHelp(
      say("The kind, e.g. contract (see fonds kinds).", "种类，如 contract 或 合同（见 fonds kinds）。"), valueName: "kind"))
  var kind: String

  @Argument(
    help: ArgumentHelp(
      say("Fields to fill in, e.g. title=\"Annual leave\".", "要填写的字段，如 title=考勤制度。"), valueName: "field=value"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(
      say("The department's code or name; your own when left out.", "部门代码或名称，如 HR、人力资源部；不写就是本人所在部门。"),
      valueName: "dept"))
  var dept: String?

  @Flag(
    help: ArgumentHelp(
      say("Open the file in $VISUAL or $EDITOR and check it afterwards.", "用 $VISUAL 或 $EDITOR 打开文件，编辑后核对。")))
  var edit = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let request = NewRecordRequest(
      kind: kind, department: dept, assignments: try Assignments.read(fields), language: Surroundings.language)
    let today = try workspace.clock().day(of: Surroundings.now())
    switch try workspace.newRecord(request, today: today, overrides: Surroundings.identity) {
    case .refused(let report):
      ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
      console.note(say("nothing was written: correct the values and run it again", "没有写入任何文件：请改正后再运行"))
      throw ExitCode(1)
    case .made(let record):
      print(record)
      SeriesNotes(console: console).print(record)
      if edit {
        try self.edit(record, workspace)
      } else if !global.json {
        console.note(say("next: fill it in, then fonds commit", "下一步：填写内容，然后运行 fonds commit"))
      }
    }
  }

  private func print(_ record: NewRecord) {
    guard global.json else { return global.console.print(Console.clean(record.path)) }
    var keys = [("id", JSON.string(record.id.text)), ("path", JSON.string(record.path))]
    if let origin = record.origin { keys.append(("carriedFrom", JSON.string(origin.previous.text))) }
    global.console.print(JSON.object(keys))
  }

  /// Opens the new file, and says what is wrong with it afterwards.
  private func edit(_ record: NewRecord, _ workspace: Workspace) throws {
    let console = global.console
    do {
      try Editor(environment: Surroundings.variables).edit(workspace.absolute(record.path))
    } catch let failure as Editor.Failure {
      throw EditorError(reason: failure, path: record.path, id: record.id.text)
    }
    guard let paths = try workspace.selection([workspace.absolute(record.path)]) else { return }
    let report = try workspace.check(paths: paths)
    ReportPrinter(console: console, format: .full, stream: .error).print(report)
    guard report.isClean else {
      console.note(
        say("correct the file, then check it again: fonds check \(record.id)", "请改正文件，再核对：fonds check \(record.id)"))
      throw ExitCode(1)
    }
    console.note(say("next: fonds commit", "下一步：fonds commit"))
  }
}

/// `field=value` arguments.
enum Assignments {
  static func read(_ texts: [String]) throws -> [(field: String, value: String)] {
    try texts.map { text in
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw WorkspaceError.badAssignment(text)
      }
      return (field: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
    }
  }
}
