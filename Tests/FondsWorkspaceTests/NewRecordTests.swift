import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("A new record")
struct NewRecordTests {
  private func make(
    _ office: OfficeRepository, _ kind: String, _ assignments: [(field: String, value: String)] = [],
    department: String? = "ADM", language: Language = .english
  ) throws -> NewRecordOutcome {
    let request = NewRecordRequest(
      kind: kind, department: department, assignments: assignments, language: language)
    let today = try #require(CalendarDate("2023-05-08"))
    return try office.workspace().newRecord(request, today: today, overrides: office.identity)
  }

  /// The text of a new record of some values.
  private func text(
    _ kind: String, _ assignments: [(field: String, value: String)], language: Language = .english
  ) throws -> String {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    let outcome = try make(office, kind, assignments, language: language)
    #expect(outcome.report.findings == [])
    return try office.text(try #require(outcome.record).path)
  }

  private func error(_ kind: String, _ field: String, _ value: String) throws -> WorkspaceError? {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    let found = #expect(throws: WorkspaceError.self) { try make(office, kind, [(field, value)]) }
    #expect(!office.exists("Records"))
    return found
  }

  @Test(arguments: Language.allCases)
  func ofEveryKindIsASoundDraftWhoseCommentsBecomeItsFields(_ language: Language) throws {
    let office = try OfficeRepository()
    let workspace = try office.workspace()
    let schemas = try workspace.soundSchemas()
    let kinds = schemas.kinds
    let today = try #require(CalendarDate("2023-05-08"))
    #expect(kinds.count > 4)
    // Nobody writes a tombstone by hand.
    #expect(throws: DisposalError.tombstoneByHand) {
      try workspace.newRecord(
        NewRecordRequest(kind: Tombstone.kind, department: "ADM", assignments: [], language: language), today: today,
        overrides: office.identity)
    }
    for kind in kinds.values where kind.name != Tombstone.kind {
      let number: [(field: String, value: String)] = kind.type == nil ? [("id", "SEC-2023-01-001")] : []
      let request = NewRecordRequest(kind: kind.name, department: "ADM", assignments: number, language: language)
      let new = try workspace.prepare(request, today: today, overrides: office.identity, schemas)
      #expect(new.report.findings == [])
      try workspace.write(new)
      let path = new.record.path
      let text = try office.text(path)
      let uncommented = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("# ") ? $0.dropFirst(2) : $0 }.joined(separator: "\n")
      let formed = try CanonicalForm.bytes(of: Array(text.utf8)) { _ in FieldOrder(kind.fields) }
      #expect(String(decoding: formed, as: UTF8.self) == text)
      let reading = RecordReader.read(Array(uncommented.utf8))
      #expect(reading.faults.isEmpty, "\(kind.name)\n\(uncommented)")
      let shown = Set(reading.root?.keys ?? [])
      #expect(
        shown.union(["trail", "superseded-by", "archive-number"])
          == Set(kind.fields.map(\.name)).union(["trail", "superseded-by", "archive-number"]))
      for field in kind.fields where !field.children.isEmpty && shown.contains(field.name) {
        let shape = try #require(reading.root?[field.name])
        guard shape != Node(.sequence([])) else { continue }
        #expect((shape.items.first ?? shape).keys == field.children.map(\.name), "\(kind.name).\(field.name)")
      }
    }
    #expect(try office.workspace().check(paths: ["Records"]).findings == [])
  }

  @Test func requiredFieldsComeFirstAndEachHasItsHelp() throws {
    let text = try text("errand", [("title", "取合同")], language: .chinese)
    #expect(text.contains("\ntitle: 取合同\n"))
    #expect(text.contains("\nretention: 30y  # 保管期限：permanent 为永久，10y、30y 为年数\n"))
    #expect(text.contains("public 公开 | internal 内部"))
    #expect(text.contains("\nowner: li.na\n"))
    let needed = try #require(text.range(of: "\n# cost:  # 费用"))
    let optional = try #require(text.range(of: "\n# keywords:  # 关键词"))
    #expect(needed.lowerBound < optional.lowerBound)
    #expect(text.contains("# paper:  # 纸质件：纸质件放在哪里\n#   location:  # 存放处"))
    #expect(!text.contains("trail"))
  }

  @Test func fieldsAndValuesAreKnownByTheirLabels() throws {
    let text = try text(
      "errand",
      [
        ("密级", "公开"), ("Urgency", "critical"), ("经办人", "张伟"), ("关键词", "会议、考勤,休假"), ("日期", "2023年5月6日"),
        ("resolutions.1.what", "订制胸牌"), ("resolutions.1.责任人", "Emily Carter"), ("resolutions.1.due", "2023/6/1"),
        ("resolutions.2", "{what: 采购, owner: 孙丽, due: 2023-06-02}"), ("paper.location", "三楼"), ("paper.box", "7"),
      ])
    let root = try #require(RecordReader.read(Array(text.utf8)).root)
    #expect(root["classification"]?.string == "public")
    #expect(root["urgency"]?.string == "critical")
    #expect(root["owner"]?.string == "zhang.wei")
    #expect(root["date"]?.string == "2023-05-06")
    #expect(root["keywords"] == Node(.sequence(["会议", "考勤", "休假"].map { Node(.string($0)) })))
    let first = try #require(root["resolutions"]?.items.first)
    // In the order of the schema, with its default.
    #expect(first.keys == ["what", "owner", "due", "state"])
    #expect(first["owner"]?.string == "emily.carter")
    #expect(first["due"]?.string == "2023-06-01")
    #expect(root["resolutions"]?.items.last?["owner"]?.string == "sun.li")
    #expect(root["paper"]?["box"]?.number?.int == 7)
  }

  @Test func anEmptyValueTakesADefaultAway() throws {
    let text = try text("policy", [("retention", "")])
    #expect(!text.contains("\nretention:"))
    #expect(text.contains("\n# retention:"))
  }

  @Test func wrongNamesAndValuesAreSaidWithTheNearest() throws {
    #expect(try error("policy", "kyewords", "x") == .noSuchField("kyewords", kind: "policy", nearest: "keywords"))
    #expect(try error("policy", "关健词", "x") == .noSuchField("关健词", kind: "policy", nearest: "关键词"))
    #expect(try error("policy", "paper.bx", "x") == .noSuchField("paper.bx", kind: "policy", nearest: "paper.box"))
    #expect(try error("policy", "paper", "x") == .partNeeded("paper", example: "paper.location=…"))
    #expect(
      try error("errand", "resolutions.what", "x") == .partNeeded("resolutions.what", example: "resolutions.1.what=…"))
    #expect(try error("errand", "resolutions.2.what", "x") == .noSuchItem("resolutions.2.what", number: 2, next: 1))
    #expect(try error("errand", "resolutions.0.what", "x") != nil)
    #expect(try error("policy", "keywords", "[a") == .badAssignment("keywords=[a"))
    for (field, value) in [("date", "2023-02-30"), ("owner", "nobody"), ("kind", "errand"), ("密级", "内")] {
      guard case .wrongValue(field, value: value, _)? = try error("policy", field, value) else {
        Issue.record("\(field)=\(value) was not refused")
        continue
      }
    }
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    #expect(throws: WorkspaceError.noSuchKind("跑退单", nearest: "跑腿单")) { try make(office, "跑退单") }
    #expect(throws: WorkspaceError.noSuchDepartment("财物部", nearest: "财务部")) {
      try make(office, "policy", department: "财物部")
    }
  }

  @Test func aValueAgainstTheRulesIsRefusedAsADiagnosticAndNothingIsWritten() throws {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    for (kind, field, value, code) in [
      ("policy", "retention", "abc", "SCH005"), ("errand", "cost", "-5", "SCH006"),
      ("policy", "references", "HR-2023-01-099", "LNK001"), ("policy", "paper.box", "7", "SCH002"),
    ] {
      #expect(try make(office, kind, [(field, value)]).report.codes == [code], "\(field)")
    }
    #expect(!office.exists("Records"))
  }

  @Test func theDepartmentIsNamedOrOnesOwn() throws {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    func number(_ department: String?) throws -> String? {
      try make(office, "policy", department: department).record?.id.series.department
    }
    #expect(try number(nil) == "HR")
    #expect(try number("财务部") == "FIN")
    #expect(try number("secretariat") == "SEC")
  }

  @Test func hostileLabelsStayOnTheirLine() throws {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    try office.write(
      "Schemas/kinds/trick.yaml",
      #"""
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: trick
      title: Trick
      allOf: [{$ref: record}]
      properties:
        status: {enum: [draft, closed]}
        extra: {type: string, default: x}
        other: {type: string}
      unevaluatedProperties: false
      x-fonds:
        label: {en: "Tri\nck", zh: "诡\u202E计"}
        type: "01"
        fields:
          extra: {en: "a\nid: HR-2023-01-099", zh: "\u202Eb"}
          other: {en: "\u2028# x", zh: "e\u0301"}
      """#)
    for language in Language.allCases {
      let outcome = try make(office, "trick", language: language)
      let text = try office.text(try #require(outcome.record).path)
      let reading = RecordReader.read(Array(text.utf8))
      #expect(reading.faults.isEmpty)
      #expect(reading.root?["extra"]?.string == "x")
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
    #expect(try office.workspace().check(paths: ["Records"]).findings == [])
  }
}
