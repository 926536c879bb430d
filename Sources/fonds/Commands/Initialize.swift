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
        """,
        "在 Schemas/ 里放好规则模板，在 .vscode/ 里放好编辑器设置，装好钩子，并做第一次提交。已有的文件不会改动。"))
  }

  @Argument(help: ArgumentHelp(say("The folder; the current one when left out.", "文件夹；不写就是当前文件夹。"), valueName: "dir"))
  var target: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let folder = target.map { global.absolute($0) } ?? global.folder
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
}
