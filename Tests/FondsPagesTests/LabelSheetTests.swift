import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import FoundationXML
import Testing

@testable import FondsPages

@Suite("LabelSheet")
struct LabelSheetTests {
  static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

  private func label(
    _ number: String = "HR-2023-01-015", _ colour: LabelColour = .blue, title: String? = "考勤管理制度"
  ) -> PaperLabel {
    PaperLabel(
      number: number, colour: colour, classification: LocalizedText(en: "Internal", zh: "内部"),
      details: title.map {
        PaperLabel.Details(
          title: $0, department: LocalizedText(en: "Human Resources", zh: "人力资源部"), year: "2023",
          retention: LocalizedText(en: "30 years", zh: "30 年"),
          place: LocalizedText(en: "档案室 A 架, box 3", zh: "档案室 A 架，盒 3"))
      })
  }

  @Test(arguments: [Language.english, .chinese])
  func aLabelLooksAsItDid(_ language: Language) throws {
    let secret = PaperLabel(
      number: "ADM-2023-03-004", colour: .red, classification: LocalizedText(en: "Confidential", zh: "机密"), details: nil
    )
    let drawing = try LabelSheet([label(), secret], language: language).svg()
    try Golden.compare(drawing, with: Self.golden.appendingPathComponent("label.\(language.rawValue).svg"))
  }

  static let hostile = [
    "</text></svg><script>alert(1)</script>", "\" onload=\"alert(1)", "' x='", "&amp; ]]> <!-- -->",
    "\u{0}\u{1B}[31m\u{202E}",
    "</style><style>*{display:none}", "\u{FFFE}", "\n\t\r", "", "{{7*7}}", "javascript:alert(1)",
  ]

  /// Whatever a record says, the page is well-formed and holds no element of its making.
  @Test(arguments: hostile)
  func hostileTextStaysText(_ text: String) throws {
    var hostile = label(title: text)
    hostile = PaperLabel(
      number: hostile.number, colour: .green, classification: LocalizedText(en: text, zh: text),
      details: PaperLabel.Details(
        title: text, department: LocalizedText(en: text, zh: text), year: text,
        retention: LocalizedText(en: text, zh: text), place: LocalizedText(en: text, zh: text)))
    let bare = PaperLabel(number: hostile.number, colour: .black, classification: hostile.classification, details: nil)
    let sheet = LabelSheet([hostile, bare], language: .english)
    #expect(try Elements(sheet.svg()).names.isSubset(of: ["svg", "g", "path", "rect", "text"]))
    let html = try sheet.html()
    let body = try #require(html.range(of: "<body>")?.lowerBound)
    let end = try #require(html.range(of: "</body>")?.upperBound)
    #expect(try Elements(String(html[body..<end])).names == ["body", "section", "svg", "g", "path", "rect", "text"])
    #expect(html.ranges(of: "<style>").count == 1 && html.ranges(of: "</style>").count == 1)
  }

  @Test func thePageNeedsNothingFromAnywhere() throws {
    let html = try LabelSheet([label()], language: .chinese).html().replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["://", "url(", "src=", "href", "@import", "<script", "<link"] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'"))
    #expect(html.contains(#"<html lang="zh-CN">"#))
  }

  @Test(arguments: [(1, 1), (12, 1), (13, 2), (24, 2), (25, 3)])
  func twelveLabelsMakeASheet(_ count: Int, _ sheets: Int) throws {
    let sheet = LabelSheet((0..<count).map { label("HR-2023-01-\(100 + $0)") }, language: .english)
    let html = try sheet.html()
    #expect(html.ranges(of: "<section>").count == sheets)
    #expect(html.ranges(of: "<svg ").count == count)
    #expect(try Elements(sheet.svg()).names.contains("path"))
  }

  @Test(arguments: LabelColour.allCases)
  func theColourIsNamedToo(_ colour: LabelColour) throws {
    let drawing = try LabelSheet([label("HR-2023-01-001", colour)], language: .chinese).svg()
    #expect(drawing.contains("\(colour.name.zh) · \(colour.meaning.zh)</text>"))
  }
}

/// The names of a document's elements; throws where it is not well-formed.
private struct Elements {
  let names: Set<String>

  init(_ text: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = reader
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.coderReadCorrupt) }
    names = reader.names
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var names: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.insert(name)
    }
  }
}
