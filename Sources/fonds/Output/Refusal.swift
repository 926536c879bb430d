import FondsText
import FondsWorkspace

/// Tells a pusher why nothing was let in: at most twenty lines, of which Git shows each behind `remote:`.
///
/// Each fault takes two, itself and its cure. One commit with five hundred faults does not hide the others: the first
/// fault of each comes before the second of any.
struct Refusal {
  let console: Console
  let language: Language

  private static let mostFaults = 9

  func print(_ report: PushReport) {
    let shown = chosen(from: report.parts.map(\.report.diagnostics.count))
    for (part, count) in zip(report.parts, shown) {
      for diagnostic in part.report.diagnostics.prefix(count) {
        console.note(line(diagnostic, of: part))
        if let help = diagnostic.help {
          console.note("  = " + text("help: ", "提示：") + Console.clean(help.text(language)))
        }
      }
    }
    if let rest = rest(report.parts, shown) { console.note(rest) }
    let count = report.errorCount
    console.note(
      text(
        "fonds: nothing was accepted: \(count) \(count == 1 ? "error" : "errors"); mend them and push again",
        "fonds：没有接收任何内容：\(count) 个错误；请改正后再推送"))
  }

  /// How many faults of each part are shown.
  private func chosen(from counts: [Int]) -> [Int] {
    var shown = counts.map { _ in 0 }
    var left = Self.mostFaults
    while left > 0, let next = shown.indices.filter({ shown[$0] < counts[$0] }).min(by: { shown[$0] < shown[$1] }) {
      shown[next] += 1
      left -= 1
    }
    return shown
  }

  private func line(_ diagnostic: Diagnostic, of part: PushReport.Part) -> String {
    let source = part.report.sources[diagnostic.path].map { SourceText($0) }
    let place = DiagnosticPlace(diagnostic, source: source).start
    let path = Console.clean(diagnostic.path)
    let name = part.commit.map {
      "\(Self.short(part.reference)) \($0.abbreviated()): \(path):\(place.line):\(place.column)"
    }
    return (name ?? path)
      + ": \(text("error", "错误"))[\(diagnostic.code)]: \(Console.clean(diagnostic.message.text(language)))"
  }

  /// What there was no room for, by code.
  private func rest(_ parts: [PushReport.Part], _ shown: [Int]) -> String? {
    let hidden = zip(parts, shown).flatMap { part, count in part.report.diagnostics.dropFirst(count) }
    guard !hidden.isEmpty else { return nil }
    let codes = Dictionary(grouping: hidden, by: \.code).map { (code: $0, count: $1.count) }
      .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
    let list = codes.prefix(12).map { "\($0.code) × \($0.count)" }.joined(separator: ", ")
    return text("… and \(hidden.count) more: \(list)", "…… 另有 \(hidden.count) 个：\(list)")
  }

  private static func short(_ reference: String) -> String {
    let name = ["refs/heads/", "refs/"].first { reference.hasPrefix($0) }.map { reference.dropFirst($0.count) }
    return Console.clean(String(name ?? reference[...]))
  }

  private func text(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese).text(language)
  }
}
