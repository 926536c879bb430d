import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds doctor`
struct Doctor: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(abstract: say("Look for what is wrong with the set-up.", "检查设置有什么问题。"))
  }

  @Flag(help: ArgumentHelp(say("Also have Git check every object it holds.", "并让 Git 检查它保存的每个对象。")))
  var objects = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let findings = try global.workspace().examine(Surroundings.identity, checksObjects: objects)
    let console = global.console
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
    case .objects: return (text("Git's objects are sound", "Git 对象完好"), nil)
    case .damagedObjects(let words):
      return (
        text("Git's objects are damaged: \(words)", "Git 对象已损坏：\(words)"),
        text("fetch them from another clone before anything else", "请先从别的克隆取回完好的对象")
      )
    }
  }
}
