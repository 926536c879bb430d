import ArgumentParser
import FondsModel
import FondsPages
import FondsText
import FondsWorkspace

/// `fonds label`
struct Label: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "label",
      abstract: say("Print labels for paper copies.", "打印纸质件的标签。"),
      discussion: say(
        """
        Makes one page for a browser to print: two labels beside each other, twelve on a sheet of A4, to be cut. Each \
        bears the number, also as a QR code, and the colour: red urgent, blue important, yellow to do, black archived, \
        green routine. Papers that not everybody may read show neither title nor anything else.

          fonds label HR-2023-01-001 ADM-2023-03-001 --output labels.html
        """,
        """
        生成一个网页，用浏览器打印：每行两个，每张 A4 纸十二个，剪开使用。标签上有编号（也印成二维码）和颜色：红色紧急、\
        蓝色重要、黄色待办、黑色已归档、绿色常规。不是人人可看的文件，不印标题和其他内容。

          fonds label HR-2023-01-001 ADM-2023-03-001 --output 标签.html
        """))
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case html, svg
  }

  @Argument(help: ArgumentHelp(say("The records' numbers.", "档案编号，可以写几个。"), valueName: "id"))
  var ids: [String]

  @Option(help: ArgumentHelp(say("The form: html or svg.", "格式：html 或 svg。"), valueName: "format"))
  var format: Format = .html

  @Option(
    help: ArgumentHelp(say("Write to this file, not to standard output.", "写入该文件，而不是输出到屏幕。"), valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if global.json, output != nil {
      throw ValidationError(say("--json goes without --output", "--json 不能与 --output 一起用"))
    }
  }

  func run() throws {
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let labels = try global.workspace().paperLabels(of: ids, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(JSON.object([("labels", JSON.array(labels.map(Self.json)))]))
      return
    }
    let sheet = LabelSheet(labels, language: Surroundings.language)
    let text = try format == .html ? sheet.html() : sheet.svg()
    if let output {
      let path = global.absolute(output)
      try FileWriting.write(Array(text.utf8), to: path)
      console.print(path)
    } else {
      console.write(text, to: .output)
    }
    let count = labels.count
    console.note(
      say(
        "\(count) \(count == 1 ? "label" : "labels"); print at full size (100 %)", "\(count) 个标签；请按实际大小（100%）打印"))
  }

  private static func json(_ label: PaperLabel) -> Node {
    let details = label.details
    return JSON.object([
      ("id", JSON.string(label.number)), ("colour", JSON.string(label.colour.rawValue)),
      ("classification", JSON.string(say(label.classification))), ("title", JSON.string(details?.title)),
      ("department", JSON.string(details.map { say($0.department) })), ("year", JSON.string(details?.year)),
      ("retention", JSON.string(details?.retention.map { say($0) })),
      ("place", JSON.string(details?.place.map { say($0) })),
    ])
  }
}
