import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("PaperLabel")
struct PaperLabelTests {
  private func label(_ text: String, with schemas: Schemas? = nil) throws -> PaperLabel {
    let record = try #require(RecordReader.read(Array(text.utf8)).root)
    return try (schemas ?? ShippedSchemas.load()).paperLabel(
      of: record, number: try #require(RecordID("HR-2023-01-001")))
  }

  private func text(_ classification: String, _ more: String = "") -> String {
    "kind: policy\ntitle: 考勤制度\ndate: 2023-05-08\nstatus: effective\nretention: 30y\n\(classification)\n\(more)"
  }

  @Test func anOpenRecordsLabelSaysWhatItIsAndWhereItLies() throws {
    let label = try label(
      text(
        "classification: internal",
        "importance: important\npaper: {location: 档案室 A 架, shelf: 2, box: \"0012\", copies: 2}\n"))
    #expect(label.number == "HR-2023-01-001" && label.colour == .blue)
    #expect(label.classification == LocalizedText(en: "Internal", zh: "内部"))
    #expect(
      label.details
        == PaperLabel.Details(
          title: "考勤制度", department: LocalizedText(en: "Human Resources", zh: "人力资源部"), year: "2023",
          retention: LocalizedText(en: "30 years", zh: "30 年"),
          place: LocalizedText(en: "档案室 A 架, shelf 2, box 0012", zh: "档案室 A 架，架 2，盒 0012")))
  }

  @Test(arguments: [
    ("classification: public", "公开", true), ("classification: internal", "内部", true),
    ("classification: confidential", "机密", false), ("classification: secret", "绝密", false),
    ("classification: restricted", "restricted", false), ("classification: [public]", "密级未定", false),
    ("", "密级未定", false),
  ])
  func aClassifiedRecordsLabelBearsTheNumberAlone(_ line: String, _ word: String, _ isOpen: Bool) throws {
    let label = try label(text(line))
    #expect(label.classification.zh == word)
    #expect((label.details != nil) == isOpen)
  }

  @Test func aFileAboutAPersonIsNamedNowhere() throws {
    var files = try ShippedSchemas.files()
    let policy = String(decoding: try #require(files["Schemas/kinds/policy.yaml"]), as: UTF8.self)
    files["Schemas/kinds/policy.yaml"] = Array((policy + "  open-to: circle\n").utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.faults.isEmpty)
    #expect(try label(text("classification: internal"), with: schemas).details == nil)
  }

  @Test(arguments: [
    ("retention: permanent", "永久"), ("retention: 1y", "1 年"), ("retention: soon", "soon"), ("retention: 5", nil),
  ])
  func theRetentionIsSaidInWords(_ line: String, _ words: String?) throws {
    let label = try label("kind: nothing\nclassification: public\n\(line)\n")
    #expect(label.details?.retention?.zh == words)
    #expect(label.details?.title == "" && label.details?.place == nil)
  }
}
