import FondsTestSupport
import FondsText
import Foundation
import Testing

/// What must end in a diagnostic or a clear error: never in a crash, never in a wait.
@Suite("Bad input")
struct BadInputTests {
  static let path = RecordText("HR-2023-01-001").path

  private func codes(_ office: OfficeRepository, _ arguments: [String] = ["check"]) throws -> [String] {
    let run = try office.fonds(arguments + ["--format", "json"])
    #expect(run.status <= 1, "\(run.errors)")
    return try JSONReader.read(run.bytes)["diagnostics"]?.items.compactMap { $0["code"]?.string } ?? []
  }

  /// On disk, staged, and in a commit the verdict is the same.
  private func everywhere(_ office: OfficeRepository, _ expected: [String]) throws {
    #expect(try codes(office) == expected)
    try office.git("add", "-A")
    #expect(try codes(office, ["check", "--staged"]) == expected)
    try office.commit("bad")
    #expect(try codes(office, ["check", "--rev", "HEAD"]) == expected)
    // The history that holds it is still searched.
    #expect(try office.fonds("find", "考勤", "--history").status == 0)
    #expect(try office.fonds("index", "--rebuild").status == 0)
  }

  @Test func aFileOfRandomBytes() throws {
    let office = try OfficeRepository()
    var generator = SeededGenerator(seed: 1)
    try office.write(Self.path, [0xFF] + (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) })
    try everywhere(office, ["TXT001"])
  }

  @Test func aFileOfAHundredMegabytesIsNotRead() throws {
    let office = try OfficeRepository()
    try office.write(Self.path, "")
    #expect(try office.run(["truncate", "-s", "100M", Self.path]).status == 0)
    #expect(try codes(office) == ["TXT009"])
    let run = try office.fonds("commit")
    #expect(run.status == 1 || run.status == 2)
    #expect(run.errors.contains("104857600") || run.output.contains("104857600"))
    try office.git("-c", "core.compression=0", "add", "-A")
    #expect(try codes(office, ["check", "--staged"]) == ["TXT009"])
  }

  @Test func aHundredThousandBrackets() throws {
    let office = try OfficeRepository()
    try office.write(Self.path, String(repeating: "[", count: 100_000))
    try everywhere(office, ["TXT006"])
  }

  @Test func aLinkOutOfTheRepository() throws {
    let office = try OfficeRepository()
    try office.folder.write("secret.yaml", RecordText("HR-2023-01-001", title: "机密").text)
    try office.write("Records/HR/2023/01/.gitkeep", "")
    #expect(try office.run(["ln", "-s", office.folder.file("secret.yaml"), Self.path]).status == 0)
    try everywhere(office, ["TXT010"])
    #expect(try office.fonds("find", "机密", "--history", "--json").output.contains("\"total\": 0"))
  }

  @Test func aLinkedFolderOutOfTheRepository() throws {
    let office = try OfficeRepository()
    try office.folder.write("else/x.yaml", "x: 1\n")
    try office.write("Records/.gitkeep", "")
    #expect(try office.run(["ln", "-s", office.folder.file("else"), "Records/HR"]).status == 0)
    try everywhere(office, ["TXT010"])
    let run = try office.fonds("new", "policy", "--dept", "HR")
    #expect(run.status == 2)
    #expect(try office.folder.contents(below: "else") == ["x.yaml"], "\(run.output)\(run.errors)")
  }

  @Test func aPipe() throws {
    let office = try OfficeRepository()
    try office.write("Records/HR/2023/01/.gitkeep", "")
    #expect(try office.run(["mkfifo", Self.path]).status == 0)
    #expect(try codes(office) == ["TXT010"])
    #expect(try office.fonds("commit").status != 64)
    #expect(try office.fonds("new", "policy", "--dept", "HR").status == 0)
  }

  @Test func aSubmoduleInPlaceOfARecord() throws {
    let office = try OfficeRepository()
    try office.git("init", "-q", Self.path)
    try office.git("-C", Self.path, "commit", "-q", "--allow-empty", "-m", "inner")
    #expect(try codes(office) == ["TXT010"])
    let inner = try office.git("-C", Self.path, "rev-parse", "HEAD")
    try office.git("update-index", "--add", "--cacheinfo", "160000,\(inner),\(Self.path)")
    #expect(try codes(office, ["check", "--staged"]) == ["TXT010"])
    try office.git("commit", "-q", "--no-verify", "-m", "submodule")
    #expect(try codes(office, ["check", "--rev", "HEAD"]) == ["TXT010"])
    #expect(try office.fonds("index", "--rebuild").status == 0)
    // And a record in place of a submodule.
    try office.remove(Self.path)
    try office.write(RecordText("HR-2023-01-001"))
    try office.git("add", "-A")
    #expect(try codes(office, ["check", "--staged"]) == [])
  }

  @Test func aFolderWithARecordsName() throws {
    let office = try OfficeRepository()
    try office.write(Self.path + "/x.txt", "x")
    #expect(try codes(office) == ["COD006"])
  }

  @Test func rulesThatAreBrokenAreReportedAtTheirPlace() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    let path = "Schemas/kinds/policy.yaml"
    try office.write(path, try office.text(path).replacing("applies-to: {type: array", with: "applies-to: {type: aray"))
    let run = try office.fonds("check", "--format", "concise")
    #expect(run.status == 1)
    let lines = try office.text(path).split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("aray") }) + 1
    #expect(run.lines.count == 1)
    #expect(run.output.hasPrefix("\(path):\(line):22: error[SCH011]"), "\(run.output)")
    #expect(try office.fonds("commit").status == 1)
    #expect(try office.fonds("kinds").status == 0)
    #expect(try office.fonds("new", "policy", "--dept", "HR").status == 2)
  }

  @Test(arguments: ["fonds", "organization", "coding", "record"])
  func aRuleFileOfNonsenseOrNone(_ name: String) throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    let path = "Schemas/\(name).yaml"
    for bytes in [[], [0xFF, 0xFE, 0x00], Array("- a\n- b\n".utf8), Array("a: [\n".utf8)] as [[UInt8]] {
      try office.write(path, bytes)
      let run = try office.fonds("check", "--format", "concise")
      #expect(run.status == 1)
      #expect(run.output.contains("\(path):") && run.output.contains("[SCH011]"))
    }
    try office.remove(path)
    #expect(try office.fonds("check").status == 1)
    #expect(try office.fonds("find", "x").status == 2 || office.fonds("find", "x").status == 0)
  }

  @Test func aRepositoryWithoutRules() throws {
    let office = try OfficeRepository(schemas: false)
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("no rules")
    for arguments in [
      ["check"], ["check", "--rev", "HEAD"], ["commit"], ["kinds"], ["new", "policy", "--dept", "HR"],
    ] {
      let run = try office.fonds(arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.errors.contains("Schemas/"))
    }
    #expect(try office.fonds("find", "考勤").status == 0)
    #expect(try office.fonds("doctor").status == 1)
  }

  @Test func anEmptyRepositoryWithoutACommit() throws {
    let office = try OfficeRepository(schemas: false)
    for arguments in [["check"], ["find", "x"], ["log", "HR-2023-01-001"], ["check", "--rev", "HEAD"], ["commit"]] {
      let run = try office.fonds(arguments)
      #expect(run.status == 2, "\(arguments) \(run.output)\(run.errors)")
      #expect(run.errors.contains("error"))
    }
    #expect(try office.fonds("check", "--staged").status == 0)
    #expect(try office.fonds("index").status == 0)
  }

  @Test func aDetachedHead() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("one")
    try office.git("checkout", "-q", "--detach", "HEAD")
    for arguments in [
      ["check"], ["find", "考勤"], ["new", "policy", "--dept", "HR"], ["commit"], ["log", "HR-2023-01-002"],
    ] {
      #expect(try office.fonds(arguments).status == 0, "\(arguments)")
    }
  }

  @Test func aShallowCloneSaysWhatItCanNotKnow() throws {
    let office = try OfficeRepository()
    for number in 1...3 {
      try office.write(RecordText("HR-2023-01-00\(number)"))
      try office.commit("\(number)")
    }
    let shallow = OfficeRepository(beside: office, named: "shallow")
    try office.git("clone", "-q", "--depth", "1", "file://" + office.path, shallow.path)
    #expect(try shallow.fonds("check").status == 0)
    let find = try shallow.fonds("find", "考勤", "--history")
    #expect(find.status == 0 && find.errors.contains("shallow"))
    #expect(try shallow.fonds("new", "policy", "--dept", "HR").line.contains("HR-2023-01-004"))
    #expect(try shallow.fonds("commit").status == 0)
    #expect(try shallow.fonds("doctor").output.contains("shallow"))
  }

  @Test func aFileInThePlaceOfTheDerivedFolder() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("one")
    try office.write(".git/fonds", "in the way")
    #expect(try office.fonds("check").status == 0)
    // What is only read is answered by an index in passing, and said to be.
    for arguments in [["find", "考勤"], ["log", "HR-2023-01-001"]] {
      let run = try office.fonds(arguments)
      #expect(run.status == 0, "\(arguments)")
      #expect(!run.output.isEmpty)
      #expect(run.errors.contains(".git/fonds"))
    }
    let run = try office.fonds("new", "policy", "--dept", "HR")
    #expect(run.status == 2)
    #expect(run.errors.contains("error"))
  }

  /// A terminal acts on what these bytes say: none of them reaches it, wherever a record's text is shown.
  @Test func controlCharactersNeverReachTheOutput() throws {
    let office = try OfficeRepository()
    let evil = "合同\u{1B}]0;evil\u{7}\u{1B}[2J\u{9B}31m\u{202E}\u{7F}"
    let record = RecordText("HR-2023-01-001", title: "\"\(evil)\"", more: "\(evil): 1\nbody: \"会议\(evil)\"\n")
    try office.write(record)
    try office.write("Records/\(evil.replacing("/", with: "")).yaml", "x: 1\n")
    try office.write("Records/HR/2023/01/HR-2023-01-001_2023-05-08_\u{1B}[31m.yaml", record.text)
    // As an escape in quotes the character passes the reader as a value.
    try office.write(
      RecordText("HR-2023-01-002", title: #""合同\x1b[31m\u202e\a""#, more: #"keywords: ["\e[1m"]"# + "\n"))
    try office.commit("evil \u{1B}[31mmessage")
    try office.write(RecordText("HR-2023-01-002", title: #""\e[2J""#))
    try office.commit("more")
    for language in ["en", "zh"] {
      for arguments in [
        ["check"], ["check", "--format", "concise"], ["check", "--format", "json"], ["check", "--rev", "HEAD"],
        ["find", "合同"], ["find", "会议", "--history"], ["find", "会议", "--history", "--json"],
        ["log", "HR-2023-01-001"], ["log", "HR-2023-01-001", "--json"], ["log", "HR-2023-01-002"],
        ["show", "HR-2023-01-001"], ["show", "HR-2023-01-002"], ["show", "HR-2023-01-002", "--json"],
        ["diff", "HR-2023-01-002"], ["diff", "HR-2023-01-002", "--json"], ["renumber", "HR-2023-01-001"],
        ["show", evil], ["find", evil], ["find", "\u{1B}x:y"], ["explain", evil], ["check", evil], [evil],
        ["new", evil, "--dept", evil], ["check", "--rev", evil], ["commit"], ["kinds", evil], ["hook", "run", evil],
        ["check", "--format", evil], ["--\(evil)"], ["find", "--at", evil, "x"],
        ["new", "policy", "--dept", "HR", evil],
      ] {
        let run = try office.fonds(arguments + ["--lang", language])
        let bad = (run.output + run.errors).unicodeScalars.filter { scalar in
          scalar != "\n" && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{202E}")
        }
        #expect(bad.isEmpty, "\(arguments): \(bad)")
        #expect([0, 1, 2, 64].contains(run.status), "\(arguments): \(run.status)")
      }
    }
  }
}
