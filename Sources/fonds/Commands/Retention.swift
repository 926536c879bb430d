import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds retention`
struct Retention: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "retention",
      abstract: say("Tell how long records are kept, and which may leave.", "查档案保管多久，哪些到期。"),
      discussion: say(
        """
        With a number: the record's class in Schemas/retention.yaml, why it fits, from when the period counts, when it is over, \
        what keeps the record all the same, and what to do next. Without: the records whose period is over.

          fonds retention ADM-2023-03-001
          fonds retention --at 2033-01-01
          fonds retention --diff HEAD

        --diff lists every record that the schedule of now disposes of otherwise than that of a revision did: run it before a \
        changed schedule is committed. What may leave earlier than before is marked.
        """,
        """
        写编号：显示档案在 Schemas/retention.yaml 里属于哪一类、为什么、从哪天起算、何时到期、因什么不能销毁、下一步怎么办。\
        不写编号：列出已经到期的档案。

          fonds retention ADM-2023-03-001
          fonds retention --at 2033-01-01
          fonds retention --diff HEAD

        --diff 列出现在的保管期限表与某个版本相比，处置有变化的每一份档案；改了期限表，提交以前请先看一遍。比原来提前到期的有标记。
        """))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String?

  @Option(
    help: ArgumentHelp(
      say("As things stood, or will stand, at the end of this day.", "某一天结束时的情况，过去或将来都可以。"), valueName: "date"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      say("What the schedule moves since this revision.", "与这个版本的保管期限表比较。"), valueName: "rev"))
  var diff: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if diff != nil, id != nil || at != nil {
      throw ValidationError(
        say("--diff stands alone: it looks at all records, as they are now", "--diff 要单独用：它看现在的全部档案"))
    }
  }

  func run() throws {
    let console = global.console
    let workspace = try global.workspace()
    let now = try Surroundings.now()
    if let diff { return show(try workspace.retentionChanges(since: diff, now: now), console) }
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    if let id {
      let account = try workspace.retention(of: id, at: at, now: now) { meter.update($0, $1) }
      meter.finish()
      return show(account, console)
    }
    let list = try workspace.dueForDisposition(at: at, now: now) { meter.update($0, $1) }
    meter.finish()
    show(list, console)
  }

  // MARK: One record

  private func show(_ account: RetentionAccount, _ console: Console) {
    if global.json { return console.print(RetentionText.json(account)) }
    let title = account.title ?? say("(classified)", "（限知悉范围）")
    console.print(console.styled(account.number, .bold) + "  " + Console.clean(title))
    let width = rows(account).map { DisplayWidth.width(of: $0.label) }.max() ?? 0
    for (label, text) in rows(account) {
      console.print("  " + DisplayWidth.padded(label, to: width) + "  " + Console.clean(text))
    }
    warn(account.isBeforeFirstCommit, unreadable: [], console)
  }

  private func rows(_ account: RetentionAccount) -> [(label: String, text: String)] {
    guard let disposition = account.disposition else {
      return [(say("class", "类"), say("none fits", "没有合适的类"))] + heldRows(account)
    }
    let found = disposition.retentionClass
    let kinds =
      found.kinds.isEmpty
      ? say("a record of any kind", "任何种类的档案") : say("kind: ", "种类：") + account.kind.text(Surroundings.language)
    let trigger =
      disposition.trigger.map(\.description)
      ?? (disposition.facts.trigger == .undecided
        ? say("not decided on yet", "还没有办完")
        : say("waits for: ", "等待：") + (found.event ?? Self.filled).text(Surroundings.language))
    let own = disposition.facts.own.map { say(", its own \($0)", "，本件 \($0.label.zh)") } ?? ""
    var rows = [
      (say("class", "类"), RetentionText.label(found)),
      (say("because", "原因"), kinds + (found.conditionText.map { say("; when ", "；条件 ") + $0 } ?? "")),
      (
        say("period", "期限"),
        say(
          "\(disposition.period) (class \(found.period)\(own))",
          "\(disposition.period.label.zh)（本类 \(found.period.label.zh)\(own)）")
      ),
      (say("counts from", "起算"), trigger + "  (\(found.triggers.joined(separator: ", ")))"),
      (
        say("cut-off", "截止"),
        found.cutOff == .yearEnd
          ? say("from 1 January of the next year", "从次年 1 月 1 日起") : say("from the next day", "从次日起")
      ),
      (say("may leave", "到期"), RetentionText.due(disposition)),
      (say("then", "处置"), disposition.action.label.text(Surroundings.language)),
      (say("basis", "依据"), disposition.basis.text(Surroundings.language)),
    ]
    if let reason = disposition.keptFor {
      rows.append((say("kept", "暂不处置"), reason.text(Surroundings.language)))
    }
    return rows + heldRows(account)
  }

  private static let filled = LocalizedText(en: "the field to be filled", zh: "填写该字段")

  private func heldRows(_ account: RetentionAccount) -> [(label: String, text: String)] {
    account.holds.map { (say("held by", "冻结"), RetentionText.line($0)) }
      + [(say("next", "下一步"), RetentionText.next(account.next, of: account))]
  }

  // MARK: Lists

  private func show(_ list: DispositionList, _ console: Console) {
    if global.json {
      let items = list.items.map { item in
        JSON.object([
          ("id", JSON.string(item.number)), ("path", JSON.string(item.path)), ("title", JSON.string(item.title)),
          ("kind", JSON.string(item.kind)), ("class", JSON.string(item.disposition.retentionClass.name)),
          ("trigger", JSON.string(item.disposition.trigger?.description)),
          ("period", JSON.string(item.disposition.period.description)),
          ("due", JSON.string(item.disposition.due?.description)),
          ("disposition", JSON.string(item.disposition.action.rawValue)),
          ("holds", JSON.array(item.holds.map { JSON.string($0.hold.number) })),
        ])
      }
      console.print(JSON.object([("at", JSON.string(list.at.description)), ("due", JSON.array(items))]))
      return warn(list.isBeforeFirstCommit, unreadable: list.unreadable, console)
    }
    let numbers = list.items.map { $0.number ?? $0.path }
    let width = numbers.map { DisplayWidth.width(of: $0) }.max() ?? 0
    let classes = list.items.map { RetentionText.label($0.disposition.retentionClass) }
    let classWidth = classes.map { DisplayWidth.width(of: $0) }.max() ?? 0
    for (item, (number, label)) in zip(list.items, zip(numbers, classes)) {
      let held =
        item.holds.isEmpty
        ? "" : console.styled(say("  held: ", "  冻结：") + Console.clean(RetentionText.holds(item.holds)), .yellow)
      console.print(
        "\(RetentionText.due(item.disposition))  \(DisplayWidth.padded(Console.clean(number), to: width))  "
          + DisplayWidth.padded(
            item.disposition.action.label.text(Surroundings.language), to: Surroundings.language == .chinese ? 4 : 8)
          + "  \(DisplayWidth.padded(Console.clean(label), to: classWidth))  "
          + Console.clean(item.title ?? say("(classified)", "（限知悉范围）")) + held)
    }
    let held = list.items.count { !$0.holds.isEmpty }
    console.note(
      say(
        "\(list.items.count) may leave by \(list.at), \(held) of them held",
        "截至 \(list.at) 到期 \(list.items.count) 份，其中冻结 \(held) 份"))
    warn(list.isBeforeFirstCommit, unreadable: list.unreadable, console)
  }

  private func show(_ changes: ScheduleChanges, _ console: Console) {
    if global.json {
      let items = changes.items.map { item in
        JSON.object([
          ("id", JSON.string(item.number)), ("path", JSON.string(item.path)), ("title", JSON.string(item.title)),
          ("before", RetentionText.json(item.before)), ("after", RetentionText.json(item.after)),
          ("shortened", JSON.bool(item.isShortened)),
        ])
      }
      console.print(JSON.object([("since", JSON.string(changes.revision)), ("changes", JSON.array(items))]))
      return warn(false, unreadable: changes.unreadable, console)
    }
    for item in changes.items {
      let mark = item.isShortened ? console.styled(say("shorter ", "提前 "), .red) : say("        ", "     ")
      console.print(
        mark + Console.clean(item.number ?? item.path) + "  \(side(item.before)) → \(side(item.after))  "
          + Console.clean(item.title ?? say("(classified)", "（限知悉范围）")))
    }
    let shorter = changes.items.count(where: \.isShortened)
    console.note(
      say(
        "\(changes.items.count) records moved by the schedule since \(Console.clean(changes.revision)), \(shorter) of them leave earlier",
        "与 \(Console.clean(changes.revision)) 相比有变化的 \(changes.items.count) 份，其中提前到期 \(shorter) 份"))
    warn(false, unreadable: changes.unreadable, console)
  }

  private func side(_ disposition: Disposition?) -> String {
    guard let disposition else { return say("no class", "无类") }
    let words = [
      RetentionText.due(disposition), disposition.retentionClass.name, disposition.period.description,
      disposition.action.label.text(Surroundings.language),
    ]
    return Console.clean(words.joined(separator: " "))
  }

  private func warn(_ isBeforeFirstCommit: Bool, unreadable: [String], _ console: Console) {
    if isBeforeFirstCommit {
      console.note(say("the archive begins after that day; its first state was looked at", "那一天档案库还没有建立，按最早的状态列出"))
    }
    for path in unreadable {
      console.note(
        say("can't be read and is missing here: ", "读不出来，没有列入：") + Console.clean(path)
          + say("; see fonds check", "；请用 fonds check 查看"))
    }
  }
}
