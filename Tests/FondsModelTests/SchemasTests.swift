import FondsModel
import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("Schemas and KindFields")
struct SchemasTests {
  @Test func theShippedRulesAreSound() throws {
    let schemas = try ShippedSchemas.load()
    #expect(schemas.faults.isEmpty)
    #expect(schemas.brokenKinds.isEmpty)
    #expect(Set(schemas.kinds.keys).isSuperset(of: ["policy", "contract", "asset", "minutes", "void"]))
    #expect(schemas.kinds["contract"]?.type == "03")
    #expect(schemas.kinds["void"]?.type == nil)
  }

  @Test func aKindsFieldsStandInTheOrderOfARecord() throws {
    let kind = try #require(Schemas(files: try BrokenFile.files()).kinds["loan-book"])
    #expect(
      kind.fields.map(\.name) == [
        "id", "kind", "title", "date", "classification", "secrecy-period", "secrecy-until", "secrecy-condition",
        "retention", "importance", "urgency", "status", "owner",
        "lent", "purpose", "borrower", "fee", "out", "back", "opening", "rows",
        "keywords", "circle", "secrecy-reviews", "references", "supersedes", "superseded-by", "archive-number", "paper",
        "attachments",
        "note", "body", "trail",
      ])
  }

  @Test func aFieldKnowsItsLabelTypesValuesAndWhenItIsNeeded() throws {
    let contract = try #require(try ShippedSchemas.load().kinds["contract"])
    let amount = try #require(contract.field("amount"))
    #expect(amount.label == LocalizedText(en: "Amount", zh: "金额"))
    #expect(amount.types == [.number])
    #expect(!amount.isRequired)
    #expect(amount.isRequiredUnlessDraft)
    let title = try #require(contract.field("title"))
    #expect(title.isRequired && title.isRequiredUnlessDraft)
    #expect(contract.field("currency")?.values == ["CNY", "USD", "EUR", "HKD"])
    #expect(contract.field("currency")?.isRequiredUnlessDraft == false)
    #expect(contract.field("signed")?.format == "date")
    #expect(contract.field("owner")?.types == [.string])
    #expect(contract.field("nothing") == nil)
  }

  @Test func aKindNarrowsTheStatusOfTheBase() throws {
    let asset = try #require(try ShippedSchemas.load().kinds["asset"])
    #expect(
      asset.field("status")?.values == ["draft", "in-use", "idle", "under-repair", "lost", "scrapped", "archived"])
  }

  @Test func aNewKindIsANewFileAlone() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/visit.yaml"] = Array(
      """
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: visit
      allOf: [{$ref: record}]
      properties: {guest: {type: string}}
      unevaluatedProperties: false
      x-fonds: {label: {en: Visit, zh: 来访}, type: "10"}

      """.utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.faults.isEmpty)
    #expect(schemas.kinds["visit"]?.label.zh == "来访")
    #expect(schemas.kinds["visit"]?.field("guest")?.types == [.string])
  }

  @Test func anUnknownKindIsJudgedByTheBaseAndABrokenOneByNothing() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/policy.yaml"] = Array("$id: [\n".utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.brokenKinds == ["policy"])
    #expect(schemas.schema(forKind: "policy") == nil)
    #expect(schemas.schema(forKind: "polcy") != nil)
    #expect(schemas.schema(forKind: nil) != nil)
    #expect(schemas.kinds["contract"] != nil)
  }

  @Test func noFileAtAllIsFourMissingOnes() {
    let faults = Schemas(files: [:]).faults
    #expect(
      faults.map(\.path) == [
        "Schemas/fonds.yaml", "Schemas/organization.yaml", "Schemas/coding.yaml", "Schemas/record.yaml",
      ])
    for fault in faults { if case .missing = fault.problem { continue } else { Issue.record("\(fault)") } }
  }
}

@Suite("Standalone JSON Schemas")
struct StandaloneSchemaTests {
  @Test func everyReferenceResolvesWithinTheDocument() throws {
    let schemas = try ShippedSchemas.load()
    for name in schemas.kinds.keys {
      let root = try JSONReader.read(try #require(schemas.standaloneJSON(ofKind: name)))
      var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true, refusesUnknownKeywords: true))
      registry.add(root, uri: "https://elsewhere.example/\(name).json")
      #expect(registry.compile().errors.isEmpty, "\(name)")
      #expect(!root.keys.contains("x-fonds"))
    }
  }

  @Test(arguments: [
    ("", true), ("amount: -1\n", false), ("amount: 19.99\n", true), ("surprise: 1\n", false),
    ("owner: Li Na\n", false), ("signed: 2023-02-30\n", false),
  ])
  func itJudgesAsTheKindDoes(_ more: String, _ isSound: Bool) throws {
    let schemas = try ShippedSchemas.load()
    var record = RecordText("HR-2023-03-001", more: more)
    record.kind = "contract"
    let text = more.hasPrefix("owner") ? record.text.replacing("owner: li.na\n", with: "") : record.text
    let root = try #require(RecordReader.read(Array(text.utf8)).root)
    var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
    registry.add(try JSONReader.read(try #require(schemas.standaloneJSON(ofKind: "contract"))), uri: "file:///c.json")
    let standalone = try #require(registry.compile().schema("file:///c.json"))
    #expect(standalone.faults(in: root).isEmpty == isSound)
    #expect(schemas.kinds["contract"]?.schema.faults(in: root).isEmpty == isSound)
  }

  @Test func thereIsNoneOfAnUnknownKind() throws {
    #expect(try ShippedSchemas.load().standaloneJSON(ofKind: "nothing") == nil)
  }
}
