import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Sheets and their rows")
struct SheetTests {
  private let office: OfficeRepository

  init() throws {
    office = try OfficeRepository(ownKinds: ["stock": OwnKinds.stock, "watch": OwnKinds.watch])
  }

  private func new(
    _ kind: String, on day: String, _ assignments: [(field: String, value: String)] = []
  ) throws -> NewRecord {
    let request = NewRecordRequest(
      kind: kind, department: "LOG", assignments: assignments, language: .chinese)
    let today = try #require(CalendarDate(day))
    let outcome = try office.workspace().newRecord(request, today: today, overrides: office.identity)
    #expect(outcome.report.findings == [])
    return try #require(outcome.record)
  }

  private func add(
    _ target: String, at time: String, _ assignments: [(field: String, value: String)], commits: Bool = true
  ) throws -> RowOutcome {
    office.passTime()
    let request = RowRequest(
      target: target, department: "LOG", assignments: assignments, isCommitted: commits, language: .english)
    let now = try #require(Moment(time))
    return try office.workspace().addRow(request, clock: { now }, overrides: office.identity)
  }

  private func row(_ outcome: RowOutcome) throws -> AddedRow {
    guard case .added(let added) = outcome else {
      guard case .refused(let report) = outcome else { throw WorkspaceError.busy }
      Issue.record("refused: \(report.diagnostics.map(\.message.en))")
      throw WorkspaceError.nothingToCommit
    }
    return added
  }

  private func refused(_ outcome: RowOutcome) -> [String] {
    guard case .refused(let report) = outcome else { return [] }
    return report.codes
  }

  private func root(_ path: String) throws -> Node {
    try #require(RecordReader.read(Array(try office.text(path).utf8)).root)
  }

  private let morning = "2023-05-08T01:30:00+00:00"

  // MARK: New sheets

  @Test func aNewSheetGoesOnFromTheClosingStateOfTheLastOne() throws {
    let april = try new("stock", on: "2023-04-03", [("store", "一号库")])
    #expect(april.origin == nil)
    try office.archive()
    for (item, received, issued) in [("纸", "10", ""), ("笔", "5", ""), ("纸", "", "2.5")] {
      _ = try row(
        add(
          april.id.text, at: "2023-04-20T09:00:00+08:00", [("item", item), ("received", received), ("issued", issued)]))
    }
    let may = try new("库存表", on: "2023-05-08")
    #expect(may.origin?.previous == april.id)
    #expect(may.origin?.carried.map(\.field) == ["opening"] && may.origin?.carried.map(\.count) == [2])
    #expect(may.origin?.isPreviousOpen == true)
    let text = try office.text(may.path)
    #expect(text.contains("opening:\n  - {item: 纸, left: 7.5}\n  - {item: 笔, left: 5}\nrows: []\n"))
    #expect(text.contains("\nperiod: 2023-05\nstore: 一号库\n") && text.contains("\nstatus: open  #"))
    #expect(throws: WorkspaceError.sheetExists(may.id.text, period: "2023-05")) { try new("stock", on: "2023-05-31") }
    #expect(try office.workspace().check(paths: ["Records"]).findings == [])
  }

  @Test func carriedItemsThatMeetAConditionBeginAWatch() throws {
    let july = try new("watch", on: "2023-07-01", [("post", "总值班室"), ("chief", "徐静")])
    #expect(try root(july.path)["status"]?.string == "open")
    try office.archive()
    for (what, open) in [("漏水", "是"), ("来电", "否"), ("停电", "true")] {
      _ = try row(add(july.id.text, at: "2023-07-21T22:47:00+08:00", [("what", what), ("open", open)]))
    }
    // Over the turn of a month, with a key field still unknown: a draft.
    let august = try new("watch", on: "2023-08-01")
    let opening = try root(august.path)["opening"]?.items ?? []
    #expect(opening.map { $0["what"]?.string } == ["漏水", "停电"])
    #expect(try root(august.path)["status"]?.string == "draft")
    #expect(try office.text(august.path).contains("\n# chief:"))
  }

