import FondsTestSupport
import FondsText
import Testing

@Suite("fonds retention, fonds hold")
struct RetentionCommandTests {
  private static let hostile = "=cmd|'/C calc'!A0\u{1B}[31m冻结"

  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    func asset(_ id: String, _ title: String) -> RecordText {
      RecordText(
        id, title: "x", more: "model: M1\nbought: 2009-05-08\nplace: 二楼\nended: 2010-08-16\n"
      ).with { ($0.kind, $0.status) = ("asset", "scrapped") }
    }
    for (id, title, level) in [
      ("ADM-2023-08-001", "打印机", "internal"), ("ADM-2023-08-002", Self.hostile, "internal"),
      ("ADM-2023-08-003", "保密柜", "confidential"),
    ] {
      let record = asset(id, title)
      try office.write(
        record.path,
        record.text.replacing("title: x", with: "title: \(JSONText.quoted(title))")
          .replacing("classification: internal", with: "classification: \(level)")
          .replacing("retention: 30y", with: "retention: 5y"))
    }
    let hold = RecordText(
      "SEC-2023-12-001", title: "冻结：打印机",
      more: "cause: debt\nreason: \(JSONText.quoted("债务\u{1B}[2J未清"))\nfrom: 2023-05-08\nrecords: [ADM-2023-08-001]\n"
    ).with { ($0.kind, $0.status) = ("hold", "effective") }
    try office.write(hold)
    try office.commit("assets")
    return office
  }

  @Test func aRecordIsExplainedInBothLanguages() throws {
    let office = try office()
    let run = try office.fonds("retention", "ADM-2023-08-001")
    #expect(run.status == 0)
    for part in [
      "class        asset-cards", "counts from  2010-08-16  (ended)", "may leave    2016-01-01", "then         destroy",
      "order no. 79".capitalizedFirst, "SEC-2023-12-001  since 2023-05-08",
      "fonds hold release SEC-2023-12-001 --reason",
    ] { #expect(run.output.contains(part), "\(part)") }
    #expect(!run.output.contains("\u{1B}"))
    let chinese = try office.fonds("retention", "ADM-2023-08-001", "--lang", "zh")
    for part in ["固定资产卡片 asset-cards", "到期", "2016-01-01", "销毁", "令第79号", "冻结"] {
      #expect(chinese.output.contains(part), "\(part)")
    }
    let secret = try office.fonds("retention", "ADM-2023-08-003")
    #expect(!secret.output.contains("保密柜") && secret.output.contains("(classified)"))
    let policy = RecordText("HR-2023-01-001").inForce
    try office.write(policy)
    let waiting = try office.fonds("retention", "HR-2023-01-001")
    #expect(waiting.output.contains("waits for: repealed or superseded"))
    #expect(waiting.output.contains("write the day in ended or superseded-by.effective or superseded-by.date"))
  }

  @Test func theListShowsHoldsAndKeepsTitlesBack() throws {
    let run = try office().fonds("retention")
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
    #expect(run.output.contains("2016-01-01  ADM-2023-08-001  destroy   asset-cards  打印机  held: SEC-2023-12-001"))
    #expect(run.output.contains("<U+1B>") && !run.output.contains("\u{1B}"))
    #expect(!run.output.contains("保密柜"))
    #expect(run.errors.contains("3 may leave by 2023-05-08, 1 of them held"))
  }

  @Test func programsGetTheContract() throws {
    let office = try office()
    let list = try office.json("retention")
    #expect(list.keys == ["at", "due"])
    let items = try #require(list["due"]?.items)
    try #require(items.count == 3)
    #expect(
      items[0].keys == ["id", "path", "title", "kind", "class", "trigger", "period", "due", "disposition", "holds"])
    #expect(items[2]["title"]?.string == nil)
    let one = try office.json("retention", "ADM-2023-08-001")
    #expect(one.keys == ["id", "at", "path", "title", "retention", "holds", "next"])
    #expect(one["next"]?.string == "release")
    #expect(one["retention"]?["class"]?.string == "asset-cards")
    try office.write(
      "Schemas/retention.yaml", office.text("Schemas/retention.yaml").replacing("period: 5y", with: "period: 3y"))
    let changes = try office.json("retention", "--diff", "HEAD")
    #expect(changes.keys == ["since", "changes"])
    // What the records keep by themselves is as long as before.
    #expect(changes["changes"]?.items.count == 0)
    try office.write(
      "Schemas/retention.yaml", office.text("Schemas/retention.yaml").replacing("period: 3y", with: "period: 9y"))
    let longer = try office.json("retention", "--diff", "HEAD")
    #expect(longer["changes"]?.items.count == 3)
    #expect(longer["changes"]?.items.first?["shortened"]?.bool == false)
    #expect(longer["changes"]?.items.first?["after"]?["due"]?.string == "2020-01-01")
  }

  @Test func wrongUsageIsAnswered() throws {
    let office = try office()
    #expect(try office.fonds("retention", "--diff", "HEAD", "--at", "2033-01-01").status == 64)
    #expect(try office.fonds("retention", "nonsense").status == 2)
    #expect(try office.fonds("retention", "ADM-2023-08-009").status == 2)
    #expect(try office.fonds("retention", "--at", "2033-02-30").status == 2)
    #expect(try office.fonds("retention", "--diff", "nowhere").status == 2)
    #expect(try office.fonds("hold", "release", "SEC-2023-12-001").status == 64)
    #expect(try office.fonds("hold", "release", "SEC-2023-12-001", "--reason", "  ").status == 64)
    #expect(try office.fonds("hold", "release", "ADM-2023-08-001", "--reason", "x").status == 2)
    try office.remove("Schemas/retention.yaml")
    let none = try office.fonds("retention")
    #expect(none.status == 2)
    #expect(none.errors.contains("fonds init in another folder"))
  }

  @Test func aHoldIsListedShownAndReleased() throws {
    let office = try office()
    let list = try office.fonds("hold", "list")
    #expect(list.output.contains("SEC-2023-12-001  since 2023-05-08"))
    #expect(list.output.contains("records: ADM-2023-08-001"))
    #expect(!list.output.contains("\u{1B}"))
    #expect(try office.fonds("hold", "list", "--at", "2001-01-01").output.isEmpty)
    #expect(try office.fonds("hold", "ADM-2023-08-001").output.contains("SEC-2023-12-001"))
    #expect(try office.fonds("hold", "ADM-2023-08-002").output.isEmpty)
    #expect(try office.fonds("hold", "SEC-2023-12-001").errors.contains("covers 1 records"))
    #expect(try office.json("hold", "SEC-2023-12-001")["covers"]?.items.compactMap(\.string) == ["ADM-2023-08-001"])
    // What breaks a rule is not committed, released or not.
    #expect(try office.fonds("hold", "release", "SEC-2023-12-001", "--reason", "x").status == 1)
    let path = RecordText("SEC-2023-12-001", title: "冻结：打印机").path
    try office.write(path, office.text(path).replacing("\\u001b[2J", with: ""))
    try office.commit("mended")
    let release = try office.fonds("hold", "release", "SEC-2023-12-001", "--reason", "债务已清")
    #expect(release.status == 0, "\(release.errors)")
    #expect(try office.fonds("hold", "list").output.isEmpty)
    #expect(try office.fonds("hold", "list", "--all").output.contains("released 2023-05-08"))
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
