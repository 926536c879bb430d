import FondsTestSupport
import FondsText
import Testing

/// A record with one slip, the code it gives, the text pointed at, words that the messages have.
struct Slip: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let code: String
  let marked: String
  let words: [String]
  var testDescription: String { new }

  init(_ old: String, _ new: String, _ code: String, marked: String, _ words: String...) {
    (self.old, self.new, self.code, self.marked, self.words) = (old, new, code, marked, words)
  }

  static let contracts = [
    Slip("amount: 50000", "amount: \"50000\"", "SCH001", marked: "\"50000\"", "amount", "金额", "number", "quotes"),
    Slip("amount: 50000", "amount: 50,000", "SCH001", marked: "50,000", "50000", "数字"),
    Slip("amount: 50000", "amount: 50_000", "SCH001", marked: "50_000", "50000"),
    Slip("amount: 50000", "amount: 50000元", "SCH001", marked: "50000元", "50000"),
    Slip("amount: 50000", "amount:", "SCH001", marked: "", "fill it in", "填写"),
    Slip("amount: 50000", "amount: -1", "SCH006", marked: "-1", "at least 0", "不小于 0"),
    Slip("amount: 50000\n", "", "SCH002", marked: nil, "amount", "金额"),
    Slip("amount: 50000", "amount: 50000\namout: 1", "SCH003", marked: "amout", "did you mean", "amount"),
    Slip("status: effective", "status: efective", "SCH004", marked: "efective", "effective"),
    Slip("status: effective", "status: 生效", "SCH004", marked: "生效", "allowed", "可以是"),
    Slip("owner: wu.xia", "owner: Wu Xia", "SCH005", marked: "Wu Xia", "owner", "经办人"),
    Slip("expires: 2024-05-08", "expires: 2024-02-30", "SCH007", marked: "2024-02-30", "calendar", "日历"),
    Slip("expires: 2024-05-08", "expires: 2024年5月8日", "SCH007", marked: "2024年5月8日", "2023-05-08"),
    Slip("title: 合同😀", "title: \"\"", "SCH008", marked: "\"\"", "title", "标题"),
    Slip("keywords: [采购]", "keywords: [采购, 采购]", "SCH009", marked: "采购", "keywords", "关键词"),
    Slip("keywords: [采购]", "keywords: 采购", "SCH001", marked: "采购", "[采购]"),
    Slip("keywords: [采购]", "references: [HR-2023-1-1]", "SCH005", marked: "HR-2023-1-1", "references", "相关档案"),
    Slip("kind: contract", "kind: contrat", "SCH010", marked: "contrat", "contract"),
    Slip("retention: 30y", "retention: forever", "SCH005", marked: "forever", "retention", "保管期限"),
    Slip("classification: internal", "classification: Internal", "SCH004", marked: "Internal", "internal"),
    Slip("keywords: [采购]", "paper: {location: 柜, copies: 1.5}", "SCH001", marked: "1.5", "whole number", "整数"),
    Slip("keywords: [采购]", "paper: {copies: 1}", "SCH002", marked: nil, "location"),
    Slip("decision: approve", "decision: aprove", "SCH004", marked: "aprove", "approve"),
  ]

  init(_ old: String, _ new: String, _ code: String, marked: String?, _ words: String...) {
    (self.old, self.new, self.code, self.marked, self.words) = (old, new, code, marked ?? "*", words)
  }
}

@Suite("One slip in a contract")
struct OneFaultTests {
  static let trail = """
    signed: 2023-05-11
    trail:
      - {step: department-head, by: li.na, decision: approve, at: "2023-05-08T10:00:00+08:00"}
      - {step: finance, by: qian.feng, decision: approve, at: "2023-05-09T10:00:00+08:00"}
      - {step: director, by: zhang.wei, decision: approve, at: "2023-05-10T10:00:00+08:00"}
      - {step: filed, by: ma.chao, decision: done, at: "2023-05-12T10:00:00+08:00"}

    """
  static let text = """
    id: HR-2023-03-001
    kind: contract
    title: 合同😀
    date: 2023-05-08
    classification: internal
    retention: 30y
    status: effective
    owner: wu.xia
    counterparty: 东方公司
    amount: 50000
    expires: 2024-05-08
    keywords: [采购]

    """ + trail
  static let path = "Records/HR/2023/03/HR-2023-03-001_2023-05-08_合同.yaml"

  private func judge(_ text: String) throws -> Judgement {
    try Judgement([Judgement.File(Self.path, Array(text.utf8))])
  }

  @Test func theContractIsSoundBeforeTheSlip() throws {
    #expect(try judge(Self.text).codes == [])
  }

  @Test(arguments: Slip.contracts)
  func givesOneDiagnosticAtItsPlaceInWordsThatHelp(_ slip: Slip) throws {
    try #require(Self.text.contains(slip.old))
    let judgement = try judge(Self.text.replacing(slip.old, with: slip.new, maxReplacements: 1))
    #expect(judgement.codes == [slip.code], "\(judgement.rendering)")
    let found = try #require(judgement.diagnostics.first)
    if slip.marked != "*" { #expect(judgement.marked(found) == slip.marked) }
    let said = [found.message.en, found.message.zh, found.help?.en ?? "", found.help?.zh ?? ""].joined(separator: "\n")
    for word in slip.words { #expect(said.contains(word), "\(said)") }
    #expect(found.message.en != found.message.zh)
  }

  @Test func aDraftMayLackWhatAFinishedRecordNeeds() throws {
    let short = Self.text.replacing("amount: 50000\n", with: "").replacing("owner: wu.xia\n", with: "")
    let draft = short.replacing("status: effective", with: "status: draft").replacing(Self.trail, with: "")
    #expect(try judge(draft).codes == [])
    #expect(try judge(short).codes == ["SCH002", "SCH002"])
  }

  @Test func severalSlipsAreAllReportedInTheOrderOfTheFile() throws {
    let text = Self.text.replacing("date: 2023-05-08", with: "date: 2023-13-08")
      .replacing("status: effective", with: "status: x").replacing("amount: 50000", with: "amount: no money")
    #expect(try judge(text).codes == ["SCH007", "SCH004", "SCH001"])
  }

  /// Columns count Unicode scalars: the two of 合同 and the one of the emoji stand before the fault.
  @Test(arguments: [
    ("keywords: [合同😀, 0012]", "TXT012", 17), ("keywords: [合同😀, *a]", "TXT006", 17),
    ("keywords: [合同😀, yes]", "TXT012", 17), ("keywords: [合同😀, 采购, 采购]", "SCH009", 21),
    ("paper: {location: 合同😀, copies: -1}", "SCH006", 32), ("合同😀: 1", "SCH003", 1),
    ("paper: {合同😀: 1, location: x}", "SCH003", 9), ("note: {合同😀: 1}", "SCH001", 7),
    ("note: \"合同😀\u{7}\"", "TXT007", 11), ("note: 合同😀e\u{301}", "TXT008", 10),
  ])
  func columnsAreRightBehindChineseAndAnEmoji(_ line: String, _ code: String, _ column: Int) throws {
    let judgement = try judge(Self.text.replacing("keywords: [采购]", with: line))
    #expect(judgement.codes == [code], "\(judgement.rendering)")
    let found = try #require(judgement.diagnostics.first)
    #expect(judgement.place(found) == SourceText.Position(line: 12, column: column))
  }
}
