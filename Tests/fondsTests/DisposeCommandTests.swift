import FondsTestSupport
import FondsText
import Testing

/// Records of 2023 whose time is over in 2034, and an approved list of them that its first witness has signed.
struct Destruction {
  static let list = "SEC-2034-12-001"
  static let listPath = "Records/SEC/2034/12/SEC-2034-12-001_2034-01-05_销毁清册.yaml"
  static let ids = ["ADM-2023-06-001", "ADM-2023-06-002"]

  let office: OfficeRepository

  init(lines: [String]? = nil) throws {
    office = try OfficeRepository()
    for number in 1...3 {
      let record = Self.visitor(number)
      try office.write(record.path, record.text.replacing("retention: 30y", with: "retention: 10y"))
    }
    try office.commit("records", at: 1_683_511_200)
    let rows = lines ?? (1...2).map(Self.line)
    let trail = [
      ("list", "ma.chao", "done", "05T09:00"), ("appraisal", "wang.fang", "done", "05T10:00"),
      ("appraisal", "chen.jie", "done", "05T10:01"), ("appraisal", "zhang.wei", "done", "05T10:02"),
      ("department-head", "wang.fang", "approve", "06T09:00"), ("finance-head", "chen.jie", "approve", "06T09:01"),
      ("leader-in-charge", "zhou.ming", "approve", "06T09:02"), ("ceo", "he.jun", "approve", "06T09:03"),
      ("check-before", "lin.yue", "done", "31T09:00"), ("check-before", "guo.tao", "done", "31T09:01"),
      ("technology", "zhao.min", "done", "31T09:02"), ("witness", "lin.yue", "done", "31T10:00"),
    ]
    try office.write(
      Self.listPath,
      """
      id: \(Self.list)
      kind: destruction
      title: 2023 年度到期档案销毁清册
      date: 2034-01-05
      classification: internal
      retention: permanent
      status: approved
      owner: ma.chao
      proposer: ma.chao
      lines:
      \(rows.map { "  - \($0)" }.joined(separator: "\n"))
      count: \(rows.count)
      appraised-by: [wang.fang, chen.jie]
      opinion: 无保存价值
      witnesses: [lin.yue, guo.tao]
      technician: zhao.min
      checked: 2034-01-31T08:50:00+08:00
      destroyed: 2034-01-31T09:50:00+08:00
      method: erasure
      place: 机房
      copies:
        - {copy: working, place: 服务器, done: 2034-01-31T09:40:00+08:00}
      trail:
      \(trail.map { "  - {step: \($0.0), by: \($0.1), decision: \($0.2), at: \"2034-01-\($0.3):00+08:00\"}" }.joined(separator: "\n"))

      """)
    try office.commit("list", at: 2_021_940_000)
    become("guo.tao")
  }

  static func visitor(_ number: Int) -> RecordText {
    RecordText("ADM-2023-06-00\(number)", title: "来访\(number)").with {
      $0.kind = "visitor"
      $0.status = "left"
      $0.more = """
        visitors:
          - {name: 周凯\(number), organization: 华晟公司}
        number: 1
        purpose: 送货
        host: emily.carter
        arrived: 2023-05-08T13:52:00+08:00
        admitted-by: sun.li
        left: 2023-05-08T16:20:00+08:00

        """
    }
  }

  static func line(_ number: Int) -> String {
    """
    {title: 来访\(number), number: ADM-2023-06-00\(number), record: ADM-2023-06-00\(number), medium: electronic, count: 1, \
    first: 2023, last: 2023, due: 10, kept: 10}
    """
  }

  func become(_ person: String, at time: String = "2034-02-01T10:00:00+08:00") {
    office.variables["GIT_AUTHOR_EMAIL"] = "\(person)@office.example"
    office.variables["GIT_AUTHOR_DATE"] = time
    office.variables["GIT_COMMITTER_DATE"] = time
    office.variables["FONDS_NOW"] = time
  }

  func carryOut(_ arguments: String...) throws -> ProgramRun {
    try office.fonds(["dispose", "carry-out", Self.list] + arguments)
  }
}

@Suite("fonds dispose carry-out")
struct CarryOutCommandTests {
  @Test func aListIsCarriedOutInOneCommit() throws {
    let destruction = try Destruction()
    let office = destruction.office
    let sound = try office.fonds("check")
    #expect(sound.status == 0, "\(sound.output)")
    let paths = [1, 2].map { Destruction.visitor($0).path }
    let originals = try paths.map { try office.text($0) }
    let before = try office.head()

    let run = try destruction.carryOut()
    #expect(run.status == 0 && run.lines == Destruction.ids, "\(run.output)\(run.errors)")
    #expect(try office.git("rev-parse", "HEAD^") == before)
    #expect(
      try office.git("log", "-1", "--format=%ae %(trailers:key=Fonds-Action,valueonly,separator=%x2C)")
        == "guo.tao@office.example destroy,destroy,act")
    #expect(try office.git("status", "--porcelain") == "")
    let check = try office.fonds("check")
    #expect(check.status == 0, "\(check.output)")

