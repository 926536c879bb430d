import FondsModel
import FondsText
import Testing

@testable import FondsPages

@Suite("The register as a page")
struct RegisterPageTests {
  @Test(arguments: [
    ("", ""), ("5", "5"), ("999", "999"), ("1000", "1,000"), ("-186000.00", "-186,000.00"),
    ("1234567.5", "1,234,567.5"),
    ("1e9", "1e9"), ("12345x", "12,345x"),
  ])
  func thousandsStandApart(_ text: String, _ expected: String) {
    #expect(RegisterPage.grouped(text) == expected)
  }

  @Test func everyTextIsEscapedAndEveryRowCounted() throws {
    let hostile = "<b>&\"'\u{202E}"
    let id = RecordID(series: .init(department: "HR", year: 2023, type: "03"), sequence: 1)
    let book = RegisterBook(
      kind: "contract", label: LocalizedText(en: hostile, zh: hostile), office: LocalizedText(en: hostile, zh: hostile),
      period: CalendarPeriod("2023-Q2"), department: LocalizedText(en: hostile, zh: hostile),
      columns: [
        .init(name: "id", heading: hostile, content: .word), .init(name: "title", heading: "标题", content: .text),
        .init(name: "amount", heading: "金额", content: .quantity),
      ],
      rows: [
        .init(id: id, path: "x", cells: [hostile, hostile, hostile], isConcealed: false),
        .init(id: id.next, path: "x", cells: [id.next.text, "〔机密〕", "〔机密〕"], isConcealed: true),
      ], unreadable: [])
    let html = RegisterPage(book, language: .chinese).html
    #expect(!html.contains("<b>") && !html.contains("\u{202E}"))
    #expect(html.contains("<td>&lt;b&gt;&amp;&quot;&#39;\u{FFFD}</td>"))
    #expect(html.contains("登记簿 2023 年第二季度</title>"))
    #expect(html.contains("共 2 份，其中 1 份涉密，不列内容"))
    #expect(html.contains("<td class=\"quantity\">2</td>"))
  }
}
