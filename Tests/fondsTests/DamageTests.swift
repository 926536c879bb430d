import FondsTestSupport
import FondsText
import Testing

/// A damaged index, damaged or missing objects, unusual clones and unfinished work: an answer, or an error that says what to
/// do; never a crash, a wait or a wrong answer.
@Suite("Damage")
struct DamageTests {
  private static let index = ".git/fonds/index.sqlite"

  /// Three records, one changed since, indexed.
  private static func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    for number in 1...3 {
      try office.write(RecordText("HR-2023-01-00\(number)", title: "考勤\(number)"))
      try office.commit("\(number)")
    }
    #expect(try office.fonds("index").status == 0)
    return office
  }

  @Test(arguments: [
    "cp Schemas/fonds.yaml \(index)", ": > \(index)", "truncate -s 5000 \(index)",
    "dd if=/dev/urandom of=\(index) bs=1 seek=8192 count=60000 conv=notrunc status=none",
    "dd if=/dev/zero of=\(index) bs=1 seek=0 count=64 conv=notrunc status=none",
    "printf '\\377\\377\\377\\377' | dd of=\(index) bs=1 seek=60 conv=notrunc status=none",
  ])
  func aDamagedIndexIsMadeAnew(_ damage: String) throws {
    let office = try Self.office()
    #expect(try office.run(["sh", "-c", "rm -f \(Self.index)-*; \(damage)"]).status == 0)
    // What shows only in the middle of a search is said; everything else is mended at once.
    let find = try office.fonds("find", "考勤", "--history", "--json")
    #expect(
      find.status == 0 ? find.output.contains("\"total\": 3") : find.errors.contains("fonds index --rebuild"),
      "\(find.output)\(find.errors)")
    #expect(try office.fonds("index", "--rebuild").status == 0)
    #expect(try office.json("find", "考勤")["total"]?.number?.int == 3)
  }

  @Test(arguments: ["mkdir \(index)", "ln -s /nowhere/x \(index)", "ln -s index.sqlite \(index)"])
  func whatStandsInTheIndexPlaceIsSaid(_ damage: String) throws {
    let office = try Self.office()
    #expect(try office.run(["sh", "-c", "rm -f \(Self.index)*; \(damage)"]).status == 0)
    for language in ["en", "zh"] {
      let index = try office.fonds("index", "--lang", language)
      #expect(index.status == 2 && index.errors.contains(".git/fonds"), "\(index.errors)")
      let find = try office.fonds("find", "考勤", "--lang", language)
      #expect(find.status == 0 && find.errors.contains(".git/fonds"), "\(find.errors)")
    }
    #expect(try office.json("find", "考勤")["total"]?.number?.int == 3)
    // Nothing else needs it.
    #expect(try office.fonds("check").status == 0)
    try office.write(RecordText("HR-2023-01-004"))
    #expect(try office.fonds("commit").status == 0)
  }

  /// A read-only disk, a full one: what the index does not know is read from Git, and nothing is left anywhere.
  @Test(arguments: ["true", "rm -r .git/fonds", "rm -f \(index)-wal \(index)-shm", ": > \(index)"])
  func searchesAnswerWhereNoIndexCanBeWritten(_ state: String) throws {
    let office = try Self.office()
    let record = RecordText("HR-2023-01-001", title: "考勤一")
    try office.write(record)
    try office.commit("behind the index")
    #expect(try office.run(["sh", "-c", state]).status == 0)
    let files = try office.run(["find", ".git", "-type", "f"]).output
    for fault in [DiskFault.readOnly, .noSpace] {
      func run(_ arguments: String...) throws -> ProgramRun {
        try office.fonds(arguments, failingAtCall: 1, with: fault).run
      }
      let find = try run("find", "考勤", "--json")
      #expect(find.status == 0 && find.errors.contains("can't be written"), "\(find.errors)")
      let matches = try JSONReader.read(find.bytes)["matches"]?.items ?? []
      #expect(matches.map { $0["title"]?.string } == ["考勤一", "考勤3", "考勤2"])
      let log = try run("log", "HR-2023-01-001", "--lang", "zh")
      #expect(
        log.status == 0 && log.output.contains("behind the index") && log.errors.contains("无法写入"), "\(log.errors)")
      #expect(try run("show", "HR-2023-01-001").output.contains("考勤一"))
      #expect(try run("due").status == 0)
      #expect(try run("retention", "--at", "2060-01-01").status == 0)
      let index = try run("index")
      #expect(index.status == 2 && index.errors.contains("help: "), "\(index.errors)")
    }
    #expect(try office.run(["find", ".git", "-type", "f"]).output == files)
  }

  /// Once everybody has closed it the table beside it is gone, which a read-only disk can't have again.
  @Test func aCurrentIndexServesOnAReadOnlyDisk() throws {
    let office = try Self.office()
    #expect(
      try office.run(["sh", "-c", "rm -f \(Self.index)-shm; test ! -s \(Self.index)-wal && rm -f \(Self.index)-wal"])
        .status == 0)
    let find = try office.fonds(["find", "考勤", "--json"], failingAtCall: 1, with: .readOnly).run
    #expect(find.status == 0 && find.errors.isEmpty, "\(find.errors)")
    #expect(try JSONReader.read(find.bytes)["total"]?.number?.int == 3)
  }

  /// Missing, empty, cut short, spoilt: each object in turn.
  @Test(arguments: ["HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:Records/HR", "HEAD~1:Records/HR/2023/01"])
  func anObjectThatIsGoneIsSaid(_ object: String) throws {
    let office = try Self.office()
    let name = try office.git("rev-parse", object)
    try office.remove(".git/objects/\(name.prefix(2))/\(name.dropFirst(2))")
    for arguments in [
      ["check"], ["find", "考勤"], ["log", "HR-2023-01-001"], ["show", "HR-2023-01-002"], ["index", "--rebuild"],
      ["commit"], ["doctor"],
    ] {
      let run = try office.run(["timeout", "60", FondsProgram.path] + arguments)
      #expect(run.status <= 2, "\(arguments) \(run.errors)")
      if run.status == 2, !run.errors.contains("nothing has changed") {
        #expect(run.errors.contains("help: "), "\(arguments) \(run.errors)")
      }
    }
    #expect(try office.fonds("index", "--rebuild", "--lang", "zh").errors.contains("提示"))
    #expect(try office.fonds("doctor", "--objects").status == 1)
  }

  /// As a power failure leaves it: each object in turn, cut short in the middle, near its end, or of zeros.
  @Test(arguments: ["HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:Records/HR", "HEAD:Schemas/fonds.yaml"])
  func anObjectThatIsCutShortIsSaid(_ object: String) throws {
    let office = try Self.office()
    let name = try office.git("rev-parse", object)
    let file = ".git/objects/\(name.prefix(2))/\(name.dropFirst(2))"
    let size = try #require(Int(office.run(["stat", "-c", "%s", file]).output.filter(\.isNumber)))
    let english = ["is damaged", "help: ", "git fetch", file]
    let chinese = ["已损坏", "提示", "git fetch", file]
    for (damage, language, words) in [
      ("truncate -s \(size / 2) \(file)", "en", english), ("truncate -s \(size - 1) \(file)", "zh", chinese),
      ("head -c \(size) /dev/zero > \(file)", "en", english),
    ] {
      #expect(try office.run(["sh", "-c", "chmod +w \(file); \(damage)"]).status == 0)
      for arguments in [
        ["check"], ["check", "--staged"], ["find", "考勤", "--at", "2030-01-01"], ["log", "HR-2023-01-001"],
        ["show", "HR-2023-01-002", "--at", "2030-01-01"], ["diff", "HR-2023-01-003"], ["index", "--rebuild"],
        ["commit"], ["doctor"],
      ] {
        let run = try office.run(["timeout", "60", FondsProgram.path] + arguments + ["--lang", language])
        #expect(run.status <= 2, "\(arguments) \(run.status) \(run.errors)")
        guard run.status == 2, !run.errors.contains("nothing has changed"), !run.errors.contains("没有改动") else {
          continue
        }
        #expect(words.allSatisfy(run.errors.contains), "\(arguments) \(run.errors)")
      }
      #expect(try office.fonds("index", "--rebuild").errors.contains(file))
      #expect(try office.fonds("doctor", "--objects").status == 1)
    }
  }

  @Test func aCommitWritesAnewWhatAPowerFailureSpoilt() throws {
    let office = try Self.office()
    let record = RecordText("HR-2023-01-004", title: "停电")
    try office.write(record)
    let name = try office.git("hash-object", "-w", record.path)
    let file = ".git/objects/\(name.prefix(2))/\(name.dropFirst(2))"
    #expect(try office.run(["sh", "-c", "chmod +w \(file); truncate -s 50 \(file)"]).status == 0)
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.git("fsck", "--full").isEmpty)
    #expect(try office.fonds("show", "HR-2023-01-004").output.contains("停电"))
  }

  @Test(arguments: ["truncate -s 3000", "cp Schemas/fonds.yaml"])
  func aPackThatIsCutShortOrAnotherFileIsSaid(_ damage: String) throws {
    let office = try Self.office()
    try office.git("gc", "-q")
    let script = "rm -rf .git/fonds; for p in .git/objects/pack/*.pack; do chmod +w $p; \(damage) $p; done"
    #expect(try office.run(["sh", "-c", script]).status == 0)
    for arguments in [["check"], ["find", "考勤"], ["log", "HR-2023-01-001"], ["index"], ["commit"]] {
      let run = try office.run(["timeout", "60", FondsProgram.path] + arguments)
      #expect(run.status == 2 && run.errors.contains("help: "), "\(arguments) \(run.status) \(run.errors)")
    }
    #expect(try office.fonds("doctor", "--objects").status == 1)
  }

  @Test(arguments: [": >", "cp Schemas/fonds.yaml", "truncate -s 200"])
  func aDamagedGitIndexIsSaidAndMended(_ damage: String) throws {
    let office = try Self.office()
    #expect(try office.run(["sh", "-c", "\(damage) .git/index"]).status == 0)
    #expect(try office.fonds("commit").status == 2)
    let doctor = try office.fonds("doctor")
    #expect(doctor.status == 1 && doctor.output.contains("rm .git/index; git reset"), "\(doctor.output)")
    // Who only reads does not need it.
    #expect(try office.fonds("find", "考勤").status == 0)
    #expect(try office.run(["sh", "-c", "rm .git/index; git reset -q"]).status == 0)
    try office.write(RecordText("HR-2023-01-004"))
    #expect(try office.fonds("commit").status == 0)
  }

  @Test(arguments: [["--filter=blob:none"], ["--filter=tree:0"], ["--depth", "1"], ["--shared"], ["--bare"]])
  func anUnusualCloneAnswers(_ options: [String]) throws {
    let office = try Self.office()
    try office.git("config", "uploadpack.allowFilter", "true")
    let clone = OfficeRepository(beside: office, named: "clone")
    let source = options == ["--shared"] ? office.path : "file://" + office.path
    try office.git(["clone", "-q"] + options + [source, clone.path])
    let isBare = options == ["--bare"]
    if !isBare { #expect(try clone.fonds("check").status == 0) }
    #expect(try clone.json("find", "考勤")["total"]?.number?.int == 3)
    #expect(try clone.fonds("log", "HR-2023-01-001").status == 0)
    #expect(try clone.fonds("show", "HR-2023-01-002").output.contains("考勤2"))
    guard !isBare else { return }
    try clone.write(RecordText("HR-2023-01-004"))
    #expect(try clone.fonds("commit").status == 0)
    guard options == ["--shared"] else { return }
    // The clone whose objects it borrows is gone.
    try office.move("../office", to: "../elsewhere")
    let lost = try clone.fonds("find", "考勤")
    #expect(lost.status == 0 || lost.errors.contains("help: "), "\(lost.errors)")
  }

  @Test(arguments: [["merge", "x"], ["rebase", "x"], ["cherry-pick", "x"], ["revert", "HEAD~1"]])
  func unfinishedWorkIsSaid(_ work: [String]) throws {
    let office = try Self.office()
    let path = RecordText("HR-2023-01-001").path
    try office.git("checkout", "-q", "-b", "x")
    try office.write(RecordText("HR-2023-01-001", title: "甲"))
    try office.commit("x")
    try office.git("checkout", "-q", "main")
    for title in ["乙", "丙"] {
      try office.write(RecordText("HR-2023-01-001", title: title))
      try office.commit(title)
    }
    #expect(try office.run(["git"] + work).status != 0)
    let commit = try office.fonds("commit")
    #expect(commit.status == 2 && commit.errors.contains("git \(work[0]) --abort"), "\(commit.errors)")
    #expect(try office.fonds("doctor").output.contains("a \(work[0]) is under way"))
    let check = try office.fonds("check", path)
    #expect(check.status == 1, "\(check.output)")
    #expect(try office.fonds("find", "考勤").status == 0)
  }

  @Test func whatGitPutsInPlaceOfACommitChangesNoAnswer() throws {
    let office = try Self.office()
    let before = try office.fonds("log", "HR-2023-01-003").output
    try office.git("replace", "--graft", "HEAD")
    #expect(try office.fonds("index", "--rebuild").status == 0)
    #expect(try office.fonds("log", "HR-2023-01-003").output == before)
    #expect(try office.fonds("check").status == 0)
  }
}
