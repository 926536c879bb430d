import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import JSONSchema
import Testing

@Suite("Schemas for editors")
struct FolderSchemaTests {
  private func root(_ type: String, _ schemas: Schemas? = nil) throws -> Node {
    try JSONReader.read(try #require(try (schemas ?? ShippedSchemas.load()).folderJSON(ofType: type)))
  }

  private func schema(_ type: String, _ schemas: Schemas? = nil) throws -> Schema {
    var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
    registry.add(try root(type, schemas), uri: "file:///type.json")
    let set = registry.compile()
    #expect(set.errors.isEmpty, "\(set.errors)")
    return try #require(set.schema("file:///type.json"))
  }

  /// Every schema within a schema, by what the engine takes for one.
  private func schemas(in root: Node) -> [Node] {
    var all: [Node] = []
    _ = root.rewritingSchemas { schema in
      all.append(schema)
      return schema
    }
    return all
  }

  @Test func everyReferenceIsAPointerWithinTheFileAndNoBlockOfOursIsLeft() throws {
    let shipped = try ShippedSchemas.load()
    for type in shipped.coding.types {
      let all = schemas(in: try root(type.code, shipped))
      for schema in all {
        #expect(schema["$ref"]?.string?.hasPrefix("#/$defs/") != false)
        for key in ["x-fonds", "$id", "$anchor"] { #expect(schema[key] == nil) }
      }
      #expect(all.count { $0["$schema"] != nil } == 1)
      _ = try schema(type.code, shipped)
    }
  }

  @Test func everyShippedRecordIsSound() throws {
    let shipped = try ShippedSchemas.load()
    let byType = try Dictionary(
      uniqueKeysWithValues: shipped.coding.types.map { ($0.code, try schema($0.code, shipped)) })
    var judged = 0
    let folder = ShippedSchemas.projectRoot.appendingPathComponent(RecordPath.root)
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(RecordPath.ending)
    {
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
      let record = try #require(RecordReader.read(bytes).root)
      let type = try #require(RecordID(prefixOf: RecordPath.name(of: name))?.series.type)
      #expect(try #require(byType[type]).faults(in: record).isEmpty, "\(name)")
      judged += 1
    }
    #expect(judged >= 18)
  }

  @Test(arguments: [
    ("", true), ("amount: -1\n", false), ("amount: 19.99\n", true), ("surprise: 1\n", false), ("ammount: 1\n", false),
    ("signed: 2023-02-30\n", false), ("supersedes: 3\n", false), ("kind: policy\n", false),
    ("kind: void\nreason: x\n", true),
    ("trail: [{step: x}]\n", false), ("status: effective\n", false), ("paper: {room: 3}\n", false),
  ])
  func itJudgesAsTheKindDoes(_ more: String, _ isSound: Bool) throws {
    var text = RecordText("HR-2023-03-001", more: more)
    text.kind = "contract"
    var lines = text.text
    for field in ["kind", "status"] where more.hasPrefix(field) {
      lines = lines.replacing("\(field): \(field == "kind" ? "contract" : "draft")\n", with: "")
    }
    let record = try #require(RecordReader.read(Array(lines.utf8)).root)
    #expect(try schema("03").faults(in: record).isEmpty == isSound)
  }

  @Test func labelsAndHelpStandInTheLanguagesOfTheOffice() throws {
    let contract = try #require(try root("03")["$defs"])
    #expect(contract["contract"]?["properties"]?["amount"]?["title"]?.string == "金额 / Amount")
    let owner = contract["record"]?["properties"]?["owner"]
    #expect(owner?["title"]?.string == "经办人 / Person in charge")
    #expect(owner?["description"]?.string == "由谁负责\n\nWho answers for the record")
    #expect(owner?["$ref"]?.string == "#/$defs/record/$defs/person")
    let step = contract["record"]?["$defs"]?["trail-entry"]?["properties"]?["step"]
    #expect(step?["title"]?.string == "环节 / Step")
    let status = contract["contract"]?["properties"]?["status"]
    #expect(status?["enumDescriptions"]?.items.first?.string == "草稿 / Draft")
    #expect(status?["enumDescriptions"]?.items.count == status?["enum"]?.items.count)

    var files = try ShippedSchemas.files()
    let fonds = String(decoding: try #require(files["Schemas/fonds.yaml"]), as: UTF8.self)
    files["Schemas/fonds.yaml"] = Array(fonds.replacing("[zh, en]", with: "[en]").utf8)
    let english = try root("03", Schemas(files: files))
    #expect(english["title"]?.string == "Contract")
    #expect(english["$defs"]?["contract"]?["properties"]?["amount"]?["title"]?.string == "Amount")
  }

  /// Engines older than draft 2019-09 know no `unevaluatedProperties`.
  @Test func unknownFieldsAreRefusedInTheOldWayToo() throws {
    let definitions = try #require(try root("03")["$defs"])
    for kind in ["contract", "void"] {
      let schema = try #require(definitions[kind])
      #expect(schema["additionalProperties"]?.bool == false)
      let names = schema["properties"]?.keys ?? []
      #expect(Set(["id", "title", "trail", "status"]).isSubset(of: names))
    }
  }

  @Test func aTypeWithoutKindsOffersWhatIsAllowedAnywhere() throws {
    #expect(try root("07")["properties"]?["kind"]?["enum"]?.items.contains { $0.string == "void" } == true)
    #expect(try ShippedSchemas.load().folderJSON(ofType: "99") == nil)
  }

  @Test func ofAnOfficesOwnKindNothingIsMisread() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/visit.yaml"] = Array(
      """
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: visit
      allOf:
        - {$ref: record}
        - {if: {properties: {badge: {const: {if: 1}}}, required: [badge]}, then: {properties: {desk: {type: string}}}}
      properties:
        badge: true
        guests:
          type: array
          items: {$ref: "#/$defs/guest"}
        level: {type: array, items: {enum: [a, b]}}
      unevaluatedProperties: false
      $defs:
        guest:
          type: object
          properties: {properties: {type: string}, if: {type: string}}
          additionalProperties: false
          x-fonds: {fields: {properties: {en: Belongings, zh: 随身物品}, if: {en: Condition, zh: 条件}}}
      x-fonds:
        label: {en: Visit, zh: 来访}
        fields:
          badge: {en: Badge, zh: 证件}
          guests: {en: Guests, zh: 来宾}
          level: {en: Level, zh: 级别, values: {a: {en: High, zh: 高}}}
        type: "10"

      """.utf8)
    let rules = Schemas(files: files)
    #expect(rules.faults.isEmpty, "\(rules.faults)")
    let visit = try #require(try root("10", rules)["$defs"]?["visit"])
    #expect(visit["properties"]?["badge"]?["title"]?.string == "证件 / Badge")
    #expect(visit["properties"]?["guests"]?["items"]?["$ref"]?.string == "#/$defs/visit/$defs/guest")
    #expect(visit["properties"]?["level"]?["items"]?["enumDescriptions"]?.items.map(\.string) == ["高 / High", ""])
    #expect(visit["$defs"]?["guest"]?["properties"]?["if"]?["title"]?.string == "条件 / Condition")
    // Which fields there are depends on a condition: only engines of today can tell.
    #expect(visit["additionalProperties"] == nil && visit["unevaluatedProperties"]?.bool == false)
    let schema = try schema("10", rules)
    for (more, isSound) in [
      ("guests: [{properties: 伞, if: 雨}]\n", true), ("guests: [{x-fonds: 1}]\n", false),
      ("badge: {if: 1}\ndesk: a\n", true),
      ("desk: a\n", false), ("level: [c]\n", false),
    ] {
      let text = RecordText("HR-2023-10-001", more: more).with { $0.kind = "visit" }.text
      let record = try #require(RecordReader.read(Array(text.utf8)).root)
      #expect(rules.kinds["visit"]?.schema.faults(in: record).isEmpty == isSound, "\(more)")
      #expect(schema.faults(in: record).isEmpty == isSound, "\(more)")
    }
  }

  @Test func standaloneSchemasHoldNoBlockOfOursAtAnyDepth() throws {
    let shipped = try ShippedSchemas.load()
    for name in shipped.kinds.keys {
      let root = try JSONReader.read(try #require(shipped.standaloneJSON(ofKind: name)))
      for schema in schemas(in: root) { #expect(schema["x-fonds"] == nil, "\(name)") }
    }
  }
}
