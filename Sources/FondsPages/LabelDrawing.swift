import FondsModel
import FondsText

/// One label as an SVG drawing in millimetres.
///
/// A drawing, not HTML with a background: browsers leave out backgrounds when they print, but never what is drawn.
struct LabelDrawing {
  static let width = 95.0
  static let height = 46.0

  let label: PaperLabel
  let language: Language

  /// The drawing without the `svg` element around it, its upper left corner at 0, 0.
  func elements() throws(QRCodeError) -> String {
    ([frame, bar, number, try code()] + (label.details.map(describe) ?? [classification])).joined(separator: "\n")
  }

  private func say(_ text: LocalizedText) -> String { text.text(language) }
  private func say(_ en: String, _ zh: String) -> String { LocalizedText(en: en, zh: zh).text(language) }

  // MARK: Parts

  /// Where to cut.
  private var frame: String {
    rectangle(0, 0, Self.width, Self.height, #"fill="white" stroke="gray" stroke-width="0.2" stroke-dasharray="1.5 1""#)
  }

  /// The colour, with its name: printers without colour exist, and so do people who can't tell red from green.
  private var bar: String {
    let words = "\(say(label.colour.name)) · \(say(label.colour.meaning))"
    return rectangle(1, 1, 8, Self.height - 2, #"fill="\#(Self.paint(label.colour))""#) + "\n"
      + text(
        words, 5, Self.height / 2, size: 3.6,
        #"fill="\#(label.colour == .yellow ? "black" : "white")" text-anchor="middle" dominant-baseline="central" "#
          + #"transform="rotate(-90 5 \#(Markup.number(Self.height / 2)))""#)
  }

  private static func paint(_ colour: LabelColour) -> String {
    switch colour {
    case .red: "#c8102e"
    case .blue: "#1d4f9f"
    case .green: "#1e7b3c"
    case .yellow: "#f5c400"
    case .black: "#111"
    }
  }

  private static let left = 12.0
  /// The room beside the code.
  private static let room = width - left - codeSize - 4

  private var number: String {
    let size = min(5.4, Self.room / TextFit.width(of: label.number))
    return text(label.number, Self.left, 8, size: size, #"font-weight="700""#)
  }

  private static let codeSize = 22.0

  /// The number for a scanner, which types it as a keyboard would; with the quiet zone of four modules that the standard
  /// demands.
  private func code() throws(QRCodeError) -> String {
    let code = try QRCode(label.number)
    let scale = Self.codeSize / Double(code.width + 8)
    let place = "\(Markup.number(Self.width - Self.codeSize - 1.5)) 1.5"
    return """
      <g transform="translate(\(place)) scale(\(Markup.number(scale, decimals: 4))) translate(4 4)" shape-rendering="crispEdges">\
      <path d="\(code.path)" fill="black"/></g>
      """
  }

  /// All that a label says of a paper which not everybody may read.
  private var classification: String {
    let fit = TextFit(say(label.classification), width: Self.width - Self.left - 3, forms: [(9, 1), (5, 1)])
    return text(fit.lines.joined(), Self.left, 34, size: fit.size, #"font-weight="700""#)
  }

  private func describe(_ details: PaperLabel.Details) -> [String] {
    let title = TextFit(details.title, width: Self.room, forms: [(4.6, 2), (3.6, 3), (3, 3)])
    var parts = title.lines.enumerated().map { index, line in
      text(line, Self.left, 14.5 + Double(index) * title.size * 1.3, size: title.size)
    }
    let halves = (Self.left, Self.left + 42)
    parts += fact(say("Classification", "密级"), say(label.classification), halves.0, 32, width: 40)
    parts += fact(say("Kept", "保管期限"), details.retention.map { say($0) } ?? "—", halves.1, 32, width: 38)
    parts += fact(say("Department", "部门"), say(details.department), halves.0, 37, width: 40)
    parts += fact(say("Year", "年度"), details.year, halves.1, 37, width: 38)
    if let place = details.place {
      parts += fact(say("Place", "存放"), say(place), halves.0, 42, width: Self.width - Self.left - 3)
    }
    return parts
  }

  /// A line such as `密级 内部`.
  private func fact(_ name: String, _ value: String, _ x: Double, _ y: Double, width: Double) -> [String] {
    let room = TextFit.width(of: name) * 2.6 + 1.2
    let fit = TextFit(value, width: width - room, forms: [(3, 1), (2.4, 1)])
    return [
      text(name, x, y, size: 2.6, #"fill="dimgray""#), text(fit.lines.joined(), x + room, y, size: fit.size),
    ]
  }

  // MARK: Elements

  private func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String) -> String {
    let numbers = [x, y, width, height].map { Markup.number($0) }
    return
      #"<rect x="\#(numbers[0])" y="\#(numbers[1])" width="\#(numbers[2])" height="\#(numbers[3])" \#(attributes)/>"#
  }

  private func text(_ words: String, _ x: Double, _ y: Double, size: Double, _ attributes: String = "") -> String {
    let place = #"x="\#(Markup.number(x))" y="\#(Markup.number(y))" font-size="\#(Markup.number(size))""#
    return "<text \(place)\(attributes.isEmpty ? "" : " " + attributes)>\(Markup.escaped(words))</text>"
  }
}
