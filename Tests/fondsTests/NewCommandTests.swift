import FondsTestSupport
import FondsText
import Testing

@Suite("fonds new")
struct NewCommandTests {
  @Test func theEditorOpensTheFileAndTheCheckFollows() throws {
    let office = try OfficeRepository(ownKinds: [:])
    // Words as a shell reads them, and a path with blanks.
    office.variables = ["EDITOR": "sed -i -e 's/^owner: .*/owner: zhang.wei/'"]
    let good = try office.fonds("new", "policy", "title=a b", "--edit")
    #expect(good.status == 0, "\(good.errors)")
    #expect(good.errors.contains("all sound"))
    #expect(try office.text(good.line).contains("owner: zhang.wei"))
    office.variables = ["EDITOR": "false", "VISUAL": "sed -i -e 's/^owner: .*/owner: nobody/'"]
    let bad = try office.fonds("new", "policy", "title=休假", "--edit")
    #expect(bad.status == 1)
    #expect(bad.errors.contains("LNK006") && bad.errors.contains("fonds check HR-2023-01-002"))
    #expect(office.exists(bad.line))
  }

  @Test func whatMinutesCarryOnIsSaid() throws {
    let office = try OfficeRepository()
    let first = try office.fonds(
      "new", "minutes", "--dept", "SEC", "series=周协调会", "date=2023-04-24", "resolutions.1.what=检修复印机",
      "resolutions.1.owner=李娜", "resolutions.1.due=2023-05-05")
    #expect(first.status == 0 && !first.errors.contains("SEC-2023-04-001"), "\(first.errors)")
    let second = try office.fonds("new", "minutes", "--dept", "SEC", "series=周协调会")
    #expect(second.errors.contains("SEC-2023-04-002 goes on from SEC-2023-04-001; carried over: resolutions (1)"))
    // A series is never guessed: which there are is said.
    let other = try office.fonds("new", "会议纪要", "--dept", "SEC", "--lang", "zh")
    #expect(other.errors.contains("SEC-2023-04-003 没有接续") && other.errors.contains("series=周协调会"))
    #expect(try !office.text(other.line).contains("carried-from: {"))
    let json = try office.json("new", "minutes", "--dept", "SEC", "series=周协调会")
    #expect(json["carriedFrom"]?.string == "SEC-2023-04-002")
  }

  @Test(arguments: ["exit 3;", "no-such-editor", ""])
  func anEditorThatFailsOrIsMissingIsSaidAndTheFileStays(_ editor: String) throws {
    let office = try OfficeRepository(ownKinds: [:])
    office.variables = ["EDITOR": editor]
    let run = try office.fonds("new", "policy", "--edit")
    #expect(run.status == 2)
    #expect(run.errors.contains("editor") && run.errors.contains("fonds check"))
    #expect(office.exists(run.line))
    office.variables["LC_ALL"] = "zh_CN.UTF-8"
    #expect(try office.fonds("new", "policy", "--edit").errors.contains("编辑器"))
  }

  @Test func aPathIsNoPartOfWhatTheShellReads() throws {
    let office = try OfficeRepository(ownKinds: [:])
    office.variables = ["EDITOR": "true"]
    let run = try office.fonds("new", "policy", "title=$(touch pwned) `touch pwned`; touch pwned", "--edit")
    #expect(run.status == 0, "\(run.errors)")
    #expect(!office.exists("pwned"))
  }

  @Test func whatBreaksARuleIsShownWhereItWouldStand() throws {
    let office = try OfficeRepository(ownKinds: [:])
    let run = try office.fonds("new", "policy", "retention=abc")
    #expect(run.status == 1)
    #expect(run.output.contains("error[SCH005]") && run.output.contains("retention: abc"))
    #expect(!office.exists("Records"))
    let json = try office.json("new", "policy", "retention=abc")
    #expect(json["errors"]?.number?.int == 1)
  }
}
