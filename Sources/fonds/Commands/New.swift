import ArgumentParser
import FondsWorkspace

/// `fonds new`
struct New: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      abstract: say("Make a file for a new record, with the next number.", "新建一份档案，自动取下一个编号。"),
      discussion: say(
        "Fills in what is known and leaves the rest as comments that help. Prints the path; edit it with any editor, then run fonds commit.",
        "能知道的自动填好，其余写成带说明的注释。命令会输出文件路径，用任何编辑器填写，然后运行 fonds commit。"))
  }

  @Argument(
    help: ArgumentHelp(
      say("The kind, e.g. contract (see fonds kinds).", "种类，如 contract 或 合同（见 fonds kinds）。"), valueName: "kind"))
  var kind: String

  @Argument(
    help: ArgumentHelp(
      say("Fields to fill in, e.g. title=\"Annual leave\".", "要填写的字段，如 title=考勤制度。"), valueName: "field=value"))
  var fields: [String] = []

  @Option(help: ArgumentHelp(say("The department's code, e.g. HR.", "部门代码，如 HR。"), valueName: "code"))
  var dept: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let assignments = try fields.map { text in
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
        throw WorkspaceError.badAssignment(text)
      }
      return (field: String(text[..<sign]), value: String(text[text.index(after: sign)...]))
    }
    let request = NewRecordRequest(
      kind: kind, department: dept, assignments: assignments, language: Surroundings.language)
    let today = try workspace.clock().day(of: Surroundings.now())
    let record = try workspace.newRecord(request, today: today, overrides: Surroundings.identity)
    if global.json {
      global.console.print(JSON.object([("id", JSON.string(record.id.text)), ("path", JSON.string(record.path))]))
    } else {
      global.console.print(record.path)
      global.console.note(say("next: fill it in, then fonds commit", "下一步：填写内容，然后运行 fonds commit"))
    }
  }
}
