import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("CoveredContent")
struct CoveredContentTests {
  private func content(_ text: String, without fields: Set<String> = []) throws -> CoveredContent {
    CoveredContent(of: try #require(RecordReader.read(Array(text.utf8)).root), without: fields)
  }

  /// The digest is what Python's `rfc8785` and `hashlib` make of the same record.
  @Test func otherProgramsComeToTheSameDigest() throws {
    let record = """
      # 请示
      id: HR-2023-12-001
      kind: example
      title: 审批
      date: 2023-05-08
      classification: internal
      retention: 10y
      status: approved
      owner: li.na
      amount: 100.00
      trail: [{step: head, by: zhang.wei}]

      """
    let content = try content(record, without: ["owner"])
    #expect(content.digest == "sha256:9644defd3b6e79c2da996ed6a0750d3ecb14c10e547a9957b6b004fa4ba71c1d")
    #expect(!String(decoding: content.bytes, as: UTF8.self).contains("trail"))
  }

  @Test func aDottedPathGoesThroughListsAndLeavesOutNothingElse() throws {
    let text = "counted: [{item: 笔, done: true}, {item: 纸, done: false}]\ndone: true\n"
    let bytes = try content(text, without: ["counted.done"]).bytes
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"counted":[{"item":"笔"},{"item":"纸"}],"done":true}"#)
  }

  @Test func whatAKindKeepsFreeIsFoundByItsPath() throws {
    let kinds = try ShippedSchemas.load().kinds
    #expect(try #require(kinds["policy"]).freeFields.isSuperset(of: ["owner", "keywords", "note"]))
    #expect(!(try #require(kinds["policy"]).freeFields.contains("body")))
    let stocktake = try #require(kinds["stocktake"]).freeFields
    #expect(stocktake.contains("counted.done") && !stocktake.contains("counted"))
  }
}
