import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds report`
struct Report: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "report",
      abstract: say("Print a report of figures.", "输出统计报表。"),
      discussion: say(
        """
        timeliness: how much of what fell due in the period was done in time, by matter and department, against the office's \
        targets. When something was done is the time that its record claims, where a commit bears it out; otherwise the \
        commit's time, where that is later. Only what is committed counts. See timeliness in Schemas/fonds.yaml.

          fonds report timeliness --period 2023-05
          fonds report timeliness --period 2023-Q2 --format csv > timeliness.csv
        """,
        """
        timeliness（及时率）：期间内到期的事项有多少按时办完，按事项和部门统计，与本单位的指标对照。办结时间以档案所写并有提交印证的为准；\
        不能印证的，以两者中较晚的时间计。只统计已提交的内容。指标见 Schemas/fonds.yaml 的 timeliness。

          fonds report timeliness --period 2023-05
          fonds report 及时率 --period 2023-Q2 --format csv > 及时率.csv
        """))
  }

  /// The reports there are; each has its output in a file of its own.
  enum Name: String, CaseIterable {
    case timeliness

    init?(named text: String) {
      guard let found = Self.allCases.first(where: { $0.rawValue == text || $0.label.zh == text }) else { return nil }
      self = found
    }

    var label: LocalizedText {
      switch self {
      case .timeliness: LocalizedText(en: "timeliness", zh: "及时率")
      }
    }
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv
  }

  @Argument(help: ArgumentHelp(say("The report: timeliness.", "报表：timeliness 或 及时率。"), valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp(
      say(
        "2023, 2023-H1, 2023-Q2, 2023-05, 2023-05-08 or A..B; this month when left out.",
        "2023、2023-H1、2023-Q2、2023-05、2023-05-08 或 A..B；不写就是本月。"), valueName: "period"))
  var period: String?

  @Option(help: ArgumentHelp(say("The form: text, json or csv.", "格式：text、json 或 csv。"), valueName: "format"))
  var format: Format = .text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if Name(named: name) == nil {
      let known = Name.allCases.map { say($0.rawValue, "\($0.rawValue)（\($0.label.zh)）") }.joined(separator: ", ")
      throw ValidationError(
        say("there is no report '\(name)'; there are: \(known)", "没有报表“\(name)”；现有：\(known)"))
    }
    _ = try CalendarPeriod.argument(period)
  }

  func run() throws {
    switch Name(named: name) {
    case .timeliness?: try timeliness()
    case nil: try validate()
    }
  }

  private func timeliness() throws {
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let report = try global.workspace().timeliness(
      of: CalendarPeriod.argument(period), now: Surroundings.now(), progress: { meter.update($0, $1) })
    meter.finish()
    let output = TimelinessOutput(report: report, console: console)
    switch global.json ? .json : format {
    case .text: output.print()
    case .json: console.print(output.json)
    case .csv: console.write(output.csv, to: .output)
    }
    output.warn()
  }
}
