import ArgumentParser
import FondsWorkspace

/// `fonds init`
struct Initialize: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "init",
      abstract: say("Make a new records repository.", "建立新的档案库。"),
      discussion: say(
        """
        Lays the template of rules in Schemas/ and settings for editors in .vscode/, installs the hooks and makes the first \
        commit. A file that is there already stays as it is.

        With --example the new folder holds the records of an office and their whole history, committed by its people on \
        their days: something to search, to compare and to try things on.
        """,
        """
        在 Schemas/ 里放好规则模板，在 .vscode/ 里放好编辑器设置，装好钩子，并做第一次提交。已有的文件不会改动。

        加 --example，新文件夹里是一个办公室的全部档案和全部历史，由当时的人在当天提交：可以查、可以比、可以随便试。
        """))
  }

  @Argument(help: ArgumentHelp(say("The folder; the current one when left out.", "文件夹；不写就是当前文件夹。"), valueName: "dir"))
  var target: String?

  @Flag(help: ArgumentHelp(say("Replay the example: an office's year.", "重演样例：一个办公室的一年。")))
  var example = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let folder = target.map { global.absolute($0) } ?? global.folder
    if example { return try replay(to: folder) }
    let (_, made) = try Workspace.initialize(
      at: folder, identity: Surroundings.identity, now: try Surroundings.now(), language: Surroundings.language,
      program: try Surroundings.programPath())
    let console = global.console
    if global.json {
      console.print(
        JSON.object([
          ("path", JSON.string(made.root)), ("commit", JSON.string(made.commit.description)),
          ("files", JSON.array(made.files.map { JSON.string($0) })),
        ]))
      return
    }
    console.print(made.root)
    if !made.kept.isEmpty {
      let kept = made.kept.map(Console.clean).joined(separator: ", ")
      console.note(say("left as they were: \(kept)", "已有的文件没有改动：\(kept)"))
    }
    let rules = made.files.count { $0.hasPrefix("Schemas/") }
    console.note(
      say(
        """
        A records repository with \(rules) files of rules, checked by hooks at each commit.
        next: fonds new policy --dept HR title="Annual leave"
        """,
        """
        档案库已建好：\(rules) 个规则文件，每次提交都会自动核对。
        下一步：fonds new policy --dept HR title=考勤制度
        """))
  }

  private func replay(to folder: String) throws {
    let console = global.console
    let meter = ProgressMeter(console, say("replaying the year", "正在重演"))
    let (_, made) = try Workspace.initializeExample(
      at: folder, program: try Surroundings.programPath(), progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(
        JSON.object([
          ("path", JSON.string(made.root)), ("commit", JSON.string(made.commit.description)),
          ("records", JSON.int(made.records)), ("commits", JSON.int(made.commits)),
          ("first", JSON.string(made.first.text)), ("last", JSON.string(made.last.text)),
        ]))
      return
    }
    console.print(made.root)
    let (first, last) = (made.first.text.prefix(10), made.last.text.prefix(10))
    console.note(
      say(
        """
        \(made.records) records, \(made.commits) commits from \(first) to \(last), by the people of Schemas/organization.yaml.
        next, in that folder:
          fonds find --history 二分之一
          fonds log LOG-2023-11-003
          fonds show TEC-2022-08-002 --at 2023-05-31
        What you commit there is under your own name. To act as 张伟, the director of the office:
          git config user.name 张伟; git config user.email zhang.wei@office.example
        """,
        """
        \(made.records) 份档案，\(made.commits) 次提交，从 \(first) 到 \(last)，由 Schemas/organization.yaml 里的人提交。
        接下来可以在该文件夹里试：
          fonds find --history 二分之一
          fonds log LOG-2023-11-003
          fonds show TEC-2022-08-002 --at 2023-05-31
        您自己的提交会记在您名下。要扮作办公室主任张伟：
          git config user.name 张伟; git config user.email zhang.wei@office.example
        """))
  }
}
