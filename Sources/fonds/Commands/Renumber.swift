import ArgumentParser
import FondsWorkspace

/// `fonds renumber`
struct Renumber: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "renumber",
      abstract: say("Give a record that is not yet published the next number.", "给尚未发布的档案换下一个编号。"),
      discussion: say(
        "Mends two records of one number after a merge, and rewrites what refers to the record. Then run fonds commit.",
        "用于合并后两份档案同号的情况，并改好引用它的地方。之后运行 fonds commit。"))
  }

  @Argument(
    help: ArgumentHelp(say("A number, or the file where several carry it.", "编号；如果几个文件同号，请写文件名。"), valueName: "id"))
  var record: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let done = try global.workspace().renumber(record)
    let console = global.console
    if global.json {
      console.print(
        JSON.object([
          ("id", JSON.string(done.new.text)), ("path", JSON.string(done.newPath)),
          ("rewritten", JSON.array(done.rewritten.map { JSON.string($0) })),
        ]))
      return
    }
    console.print("\(done.old) → \(done.new)  \(Console.clean(done.newPath))")
    for path in done.rewritten { console.note(say("reference rewritten in ", "已改好引用：") + Console.clean(path)) }
    for path in done.left {
      console.note(
        say("refers to \(done.old), which stays another record's: ", "引用了 \(done.old)（仍是另一份档案的编号），请核对：")
          + Console.clean(path))
    }
    console.note(say("next: fonds commit", "下一步：fonds commit"))
  }
}
