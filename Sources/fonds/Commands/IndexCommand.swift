import ArgumentParser
import FondsWorkspace

/// `fonds index`
struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "index",
      abstract: say("Bring the search index up to date.", "更新查找用的索引。"),
      discussion: say(
        "The index lies in .git/fonds and is computed from the history: it may be deleted at any time. Searching brings it up to date by itself.",
        "索引在 .git/fonds 里，由历史算出，随时可以删除。查找时会自动更新。"))
  }

  @Flag(help: ArgumentHelp(say("Build it anew.", "重新建立。")))
  var rebuild = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let state = try workspace.updateIndex(rebuild: rebuild, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(
        JSON.object([("head", JSON.string(state.head?.description)), ("versions", JSON.int(state.versions))]))
    } else {
      console.print(say("\(state.versions) versions are searchable", "可查找 \(state.versions) 个版本"))
    }
  }
}
