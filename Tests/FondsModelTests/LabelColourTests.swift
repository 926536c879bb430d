import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("LabelColour")
struct LabelColourTests {
  static let table: [(String?, String?, RecordStatus?, LabelColour)] = [
    (nil, nil, .effective, .green), ("ordinary", "routine", .approved, .green), (nil, nil, nil, .green),
    (nil, nil, .draft, .yellow), ("ordinary", "routine", .inReview, .yellow), (nil, nil, .rejected, .green),
    ("important", "routine", .effective, .blue), ("important", nil, .draft, .blue),
    ("important", "urgent", .draft, .red), (nil, "critical", .closed, .red), ("ordinary", "urgent", nil, .red),
    ("important", "critical", .archived, .black), (nil, nil, .archived, .black),
    ("very", "soon", .effective, .green),
  ]

  @Test(arguments: table)
  func theFirstThatHoldsIsTheColour(
    _ importance: String?, _ urgency: String?, _ status: RecordStatus?, _ colour: LabelColour
  ) {
    #expect(LabelColour(importance: importance, urgency: urgency, status: status) == colour)
  }

  @Test func importanceAndUrgencyAreTheWordsOfTheBase() throws {
    let policy = try #require(try ShippedSchemas.load().kinds["policy"])
    #expect(policy.field("importance")?.values == ["ordinary", "important"])
    #expect(policy.field("urgency")?.values == ["routine", "urgent", "critical"])
  }

  @Test(arguments: [
    ("kind: visit\nstatus: announced\n", LabelColour.yellow), ("kind: visit\nstatus: shelved\n", .black),
    ("kind: visit\nstatus: archived\n", .green), ("kind: visit\nstatus: gone\n", .green),
    ("kind: nothing\nstatus: archived\n", .black), ("kind: [visit]\nstatus: 3\nurgency: {}\n", .green),
    ("status: draft\n", .yellow), ("kind: visit\nstatus: gone\nurgency: urgent\n", .red),
  ])
  func aKindsOwnWordsCountByTheirMeaning(_ text: String, _ colour: LabelColour) throws {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/visit.yaml"] = Array(
      """
      $schema: https://json-schema.org/draft/2020-12/schema
      $id: visit
      allOf: [{$ref: record}]
      properties: {status: {enum: [announced, gone, shelved, archived]}}
      unevaluatedProperties: false
      x-fonds:
        label: {en: Visit, zh: 来访}
        type: "10"
        statuses: {announced: in-review, gone: closed, shelved: archived, archived: effective}

      """.utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.faults.isEmpty)
    #expect(schemas.labelColour(of: try #require(RecordReader.read(Array(text.utf8)).root)) == colour)
  }
}