  @Test func theYearBeforeIsLookedAtAndOtherSeriesAreLeftAlone() throws {
    let first = try new("stock", on: "2022-12-01", [("store", "一号库")])
    let second = try new("stock", on: "2022-12-05", [("store", "二号库")])
    #expect(throws: WorkspaceError.whichSheet(field: "store", values: ["一号库", "二号库"])) {
      try new("stock", on: "2023-01-03")
    }
    let january = try new("stock", on: "2023-01-03", [("库房", "二号库")])
    #expect(january.origin?.previous == second.id)
    #expect(try new("stock", on: "2023-02-03", [("store", "一号库")]).origin?.previous == first.id)
    #expect(try new("stock", on: "2023-02-03", [("store", "三号库")]).origin == nil)
    // A month that is made up for afterwards has the date, and the number, of its own year.
    let earlier = try new("stock", on: "2023-03-08", [("store", "一号库"), ("period", "2022-11")])
    #expect(earlier.id.text == "LOG-2022-08-003" && earlier.origin == nil)
  }

  // MARK: Rows

  @Test func aRowIsFilledInAppendedAndCommittedAlone() throws {
    let sheet = try new("stock", on: "2023-05-08", [("store", "一号库")])
    try office.archive()
    let other = try office.write(RecordText("HR-2023-01-001"))
    let before = try office.text(sheet.path)
    let added = try row(
      add(sheet.id.text, at: morning, [("备注", "x"), ("物品", "纸")].filter { $0.0 != "备注" } + [("入库", "12.5")]))
    #expect(NodeText.flow(added.row) == "{date: 2023-05-08, item: 纸, received: 12.5, left: 12.5, by: li.na}")
    #expect(
      try office.text(sheet.path)
        == before.replacing(
          "rows: []\n", with: "rows:\n  - {date: 2023-05-08, item: 纸, received: 12.5, left: 12.5, by: li.na}\n"))
    #expect(try office.git("log", "-1", "--format=%B").hasPrefix("Add row to LOG-2023-08-001 of 2023-05-08\n"))
    #expect(try office.git("show", "--format=", "--name-only", "-z", "HEAD").hasPrefix(sheet.path))
    #expect(try office.git("status", "--porcelain", "-z") == "?? Records/HR/\0" || office.exists(other))
    let next = try row(add(sheet.id.text, at: morning, [("item", "纸"), ("issued", "0.1"), ("by", "张伟")]))
    #expect(next.row["left"]?.number?.text == "12.4" && next.row["by"]?.string == "zhang.wei")
    // A moment is the office's, whatever zone the clock is told in.
    _ = try new("watch", on: "2023-05-08", [("post", "前台"), ("chief", "xu.jing")])
    try office.archive()
    let entry = try row(add("watch", at: morning, [("what", "巡查")]))
    #expect(entry.row["at"]?.string == "2023-05-08T09:30:00+08:00")
  }

  @Test func aRowThatBreaksARuleIsShownAndNothingIsWritten() throws {
    let sheet = try new("stock", on: "2023-05-08", [("store", "一号库")])
    try office.archive()
    let (text, head) = (try office.text(sheet.path), try office.head())
    for (assignments, codes) in [
      ([("item", "纸"), ("issued", "1")], ["SCH006"]), ([("item", "纸"), ("left", "3")], ["SCH015"]),
      ([("received", "1")], ["SCH002"]),
      ([("item", "纸"), ("received", "1"), ("source", "HR-2023-01-009")], ["LNK001"]),
    ] {
      for commits in [true, false] {
        #expect(refused(try add(sheet.id.text, at: morning, assignments, commits: commits)) == codes)
      }
    }
    #expect(throws: WorkspaceError.noSuchField("itme", kind: "stock", nearest: "item")) {
      try add(sheet.id.text, at: morning, [("itme", "x")])
    }
    #expect(try office.text(sheet.path) == text && office.head() == head)
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func halfDoneEditsAreNotPublishedByARow() throws {
    let sheet = try new("stock", on: "2023-05-08", [("store", "一号库")])
    let values = [(field: "item", value: "纸"), (field: "received", value: "1")]
    #expect(throws: WorkspaceError.uncommittedChanges(id: sheet.id.text)) {
      try add(sheet.id.text, at: morning, values)
    }
    try office.archive()
    try office.write(sheet.path, try office.text(sheet.path) + "note: half done\nreferences: [HR-2023-01-001]\n")
    let head = try office.head()
    #expect(throws: WorkspaceError.uncommittedChanges(id: sheet.id.text)) {
      try add(sheet.id.text, at: morning, values)
    }
    // Without a commit the row answers for itself alone: what was wrong before is left for later.
    let added = try row(add(sheet.id.text, at: morning, values, commits: false))
    #expect(added.commit == nil)
    #expect(try office.head() == head && office.text(sheet.path).contains("received: 1"))
    #expect(try office.workspace().check(paths: ["Records"]).codes == ["LNK001"])
  }

  @Test func aRowOfAnotherMonthIsSentToItsOwnSheet() throws {
    let april = try new("stock", on: "2023-04-03", [("store", "一号库")])
    try office.archive()
    let values = [(field: "item", value: "纸"), (field: "received", value: "1")]
    let id = april.id.text
    #expect(throws: WorkspaceError.outsideSheet(id, period: "2023-04", day: "2023-05-08", other: nil)) {
      try add(id, at: morning, values)
    }
    let added = try row(add("stock", at: morning, values))
    #expect(added.isNewSheet && added.sheet.origin?.previous == april.id)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.git("log", "-1", "--format=%(trailers:key=Fonds-Action,valueonly)").contains("create"))
    let may = added.sheet.id.text
    #expect(throws: WorkspaceError.outsideSheet(id, period: "2023-04", day: "2023-05-08", other: may)) {
      try add(id, at: morning, values)
    }
    #expect(try row(add("stock", at: morning, values + [("date", "2023-04-30")])).sheet.id == april.id)
    try office.write(april.path, try office.text(april.path).replacing("status: open ", with: "status: closed "))
    try office.archive()
    #expect(throws: WorkspaceError.sheetClosed(id)) { try add("stock", at: morning, values + [("date", "2023-04-30")]) }
  }

  @Test func whatIsNoSheetTakesNoRows() throws {
    try office.write(RecordText("HR-2023-01-001"))
    for target in ["HR-2023-01-001", "policy", "制度"] {
      let error = #expect(throws: WorkspaceError.self) { try add(target, at: morning, [("a", "b")]) }
      guard case .notASheet(kind: "policy", let sheets)? = error else {
        Issue.record("\(target): \(String(describing: error))")
        continue
      }
      #expect(sheets.contains("stock") && sheets.contains("watch"))
    }
    #expect(throws: WorkspaceError.malformedNumber("LOG-2023-8-1")) { try add("LOG-2023-8-1", at: morning, []) }
    #expect(throws: WorkspaceError.whichSheet(field: "store", values: [])) {
      try add("stock", at: morning, [("item", "纸"), ("received", "1")])
    }
  }

  @Test func aRowWhoseCommitFailsIsTakenBack() throws {
    let sheet = try new("stock", on: "2023-05-08", [("store", "一号库")])
    try office.archive()
    let text = try office.text(sheet.path)
    try office.write(".git/index.lock", "")
    #expect(throws: WorkspaceError.busy) {
      try add(sheet.id.text, at: morning, [("item", "纸"), ("received", "1")])
    }
    #expect(try office.text(sheet.path) == text)
    #expect(throws: WorkspaceError.busy) {
      try add("stock", at: "2023-06-08T09:00:00+08:00", [("item", "纸"), ("received", "1")])
    }
    #expect(try office.git("ls-files", "-o", "--", "Records") == "")
  }
}
