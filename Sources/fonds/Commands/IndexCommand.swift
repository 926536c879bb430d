import ArgumentParser
import FondsWorkspace

/// `fonds index`
struct IndexCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "index",
      abstract: say("Bring the search index up to date.", "更新查找用的索引。"),
      discussion: say(
        """
        The index lies in .git/fonds and is computed from the history: it may be deleted at any time. Searching brings \
        it up to date by itself. When it is interrupted, the next run goes on with what is left. Where it can't be written, \
        as on a read-only disk, a search makes one for itself and says so.

        With --all, fonds find --history also finds what only other branches and tags have, and says which one has it. \
        What stands now, or stood on a day, and fonds log stay those of this branch. After each commit the other branches \
        are looked at again, until --rebuild without --all.
        """,
        """
        索引在 .git/fonds 里，由历史算出，随时可以删除。查找时会自动更新。中途中断后，再次运行会接着做完剩下的部分。\
        无法写入时（如只读磁盘），查找会另建临时索引并说明。

        使用 --all 后，fonds find --history 也能找到只在其他分支和标签里的版本，并注明是哪一个。\
        现状、某一天的状态以及 fonds log 仍只看本分支。每次提交后会重新查看其他分支，直到不带 --all 使用 --rebuild。
        """))
  }

  @Flag(help: ArgumentHelp(say("Build it anew.", "重新建立。")))
  var rebuild = false

  @Flag(help: ArgumentHelp(say("Take in other branches and tags, too.", "同时收入其他分支和标签。")))
  var all = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let state = try workspace.updateIndex(rebuild: rebuild, everywhere: all, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(
        JSON.object([
          ("head", JSON.string(state.head?.description)), ("versions", JSON.int(state.versions)),
          ("all", JSON.bool(state.holdsBranches)),
        ]))
    } else {
      let versions = say("\(state.versions) versions are searchable", "可查找 \(state.versions) 个版本")
      let others = say(", those of other branches and tags included", "，包括其他分支和标签里的版本")
      console.print(versions + (state.holdsBranches ? others : ""))
    }
  }
}
