import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("The program")
struct CommandTests {
  @Test func initMakesAnArchiveOfAnEmptyFolderFromTheProgramAlone() throws {
    let office = try OfficeRepository(schemas: false)
    // A copy somewhere else: nothing of the project lies beside it.
    let program = office.folder.file("bin/fonds")
    try office.folder.write("bin/.keep", "")
    // By a process of its own: a copy that is open for writing in this one could not be run.
    #expect(try office.run(["cp", FondsProgram.path, program]).status == 0)
    try office.folder.write("empty/.keep", "")
    try office.folder.remove("empty/.keep")
    let made = try ProgramRun([program, "init"], in: office.folder.file("empty"), environment: office.environment)
    #expect(made.status == 0, "\(made.errors)")
    let archive = OfficeRepository(beside: office, named: "empty")
    #expect(try archive.git("status", "--porcelain") == "")
    #expect(try archive.git("rev-list", "--count", "HEAD") == "1")
    #expect(try archive.damage() == "")
    #expect(try archive.text("Schemas/organization.yaml").contains("li.na@office.example"))
    #expect(try archive.text(".git/hooks/pre-commit").contains(program))
    #expect(try archive.text(".gitattributes").contains("/Records/** -text"))
    #expect(try archive.fonds("check").status == 0)
    #expect(try archive.fonds("doctor").status == 0)
    let again = try archive.fonds("init")
    #expect(again.status == 2)
    #expect(again.errors.contains("Schemas/"))
  }

  @Test func initIntoANamedFolderAndInAnotherRepositoryMakesOneOfItsOwn() throws {
    let office = try OfficeRepository()
    let made = try office.fonds("init", "inner/档案", "--json")
    #expect(made.status == 0, "\(made.errors)")
    let node = try JSONReader.read(made.bytes)
    #expect(node.keys == ["path", "commit", "files"])
    #expect(node["path"]?.string == office.path + "/inner/档案")
    #expect(office.exists("inner/档案/.git"))
  }

  @Test func initWithoutAnIdentityWritesNothing() throws {
    let office = try OfficeRepository(schemas: false)
    var environment = office.environment.filter {
      !$0.key.hasPrefix("GIT_AUTHOR") && !$0.key.hasPrefix("GIT_COMMITTER")
    }
    try office.folder.write("nobody/.keep", "")
    environment["HOME"] = office.folder.file("nobody")
    let run = try ProgramRun(
      [FondsProgram.path, "init", "new"], in: office.folder.path, environment: environment)
    #expect(run.status == 2)
    #expect(run.errors.contains("user.name"))
    #expect(!office.folder.exists("new"))
  }

  @Test func fromNewToFindInFiveCommands() throws {
    let office = try OfficeRepository()
    let new = try office.fonds(
      "new", "policy", "--dept", "HR", "title=会议制度", "classification=internal", "retention=30y")
    #expect(new.status == 0, "\(new.errors)")
    #expect(new.line == "Records/HR/2023/01/HR-2023-01-001_2023-05-08_会议制度.yaml")
    #expect(try office.text(new.line).contains("owner: li.na\n"))
    #expect(try office.fonds("check").status == 0)
    #expect(try office.fonds("commit", "-m", "第一份").status == 0)
    #expect(try office.fonds("find", "会议").output.contains("HR-2023-01-001"))
    let log = try office.fonds("log", "HR-2023-01-001")
    #expect(log.status == 0 && log.output.contains("第一份"))
    #expect(try office.fonds("show", "HR-2023-01-001").output == office.text(new.line))
  }

  /// Command lines by their exit status.
  static let statuses: [(Int32, [String])] = [
    (
      0,
      [
        "check", "check --rev HEAD", "check --staged", "new policy", "kinds", "kinds policy", "explain COD007",
        "explain duplicate-number", "index", "find x", "--help", "--version", "check --help",
      ]
    ),
    (
      2,
      [
        "check --rev nowhere", "check no/such", "show HR-2023-01-099", "show x", "find colour:red",
        "find --at 2023-02-30", "new polcy --dept HR", "new policy --dept XX", "new policy --dept hr",
        "new policy --dept HR title", "commit", "renumber HR-2023-01-099", "add HR-2023-01-099 a=b", "add policy a=b",
        "kinds nothing", "hook run x",
      ]
    ),
    (
      64,
      [
        "nonsense", "check --nonsense", "check --rev", "find --history --at 2023-05-08 x",
        "check --staged --rev HEAD", "show", "check --format yaml", "check --lang fr", "find --limit -1 x", "log a b",
        "diff", "explain XYZ999", "register", "import contract", "register policy --period 2023-13",
        "register policy --format xlsx",
      ]
    ),
  ]

