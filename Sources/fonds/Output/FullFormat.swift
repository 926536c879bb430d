import FondsText
import FondsWorkspace

/// Diagnostics for people: the place, the message, the line with a mark under the fault, the cure.
struct FullFormat {
  let console: Console
  let stream: Console.Stream
  /// Lines are cut around the fault to about this many columns.
  private let lineWidth = 100

  func text(_ diagnostic: Diagnostic, source: SourceText?) -> String {
    let place = DiagnosticPlace(diagnostic, source: source)
    let severity = say(Self.word(diagnostic.severity))
    let style: Console.Style = diagnostic.severity == .error ? .red : .yellow
    var lines = [
      "\(Console.clean(diagnostic.path)):\(place.start.line):\(place.start.column): "
        + console.styled("\(severity)[\(diagnostic.code)]", style, on: stream)
        + ": \(Console.clean(say(diagnostic.message))) (\(diagnostic.name))"
    ]
    let margin = String(repeating: " ", count: max(3, String(place.start.line).count + 2))
    if let range = diagnostic.range, let source {
      lines += excerpt(range, place.start.line, source, margin: margin, style: style)
    }
    if let help = diagnostic.help {
      let label = console.styled(say("help", "提示"), .green, on: stream)
      lines.append("\(margin) = \(label)\(say(": ", "："))\(Console.clean(say(help)))")
    }
    return lines.joined(separator: "\n")
  }

  static func word(_ severity: Severity) -> LocalizedText {
    switch severity {
    case .error: LocalizedText(en: "error", zh: "错误")
    case .warning: LocalizedText(en: "warning", zh: "警告")
    case .info: LocalizedText(en: "info", zh: "提示")
    }
  }

  private func excerpt(
    _ range: Range<Int>, _ number: Int, _ source: SourceText, margin: String, style: Console.Style
  ) -> [String] {
    let line = source.line(number)
    let start = min(max(range.lowerBound, line.lowerBound), line.upperBound)
    let end = min(max(range.upperBound, start), line.upperBound)
    var before = Console.clean(source.text(line.lowerBound..<start))
    var marked = Console.clean(source.text(start..<end))
    var after = Console.clean(source.text(end..<line.upperBound))
    before = Self.tail(of: before, columns: lineWidth / 2)
    marked = Self.head(of: marked, columns: lineWidth)
    after = Self.head(
      of: after, columns: max(0, lineWidth - DisplayWidth.width(of: before) - DisplayWidth.width(of: marked)))
    let digits = String(number)
    let gutter = String(repeating: " ", count: margin.count - digits.count) + digits
    let carets = String(repeating: "^", count: max(1, DisplayWidth.width(of: marked)))
    let indent = String(repeating: " ", count: DisplayWidth.width(of: before))
    return [
      "\(gutter) | \(before)\(marked)\(after)",
      "\(margin) | \(indent)\(console.styled(carets, style, on: stream))",
    ]
  }

  private static func head(of text: String, columns: Int) -> String {
    var width = 0
    for index in text.unicodeScalars.indices {
      width += DisplayWidth.width(of: text.unicodeScalars[index])
      if width > columns { return String(text[..<index]) + "…" }
    }
    return text
  }

  private static func tail(of text: String, columns: Int) -> String {
    var width = 0
    for index in text.unicodeScalars.indices.reversed() {
      width += DisplayWidth.width(of: text.unicodeScalars[index])
      if width > columns { return "…" + String(text[text.unicodeScalars.index(after: index)...]) }
    }
    return text
  }
}

/// Where a diagnostic starts and ends, as people count. A fault of the whole file is at 1:1.
struct DiagnosticPlace {
  let start: SourceText.Position
  let end: SourceText.Position

  init(_ diagnostic: Diagnostic, source: SourceText?) {
    guard let range = diagnostic.range, let source else {
      start = SourceText.Position(line: 1, column: 1)
      end = start
      return
    }
    start = source.position(of: range.lowerBound)
    end = source.position(of: range.upperBound)
  }
}
