import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("Editors")
struct EditorTests {
  private func archive(_ prepare: (OfficeRepository) throws -> Void = { _ in }) throws -> (OfficeRepository, ProgramRun)
  {
    let office = try OfficeRepository(schemas: false)
    try prepare(office)
    let made = try office.fonds("init")
    #expect(made.status == 0, "\(made.errors)")
    return (office, made)
  }

  private func json(_ office: OfficeRepository, _ path: String) throws -> Node {
    try JSONReader.read(Array(office.text(path).utf8))
  }

  @Test func initWritesSettingsThatNameASchemaForEveryRecord() throws {
    let (office, _) = try archive()
    let settings = try json(office, ".vscode/settings.json")
    let schemas = try #require(settings["yaml.schemas"]?.mapping?.entries)
    #expect(schemas.count == (try ShippedSchemas.load()).coding.types.count)
    for entry in schemas {
      #expect(entry.key.hasPrefix("./"))
      #expect(try json(office, String(entry.key.dropFirst(2)))["$defs"]?["record"] != nil)
    }
    // As the YAML extension reads a pattern: `*` stands for anything, the end of the path counts.
    func matches(_ path: String) -> [String] {
      schemas.filter { entry in
        let pattern =
          NSRegularExpression.escapedPattern(for: entry.value.string ?? "").replacing("\\*", with: ".*") + "$"
        return path.range(of: pattern, options: .regularExpression) != nil
      }.map(\.key)
    }
    let folder = ShippedSchemas.projectRoot.appendingPathComponent(RecordPath.root)
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(RecordPath.ending)
    {
      let type = try #require(RecordID(prefixOf: RecordPath.name(of: name))?.series.type)
      #expect(matches("/srv/archive/Records/" + name) == ["./.vscode/fonds/type-\(type).json"], "\(name)")
    }
    #expect(matches("/srv/archive/Schemas/kinds/policy.yaml") == [])
    #expect(settings["files.eol"]?.string == "\n")
  }

  @Test func whatIsComputedIsNotCommitted() throws {
    let (office, _) = try archive()
    #expect(try office.git("status", "--porcelain") == "")
    #expect(
      try office.git("ls-files", ".vscode").split(separator: "\n")
        == [".vscode/extensions.json", ".vscode/fonds/.gitignore", ".vscode/settings.json", ".vscode/tasks.json"])
    #expect(office.exists(".vscode/fonds/type-01.json"))
  }

  @Test(arguments: ["en", "zh"])
  func theProblemMatcherReadsWhatCheckPrints(_ language: String) throws {
    let (office, _) = try archive()
    let record = RecordText("HR-2023-01-002", title: "合同 😀", more: "keywords: [合同😀, yes]\nsurprise: x\n")
    let path = try office.write(record.with { ($0.status, $0.summary) = ("in-reveiw", "考勤 制度(1)") })
    let report = try office.fonds("check", "--format", "concise", "--lang", language)
    let tasks = try json(office, ".vscode/tasks.json")
    let task = try #require(tasks["tasks"]?.items.first)
    #expect(task["args"]?.items.map(\.string) == ["check", "--format", "concise"])
    let pattern = try #require(task["problemMatcher"]?["pattern"])
    let expression = try NSRegularExpression(pattern: try #require(pattern["regexp"]?.string))
    var found: [[String]] = []
    for line in report.lines {
      let match = try #require(expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)), "\(line)")
      found.append(
        try ["file", "line", "column", "severity", "code", "message"].map { name in
          let group = try #require(pattern[name]?.number.flatMap { Int($0.text) })
          return String(line[try #require(Range(match.range(at: group), in: line))])
        })
    }
    #expect(found.map { $0[4] }.sorted() == ["COD008", "SCH003", "SCH004", "TXT012"])
    for problem in found where problem[4] != "COD008" { #expect(problem[0] == path) }
    #expect(Set(found.map { $0[3] }) == ["error", "warning"])
    for problem in found { #expect(!problem[5].isEmpty) }
  }

  @Test func whatAnOfficeHasAlreadyStaysAsItIs() throws {
    let own = "{\n  // mine\n  \"editor.tabSize\": 8\n}\n"
    let (office, made) = try archive { try $0.write(".vscode/settings.json", own) }
    #expect(try office.text(".vscode/settings.json") == own)
    #expect(made.errors.contains("left as they were: .vscode/settings.json"))
    #expect(office.exists(".vscode/tasks.json"))
    // Who does not use the schemas hears nothing of them.
    let doctor = try office.fonds("doctor")
    #expect(doctor.status == 0 && !doctor.output.contains("kinds --editor"))
  }

  @Test func changedRulesMakeStaleSchemasWhichDoctorTellsAndOneCommandMends() throws {
    let (office, _) = try archive()
    #expect(try office.fonds("kinds", "--editor").output == "")
    let kind = try office.text("Schemas/kinds/contract.yaml")
    try office.write("Schemas/kinds/contract.yaml", kind.replacing("zh: 金额", with: "zh: 合同金额"))
    let doctor = try office.fonds("doctor")
    #expect(doctor.status == 0 && doctor.output.contains("! what editors know of the fields is not up to date"))
    #expect(try office.fonds("doctor", "--lang", "zh").output.contains("不是最新的\n  → fonds kinds --editor"))
    #expect(try office.fonds("kinds", "--editor").lines == [".vscode/fonds/type-03.json"])
    #expect(try office.text(".vscode/fonds/type-03.json").contains("合同金额 / Amount"))
    #expect(try office.fonds("doctor").output.contains("✓ editors know the fields"))
    let coding = try office.text("Schemas/coding.yaml")
    try office.write(
      "Schemas/coding.yaml", coding.replacing("types:\n", with: "types:\n  \"13\": {en: Film, zh: 影像}\n"))
    let unnamed = try office.fonds("doctor").output
    #expect(unnamed.contains(#""./.vscode/fonds/type-13.json": "Records/*/*/13/*.yaml""#))
  }

  @Test func brokenRulesLeaveWhatEditorsKnow() throws {
    let (office, _) = try archive()
    try office.write("Schemas/kinds/contract.yaml", "$id: [\n")
    let run = try office.fonds("kinds", "--editor")
    #expect(run.status == 2 && run.errors.contains("fonds check Schemas"))
    #expect(try office.text(".vscode/fonds/type-03.json").contains("金额 / Amount"))
  }

  @Test func noLinkLeadsTheSchemasSomewhereElse() throws {
    let (office, _) = try archive()
    try office.remove(".vscode/fonds")
    try office.folder.write("elsewhere/.keep", "")
    #expect(try office.run(["ln", "-s", office.folder.file("elsewhere"), office.path + "/.vscode/fonds"]).status == 0)
    #expect(try office.fonds("kinds", "--editor").status == 2)
    #expect(try office.folder.contents(below: "elsewhere") == [".keep"])
  }
}
