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

  @Test func labelMakesAPageOfTheNumbersNamed() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001", title: "考勤<b>制度"))
    try office.write(RecordText("HR-2023-01-002", title: "薪酬方案"))
    let secret = RecordText("HR-2023-01-003", title: "某某处分决定")
    try office.write(secret.path, secret.text.replacing("internal", with: "secret"))
    try office.commit()
    let page = try office.fonds("label", "HR-2023-01-001", "HR-2023-01-003", "HR-2023-01-001")
    #expect(page.status == 0, "\(page.errors)")
    #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.hasSuffix("</html>\n"))
    #expect(page.output.ranges(of: "<svg ").count == 3)
    #expect(page.output.contains("考勤&lt;b&gt;制度") && !page.output.contains("薪酬"))
    #expect(page.output.contains(">Secret</text>") && !page.output.contains("处分"))
    #expect(page.errors.contains("3 labels"))
    let chinese = try office.fonds("label", "HR-2023-01-003", "--lang", "zh", "--format", "svg", "--output", "标签.svg")
    #expect(chinese.line == office.path + "/标签.svg")
    let drawing = try office.text("标签.svg")
    #expect(drawing.hasPrefix("<svg ") && drawing.contains(">绝密</text>") && !drawing.contains("处分"))
    let node = try office.json("label", "HR-2023-01-003")
    #expect(node["labels"]?.items.first?["title"]?.isNull == true)
    #expect(!(try office.fonds("label", "HR-2023-01-003", "--json").output.contains("处分")))
    #expect(try office.leftovers() == [])
  }

  @Test func whatHasNoLabelIsToldWithWhatToDo() throws {
    let office = try OfficeRepository()
    let path = try office.write(RecordText("HR-2023-01-001"))
    try office.write(RecordText("HR-2023-01-002"))
    try office.write(RecordText("HR-2023-01-003"))
    try office.commit()
    try office.write(path, "id: HR-2023-01-001\nx: [\n")
    try office.remove(RecordText("HR-2023-01-002").path)
    try office.commit()
    for (number, words) in [
      ("HR-2023-01-001", "fonds check"), ("HR-2023-01-002", "no record"),
      ("HR-2023-01-033", "did you mean HR-2023-01-003"),
      ("x", "DEPARTMENT-YEAR"),
    ] {
      let run = try office.fonds("label", "HR-2023-01-003", number, "--output", "labels.html")
      #expect(run.status == 2 && run.output == "", "\(number)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
    #expect(!office.exists("labels.html"))
    #expect(try office.fonds("label").status == 64)
    #expect(try office.fonds("label", "HR-2023-01-003", "--json", "--output", "x").status == 64)
    #expect(try office.fonds("label", "HR-2023-01-003", "--output", "Schemas").status == 2)
  }
}
