import FondsTestSupport
import FondsText
import Testing

/// The walk-through of CONTRIBUTING.md, followed to the letter.
@Suite("A workflow is one new file")
struct OwnWorkflowTests {
  /// An office with the kind of the section before, which goes by the new workflow.
  private static func office(_ walk: Walkthrough) throws -> OfficeRepository {
    let office = try OfficeRepository()
    let kind = try #require(Walkthrough("Add a kind").blocks.first).text
    try office.write("Schemas/workflows/parcel.yaml", walk.blocks[0].text)
    try office.write("Schemas/kinds/parcel.yaml", kind + walk.blocks[1].text)
    try office.commit("a workflow")
    return office
  }

  @Test func eachStepIsTakenByWhomTheFileNames() throws {
    let walk = try Walkthrough("Add a workflow")
    #expect(walk.blocks.map(\.language) == ["yaml", "yaml", "", "yaml"])
    let office = try Self.office(walk)
    let runs = try walk.run(2, in: office)
    #expect(runs["fonds act"]?.output.contains("handed-over") == true)
    let text = try office.text(try #require(runs["fonds new"]?.line))
    #expect(text.contains("\n\(walk.blocks[3].text)\n"))
    #expect(RecordReader.read(Array(text.utf8)).root?["status"]?.string == "handed-over")
    // Each step is a commit of who took it.
    #expect(
      try office.git("log", "-3", "--format=%ae")
        == "li.na@office.example\nguo.tao@office.example\nlin.yue@office.example")
  }

  @Test func whatTheFileStandsAgainstIsNotWritten() throws {
    let office = try Self.office(try Walkthrough("Add a workflow"))
    func fonds(_ words: String..., by person: String = "lin.yue") throws -> ProgramRun {
      office.variables = ["GIT_AUTHOR_EMAIL": "\(person)@office.example"]
      return try office.run([FondsProgram.path] + words)
    }
    let new = try fonds("new", "parcel", "--dept", "SEC", "title=Tickets", "carrier=post", "receiver=li.na")
    let path = new.line
    #expect(try fonds("commit").status == 0)
    let before = try office.text(path)
    // Another role, a step before its turn, a step without what it demands, one that no parcel of this size needs.
    let arrived = "arrived=2023-05-08T09:40:00+08:00"
    for (step, fields, person, code) in [
      ("registered", [arrived], "guo.tao", "WFL003"), ("signed-for", [], "li.na", "WFL002"),
      ("registered", [], "lin.yue", "WFL008"), ("counted", [], "guo.tao", "WFL002"),
    ] {
      office.variables = ["GIT_AUTHOR_EMAIL": "\(person)@office.example"]
      let run = try office.run([FondsProgram.path, "act", "SEC-2023-06-001", step] + fields)
      #expect(run.status != 0 && run.output.contains(code), "\(step): \(run.output)\(run.errors)")
      #expect(try office.text(path) == before)
    }
    // Without the storekeeper: few pieces.
    #expect(try fonds("act", "SEC-2023-06-001", "registered", arrived).status == 0)
    #expect(try fonds("act", "SEC-2023-06-001", "signed-for", by: "li.na").status == 0)
    #expect(try fonds("check").status == 0)
  }

  @Test func aMisspeltWordIsFoundAtItsPlace() throws {
    let walk = try Walkthrough("Add a workflow")
    let office = try Self.office(walk)
    for (old, new) in [
      ("role: storekeeper", "role: storekeper"), ("person: receiver", "person: reciever"),
      ("status: arrived", "status: arived"), ("fills: [arrived]", "fills: [arived]"), ("within: 4wh", "within: 4hours"),
      ("to: secretary", "to: secretry"), ("done: handed-over", "done: handed"),
      ("required: [contents]", "required: [contents1]"),
      ("within: 2wd", "by: yearly 02-30"), ("within: 2wd", "by: 2wd"),
      ("person: receiver", "person: receiver\n    holds: registrer"),
      ("within: 2wd", "within: 2wd\n    by: monthly 25"),
      ("decision: done", "decision: dun"), ("escalate:", "escalated:"),
    ] {
      try office.write(
        "Schemas/workflows/parcel.yaml", walk.blocks[0].text.replacing(old, with: new, maxReplacements: 1))
      let run = try office.fonds("check", "Schemas")
      #expect(run.status == 1 && run.output.contains("parcel.yaml:"), "\(new): \(run.output)")
      #expect(run.output.contains("error[SCH011]"), "\(run.output)")
    }
  }
}
