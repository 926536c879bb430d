import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds dispose list`
struct DisposeList: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: say("What has reached its term; --new draws up a list.", "列出到期的档案；--new 编成清册。"),
      discussion: say(
        """
        Prints what is due, what keeps it, and on which list it stands already. With --new it writes a destruction list (or a \
        transfer list) with the statutory columns, as a draft: look it through, commit it, and take it along its workflow.
          fonds dispose list --at 2033-01-01
          fonds dispose list --new title="2023 年度到期档案销毁清册"
          fonds dispose list --action transfer --new
        """,
        """
        列出到期的档案、不能处置的原因、已经列入哪份清册。加 --new 按法定栏目编成销毁（或移交）清册草稿：看过以后提交，再按流程办理。
          fonds dispose list --at 2033-01-01
          fonds dispose list --new title="2023 年度到期档案销毁清册"
          fonds dispose list --action transfer --new
        """))
  }

  @Argument(help: ArgumentHelp(say("With --new: fields of the list.", "与 --new 同用：清册的内容。"), valueName: "field=value"))
  var fields: [String] = []

  @Option(
    help: ArgumentHelp(say("As at the end of this day, past or to come.", "某一天结束时的情况，过去或将来都可以。"), valueName: "date"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      say("destroy, transfer or review; all of them where left out.", "destroy 销毁、transfer 移交、review 鉴定；不写为全部。"),
      valueName: "action"))
  var action: String?

  @Flag(
    help: ArgumentHelp(say("Write the list: of what is to be destroyed, or of --action.", "编成清册：销毁的，或 --action 指定的。")))
  var new = false

  @Option(
    name: [.long, .customLong("department")],
    help: ArgumentHelp(say("With --new: whose number it gets.", "与 --new 同用：由哪个部门编号。"), valueName: "code"))
  var dept: String?

  @Option(
    help: ArgumentHelp(
      say("With --new: at most so many records on one list.", "与 --new 同用：一份清册最多几份档案。"), valueName: "n"))
  var limit = 500

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let action, DispositionAction(rawValue: action) == nil {
      throw ValidationError(say("an action is destroy, transfer or review", "处置只能是 destroy、transfer 或 review"))
    }
    if new, action == "review" {
      throw ValidationError(
        say(
          "what is to be reviewed is put on a destruction list or gets a longer 'retention'",
          "鉴定的结果是列入销毁清册或改长 retention"))
    }
    if !new, !fields.isEmpty { throw ValidationError(say("fields go with --new", "内容要与 --new 同用")) }
    if limit < 1 { throw ValidationError(say("--limit is at least 1", "--limit 至少为 1")) }
  }

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    guard !new else { return try draw(workspace, console) }
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let proposal = try workspace.disposalProposal(
      at: at, action: action.flatMap(DispositionAction.init), now: Surroundings.now()
    ) { meter.update($0, $1) }
    meter.finish()
    guard !global.json else { return console.print(json(proposal)) }
    for item in proposal.items { console.print(text(item, console)) }
    let free = proposal.items.count(where: \.isFree)
    console.note(
      say(
        "\(proposal.items.count) due by \(proposal.at), \(free) may go on a list",
        "截至 \(proposal.at) 到期 \(proposal.items.count) 份，可以列入清册 \(free) 份"))
    for path in proposal.unreadable {
      console.note(say("can't be read, so not judged: ", "读不懂，没有判断：") + Console.clean(path))
    }
    if proposal.isBeforeFirstCommit {
      console.note(say("before the first commit: the first tree was looked at", "早于第一次提交，按第一次提交的内容列出"))
    }
  }

  private func draw(_ workspace: Workspace, _ console: Console) throws {
    let request = DisposalListRequest(
      action: action.flatMap(DispositionAction.init) ?? .destroy, department: dept, limit: limit,
      assignments: try Assignments.read(fields), language: Surroundings.language)
    let (outcome, listed, left) = try workspace.newDisposalList(
      request, at: at, now: Surroundings.now(), overrides: Surroundings.identity)
    switch outcome {
    case .refused(let report):
      ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
      console.note(say("nothing was written", "没有写入"))
      throw ExitCode(1)
    case .made(let record):
      guard !global.json else {
        return console.print(
          JSON.object([
            ("id", JSON.string(record.id.text)), ("path", JSON.string(record.path)), ("listed", JSON.int(listed)),
            ("left", JSON.int(left)),
          ]))
      }
      console.print(record.path)
      console.note(say("\(listed) records listed", "列入 \(listed) 份"))
      if left > 0 {
        console.note(say("\(left) more are due: run it again once this is committed", "另有 \(left) 份到期，提交以后再编一份"))
      }
      console.note(
        say(
          "next: look it through, fonds commit, then fonds act \(record.id) …",
          "下一步：看过以后 fonds commit，再用 fonds act \(record.id) 办理"))
    }
  }

  private func text(_ item: DisposalProposal.Item, _ console: Console) -> String {
    let due = item.due
    var line =
      "\(RetentionText.due(due.disposition))  \(DisplayWidth.padded(due.disposition.action.label.text(Surroundings.language), to: 8))  "
      + console.styled(Console.clean(due.number ?? due.path), .bold) + "  "
      + Console.clean(due.title ?? say("(classified)", "（限知悉范围）"))
    if !due.holds.isEmpty {
      line += "  " + console.styled(say("held: ", "冻结："), .yellow) + Console.clean(RetentionText.holds(due.holds))
    }
    if let list = item.list { line += "  " + say("on \(list)", "已列入 \(list)") }
    return line
  }

  private func json(_ proposal: DisposalProposal) -> Node {
    JSON.object([
      ("at", JSON.string(proposal.at.description)),
      (
        "due",
        JSON.array(
          proposal.items.map { item in
            JSON.object([
              ("id", JSON.string(item.due.number)), ("path", JSON.string(item.due.path)),
              ("title", JSON.string(item.due.title)), ("kind", JSON.string(item.due.kind)),
              ("class", JSON.string(item.due.disposition.retentionClass.name)),
              ("due", JSON.string(item.due.disposition.due?.description)),
              ("disposition", JSON.string(item.due.disposition.action.rawValue)),
              ("holds", JSON.array(item.due.holds.map { JSON.string($0.hold.number) })),
              ("list", JSON.string(item.list?.text)),
            ])
          })
      ),
    ])
  }
}
