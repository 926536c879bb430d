import FondsTestSupport
import FondsText
import Testing

@Suite("fonds dispose list")
struct DisposeListCommandTests {
  private let office: OfficeRepository

  /// Three visits of 2023, one of them confidential, looked at on 5 January 2034.
  init() throws {
    office = try OfficeRepository()
    for number in 1...3 {
      let record = Destruction.visitor(number)
      var text = record.text.replacing("retention: 30y", with: "retention: 10y")
      if number == 3 { text = text.replacing("classification: internal", with: "classification: confidential") }
      try office.write(record.path, text)
    }
    try office.commit("records")
    become("ma.chao", at: "2034-01-05T09:00:00+08:00")
  }

  private func become(_ person: String, at time: String) {
    office.variables["GIT_AUTHOR_EMAIL"] = "\(person)@office.example"
    office.variables["GIT_AUTHOR_DATE"] = time
    office.variables["GIT_COMMITTER_DATE"] = time
    office.variables["FONDS_NOW"] = time
  }

  private func due(_ arguments: String...) throws -> [Node] {
    try JSONReader.read(office.fonds(["dispose", "list", "--json"] + arguments).bytes)["due"]?.items ?? []
  }

  @Test func aDayGivesWhatThatDayWouldGive() throws {
    #expect(try due("--at", "2033-12-31").isEmpty)
    let ids = ["ADM-2023-06-001", "ADM-2023-06-002", "ADM-2023-06-003"]
    #expect(try due("--at", "2034-01-01").map { $0["id"]?.string } == ids)
    // What was not there yet on a day of the past was not due either.
    #expect(try due("--at", "2023-01-01").isEmpty)
    #expect(try due("--action", "transfer").isEmpty)
    let items = try due()
    #expect(items.allSatisfy { $0["disposition"]?.string == "destroy" && $0["due"]?.string == "2034-01-01" })
    // A confidential record stands in the list with its number, and without its title.
    #expect(items.map { $0["title"]?.string } == ["来访1", "来访2", nil])
    let text = try office.run(["env", "LC_ALL=zh_CN.UTF-8", FondsProgram.path, "dispose", "list"])
    #expect(text.output.contains("ADM-2023-06-003") && !text.output.contains("来访3"))
    #expect(text.errors.contains("可以列入清册 3 份"), "\(text.errors)")
  }

  @Test func aListIsDrawnUpWithTheStatutoryColumnsAndGoesAlongItsWorkflow() throws {
    let hold = RecordText("ADM-2033-12-001", title: "劳动仲裁").with {
      $0.kind = "hold"
      $0.status = "effective"
      $0.more = "cause: litigation\nreason: 仲裁未结\nrecords: [ADM-2023-06-002]\nfrom: 2033-05-08\n"
    }
    try office.write(hold)
    try office.commit("hold", at: 2_020_000_000)
    #expect(try due().map { $0["holds"]?.items.compactMap(\.string) } == [[], ["ADM-2033-12-001"], []])

    let run = try office.fonds("dispose", "list", "--new", "--dept", "SEC", "title=2023 年度销毁清册")
    #expect(run.status == 0 && run.line.hasPrefix("Records/SEC/2034/12/SEC-2034-12-001_2034-01-05_"), "\(run.errors)")
    let record = RecordReader.read(Array(try office.text(run.line).utf8)).root
    let lines = record?["lines"]?.items ?? []
    #expect(lines.map { $0["record"]?.string } == ["ADM-2023-06-001", "ADM-2023-06-003"])
    #expect(
      lines.first?.keys == ["title", "number", "record", "medium", "count", "unit", "first", "last", "due", "kept"])
    #expect(lines.first?["due"]?.number == Number(10) && lines.first?["kept"]?.number == Number(10))
    #expect(lines.last?["title"]?.string?.contains("来访3") == false)
    #expect(record?["count"]?.number == Number(2) && record?["proposer"]?.string == "ma.chao")
    #expect(record?["kept-back"]?.items.map { $0["hold"]?.string } == ["ADM-2033-12-001"])

    #expect(try office.fonds("commit").status == 0)
    #expect(try office.fonds("act", "SEC-2034-12-001", "list").status == 0)
    #expect(try due().map { $0["list"]?.string } == ["SEC-2034-12-001", nil, "SEC-2034-12-001"])
    let again = try office.fonds("dispose", "list", "--new", "--dept", "SEC")
    #expect(again.status == 2 && again.errors.contains("nothing is due"))
  }

  @Test func aListHasItsLimit() throws {
    let run = try office.json("dispose", "list", "--new", "--dept", "SEC", "--limit", "2")
    #expect(run["listed"]?.number == Number(2) && run["left"]?.number == Number(1))
  }

  @Test func wrongUsageIsSaid() throws {
    for arguments in [["--action", "burn"], ["--limit", "0"], ["title=a"], ["--new", "--action", "review"]] {
      #expect(try office.fonds(["dispose", "list"] + arguments).status == 64, "\(arguments)")
    }
    #expect(try office.fonds("dispose", "list", "--at", "2034-13-01").status == 2)
    try office.remove("Schemas/retention.yaml")
    try office.commit("no schedule")
    let run = try office.fonds("dispose", "list")
    #expect(run.status == 2 && run.errors.contains("retention.yaml"), "\(run.errors)")
  }
}