  @Test(arguments: statuses.flatMap { status, lines in lines.map { ($0, status) } })
  func theExitStatusIsOfTheContract(_ line: String, _ status: Int32) throws {
    let office = try OfficeRepository()
    let run = try office.fonds(line.split(separator: " ").map(String.init))
    #expect(run.status == status, "\(run.output)\(run.errors)")
    guard status != 0 else { return }
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test func errorsAreOneAndWarningsAreNone() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-002"))
    let warning = try office.fonds("check")
    #expect(warning.status == 0)
    #expect(warning.output.contains("warning[COD008]"))
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    #expect(try office.fonds("check").status == 1)
    #expect(try office.fonds("commit").status == 1)
  }

  @Test(arguments: [
    ["check"], ["check", "--staged"], ["commit"], ["add", "stock-movement", "issued=1"],
    ["new", "policy", "--dept", "HR"], ["find", "x"],
    ["log", "HR-2023-01-001"],
    ["show", "HR-2023-01-001"], ["diff", "HR-2023-01-001"], ["renumber", "HR-2023-01-001"], ["index"], ["kinds"],
    ["hook", "install"], ["doctor"], ["hook", "run", "pre-commit"], ["import", "contract", "table.csv"],
    ["register", "contract"],
  ])
  func outsideARepositoryEveryCommandSaysSoAndWhatToDo(_ arguments: [String]) throws {
    let office = try OfficeRepository(schemas: false)
    let run = try ProgramRun(
      [FondsProgram.path] + arguments, in: office.folder.file("home"), environment: office.environment)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("no Git repository") && run.errors.contains("fonds init"))
    var chinese = office.environment
    chinese["LC_ALL"] = "zh_CN.UTF-8"
    let other = try ProgramRun([FondsProgram.path] + arguments, in: office.folder.file("home"), environment: chinese)
    #expect(other.status == 2)
    #expect(other.errors.contains("Git 仓库") && other.errors.contains("fonds init"))
  }

  @Test func chineseIsSpokenWhereTheLocaleOrTheOptionSaysSo() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    office.variables = ["LC_ALL": "zh_CN.UTF-8"]
    let run = try office.fonds("check")
    #expect(run.output.contains("错误[SCH004]"))
    #expect(run.output.contains("“状态”"))
    #expect(!run.output.contains("can't be"))
    #expect(try office.fonds("check", "--lang", "en").output.contains("error[SCH004]"))
    #expect(try office.fonds("nonsense").errors.contains("错误"))
    office.variables = ["LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"]
    #expect(try office.fonds("check").output.contains("错误["))
    office.variables = ["LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"]
    #expect(try office.fonds("check").output.contains("error["))
    #expect(try office.fonds("--lang", "zh", "check").output.contains("错误["))
  }

  @Test func directoryOptionRunsElsewhere() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    for arguments in [["-C", "office", "check", "Records"], ["check", "-C", "office", "Records"]] {
      let run = try ProgramRun(
        [FondsProgram.path] + arguments, in: office.folder.path, environment: office.environment)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func fixMendsFormAndMovesFilesAndSaysSo() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001", more: "keywords: [yes]\n")
    try office.write(
      "Records/HR/\(record.id)_\(record.date)_x.yml", Array(record.text.replacing("\n", with: "\r\n").utf8))
    #expect(try office.fonds("check").status == 1)
    let run = try office.fonds("check", "--fix")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.errors.contains("mended") && run.errors.contains("moved"))
    let mended = try office.git("ls-files", "-o", "-z", "--", "Records").split(separator: "\0").map(String.init)
    #expect(mended.count == 1 && mended[0].hasPrefix("Records/HR/2023/01/HR-2023-01-001_2023-05-08_"))
    #expect(try office.text(mended[0]) == record.text.replacing("[yes]", with: "[\"yes\"]"))
  }
}
