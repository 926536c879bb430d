import FondsIndex
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Finding by fields, in the office's words")
struct FieldSearchTests {
  /// An office with a register of its own, and four records.
  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.write(
      "Schemas/kinds/visit.yaml",
      """
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: visit
      allOf: [{$ref: record}]
      properties:
        status: {enum: [draft, expected, gone]}
        host: {$ref: "record#/$defs/person"}
        seen-off: {type: string, format: date}
        gate: {enum: [north, south]}
        from: {type: string}
        items:
          type: array
          items:
            type: object
            properties: {what: {type: string}, state: {enum: [left, taken]}, keeper: {$ref: "record#/$defs/person"}}
            x-fonds:
              fields:
                what: {en: What, zh: 物品}
                state: {en: State, zh: 情况, values: {left: {en: Left here, zh: 留存}, taken: {en: Taken away, zh: 带走}}}
                keeper: {en: Keeper, zh: 保管人}
      unevaluatedProperties: false
      x-fonds:
        label: {en: Guest visit, zh: 来宾接待}
        fields:
          status: {values: {expected: {en: Expected today, zh: 待接待}, gone: {en: Gone, zh: 已离开}}}
          host: {en: Host, zh: 接待人}
          seen-off: {en: Seen off on, zh: 送别日期}
          gate: {en: Gate, zh: 入口, values: {north: {en: North gate, zh: 北门}, south: {en: South gate, zh: 南门}}}
          from: {en: From, zh: 来自单位}
          items: {en: Things, zh: 随带物品}
        type: "10"
        statuses: {expected: approved, gone: closed}

      """)
    try office.write(
      RecordText(
        "HR-2023-10-001",
        more: "host: li.na\nseen-off: 2023-05-09\ngate: north\nfrom: 市应急管理局 安全处\nkeywords: [安全, 接待]\n"
          + "items: [{what: 检测仪, state: left, keeper: zhang.wei}]\n"
      ).with { ($0.kind, $0.status, $0.title) = ("visit", "gone", "检查组来访") })
    try office.write(
      RecordText("HR-2023-10-002", more: "host: zhang.wei\ngate: south\nfrom: 安全设备公司\nkeywords: [接待]\n")
        .with { ($0.kind, $0.status, $0.title) = ("visit", "expected", "厂商来访") })
    try office.write(RecordText("HR-2023-01-001", more: "urgency: urgent\nkeywords: [安全]\nbody: |\n  北门安全\n"))
    try office.write(RecordText("HR-2023-01-002", more: "applies-to: [安全员, 门卫]\npaper: {location: 档案室 B 架, box: 7}\n"))
    try office.commit()
    return office
  }

  private func numbers(_ text: String, in office: OfficeRepository, _ scope: FindScope = .present) throws -> [String] {
    try office.workspace().find(text, scope: scope, limit: 100).matches.map { String(($0.version.id ?? "").suffix(6)) }
      .sorted()
  }

  static let table: [(String, [String])] = [
    ("from:安全", ["10-001", "10-002"]), ("来自单位:安全处", ["10-001"]), ("from:\"管理局 安全\"", ["10-001"]), ("来自单位：北门", []),
    ("gate:north", ["10-001"]), ("入口:北门", ["10-001"]), ("gate:\"South gate\"", ["10-002"]), ("入口:南", ["10-002"]),
    ("host:li.na", ["10-001"]), ("接待人:李娜", ["10-001"]), ("Host:张伟", ["10-002"]), ("seen-off:2023-05", ["10-001"]),
    ("seen-off-on:2023-05-09", ["10-001"]), ("送别日期:2022", []), ("种类:来宾接待", ["10-001", "10-002"]),
    ("种类:来宾", ["10-001", "10-002"]), ("kind:\"Guest visit\" -gate:north", ["10-002"]), ("状态:待接待", ["10-002"]),
    ("status:\"Expected today\"", ["10-002"]), ("items:检测仪", ["10-001"]), ("随带物品:留存", ["10-001"]),
    ("things:张伟", ["10-001"]),
    ("keyword:接待 keyword:安全", ["10-001"]), ("关键词:接待 -关键词:安全", ["10-002"]), ("keyword:接 ", []),
    ("紧急程度:加急", ["01-001"]), ("urgency:urgent type:01", ["01-001"]), ("正文:北门", ["01-001"]), ("body:安全 入口:北门", []),
    ("applies-to:门卫", ["01-002"]), ("适用范围:安全", ["01-002"]), ("纸质件:档案室", ["01-002"]), ("paper:7", ["01-002"]),
    ("密级:内部 dept:HR year:2023 来自单位:安全", ["10-001", "10-002"]),
    ("class:Internal 部门:人力资源部 -kind:visit", ["01-001", "01-002"]),
    ("经办人:李娜 标题:来访 date:2023-05", ["10-001", "10-002"]), ("urgent", []), ("保管期限:30y 紧急程度:加急", ["01-001"]),
  ]

  @Test func fieldsAndValuesAreFoundByTheirNamesAndLabels() throws {
    let office = try office()
    // One vocabulary for all: reading the rules takes longer than all these searches.
    let vocabulary = OfficeVocabulary(workspace: try office.workspace(), progress: nil)
    let store = try vocabulary.index()
    for (text, expected) in Self.table {
      let query = try SearchQuery(text, vocabulary: vocabulary)
      for scope in [SearchScope.present, .history] {
        let found = try store.search(query, scope: scope).matches.map { String(($0.number ?? "").suffix(6)) }
        #expect(found.sorted() == expected, "\(text)")
      }
    }
  }

  @Test func aFieldThatTheRulesHaveDroppedIsStillFoundWhereRecordsHaveIt() throws {
    let office = try office()
    try office.remove("Schemas/kinds/visit.yaml")
    try office.remove(RecordText("HR-2023-10-001").path)
    try office.commit()
    #expect(try numbers("gate:south", in: office) == ["10-002"])
    #expect(try numbers("gate:north", in: office, .history) == ["10-001"])
    #expect(throws: IndexError.self) { try numbers("入口:北门", in: office) }
  }

  @Test func aMistypedNameIsToldANameOfTheOffice() throws {
    let office = try office()
    for (text, nearest) in [("gat:north", "gate"), ("入囗:北门", "入口"), ("hosst:李娜", "host")] {
      let error = #expect(throws: IndexError.self) { try numbers(text, in: office) }
      guard case .query(.unknownField(_, let suggestion)) = error?.code else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(suggestion == nearest)
    }
  }

  @Test func whatIsFoundIsMarkedInTheFieldThatWasAskedFor() throws {
    let office = try office()
    let match = try #require(try office.workspace().find("来自单位:安全处", scope: .present, limit: 1).matches.first)
    #expect(match.excerpt.hits.map { String(match.excerpt.text[$0]) } == ["安全处"])
  }

  @Test func withoutRulesFieldsAreFoundByTheirOwnNames() throws {
    let office = try OfficeRepository(schemas: false)
    try office.write(RecordText("HR-2023-01-001", more: "place: 档案室\n"))
    try office.commit()
    #expect(try numbers("place:档案室", in: office) == ["01-001"])
    #expect(throws: IndexError.self) { try numbers("地点:档案室", in: office) }
  }
}
