import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds hold`
struct HoldCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "hold",
      abstract: say("See and release holds: what must not leave, whatever its period.", "查看和解除冻结：不论期限，不得处置的档案。"),
      discussion: say(
        """
        A hold is a record that names numbers, or a search as for fonds find, or both; any one hold keeps a record. It holds from \
        its first day, once it is approved, until it is released with a reason. A new one: fonds new hold

          fonds hold list
          fonds hold LOG-2023-03-002
          fonds hold release SEC-2023-12-006 --reason "settled by agreement"
        """,
        """
        冻结单也是档案：逐一写编号，或写 fonds find 的查找条件，也可以都写；有一张冻结单的档案就不得处置。批准以后从冻结日期起有效，\
        写明理由解除为止。新建：fonds new hold

          fonds hold list
          fonds hold LOG-2023-03-002
          fonds hold release SEC-2023-12-006 --reason 双方已达成协议
        """),
      subcommands: [List.self, Show.self, Release.self], defaultSubcommand: Show.self)
  }

  /// The words that may stand behind it.
  static let words: Set<String> = ["list", "release"]

  struct List: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "list", abstract: say("List the holds in force.", "列出有效的冻结单。"))
    }

    @Option(
      help: ArgumentHelp(
        say("As things stood, or will stand, at the end of this day.", "某一天结束时的情况，过去或将来都可以。"), valueName: "date"))
    var at: String?

    @Flag(help: ArgumentHelp(say("Also those that were released, and drafts.", "已解除的和草稿也列出。")))
    var all = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let console = global.console
      let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
      let (day, entries) = try global.workspace().holds(at: at, all: all, now: Surroundings.now()) {
        meter.update($0, $1)
      }
      meter.finish()
      if global.json {
        return console.print(
          JSON.object([
            ("at", JSON.string(day.description)), ("holds", JSON.array(entries.map(RetentionText.json))),
          ]))
      }
      for entry in entries { HoldCommand.print(entry, console) }
      console.note(
        all
          ? say("\(entries.count) holds", "共 \(entries.count) 张冻结单")
          : say("\(entries.count) in force on \(day)", "\(day) 有效的冻结单 \(entries.count) 张"))
    }
  }

  struct Show: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "show",
        abstract: say("Tell which holds cover a record, or what a hold covers.", "查一份档案被哪些冻结单冻结，或一张冻结单冻结了什么。"))
    }

    @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
    var id: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let console = global.console
      switch try global.workspace().holdAccount(of: id, now: Surroundings.now()) {
      case .held(let entries):
        if global.json {
          return console.print(
            JSON.object([("id", JSON.string(id)), ("holds", JSON.array(entries.map(RetentionText.json)))]))
        }
        for entry in entries { HoldCommand.print(entry, console) }
        console.note(entries.isEmpty ? say("no hold covers \(id)", "没有冻结 \(id)") : say("held", "已冻结"))
      case .hold(let entry, let covers):
        if global.json {
          return console.print(
            JSON.object([
              ("hold", RetentionText.json(entry)), ("covers", JSON.array(covers.map { JSON.string($0) })),
            ]))
        }
        HoldCommand.print(entry, console)
        for number in covers { console.print("  " + Console.clean(number)) }
        console.note(say("covers \(covers.count) records", "涉及 \(covers.count) 份档案"))
      }
    }
  }

  struct Release: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "release",
        abstract: say("Release a hold, with the reason.", "写明理由，解除冻结。"),
        discussion: say(
          "Writes the day, the reason and the status, and commits that record alone.", "写上解除日期、理由和状态，并只提交这一份档案。"))
    }

    @Argument(help: ArgumentHelp(say("The hold's number.", "冻结单的编号。"), valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp(say("Why the records are no longer needed.", "为什么可以解除。"), valueName: "text"))
    var reason: String

    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if reason.allSatisfy(\.isWhitespace) {
        throw ValidationError(say("say why it is released", "请写明解除的理由"))
      }
    }

    func run() throws {
      let console = global.console
      let release = try global.workspace().releaseHold(
        id, reason: reason, identity: Surroundings.identity, now: Surroundings.now(), language: Surroundings.language)
      guard case .committed(let commit, _, _, _, _) = release.outcome else {
        if case .refused(let report, _) = release.outcome {
          ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
        }
        console.note(say("nothing was written", "没有写入"))
        throw ExitCode(1)
      }
      if global.json {
        return console.print(
          JSON.object([
            ("id", JSON.string(id)), ("path", JSON.string(release.path)), ("commit", JSON.string(commit.description)),
          ]))
      }
      console.print("\(id)  \(Console.clean(release.path))")
      console.note(say("released, committed ", "已解除并提交 ") + commit.abbreviated())
    }
  }

  private static func print(_ entry: HoldBook.Entry, _ console: Console) {
    console.print(Console.clean(RetentionText.line(entry)))
    let numbers = entry.hold.records.sorted().joined(separator: say(", ", "、"))
    if !numbers.isEmpty { console.print("    " + say("records: ", "档案：") + Console.clean(numbers)) }
    if let query = entry.hold.query, !entry.isConcealed {
      console.print("    " + say("search: ", "查找条件：") + Console.clean(query))
    }
  }
}
