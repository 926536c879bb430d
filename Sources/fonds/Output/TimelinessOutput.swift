import FondsModel
import FondsPages
import FondsText
import FondsWorkspace

/// `fonds report timeliness`, for people, spreadsheets and programs.
struct TimelinessOutput {
  let report: TimelinessReport
  let console: Console

  private var headings: [String] {
    [
      say("Matter", "事项"), say("Department", "部门"), say("In time", "按时"), say("Late", "逾期办结"),
      say("Open", "逾期未办"), say("Ahead", "未到期"), say("In time %", "及时率%"), say("Target %", "指标%"),
      say("Met", "达标"),
    ]
  }

  private func matter(_ row: TimelinessReport.Row) -> String {
    say(row.kindLabel) + say(": ", "：") + say(row.label)
  }

  private func cells(_ name: String, _ department: String, _ count: Punctuality, _ target: Int?) -> [String] {
    [name, department] + Punctuality.Outcome.allCases.map { String(count[$0]) }
      + [count.share.map(Self.percent) ?? "", target.map(String.init) ?? "", met(count, target)]
  }

  /// Tenths of a percent as a decimal number.
  private static func percent(_ share: Int) -> String { "\(share / 10).\(share % 10)" }

  private func met(_ count: Punctuality, _ target: Int?) -> String {
    switch target.flatMap({ count.reaches($0) }) {
    case true?: say("yes", "是")
    case false?: say("no", "否")
    case nil: ""
    }
  }

  private var table: [[String]] {
    report.rows.map { cells(matter($0), $0.department ?? "", $0.count, $0.target) }
      + [cells(say("All", "合计"), "", report.total, report.target)]
  }

  // MARK: For people

  func print() {
    let table = ([headings] + table).map { $0.map(Console.clean) }
    let widths = headings.indices.map { column in table.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0 }
    let counts = [Punctuality()] + report.rows.map(\.count) + [report.total]
    let targets = [nil] + report.rows.map(\.target) + [report.target]
    console.print(console.styled(title, .bold))
    for (index, row) in table.enumerated() {
      let line = zip(row, widths).enumerated().map { column, cell in
        let blank = String(repeating: " ", count: cell.1 - DisplayWidth.width(of: cell.0))
        return column < 2 ? cell.0 + blank : blank + cell.0
      }.joined(separator: "  ")
      let isMissed = targets[index].flatMap { counts[index].reaches($0) } == false
      console.print(isMissed ? console.styled(line, .red) : index == 0 ? console.styled(line, .dim) : line)
    }
    guard !report.doubts.isEmpty else { return }
    console.print("\n" + console.styled(doubtful, .bold))
    for doubt in report.doubts {
      let diagnostic = doubt.diagnostic
      console.print(
        "  \(Console.clean(doubt.deadline.record ?? diagnostic.path))  \(diagnostic.severity.rawValue)[\(diagnostic.code)]: "
          + Console.clean(say(diagnostic.message)))
    }
  }

  private var title: String {
    say(
      "In time, \(report.period.name.en) (as of \(report.end.shortText))",
      "\(report.period.name.zh)及时率（截至 \(report.end.shortText)）")
  }

  private var doubtful: String {
    say(
      "\(report.doubts.count) of \(report.claims) times are not borne out by commits; the later of the two counts:",
      "\(report.claims) 个办结时间中有 \(report.doubts.count) 个不能由提交印证，以较晚的时间计：")
  }

  func warn() {
    if report.isShallow {
      console.note(
        say(
          "note: this clone is shallow; what its missing history bore out seems late (git fetch --unshallow)",
          "注意：这是浅克隆，缺少的历史所能印证的会显得逾期（git fetch --unshallow）"))
    }
    for path in report.unreadable {
      console.note(
        say("can't be read and is missing here: ", "读不出来，没有列入：") + Console.clean(path)
          + say("; see fonds check", "；请用 fonds check 查看"))
    }
  }

  // MARK: For spreadsheets

  var csv: String {
    CSVText.byteOrderMark + ([headings] + table).map { CSVText.row($0.map(FormulaGuard.guarded)) }.joined()
  }

  // MARK: For programs

  var json: Node {
    JSON.object([
      ("report", JSON.string("timeliness")), ("period", JSON.string(report.period.text)),
      ("from", JSON.string(report.period.first.description)), ("until", JSON.string(report.period.last.description)),
      ("at", JSON.string(report.end.text)), ("total", JSON.object(counts(report.total, report.target))),
      ("rows", JSON.array(report.rows.map(json))), ("enteredWithin", JSON.string(report.enteredWithin.description)),
      ("claims", JSON.int(report.claims)), ("notBorneOut", JSON.array(report.doubts.map(json))),
      ("unreadable", JSON.array(report.unreadable.map { JSON.string($0) })),
    ])
  }

  private func counts(_ count: Punctuality, _ target: Int?) -> [(String, Node?)] {
    Punctuality.Outcome.allCases.map { ($0.rawValue, JSON.int(count[$0])) } + [
      ("share", count.share.flatMap { Number(Self.percent($0)) }.map { Node(.number($0)) } ?? Node(.null)),
      ("target", target.map(JSON.int) ?? Node(.null)),
      ("met", target.flatMap { count.reaches($0) }.map(JSON.bool) ?? Node(.null)),
    ]
  }

  private func json(_ row: TimelinessReport.Row) -> Node {
    JSON.object(
      [
        ("kind", JSON.string(row.kind)), ("source", JSON.string(row.source.rawValue)),
        ("obligation", JSON.string(row.name)),
        ("label", JSON.object([("en", JSON.string(row.label.en)), ("zh", JSON.string(row.label.zh))])),
        ("department", JSON.string(row.department)),
      ] + counts(row.count, row.target))
  }

  private func json(_ doubt: TimelinessReport.Doubt) -> Node {
    JSON.object([
      ("code", JSON.string(doubt.diagnostic.code)), ("id", JSON.string(doubt.deadline.record)),
      ("path", JSON.string(doubt.diagnostic.path)), ("obligation", JSON.string(doubt.deadline.name)),
      ("part", JSON.string(doubt.deadline.part.isEmpty ? nil : doubt.deadline.part)),
      ("claimed", JSON.string(doubt.claim.time.text)), ("committed", JSON.string(doubt.claim.committed.text)),
      ("commit", JSON.string(doubt.commit.description)), ("verdict", JSON.string(doubt.claim.verdict.rawValue)),
    ])
  }
}
