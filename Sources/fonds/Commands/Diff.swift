import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds diff`
struct Diff: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "diff",
      abstract: say("Show what changed in a record, field by field.", "逐个字段显示档案的改动。"),
      discussion: say(
        "Between two days or revisions, or between one and now; without either, between the last two versions.",
        "比较两个日期或版本，或某个日期与现在；都不写则比较最近两个版本。"))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp(say("Earlier day or revision.", "较早的日期或版本。"), valueName: "a"))
  var before: String?

  @Argument(
    help: ArgumentHelp(say("Later day or revision; HEAD when left out.", "较晚的日期或版本；不写就是 HEAD。"), valueName: "b"))
  var after: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let changes = try global.workspace().differences(of: id, from: before, to: after)
    let console = global.console
    if global.json {
      let items = changes.map { change in
        JSON.object([
          ("field", JSON.string(change.field)), ("before", change.before ?? Node(.null)),
          ("after", change.after ?? Node(.null)),
        ])
      }
      console.print(JSON.object([("changes", JSON.array(items))]))
      return
    }
    for change in changes {
      console.print(console.styled(Console.clean(change.field), .bold))
      if let old = change.before { print(old, sign: "-", .red, console) }
      if let new = change.after { print(new, sign: "+", .green, console) }
    }
    if changes.isEmpty { console.note(say("no field differs", "没有字段不同")) }
  }

  private func print(_ node: Node, sign: String, _ style: Console.Style, _ console: Console) {
    var text = node.string ?? NodeText.flow(node)
    // A block of text ends its last line too.
    if text.hasSuffix("\n") { text.removeLast() }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      console.print(console.styled("  \(sign) \(Console.clean(String(line)))", style))
    }
  }
}
