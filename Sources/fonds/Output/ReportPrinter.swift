import ArgumentParser
import FondsText
import FondsWorkspace

/// The forms in which `check` reports.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case full, concise, json
}

/// Prints what a check found.
struct ReportPrinter {
  let console: Console
  let format: ReportFormat
  var stream = Console.Stream.output

  func print(_ report: CheckReport) {
    if format == .json {
      console.print(json(report))
      return
    }
    for (diagnostic, source) in located(report) {
      let text =
        format == .full
        ? FullFormat(console: console, stream: stream).text(diagnostic, source: source) + "\n"
        : concise(diagnostic, source)
      console.write(text + "\n", to: stream)
    }
    for note in report.notes { console.note(say(Self.words(note))) }
    console.note(summary(report))
  }

  /// The diagnostics with the text that each points into.
  private func located(_ report: CheckReport) -> [(Diagnostic, SourceText?)] {
    let texts = report.sources.mapValues { SourceText($0) }
    return report.diagnostics.map { ($0, texts[$0.path]) }
  }

  private func concise(_ diagnostic: Diagnostic, _ source: SourceText?) -> String {
    let place = DiagnosticPlace(diagnostic, source: source).start
    return "\(Console.clean(diagnostic.path)):\(place.line):\(place.column): \(diagnostic.severity.rawValue)"
      + "[\(diagnostic.code)]: \(Console.clean(say(diagnostic.message))) (\(diagnostic.name))"
  }

  private func json(_ report: CheckReport) -> Node {
    let diagnostics = located(report).map { diagnostic, source in
      let place = DiagnosticPlace(diagnostic, source: source)
      return JSON.object([
        ("code", JSON.string(diagnostic.code)), ("name", JSON.string(diagnostic.name)),
        ("severity", JSON.string(diagnostic.severity.rawValue)), ("path", JSON.string(diagnostic.path)),
        ("line", JSON.int(place.start.line)), ("column", JSON.int(place.start.column)),
        ("endLine", JSON.int(place.end.line)), ("endColumn", JSON.int(place.end.column)),
        ("message", JSON.string(say(diagnostic.message))), ("help", JSON.string(diagnostic.help.map { say($0) })),
        ("fix", JSON.string(diagnostic.fix?.applicability.rawValue)),
      ])
    }
    return JSON.object([
      ("checked", JSON.int(report.checked)), ("errors", JSON.int(report.errorCount)),
      ("warnings", JSON.int(report.warningCount)), ("diagnostics", JSON.array(diagnostics)),
    ])
  }

  private func summary(_ report: CheckReport) -> String {
    let files = counted(report)
    guard report.errorCount + report.warningCount > 0 else {
      return console.styled("✓", .green, on: .error) + " " + files + say(": all sound", "：全部合格")
    }
    let faults = say(
      "\(report.errorCount) \(report.errorCount == 1 ? "error" : "errors"), "
        + "\(report.warningCount) \(report.warningCount == 1 ? "warning" : "warnings")",
      "\(report.errorCount) 个错误，\(report.warningCount) 个警告")
    let fixable = report.diagnostics.count { $0.fix?.applicability == .safe }
    let hint = fixable == 0 ? "" : say("; fonds check --fix mends \(fixable)", "；fonds check --fix 可自动改好 \(fixable) 处")
    let mark = report.errorCount > 0 ? console.styled("✗", .red, on: .error) : console.styled("!", .yellow, on: .error)
    return "\(mark) \(files)" + say(": ", "：") + faults + hint
  }

  private func counted(_ report: CheckReport) -> String {
    var parts = [(en: "\(report.checked) \(report.checked == 1 ? "record" : "records")", zh: "\(report.checked) 份档案")]
    if report.checkedRules > 0 {
      let rules = report.checkedRules
      parts.append((en: "\(rules) \(rules == 1 ? "file" : "files") of rules", zh: "\(rules) 个规则文件"))
      // Where rules alone changed, there is nothing to say of records.
      if report.checked == 0 { parts.removeFirst() }
    }
    return say(
      parts.map(\.en).joined(separator: " and ") + " checked", "核对了 " + parts.map(\.zh).joined(separator: "和 "))
  }

  private static func words(_ note: CheckReport.Note) -> LocalizedText {
    switch note {
    case .registerBehind:
      LocalizedText(
        en: "note: the register of numbers is behind, so the history was walked; `fonds index` brings it up to date",
        zh: "注意：编号登记落后于历史，本次逐一查了历史；运行 `fonds index` 更新")
    case .shallowHistory:
      LocalizedText(
        en: "note: this clone is shallow; numbers of the missing history are not known (git fetch --unshallow)",
        zh: "注意：这是浅克隆，缺少的历史里有哪些编号无从知道（git fetch --unshallow）")
    }
  }
}
