import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds act`
struct Act: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "act",
      abstract: say("Take a step of a record's workflow and commit it.", "办理档案流程中的一步并归档。"),
      discussion: say(
        """
        Writes the entry of the trail as the person whom Git's user is in Schemas/organization.yaml, sets the status that \
        follows from it, and commits: one command, one commit. What a rule stands against is not written.
          fonds act --list                              what I can do now
          fonds act HR-2023-09-001 department-head --decision approve --note "back by Monday"
          fonds act HR-2023-09-001 department-head --decision return --to request
          fonds act ADM-2023-09-002 quotes quotes.1.supplier=…      a step that fills fields
          fonds act HR-2023-09-001 withdraw             by who asked
          fonds act SEC-2023-07-001 green-channel --decision approve    an urgent paper, by the leader
        A decision that was taken on paper is entered by somebody else, with its scan:
          fonds act HR-2023-09-001 ceo --decision approve --by he.jun --at 2023-05-08T09:00:00+08:00 --evidence scan-12.pdf
        """,
        """
        以 Git 用户在 Schemas/organization.yaml 里对应的人员登记一步，同时更新状态并提交：一条命令，一次提交。违反规则的不写入。
          fonds act --list                              我现在能办什么
          fonds act HR-2023-09-001 department-head --decision approve --note "周一前回来"
          fonds act HR-2023-09-001 department-head --decision return --to 环节
          fonds act ADM-2023-09-002 quotes quotes.1.supplier=…      要填写内容的环节
          fonds act HR-2023-09-001 withdraw             申请人撤回
          fonds act SEC-2023-07-001 green-channel --decision approve    急件，由领导直接决定
        纸面批示由别人录入，并注明扫描件：
          fonds act HR-2023-09-001 ceo --decision approve --by he.jun --at 2023-05-08T09:00:00+08:00 --evidence scan-12.pdf
        """))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String?

  @Argument(help: ArgumentHelp(say("The step.", "环节。"), valueName: "step"))
  var step: String?

  @Argument(help: ArgumentHelp(say("Fields that the step fills.", "这一步填写的内容。"), valueName: "field=value"))
  var fields: [String] = []

  @Flag(help: ArgumentHelp(say("List what can be done now, by you or --person.", "列出现在可以办的事（本人或 --person）。")))
  var list = false

  @Option(help: ArgumentHelp(say("With --list: another person.", "与 --list 同用：别人。"), valueName: "person"))
  var person: String?

  @Option(
    help: ArgumentHelp(
      say(
        "approve, reject, return, received, read, done. Not needed where the step knows one word only.",
        "approve 同意，reject 不同意，return 退回，received 签收，read 已阅，done 办结；只有一种时可以不写。"),
      valueName: "decision"))
  var decision: String?

  @Option(help: ArgumentHelp(say("With return: the step it goes back to.", "退回时：退回到哪个环节。"), valueName: "step"))
  var to: String?

  @Option(help: ArgumentHelp(say("A remark.", "批注。"), valueName: "text"))
  var note: String?

  @Option(help: ArgumentHelp(say("Who decided, on paper.", "纸面批示：由谁决定。"), valueName: "person"))
  var by: String?

  @Option(help: ArgumentHelp(say("When it was decided, on paper.", "纸面批示：何时决定。"), valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp(say("The scan of the decision on paper.", "纸面批示的扫描件。"), valueName: "file"))
  var evidence: String?

  @Flag(
    help: ArgumentHelp(say("Sign it with your key, also where the role does not demand it.", "用自己的密钥签名（岗位没有要求也签）。")))
  var sign = false

  @Flag(help: ArgumentHelp(say("Leave the step for fonds commit.", "只登记，不提交。")))
  var noCommit = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !list else { return }
    guard id != nil, step != nil else {
      throw ValidationError(say("say which record and which step, or --list", "请写档案编号和环节，或用 --list"))
    }
    if let decision, Workflow.Decision(rawValue: decision) == nil {
      let words = Workflow.Decision.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(say("a decision is one of \(words)", "意见只能是 \(words)"))
    }
  }

  func run() throws {
    guard let id, let step, !list else { return try printList() }
    let request = ActRequest(
      id: id, step: step, decision: decision.flatMap(Workflow.Decision.init), returnTo: to, note: note, decider: by,
      decidedAt: try at.map { text in
        guard let moment = Moment(text) else { throw WorkspaceError.malformedDate(text) }
        return moment
      }, evidence: evidence, assignments: try Assignments.read(fields), isSigned: sign, isCommitted: !noCommit,
      language: Surroundings.language)
    let console = global.console
    switch try global.workspace().act(request, clock: Surroundings.now, overrides: Surroundings.identity) {
    case .refused(let report):
      ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
      console.note(say("nothing was written", "没有写入"))
      throw ExitCode(1)
    case .taken(let taken):
      guard !global.json else {
        return console.print(
          JSON.object([
            ("id", JSON.string(taken.id.text)), ("path", JSON.string(taken.path)), ("entry", taken.entry),
            ("status", JSON.string(taken.status)), ("commit", JSON.string(taken.commit?.description)),
            ("next", JSON.array(taken.next.map(OpenStepOutput.json))),
          ]))
      }
      console.print("\(taken.id)  \(Console.clean(step))  \(Console.clean(taken.status))")
      console.note(
        taken.commit.map { say("committed ", "已提交 ") + $0.abbreviated() }
          ?? say("next: fonds commit", "下一步：fonds commit"))
      OpenStepOutput(console: console).printNext(taken.next)
    }
  }

  private func printList() throws {
    let workspace = try global.workspace()
    let (person, steps) = try workspace.openSteps(
      for: person, now: Surroundings.now(), overrides: Surroundings.identity)
    let console = global.console
    guard !global.json else {
      return console.print(
        JSON.object([("person", JSON.string(person.id)), ("steps", JSON.array(steps.map(OpenStepOutput.json)))]))
    }
    let needed = steps.filter { !$0.isOptional }
    OpenStepOutput(console: console).printList(needed)
    if needed.isEmpty { console.note(say("nothing waits for \(person.id)", "没有等待 \(person.name) 办理的事")) }
    let others = steps.count - needed.count
    if others > 0 {
      console.note(
        say("\(others) more may be done and need not be: --json lists them", "另有 \(others) 项可办可不办：用 --json 查看"))
    }
  }
}