    for (path, original) in zip(paths, originals) {
      let text = try office.text(path)
      for line in [
        "kind: tombstone", "former: visitor", "class: services", "list: SEC-2034-12-001",
        "witnesses: [lin.yue, guo.tao]",
        "destroyed: 2034-01-31T09:50:00+08:00", "erasure: tree-only", "retention: permanent",
      ] {
        #expect(text.contains("\n\(line)\n"), "\(line)\n\(text)")
      }
      #expect(text.contains("国家档案局令第10号") && text.contains("何军"))
      #expect(!text.contains("周凯"))
      // The digest proves what a copy is, by tools that every machine has.
      try office.write("../copy.yaml", original)
      let parts = try #require(text.split(separator: "\n").first { $0.hasPrefix("digest: ") }).split(separator: ":")
      let sum = try office.run(["sh", "-c", "(echo \(parts[2]); cat ../copy.yaml) | sha256sum"])
      #expect(sum.line.hasPrefix(String(parts[3])), "\(sum.line) \(parts)")
    }
    #expect(try office.text(Destruction.listPath).contains("status: destroyed\n"))
    let again = try destruction.carryOut()
    #expect(again.status == 2 && again.errors.contains("has been carried out"))
  }

  @Test func whatWasDestroyedIsNotToldByAnyCommand() throws {
    let destruction = try Destruction()
    let office = destruction.office
    let secret = "周凯1"
    #expect(try office.json("find", secret, "--history")["total"]?.number == Number(1))
    #expect(try destruction.carryOut().status == 0)
    let commands: [[String]] = [
      ["find", secret], ["find", secret, "--history", "--facets", "--sort", "relevance"],
      ["find", secret, "--history", "--field", "title"], ["find", secret, "--at", "2030-01-01"],
      ["find", "type:06", "--history"], ["log", "ADM-2023-06-001"], ["show", "ADM-2023-06-001"],
      ["show", "ADM-2023-06-001", "--at", "2030-01-01"], ["show", "ADM-2023-06-001", "--at", "HEAD^"],
      ["diff", "ADM-2023-06-001"], ["diff", "ADM-2023-06-001", "HEAD^", "HEAD"], ["verify", "ADM-2023-06-001"],
      ["check", "--rev", "HEAD^"], ["register", "visitor"], ["label", "ADM-2023-06-001"],
    ]
    for command in commands {
      for form in [[], ["--json"]] {
        let run = try office.fonds(command + form)
        #expect(!run.output.contains(secret) && !run.errors.contains(secret), "\(command): \(run.output)\(run.errors)")
      }
    }
    // What was destroyed is not counted either; what stands in its place is.
    #expect(try office.json("find", secret, "--history")["total"]?.number == Number(0))
    let facets = try office.json("find", "number:ADM-2023-06-001", "--history", "--facets", "--sort", "date")["facets"]
    #expect(facets?["kind"]?.items.map { $0["value"]?.string } == ["tombstone"])
    #expect(try office.json("find", "来访1")["matches"]?.items.contains { $0["kind"]?.string == "tombstone" } == true)
    let versions = try office.json("log", "ADM-2023-06-001")["versions"]?.items ?? []
    #expect(versions.map { $0["action"]?.string } == ["destroy", "create"])
    #expect(versions.map { $0["destroyed"]?.bool } == [false, true])
    #expect(versions.last?["summary"]?.isNull == true)
    let show = try office.fonds("show", "ADM-2023-06-001", "--at", "2030-01-01")
    #expect(show.status == 2 && show.errors.contains("was destroyed"))
    // Without the index, the same.
    try office.remove(".git/fonds")
    #expect(try office.json("find", secret, "--history")["total"]?.number == Number(0))
  }

  @Test func aTombstoneIsForEver() throws {
    let destruction = try Destruction()
    let office = destruction.office
    let path = Destruction.visitor(1).path
    let original = try office.text(path)
    #expect(try destruction.carryOut().status == 0)
    let stone = try office.text(path)
    for (text, code) in [
      (original, "RET005"), (stone.replacing("guo.tao", with: "sun.li"), "RET005"),
      (stone.replacing("title: 来访1", with: "title: 别的"), "RET005"),
    ] {
      try office.write(path, text)
      let run = try office.fonds("commit")
      #expect(run.status == 1 && run.output.contains("[\(code)]"), "\(run.output)\(run.errors)")
    }
    try office.remove(path)
    let removed = try office.fonds("commit")
    #expect(removed.status == 1, "\(removed.output)\(removed.errors)")
    try office.git("checkout", "-q", "--", path)
    // The number stays taken.
    let new = try office.fonds("new", "visitor", "id=ADM-2023-06-001", "--dept", "ADM")
    #expect(new.status == 2 && new.errors.contains("ADM-2023-06-001"), "\(new.errors)")
  }

  @Test func nothingIsDestroyedThatTheListDoesNotBearOut() throws {
    let destruction = try Destruction()
    let office = destruction.office
    let head = try office.head()
    let path = Destruction.visitor(2).path
    func expectRefusal(_ status: Int32, _ hint: String, _ arguments: [String] = [Destruction.list]) throws {
      let run = try office.fonds(["dispose", "carry-out"] + arguments)
      #expect(run.status == status && (run.errors + run.output).contains(hint), "\(hint): \(run.output)\(run.errors)")
      #expect(try office.head() == head)
    }
    destruction.become("ma.chao")
    try expectRefusal(2, "no witness")
    destruction.become("lin.yue")
    try expectRefusal(2, "have not signed yet: guo.tao")
    destruction.become("stranger")
    try expectRefusal(2, "organization.yaml")
    destruction.become("guo.tao")
    try expectRefusal(2, "no list", ["ADM-2023-06-001"])
    try expectRefusal(2, "SEC-2034-12-009", ["SEC-2034-12-009"])
    try expectRefusal(64, "<id>", [])
    // Somebody is editing one of the records.
    let text = try office.text(path)
    try office.write(path, text + "note: 还要用\n")
    try expectRefusal(2, "ADM-2023-06-002")
    #expect(try office.text(path) == text + "note: 还要用\n")
    try office.write(path, text)
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func whatIsNotDueOrIsHeldIsNotDestroyed() throws {
    let destruction = try Destruction()
    let office = destruction.office
    func expectRefusal(_ code: String, _ words: String) throws {
      let head = try office.head()
      let run = try destruction.carryOut()
      #expect(
        run.status == 1 && run.output.contains("[\(code)]") && run.output.contains(words), "\(run.output)\(run.errors)")
      #expect(try office.head() == head)
      #expect(try office.git("status", "--porcelain") == "")
    }
    let path = Destruction.visitor(2).path
    let text = try office.text(path)
    try office.write(path, text.replacing("retention: 10y", with: "retention: 30y"))
    try office.commit("longer")
    try expectRefusal("RET003", "2053-12-31")
    try office.write(path, text)
    try office.commit("as before")

    let hold = RecordText("ADM-2033-12-001", title: "劳动仲裁").with {
      $0.kind = "hold"
      $0.status = "effective"
      $0.more = "cause: litigation\nreason: 仲裁未结\nquery: 周凯2\nfrom: 2033-05-08\n"
    }
    try office.write(hold)
    try office.commit("hold")
    try expectRefusal("RET004", "ADM-2033-12-001")
    try office.write(hold.path, hold.text.replacing("周凯2", with: "别人"))
    try office.commit("hold of others")
    #expect(try destruction.carryOut().status == 0)
  }

  @Test(arguments: [
    ([Destruction.line(1), Destruction.line(2).replacing("title: 来访2", with: "title: 来访三")], "来访三"),
    ([Destruction.line(1), Destruction.line(1)], "twice"),
    (
      [Destruction.line(1), Destruction.line(2).replacing("record: ADM-2023-06-002", with: "record: ADM-2023-06-009")],
      "no such"
    ),
    (
      [
        "{title: a, number: x, record: SEC-2034-12-001, medium: paper, count: 1, first: 2023, last: 2023, due: 10, kept: 10}"
      ], "calls it a"
    ),
  ])
  func theListIsHeldAgainstTheArchive(_ lines: [String], _ hint: String) throws {
    let destruction = try Destruction(lines: lines)
    let head = try destruction.office.head()
    let run = try destruction.carryOut()
    #expect(run.status == 2 && run.errors.contains(hint), "\(run.output)\(run.errors)")
    #expect(try destruction.office.head() == head)
    #expect(try destruction.office.git("status", "--porcelain") == "")
  }

  @Test func killedBeforeAnyOfItsWritesItLeavesTheArchiveAsItWasOrAsItShallBe() throws {
    let destruction = try Destruction()
    let office = destruction.office
    #expect(try office.fonds("index").status == 0)
    let before = try office.head()
    let calls = try office.killingBeforeEachCall(of: ["dispose", "carry-out", Destruction.list]) { copy, call in
      for lock in try copy.leftovers() where lock.hasSuffix(".lock") { try copy.remove(lock) }
      var changed: Int { get throws { try copy.git("status", "--porcelain").split(separator: "\n").count } }
      let (isDone, written) = (try copy.head() != before, try changed)
      // Whoever commits what lies about is told that it is no whole, unless it is.
      if !isDone, written > 0 { #expect(try (copy.fonds("commit").status == 0) == (written == 3), "call \(call)") }
      if try copy.head() == before {
        let again = try copy.fonds("dispose", "carry-out", Destruction.list)
        #expect(again.status == 0, "call \(call): \(again.output)\(again.errors)")
      }
      #expect(try copy.git("rev-parse", "HEAD^") == before, "call \(call)")
      #expect(try changed == 0, "call \(call)")
      #expect(try copy.git("show", "--stat=200", "--format=", "HEAD").split(separator: "\n").count == 4)
    }
    #expect(calls > 20)
  }
}
