import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds due`
struct Due: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "due",
      abstract: say("List what is due, late and escalated.", "列出到期、逾期和已升级的事项。"),
      discussion: say(
        """
        The steps of workflows, what records promise (x-fonds.obligations of their kinds) and what comes round in the office \
        (Schemas/duties.yaml), grouped by who sees to it. Limits in working days and office hours go by the calendar in Schemas/fonds.yaml.

          fonds due --within 7d
          fonds due --person li.na --within 2wd
          fonds due --at 2023-06-30 --role secretary
          fonds due --report weekly
          fonds due --within 30d --format ics > due.ics

        --notify hands each reminder, and each escalation, once to the command that `git config --local fonds.notify` names: one \
        run of it for each, with one JSON object on its standard input (id, title, obligation, label, state, due, people, escalatedTo, \
        office). What a command refuses comes again with the next run, and the exit status is 2. What was handed out is kept in \
        .git/fonds/notified; where that file is lost, every reminder comes once more.
        """,
        """
        流程的环节、档案里约定的事项（种类文件的 x-fonds.obligations）和单位定期要做的事（Schemas/duties.yaml），按责任人列出。\
        以工作日、工作小时计的时限按 Schemas/fonds.yaml 里的日历推算。

          fonds due --within 7d
          fonds due --person 李娜 --within 2wd
          fonds due --at 2023-06-30 --role 秘书
          fonds due --report weekly
          fonds due --within 30d --format ics > 待办.ics

        --notify 把每条提醒、每次升级各交一次给 `git config --local fonds.notify` 指定的命令：每条运行一次，标准输入是一个 JSON 对象\
        （id、title、obligation、label、state、due、people、escalatedTo、office）。命令没有接收的下次再交，本次退出状态为 2。\
        已交出的记在 .git/fonds/notified；这个文件丢了，所有提醒会再来一次。
        """))
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, ics
  }

  @Option(
    help: ArgumentHelp(
      say("As things stood, or will stand, at the end of this day.", "某一天结束时的情况，过去或将来都可以。"), valueName: "date"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      say("And what falls due so far ahead: 24h, 7d, 3wd, 1mo.", "另列今后一段时间内到期的：24h、7d、3wd、1mo。"), valueName: "time"))
  var within: String?

  @Option(help: ArgumentHelp(say("One role alone.", "只列一个岗位的。"), valueName: "role"))
  var role: String?

  @Option(help: ArgumentHelp(say("One person alone, by id or name.", "只列一个人的：代码或姓名。"), valueName: "person"))
  var person: String?

  @Option(
    help: ArgumentHelp(
      say(
        "All that is open of one report, however far ahead: weekly is the Friday list of resolutions and tasks.",
        "一种报表里所有没办完的，不论何时到期：weekly 是周五的决议和事项清单。"), valueName: "name"))
  var report: String?

  @Flag(help: ArgumentHelp(say("Also what is done, and what was missed long ago.", "已办的和早先漏办的也列出。")))
  var all = false

  @Option(help: ArgumentHelp(say("The form: text, json, csv or ics.", "格式：text、json、csv 或 ics。"), valueName: "format"))
  var format: Format = .text

  @Flag(
    help: ArgumentHelp(
      say("Hand out what is new to the command in Git's local fonds.notify.", "把新的提醒交给本仓库 fonds.notify 指定的命令。")))
  var notify = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if notify, at != nil || within != nil || report != nil || all || format == .csv || format == .ics {
      throw ValidationError(
        say(
          "--notify goes with --role, --person and --json alone: reminders are of now",
          "--notify 只能和 --role、--person、--json 一起用：提醒只针对当前"))
    }
    if let within, (TimeLimit(within)?.amount ?? 0) < 1 {
      throw ValidationError(
        say(
          "'\(within)' is no length of time: write 24h, 7d, 3wd, 1mo or 1y", "“\(within)”不是时长：请写 24h、7d、3wd、1mo 或 1y"))
    }
  }

  func run() throws {
    let console = global.console
    let workspace = try global.workspace()
    if notify { return try handOut(workspace, console) }
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let list = try workspace.due(
      DueRequest(
        now: Surroundings.now(), day: at, within: within.flatMap { TimeLimit($0) }, role: role, person: person,
        report: report, isComplete: all), progress: { meter.update($0, $1) })
    let words = DueText(list: list, language: Surroundings.language)
    switch global.json ? .json : format {
    case .text:
      meter.finish()
      show(words, console)
    case .json: console.print(words.json)
    case .csv: console.write(words.csv, to: .output)
    case .ics:
      let numbers = Set(list.items.compactMap(\.deadline.record))
      let changes = try workspace.lastChanges(of: numbers, before: list.at) { meter.update($0, $1) }
      console.write(words.calendar(changes: changes).text, to: .output)
    }
    meter.finish()
    warn(list, console)
  }

  private func handOut(_ workspace: Workspace, _ console: Console) throws {
    let request = DueRequest(now: try Surroundings.now(), role: role, person: person)
    let round = try workspace.notify(request) { ReminderText(reminder: $1, list: $0).document }
    RoundText(round: round, isJSON: global.json || format == .json).print(to: console)
    warn(round.list, console)
    if !round.refused.isEmpty { throw WorkspaceError.notHandedOut(round.refused) }
  }

  private func show(_ words: DueText, _ console: Console) {
    let states = words.list.items.map { DisplayWidth.width(of: words.state($0)) }.max() ?? 0
    let days = words.list.items.map { DisplayWidth.width(of: words.due($0)) }.max() ?? 0
    for (heading, items) in words.groups {
      console.print(console.styled(Console.clean(heading), .bold))
      for item in items {
        let state = console.styled(DisplayWidth.padded(words.state(item), to: states), style(of: item))
        let title =
          [item.deadline.record, item.deadline.department.flatMap { item.deadline.record == nil ? $0 : nil }]
          .compactMap(\.self) + [words.matter(item)]
        console.print(
          "  \(state)  \(DisplayWidth.padded(words.due(item), to: days))  "
            + Console.clean(title.joined(separator: "  ")))
        let remark = [item.isConcealed ? nil : item.title, words.remark(item)].compactMap(\.self)
        if !remark.isEmpty {
          let margin = String(repeating: " ", count: states + days + 6)
          console.print(console.styled(margin + Console.clean(remark.joined(separator: say("; ", "；"))), .dim))
        }
      }
    }
    let late = words.list.items.count { $0.state == .late || $0.state == .escalated }
    console.note(
      say(
        "\(words.list.items.count) listed, \(late) late, at \(words.list.at.shortText)",
        "截至 \(words.list.at.shortText) 共 \(words.list.items.count) 项，其中逾期 \(late) 项"))
  }

  private func style(of item: DueList.Item) -> Console.Style {
    switch item.state {
    case .upcoming: .dim
    case .due: .yellow
    case .late, .escalated: .red
    case .done: .green
    }
  }

  private func warn(_ list: DueList, _ console: Console) {
    if list.isBeforeFirstCommit {
      console.note(say("the archive begins after that day; its first state was looked at", "那一天档案库还没有建立，按最早的状态列出"))
    }
    if !list.areRulesSound {
      console.note(
        say(
          "the rules in Schemas/ have faults, so that something may be missing here; see fonds check Schemas",
          "Schemas/ 里的规则有错，可能有事项没有列出；请用 fonds check Schemas 查看"))
    }
    if let end = list.calendarEnd {
      console.note(
        say(
          "the calendar ends on \(end): later working days are counted by the plain week; see Schemas/fonds.yaml",
          "工作日历只编到 \(end)，之后的工作日按周一至周五推算；请补充 Schemas/fonds.yaml"))
    }
    for path in list.unreadable {
      console.note(
        say("can't be read and is missing here: ", "读不出来，没有列入：") + Console.clean(path)
          + say("; see fonds check", "；请用 fonds check 查看"))
    }
  }
}
