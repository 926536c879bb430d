import FondsTestSupport
import FondsText
import Testing

@Suite("fonds find")
struct FindCommandTests {
  /// Five records of two departments, one of them hostile.
  private func office(searches: String? = nil) throws -> OfficeRepository {
    let office = try OfficeRepository()
    if let searches {
      // In place of those that are shipped, at the file's end.
      let shipped = try office.text("Schemas/fonds.yaml").split(separator: "\nsearches:", maxSplits: 1)
      try office.write("Schemas/fonds.yaml", shipped[0] + searches)
    }
    for index in 1...3 {
      try office.write(
        RecordText("HR-2023-01-00\(index)", title: "会议制度\(index)", more: "body: |\n  annual leave 会议\n"))
    }
    try office.write(RecordText("HR-2023-01-004", title: "考勤", more: "note: 会议\n"))
    try office.write(
      RecordText("HR-2023-01-005", title: "攻击", more: "body: \"会议 \\e[31m\\u202Ered\"\nkeywords: [会议]\n"))
    try office.commit("records")
    return office
  }

  private func ids(_ office: OfficeRepository, _ arguments: String...) throws -> [String] {
    let run = try office.fonds(["find", "--json"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONReader.read(run.bytes)["matches"]?.items.compactMap { $0["id"]?.string } ?? []
  }

  @Test func wordsAreLookedForInTheFieldsAskedForAlone() throws {
    let office = try office()
    #expect(try ids(office, "会议").count == 5)
    #expect(try ids(office, "会议", "--field", "note") == ["HR-2023-01-004"])
    #expect(try ids(office, "会议", "--field", "备注", "--field", "title", "--sort", "number").count == 4)
    #expect(try ids(office, "会议", "--field", "keyword") == ["HR-2023-01-005"])
    #expect(try ids(office, "--field", "title", "--", "考勤", "-会议") == ["HR-2023-01-004"])
    // A field that a word names itself stays what it is.
    #expect(try ids(office, "--field", "title", "note:会议") == ["HR-2023-01-004"])
    for (field, hint) in [("titel", "title"), ("date", "is a day")] {
      let run = try office.fonds("find", "--field", field, "会议")
      #expect(run.status == 2 && run.errors.contains(hint), "\(run.errors)")
    }
  }

  @Test func sortsAndPagesInAnOrderThatHolds() throws {
    let office = try office()
    let numbers = (1...5).map { "HR-2023-01-00\($0)" }
    #expect(try ids(office, "--sort", "number") == numbers)
    #expect(try ids(office, "--sort", "number", "--reverse") == numbers.reversed())
    #expect(try ids(office, "会议", "--sort", "relevance").first == "HR-2023-01-003")
    let pages = try (0..<5).flatMap { try ids(office, "--sort", "date", "--limit", "1", "--offset", "\($0)") }
    #expect(try pages == ids(office, "--sort", "date"))
    func summary(_ arguments: String...) throws -> String {
      let run = try office.fonds(["find"] + arguments)
      return run.errors
    }
    #expect(try summary("--limit", "2", "--offset", "2") == "3–4 of 5 found; --offset 4 shows more\n")
    #expect(try summary("--limit", "2", "--offset", "4") == "5–5 of 5 found\n")
    #expect(try summary("--offset", "9") == "5 found, none after the first 9\n")
    #expect(try summary() == "5 found\n")
    office.variables = ["LC_ALL": "zh_CN.UTF-8"]
    #expect(try summary("--limit", "2", "--offset", "2") == "第 3–4 条，共 5 条；用 --offset 4 看后面的\n")
    #expect(try office.fonds("find", "--sort", "size").status == 64)
  }

  @Test func facetsCountAllPagesInBothLanguages() throws {
    let office = try office()
    let node = try office.json("find", "会议", "--facets", "--limit", "1")
    #expect(node.keys == ["total", "matches", "facets"])
    let facets = try #require(node["facets"])
    #expect(facets.keys == ["dept", "year", "type", "kind", "class", "status"])
    let kind = try #require(facets["kind"]?.items.first)
    #expect(kind.keys == ["value", "label", "count"])
    #expect(kind["value"]?.string == "policy" && kind["count"]?.number == Number(5))
    #expect(kind["label"]?["zh"]?.string == "制度")
    let english = try office.fonds("find", "会议", "--facets", "--limit", "1").output
    #expect(english.contains("department (dept:)\n  HR") && english.contains("Human Resources"), "\(english)")
    office.variables = ["LC_ALL": "zh_CN.UTF-8"]
    let chinese = try office.fonds("find", "会议", "--facets").output
    #expect(chinese.contains("部门 (dept:)\n  HR") && chinese.contains("人力资源部"), "\(chinese)")
    #expect(try office.json("find", "没有这个词", "--facets")["facets"]?["dept"]?.items.isEmpty == true)
  }

  @Test func aSavedSearchIsAsked() throws {
    let office = try office(
      searches: """

        searches:
          meetings: {label: {en: Meetings in 2023, zh: 年度会议}, query: "会议 year:2023 种类:制度"}
          leave: annual leave
        """)
    #expect(try ids(office, "@meetings").count == 5)
    #expect(try ids(office, "--", "@年度会议", "-annual").count == 2)
    #expect(try ids(office, "@Meetings-in-2023", "@leave", "title:会议制度2") == ["HR-2023-01-002"])
    let list = try office.fonds("find", "--saved")
    #expect(
      list.output == """
        @meetings  Meetings in 2023  会议 year:2023 种类:制度
        @leave     leave             annual leave

        """)
    let node = try office.json("find", "--saved")
    #expect(node["searches"]?.items.first?.keys == ["name", "label", "query"])
    for (query, hint) in [("@meeting", "meetings"), ("-@meetings", "can't be excluded"), ("@x\u{1B}[2J", "<U+1B>")] {
      let run = try office.fonds("find", "--", query)
      #expect(run.status == 2 && run.errors.contains(hint), "\(run.errors)")
    }
    // An address is a word, not a name.
    #expect(try ids(office, "li.na@office.example").isEmpty)
  }

  @Test func aBrokenSavedSearchIsAFaultOfTheRules() throws {
    let office = try office(
      searches: """

        searches:
          one: "statsu:draft"
          two: {query: "before:soon"}
          three: "@one 会议"
          four: "种类:合同 对方单位:明达 after:2023"
          Five: "x"
          six: {label: 六, qury: "x"}

        """)
    let diagnostics = try office.json("check")["diagnostics"]?.items ?? []
    let source = try office.text("Schemas/fonds.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    let ours = diagnostics.filter { $0["path"]?.string == "Schemas/fonds.yaml" }
    let found = ours.map { diagnostic in
      let line = diagnostic["line"]?.number?.text ?? ""
      return "\(diagnostic["code"]?.string ?? "") \(source[(Int(line) ?? 1) - 1].prefix(8))"
    }
    #expect(found == ["SCH011   one: \"", "SCH011   two: {", "SCH011   three:", "SCH011   Five: ", "SCH011   six: {"])
    #expect(ours.first?["help"]?.string?.contains("status") == true)
    #expect(try office.fonds("find", "@one").errors.contains("statsu"))
  }

  @Test func hitsAreColouredOnlyOnRequestAndHostileTextIsHarmless() throws {
    let office = try office()
    let plain = try office.fonds("find", "会议", "--field", "body", "--sort", "number")
    #expect(plain.output.contains("【会议】") && !plain.output.contains("\u{1B}"))
    #expect(plain.output.contains("<U+1B>[31m<U+202E>red"))
    let colour = try office.fonds("find", "会议", "--field", "body", "--color", "always")
    #expect(colour.output.contains("\u{1B}[1;7m会议\u{1B}[0m") && !colour.output.contains("\u{1B}[31m"))
    #expect(!colour.output.contains("【") && !colour.output.contains("\u{202E}"))
  }
}
