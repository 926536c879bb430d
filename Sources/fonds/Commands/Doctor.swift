import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds doctor`
struct Doctor: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "doctor",
      abstract: say("Look for what is wrong with the set-up.", "检查设置有什么问题。"),
      discussion: say(
        """
        In an archive of more than 10 000 files it also tells which commands of Git would make Git itself faster there, and \
        runs them with --fix: an index of version 4, the cache of new files, a commit-graph with changed paths, packing. Some \
        take minutes. None of them changes a record or its history.
        """,
        """
        文件超过一万个的档案库，还会列出能让 Git 本身更快的命令；加 --fix 就逐条执行：第 4 版暂存区、新文件缓存、\
        带路径的提交图、打包。有的要几分钟。这些命令都不会改动档案和历史。
        """))
  }

  @Flag(help: ArgumentHelp(say("Also have Git check every object it holds.", "并让 Git 检查它保存的每个对象。")))
  var objects = false

  @Flag(help: ArgumentHelp(say("Run the commands of Git that make it faster here.", "执行能让 Git 更快的命令。")))
  var fix = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let console = global.console
    let workspace = try global.workspace()
    if fix { try workspace.maintain { console.note("$ \(Self.line($0))") } }
    let findings = try workspace.examine(Surroundings.identity, checksObjects: objects)
    if global.json {
      let items = findings.map { finding in
        JSON.object([
          ("state", JSON.string(finding.state.rawValue)),
          ("message", JSON.string(say(Self.words(finding.subject).message))),
        ])
      }
      console.print(JSON.object([("findings", JSON.array(items))]))
    } else {
      for finding in findings { show(finding, console) }
    }
    if findings.contains(where: { $0.state == .fault }) { throw ExitCode(1) }
  }

  private static func line(_ command: Upkeep.Command) -> String { "git " + command.joined(separator: " ") }

  private func show(_ finding: Finding, _ console: Console) {
    let (message, hint) = Self.words(finding.subject)
    let mark =
      switch finding.state {
      case .good: console.styled("✓", .green)
      case .advice: console.styled("!", .yellow)
      case .fault: console.styled("✗", .red)
      }
    console.print("\(mark) \(Console.clean(say(message)))")
    if let hint { console.print("  → \(Console.clean(say(hint)))") }
  }

  private static func words(_ subject: Finding.Subject) -> (message: LocalizedText, hint: LocalizedText?) {
    func text(_ en: String, _ zh: String) -> LocalizedText { LocalizedText(en: en, zh: zh) }
    switch subject {
    case .git(let version): return (text("Git \(version)", "Git \(version)"), nil)
    case .gitMissing:
      return (
        text("the program git is not installed", "没有安装 git 程序"), text("apt-get install git", "apt-get install git")
      )
    case .repository(let path): return (text("repository at \(path)", "档案库位于 \(path)"), nil)
    case .shallow:
      return (
        text("a shallow clone: earlier history is missing", "浅克隆，缺少更早的历史"),
        text("git fetch --unshallow", "git fetch --unshallow")
      )
    case .unfinished(let what):
      return (
        text("a \(what) is under way", "有一个 \(what) 还没有完成"),
        text("git status says how to end it", "用 git status 查看如何结束")
      )
    case .schemas(let kinds): return (text("rules are sound, with \(kinds) kinds", "规则完好，共 \(kinds) 个种类"), nil)
    case .noSchemas:
      return (
        text("no Schemas/ folder: there are no rules", "没有 Schemas/ 文件夹，没有规则"), text("fonds init .", "fonds init .")
      )
    case .brokenSchemas(let count):
      return (
        text("\(count) faults in the rules", "规则里有 \(count) 处错误"), text("fonds check Schemas", "fonds check Schemas")
      )
    case .hooks: return (text("hooks are installed", "钩子已安装"), nil)
    case .missingHooks(let hooks):
      let names = hooks.map(\.rawValue).joined(separator: ", ")
      return (text("hooks are missing: \(names)", "缺少钩子：\(names)"), text("fonds hook install", "fonds hook install"))
    case .lineEndings:
      return (
        text("Git converts line endings here (core.autocrlf)", "Git 在这里会转换行尾（core.autocrlf）"),
        text("put '/Records/** -text' into .gitattributes", "请在 .gitattributes 里写 /Records/** -text")
      )
    case .identity(let name, let email): return (text("you are \(name) <\(email)>", "你是 \(name) <\(email)>"), nil)
    case .unknownPerson(let email):
      return (
        text(
          "nobody in Schemas/organization.yaml has the address \(email)", "Schemas/organization.yaml 里没有人用邮箱 \(email)"),
        text("add it to a person's email", "请把它加到某个人的 email 里")
      )
    case .noIdentity:
      return (
        text("Git does not know who you are", "Git 不知道你是谁"),
        text(
          "git config --global user.name …; git config --global user.email …",
          "git config --global user.name 姓名；git config --global user.email 邮箱")
      )
    case .index: return (text("the index is up to date", "索引是最新的"), nil)
    case .indexBehind: return (text("the index is behind", "索引不是最新的"), text("fonds index", "fonds index"))
    case .noIndex:
      return (text("there is no index yet", "还没有索引"), text("fonds index (or just search)", "fonds index（或直接查找）"))
    case .indexUnusable(let reason):
      return (
        text("the index can't be used: \(reason)", "索引无法使用：\(reason)"),
        text("fonds index --rebuild", "fonds index --rebuild")
      )
    case .editorSchemas:
      return (text("editors know the fields (.vscode)", "编辑器认得各字段（.vscode）"), nil)
    case .staleEditorSchemas:
      return (
        text("what editors know of the fields is not up to date", "编辑器使用的字段说明不是最新的"),
        text("fonds kinds --editor", "fonds kinds --editor")
      )
    case .unnamedEditorSchema(let type):
      let entry = "\"./.vscode/fonds/type-\(type).json\": \"Records/*/*/\(type)/*.yaml\""
      return (
        text(".vscode/settings.json has no schema for the type \(type)", ".vscode/settings.json 里没有类型 \(type) 的规则"),
        text("put into its yaml.schemas: \(entry)", "请在 yaml.schemas 里加上：\(entry)")
      )
    case .slowGit(let commands):
      let list = commands.map(line).joined(separator: "; ")
      return (
        text("Git would be faster here with: \(list)", "以下命令能让 Git 在这里更快：\(list)"),
        text("fonds doctor --fix runs them", "用 fonds doctor --fix 执行")
      )
    case .unreadableIndexSetting(let name):
      return (
        text("\(name) is set: Fonds can't read the index that Git writes then", "设置了 \(name)：Git 写出的暂存区 Fonds 读不了"),
        text("git config \(name) false; rm .git/index; git reset", "git config \(name) false; rm .git/index; git reset")
      )
    case .unreadableIndex(let reason):
      return (
        text("Git's index can't be read: \(reason)", "无法读取 Git 的暂存区：\(reason)"),
        text("make it anew, which keeps your files: rm .git/index; git reset", "重新生成，文件不受影响：rm .git/index; git reset")
      )
    case .objects: return (text("Git's objects are sound", "Git 对象完好"), nil)
    case .damagedObjects(let words):
      return (
        text("Git's objects are damaged: \(words)", "Git 对象已损坏：\(words)"),
        text("fetch them from another clone before anything else", "请先从别的克隆取回完好的对象")
      )
    }
  }
}
