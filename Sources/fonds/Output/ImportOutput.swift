import FondsModel
import FondsText
import FondsWorkspace

/// Says what an import did, or would do.
struct ImportOutput {
  let console: Console
  let isDryRun: Bool

  func print(_ report: ImportReport) {
    for row in report.refused {
      for fault in row.faults {
        let code = fault.code.map { " [\($0)]" } ?? ""
        let line = console.styled(say("line \(row.line)", "第 \(row.line) 行"), .red)
        console.print(line + say(": ", "：") + Console.clean(say(fault.message)) + code)
      }
    }
    for row in report.changed {
      console.print("\(row.id)  \(Console.clean(row.fields.joined(separator: say(", ", "、"))))")
    }
    for (first, last, count) in series(of: report.new) {
      console.print(
        count == 1
          ? "\(first.id)  \(Console.clean(first.path))"
          : say("\(first.id) to \(last.id)  \(count) new records", "\(first.id) 至 \(last.id)  新档案 \(count) 份"))
    }
    if let first = report.present.first {
      let count = report.present.count
      console.note(
        say(
          "\(count) \(count == 1 ? "row is" : "rows are") there already, not committed yet (line \(first.line) is \(first.id)); "
            + "commit first if they shall be entered once more",
          "有 \(count) 行已经登记、尚未提交（第 \(first.line) 行是 \(first.id)）；如果确实要再登记一次，请先提交"))
    }
    console.note(summary(report))
    if !report.isWritten {
      if !isDryRun, report.new.count + report.changed.count > 0 {
        console.note(
          say(
            "nothing was written: mend the refused rows, or leave out --all-or-nothing",
            "没有写入任何内容：请改好以上各行，或不用 --all-or-nothing"))
      }
      return
    }
    console.note(say("next: fonds commit", "下一步：fonds commit"))
  }

  private func summary(_ report: ImportReport) -> String {
    let (new, changed, refused) = (report.new.count, report.changed.count, report.refused.count)
    let mark = refused == 0 ? console.styled("✓", .green, on: .error) : console.styled("!", .yellow, on: .error)
    let would = isDryRun ? say("would be: ", "将会：") : ""
    let same = report.unchanged + report.present.count
    return "\(mark) \(would)"
      + say(
        "\(new) new, \(changed) changed, \(same) as they are, \(refused) refused",
        "新登记 \(new) 份，修改 \(changed) 份，未变 \(same) 份，未采用 \(refused) 行")
  }

  /// New records by series: the first, the last, and how many.
  private func series(of rows: [ImportReport.Row]) -> [(ImportReport.Row, ImportReport.Row, Int)] {
    let groups = Dictionary(grouping: rows, by: \.id.series).values.map { $0.sorted { $0.id < $1.id } }
    return groups.compactMap { group in group.first.map { ($0, group[group.count - 1], group.count) } }
      .sorted { $0.0.id < $1.0.id }
  }

  // MARK: JSON

  static func json(_ report: ImportReport, isDryRun: Bool) -> Node {
    JSON.object([
      ("kind", JSON.string(report.kind.name)), ("dryRun", JSON.bool(isDryRun)),
      ("written", JSON.bool(report.isWritten)),
      ("new", JSON.array(report.new.map(json))), ("changed", JSON.array(report.changed.map(json))),
      ("present", JSON.array(report.present.map(json))), ("unchanged", JSON.int(report.unchanged)),
      (
        "refused",
        JSON.array(
          report.refused.flatMap { row in
            row.faults.map { fault in
              JSON.object([
                ("line", JSON.int(row.line)), ("code", JSON.string(fault.code)),
                ("message", JSON.string(say(fault.message))),
              ])
            }
          })
      ),
    ])
  }

  private static func json(_ row: ImportReport.Row) -> Node {
    JSON.object([
      ("line", JSON.int(row.line)), ("id", JSON.string(row.id.text)), ("path", JSON.string(row.path)),
      ("fields", JSON.array(row.fields.map { JSON.string($0) })),
    ])
  }
}
