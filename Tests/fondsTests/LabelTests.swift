import FondsTestSupport
import FondsText
import Testing

@Suite("The label's colour and fonds label")
struct LabelTests {
  @Test func showTellsTheColourInWordsAndColour() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "in-review" })
    try office.commit()
    try office.write(
      RecordText("HR-2023-01-001", more: "urgency: urgent\nimportance: important\n").with { $0.status = "effective" })
    try office.commit()
    let run = try office.fonds("show", "HR-2023-01-001")
    #expect(run.errors.contains("■ red label: urgent\n"))
    #expect(!run.output.contains("label"))
    #expect(try office.fonds("show", "HR-2023-01-001", "--lang", "zh").errors.contains("■ 红色标签：紧急\n"))
    #expect(
      try office.fonds("show", "HR-2023-01-001", "--color", "always").errors.contains("\u{1B}[1;31m■\u{1B}[0m red"))
    #expect(try office.fonds("show", "HR-2023-01-001", "--at", "HEAD~1").errors.contains("■ yellow label: to do\n"))
    #expect(try office.json("show", "HR-2023-01-001")["colour"]?.string == "red")
  }

  /// What a word meant is what the rules of that day say.
  @Test func thePastIsColouredByTheRulesOfThatDay() throws {
    let office = try OfficeRepository()
    let kind = try office.text("Schemas/kinds/void.yaml")
    try office.write(
      RecordText("HR-2023-01-001", more: "reason: x\n").with { ($0.kind, $0.status) = ("void", "shelved") })
    let words = kind.replacing("[draft, closed, archived]", with: "[draft, closed, archived, shelved]")
    try office.write("Schemas/kinds/void.yaml", words + "  statuses: {shelved: archived}\n")
    try office.commit()
    try office.write("Schemas/kinds/void.yaml", words + "  statuses: {shelved: in-review}\n")
    try office.commit()
    #expect(try office.json("show", "HR-2023-01-001")["colour"]?.string == "yellow")
    #expect(try office.json("show", "HR-2023-01-001", "--at", "HEAD~1")["colour"]?.string == "black")
  }

  @Test func withoutRulesTheSharedWordsStillCount() throws {
    let office = try OfficeRepository(schemas: false)
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "archived" })
    try office.commit()
    #expect(try office.json("show", "HR-2023-01-001")["colour"]?.string == "black")
  }
}
