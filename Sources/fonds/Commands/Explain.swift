import ArgumentParser
import FondsRules
import FondsText

/// `fonds explain`
struct Explain: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explain",
      abstract: say("Explain a rule in full.", "详细说明一条规则。"),
      discussion: say("Without a code, lists all rules.", "不写代码就列出全部规则。"))
  }

  @Argument(help: ArgumentHelp(say("A code or name, e.g. COD004.", "规则代码或名称，如 COD004。"), valueName: "code"))
  var code: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let console = global.console
    guard let code else {
      list(console)
      return
    }
    guard let rule = RuleRegistry.rule(code)?.description else {
      let nearest = nearestName(to: code.uppercased(), among: RuleRegistry.all.map { $0.description.code })
      throw ValidationError(
        say("there is no rule '\(code)'", "没有规则“\(code)”")
          + (nearest.map { say("; did you mean \($0)?", "；是不是 \($0)？") } ?? ""))
    }
    if global.json {
      console.print(json(rule))
      return
    }
    let severity = say(FullFormat.word(rule.severity))
    console.print("\(console.styled(rule.code, .bold)) \(rule.name) (\(severity))\n")
    console.print(say(rule.explanation))
    if let fix = rule.fix {
      console.print(
        "\n"
          + (fix == .safe
            ? say("fonds check --fix mends it.", "fonds check --fix 会自动改好。")
            : say(
              "fonds check --fix --unsafe-fixes mends it; read the result.",
              "fonds check --fix --unsafe-fixes 会改好，请核对结果。")))
    }
    example(say("Fails", "不合格"), rule.fails.shown, .red, console)
    example(say("Passes", "合格"), rule.passes.shown, .green, console)
  }

  private func example(_ title: String, _ text: String, _ style: Console.Style, _ console: Console) {
    guard !text.isEmpty else { return }
    console.print("\n" + console.styled(title, style))
    for line in Console.cleanLines(String(text.prefix(1500))).split(separator: "\n") { console.print("  " + line) }
  }

  private func list(_ console: Console) {
    let rules = RuleRegistry.all.map { $0.description }
    if global.json {
      console.print(JSON.object([("rules", JSON.array(rules.map(json)))]))
      return
    }
    for rule in rules {
      let first = say(rule.explanation).split(separator: "\n").first.map(String.init) ?? ""
      console.print("\(console.styled(rule.code, .bold))  \(DisplayWidth.padded(rule.name, to: 26))\(first.prefix(90))")
    }
  }

  private func json(_ rule: RuleDescription) -> Node {
    JSON.object([
      ("code", JSON.string(rule.code)), ("name", JSON.string(rule.name)),
      ("severity", JSON.string(rule.severity.rawValue)), ("explanation", JSON.string(say(rule.explanation))),
      ("fails", JSON.string(rule.fails.shown)), ("passes", JSON.string(rule.passes.shown)),
    ])
  }
}
