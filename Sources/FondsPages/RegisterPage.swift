import FondsModel
import FondsText

/// A register as a page for printing: A4 across, the heads of the columns on every sheet.
public struct RegisterPage: Sendable {
  private let book: RegisterBook
  private let language: Language

  public init(_ book: RegisterBook, language: Language) {
    self.book = book
    self.language = language
  }

  /// One HTML file that needs nothing else: no network, no script, no font of its own.
  public var html: String {
    let title = Markup.escaped(
      ([say(book.title)] + [book.period.map { say($0.name) }].compactMap(\.self)).joined(separator: " "))
    let origin = [book.office, book.department].compactMap { $0.map(say) }.filter { !$0.isEmpty }
    return """
      \(Markup.opening(title: title, language))
      <style>
      \(Self.style)
      @page { @bottom-right { font-size: 9pt; content: \(say("counter(page) \" / \" counter(pages)", "\"第 \" counter(page) \" 页，共 \" counter(pages) \" 页\"")) } }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(Markup.escaped(origin.joined(separator: " · ")))</p>
      <table>
      <thead>
      <tr><th>\(say("No.", "序号"))</th>\(book.columns.map { "<th>\(Markup.escaped($0.heading))</th>" }.joined())</tr>
      </thead>
      <tbody>
      \(book.rows.enumerated().map { line($0.offset + 1, $0.element) }.joined(separator: "\n"))
      </tbody>
      </table>
      <p>\(summary)</p>
      </body>
      </html>

      """
  }

  private func line(_ count: Int, _ row: RegisterBook.Row) -> String {
    let cells = zip(book.columns, row.cells).map { column, text in
      switch column.content {
      case .text: "<td>\(Markup.escaped(text))</td>"
      case .word: "<td class=\"word\">\(Markup.escaped(text))</td>"
      case .quantity: "<td class=\"quantity\">\(Markup.escaped(Self.grouped(text)))</td>"
      }
    }
    return
      "<tr\(row.isConcealed ? " class=\"concealed\"" : "")><td class=\"quantity\">\(count)</td>\(cells.joined())</tr>"
  }

  private var summary: String {
    let (all, concealed) = (book.rows.count, book.rows.count(where: \.isConcealed))
    let some =
      concealed == 0 ? "" : say("; of \(concealed) classified the content is not shown", "，其中 \(concealed) 份涉密，不列内容")
    return say("\(all) \(all == 1 ? "record" : "records")", "共 \(all) 份") + some
  }

  /// A number with its thousands apart: 186,000.00.
  static func grouped(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let digits = text.dropFirst(isNegative ? 1 : 0).prefix { $0.isASCII && $0.isNumber }
    guard digits.count > 3 else { return text }
    var groups = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { groups += "," }
      groups.append(digit)
    }
    return (isNegative ? "-" : "") + groups + text.dropFirst(digits.count + (isNegative ? 1 : 0))
  }

  private func say(_ text: LocalizedText) -> String { text.text(language) }
  private func say(_ en: String, _ zh: String) -> String { LocalizedText(en: en, zh: zh).text(language) }

  private static let style = """
    @page { size: A4 landscape; margin: 14mm 12mm }
    body { margin: 0; font: 10pt/1.4 'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','SimHei',sans-serif; color: #000 }
    h1 { font-size: 18pt; text-align: center; margin: 0 0 2mm; letter-spacing: .1em }
    p { margin: 2mm 0 }
    table { width: 100%; border-collapse: collapse }
    thead { display: table-header-group }
    tr { break-inside: avoid }
    th, td { border: .3mm solid #444; padding: 1mm 1.5mm; vertical-align: top; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere }
    th { text-align: center; vertical-align: middle; font-weight: 700; background: #eee; overflow-wrap: normal; word-break: keep-all; -webkit-print-color-adjust: exact; print-color-adjust: exact }
    .word, .quantity { width: 1% }
    .word { white-space: nowrap; font-variant-numeric: tabular-nums }
    .quantity { white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums }
    .concealed { color: #666 }
    @media screen { body { margin: 8mm } }
    """
}
