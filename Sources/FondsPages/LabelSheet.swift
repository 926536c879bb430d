import FondsModel
import FondsText

/// Labels of paper copies on sheets of A4, to be printed at full size and cut: two beside each other, six below.
public struct LabelSheet: Sendable {
  private static let columns = 2
  private static let rows = 6
  static let labelsPerSheet = columns * rows

  /// What office computers have for Chinese, by system: Linux, macOS, Windows.
  private static let fonts =
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','SimHei',sans-serif"

  private let labels: [PaperLabel]
  private let language: Language

  public init(_ labels: [PaperLabel], language: Language) {
    self.labels = labels
    self.language = language
  }

  /// One HTML file that needs nothing else: no network, no script, no font of its own.
  ///
  /// - Throws: ``QRCodeError`` where a number does not fit into a QR code.
  public func html() throws(QRCodeError) -> String {
    var pages = ""
    for start in stride(from: 0, to: labels.count, by: Self.labelsPerSheet) {
      pages += "<section>\n"
      for label in labels[start..<min(start + Self.labelsPerSheet, labels.count)] {
        pages += open(width: LabelDrawing.width, height: LabelDrawing.height) + "\n"
        pages += try LabelDrawing(label: label, language: language).elements() + "\n</svg>\n"
      }
      pages += "</section>\n"
    }
    let title = LocalizedText(en: "Labels", zh: "档案标签").text(language)
    return """
      \(Markup.opening(title: title, language))
      <style>
      @page { size: A4; margin: 10mm }
      body { margin: 0; font-family: \(Self.fonts) }
      section { width: \(Markup.number(width))mm; margin: 0 auto; display: grid;
        grid-template-columns: repeat(\(Self.columns), \(Markup.number(LabelDrawing.width))mm) }
      section + section { break-before: page }
      svg { display: block; -webkit-print-color-adjust: exact; print-color-adjust: exact }
      @media screen { section { margin: 8mm auto } }
      </style>
      </head>
      <body>
      \(pages)</body>
      </html>

      """
  }

  /// One SVG drawing of all labels in two columns, for label printers and drawing programs.
  ///
  /// - Throws: ``QRCodeError`` where a number does not fit into a QR code.
  public func svg() throws(QRCodeError) -> String {
    let rows = (labels.count + Self.columns - 1) / Self.columns
    let usedWidth = labels.count < Self.columns ? LabelDrawing.width : width
    var drawing = open(width: usedWidth, height: Double(rows) * LabelDrawing.height, Self.fonts) + "\n"
    for (index, label) in labels.enumerated() {
      let x = Double(index % Self.columns) * LabelDrawing.width
      let y = Double(index / Self.columns) * LabelDrawing.height
      drawing += "<g transform=\"translate(\(Markup.number(x)) \(Markup.number(y)))\">\n"
      drawing += try LabelDrawing(label: label, language: language).elements() + "\n</g>\n"
    }
    return drawing + "</svg>\n"
  }

  private var width: Double { Double(Self.columns) * LabelDrawing.width }

  private func open(width: Double, height: Double, _ fonts: String? = nil) -> String {
    let (width, height) = (Markup.number(width), Markup.number(height))
    return #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" "#
      + #"width="\#(width)mm" height="\#(height)mm"\#(fonts.map { #" font-family="\#($0)""# } ?? "")>"#
  }
}
