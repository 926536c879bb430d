import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds log`
struct Log: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "log",
      abstract: say("Show a record's versions, newest first.", "显示一份档案的各个版本，新的在前。"),
      discussion: say("Follows the number, whatever the file was called.", "按编号追踪，文件改过名也能查到。"))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let versions = try workspace.versions(of: id, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(JSON.object([("id", JSON.string(id)), ("versions", JSON.array(versions.map(json)))]))
      return
    }
    let clock = try workspace.clock()
    for version in versions {
      let action = DisplayWidth.padded(say(Self.word(version.action)), to: 8)
      console.print(
        "\(clock.local(version.committed).shortText)  \(console.styled(version.commit.abbreviated(), .dim))  \(action)"
          + DisplayWidth.padded(Console.clean(version.author), to: 12) + "  "
          + (version.summary.map(Console.clean) ?? say("(destroyed since)", "（此后已销毁）")))
      if let previous = version.previousPath, previous != version.path, !version.isHidden {
        console.print("    \(Console.clean(previous)) → \(Console.clean(version.path))")
      }
    }
    if workspace.isShallow { console.note(say("this clone is shallow: earlier versions are missing", "这是浅克隆，缺少更早的版本")) }
  }

  private func json(_ version: Version) -> Node {
    JSON.object([
      ("commit", JSON.string(version.commit.description)), ("committed", JSON.string(version.committed.text)),
      ("author", JSON.string(version.author)), ("action", JSON.string(version.action)),
      ("path", JSON.string(version.shownPath)),
      ("blob", JSON.string(version.blob?.description)), ("summary", JSON.string(version.summary)),
      ("destroyed", JSON.bool(version.isHidden)),
    ])
  }

  private static func word(_ action: String) -> LocalizedText {
    switch action {
    case "create": LocalizedText(en: "create", zh: "登记")
    case "edit": LocalizedText(en: "edit", zh: "修改")
    case "act": LocalizedText(en: "act", zh: "办理")
    case "move": LocalizedText(en: "move", zh: "移动")
    case "remove": LocalizedText(en: "remove", zh: "移除")
    case "destroy": LocalizedText(en: "destroy", zh: "销毁")
    default: LocalizedText(en: Console.clean(action), zh: Console.clean(action))
    }
  }
}
