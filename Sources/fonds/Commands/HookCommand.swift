import ArgumentParser
import FondsWorkspace

/// `fonds hook`
struct HookCommand: ParsableCommand {
  /// Commands whose name is two words.
  static let names = ["hook"]

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hook", abstract: say("Git hooks that keep faulty records out.", "Git 钩子：挡住有错的档案。"),
      subcommands: [Install.self, Run.self])
  }

  struct Install: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "install",
        abstract: say(
          "Install pre-commit, pre-merge-commit and pre-push; on a server, pre-receive.",
          "安装 pre-commit、pre-merge-commit、pre-push 钩子；在服务器上安装 pre-receive。"),
        discussion: say(
          """
          In a bare repository (git init --bare) it installs pre-receive: whatever is pushed there is judged before it is \
          let in, whoever pushes and with whatever program. Hooks that somebody else wrote are never overwritten.
          """,
          """
          在裸仓库（git init --bare）里安装的是 pre-receive：凡推送来的内容，不论谁推、用什么软件推，先核对后接收。\
          别人写的钩子不会被覆盖。
          """))
    }

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let done = try global.workspace().installHooks(program: try Surroundings.programPath())
      let console = global.console
      if global.json {
        console.print(
          JSON.object([
            ("folder", JSON.string(done.folder)),
            ("installed", JSON.array(done.installed.map { JSON.string($0.rawValue) })),
            ("present", JSON.array(done.present.map { JSON.string($0.rawValue) })),
          ]))
        return
      }
      for hook in done.installed { console.print(say("installed ", "已安装 ") + "\(done.folder)/\(hook.rawValue)") }
      for hook in done.present { console.print(say("already there ", "已经有了 ") + "\(done.folder)/\(hook.rawValue)") }
    }
  }

  struct Run: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "run", abstract: say("What a hook does; Git calls it.", "钩子的动作，由 Git 调用。"))
    }

    @Argument(
      help: ArgumentHelp(
        say(
          "pre-commit, pre-merge-commit, pre-push or pre-receive.",
          "pre-commit、pre-merge-commit、pre-push 或 pre-receive。"),
        valueName: "name"))
    var name: String

    @Argument(help: ArgumentHelp(say("What Git passes on.", "Git 传来的参数。"), valueName: "arg"))
    var arguments: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() throws {
      guard let hook = Hook(rawValue: name) else { throw WorkspaceError.unknownHook(name) }
      try HookRun(hook: hook, folder: global.folder, console: global.console, isJSON: global.json).run()
    }
  }
}
