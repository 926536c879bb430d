import ArgumentParser
import FondsModel
import FondsPages
import FondsText
import FondsWorkspace

/// `fonds register`
struct Register: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "register",
      abstract: say("Print the register book of a kind.", "输出某一种类的登记簿、台账。"),
      discussion: say(
        """
        One line a record, in the order of the numbers, with the columns that the kind's file lists under x-fonds.register. \
        CSV opens in any spreadsheet: what is changed there comes back by number with fonds import. HTML is a page to print. \
        Classified records stand in it with their number and without their content.

          fonds register contract --period 2023 --output contracts.csv
          fonds register incoming --period 2023-Q2 --dept SEC --format html --output book.html
        """,
        """
        每份档案一行，按编号排列，列由种类文件的 x-fonds.register 规定。CSV 可以用任何表格软件打开，改好后用 fonds import \
        按编号写回；HTML 是供打印的网页。涉密档案只列编号，不列内容。

          fonds register 合同 --period 2023 --output 合同.csv
          fonds register 收文 --period 2023-Q2 --dept SEC --format html --output 登记簿.html
        """))
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, html
  }

  @Argument(
    help: ArgumentHelp(
      say("The kind, e.g. contract (see fonds kinds).", "种类，如 contract 或 合同（见 fonds kinds）。"), valueName: "kind"))
  var kind: String

  @Option(
    help: ArgumentHelp(
      say("2023, 2023-H1, 2023-Q2, 2023-05, 2023-05-08 or A..B.", "2023、2023-H1、2023-Q2、2023-05、2023-05-08 或 A..B。"),
      valueName: "period"))
  var period: String?

  @Option(help: ArgumentHelp(say("One department alone: its code or name.", "只列一个部门：代码或名称。"), valueName: "dept"))
  var dept: String?

  @Option(help: ArgumentHelp(say("As the archive was at the end of this day.", "某一天结束时的档案库。"), valueName: "date"))
  var at: String?

  @Option(help: ArgumentHelp(say("The form: csv or html.", "格式：csv 或 html。"), valueName: "format"))
  var format: Format = .csv

  @Flag(help: ArgumentHelp(say("Show the content of classified records too.", "涉密档案也列出内容。")))
  var full = false

  @Option(
    help: ArgumentHelp(say("Write to this file, not to standard output.", "写入该文件，而不是输出到屏幕。"), valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    _ = try CalendarPeriod.argument(period)
    if global.json, output != nil {
      throw ValidationError(say("--json goes without --output", "--json 不能与 --output 一起用"))
    }
  }

  func run() throws {
    let console = global.console
    let book = try global.workspace().register(
      RegisterRequest(
        kind: kind, period: CalendarPeriod.argument(period), department: dept, moment: at, isFull: full,
        language: Surroundings.language))
    if global.json {
      console.print(json(book))
    } else {
      let text = format == .csv ? book.csv : RegisterPage(book, language: Surroundings.language).html
      if let output {
        let path = global.absolute(output)
        try FileWriting.write(Array(text.utf8), to: path)
        console.print(path)
      } else {
        console.write(text, to: .output)
      }
      console.note(say("\(book.rows.count) \(book.rows.count == 1 ? "record" : "records")", "共 \(book.rows.count) 份"))
    }
    for path in book.unreadable {
      console.note(
        say("can't be read and is missing here: ", "读不出来，没有列入：") + Console.clean(path)
          + say("; see fonds check", "；请用 fonds check 查看"))
    }
  }

  private func json(_ book: RegisterBook) -> Node {
    JSON.object([
      ("kind", JSON.string(book.kind)), ("period", JSON.string(book.period?.text)),
      ("total", JSON.int(book.rows.count)),
      (
        "columns",
        JSON.array(
          book.columns.map { JSON.object([("field", JSON.string($0.name)), ("heading", JSON.string($0.heading))]) })
      ),
      (
        "rows",
        JSON.array(
          book.rows.map { row in
            JSON.object([
              ("id", JSON.string(row.id.text)), ("path", JSON.string(row.path)),
              ("cells", JSON.array(row.cells.map { JSON.string($0) })), ("concealed", JSON.bool(row.isConcealed)),
            ])
          })
      ), ("unreadable", JSON.array(book.unreadable.map { JSON.string($0) })),
    ])
  }
}
