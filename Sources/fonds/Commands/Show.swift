import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds show`
struct Show: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "show", abstract: say("Show a record, now or as it was.", "显示一份档案，现在的或过去的。"))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String

  @Option(help: ArgumentHelp(say("A day (its end) or a revision of Git.", "某一天（结束时）或 Git 版本。"), valueName: "date|rev"))
  var at: String?

  @Flag(
    help: ArgumentHelp(
      say("Print only what an approval covers, as RFC 8785 JSON.", "只输出批准所涵盖的内容（RFC 8785 JSON）。")))
  var content = false

  @Option(
    help: ArgumentHelp(
      say("With --content: what an approval in this step covers.", "与 --content 同用：这一环节的批准所涵盖的内容。"),
      valueName: "step"))
  var step: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if step != nil, !content { throw ValidationError(say("--step goes with --content", "--step 要与 --content 一起用")) }
  }

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let record = try workspace.record(id, at: at, progress: { meter.update($0, $1) })
    meter.finish()
    if content {
      let text = String(decoding: try workspace.coveredContent(of: record, in: step, at: at).bytes, as: UTF8.self)
      // Whoever takes the digest gets each byte as it is; a terminal would act on some.
      console.write(console.isTerminal(.output) ? Console.clean(text) + "\n" : text, to: .output)
      return
    }
    // Who refers to it is told of the present; a record that is not committed yet is known to nobody.
    let referrers = try at == nil && record.version != nil ? workspace.referrers(of: id) : []
    let colour = try workspace.labelColour(of: record, at: at)
    if global.json {
      console.print(
        JSON.object([
          ("record", record.root ?? Node(.null)), ("path", JSON.string(record.path)),
          ("version", record.version.map(JSON.version) ?? Node(.null)),
          ("referredToBy", JSON.array(referrers.map(json))), ("colour", JSON.string(colour?.rawValue)),
        ]))
      return
    }
    console.note(console.styled(Console.clean(record.path), .bold, on: .error))
    let clock = try workspace.clock()
    if let version = record.version {
      console.note(
        "\(clock.local(version.committed).shortText)  \(version.commit.abbreviated())  \(Console.clean(version.author))"
      )
      if at == nil, !version.isCurrent {
        console.note(say("removed since: this is its last content", "此后已移除，这是最后的内容"))
      }
    } else {
      console.note(say("not committed yet", "尚未提交"))
    }
    if let colour { console.note(Self.label(colour, console)) }
    var text = Console.cleanLines(String(decoding: record.bytes, as: UTF8.self))
    if text.hasSuffix("\n") { text.removeLast() }
    console.print(text)
    guard !referrers.isEmpty else { return }
    console.note(say("referred to by:", "引用本件的档案："))
    for referrer in referrers {
      console.note("  \(Console.clean(referrer.id))  \(Console.clean(referrer.title ?? ""))")
    }
  }

  private func json(_ referrer: Referrer) -> Node {
    JSON.object([
      ("id", JSON.string(referrer.id)), ("kind", JSON.string(referrer.kind)), ("title", JSON.string(referrer.title)),
    ])
  }

  /// The label of the paper copy, in its colour and in words.
  private static func label(_ colour: LabelColour, _ console: Console) -> String {
    let style: Console.Style =
      switch colour {
      case .red: .red
      case .blue: .blue
      case .green: .green
      case .yellow: .yellow
      // Black on a black screen would be none.
      case .black: .dim
      }
    return console.styled("■", style, on: .error) + " "
      + say("\(colour.name.en) label: \(colour.meaning.en)", "\(colour.name.zh)标签：\(colour.meaning.zh)")
  }
}
