import FondsTestSupport
import FondsText
import Testing

@Suite("fonds report and fonds check --due")
struct ReportCommandTests {
  private static let hostile = "=cmd|'/C calc'!A0\u{1B}[31m"

  /// Tasks that fell due in May: one in time, one claimed late, one open; the labels of the obligation are hostile.
  private func office(label: String = ReportCommandTests.hostile) throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.remove("Schemas/duties.yaml")
    let kind = try office.text("Schemas/kinds/task.yaml")
    try office.write(
      "Schemas/kinds/task.yaml",
      kind.replacing("label: {en: Task, zh: 跨部门事项}", with: "label: {en: \(JSONText.quoted(label)), zh: 跨部门事项}"))
    for (number, finished) in [(1, "finished: 2023-05-08\n"), (2, "finished: 2023-05-01\n"), (3, "")] {
      try office.write(
        RecordText("SEC-2023-04-00\(number)", title: "搬迁", more: "leader: li.na\ndue: 2023-05-08\n" + finished).with {
          $0.kind = "task"
        })
    }
    try office.commit("tasks", at: 1_683_597_600)  // 2023-05-09T10:00:00+08:00
    office.variables["FONDS_NOW"] = "2023-06-02T10:00:00+08:00"
    return office
  }

  @Test func theTableIsForPeopleInBothLanguages() throws {
    let office = try office()
    let run = try office.fonds("report", "timeliness", "--period", "2023-05")
    #expect(run.status == 0 && run.lines.first == "In time, 2023-05 (as of 2023-05-31 23:59)")
    #expect(run.output.contains("33.3        97   no") && run.output.contains("33.3        95   no"))
    #expect(run.output.contains("1 of 2 times are not borne out by commits"))
    #expect(
      run.output.contains(
        "SEC-2023-04-002  info[DUE004]: says 2023-05-01 00:00, and was first committed at 2023-05-09 10:00: Finish"))
    #expect(!run.output.contains("\u{1B}") && run.output.contains("<U+1B>"))
    let chinese = try office.fonds("report", "及时率", "--period", "2023-05", "--lang", "zh")
    #expect(chinese.lines.first == "2023 年 5 月及时率（截至 2023-05-31 23:59）")
    #expect(chinese.output.contains("跨部门事项：办结") && chinese.output.contains("2 个办结时间中有 1 个不能由提交印证"))
  }

  @Test func aSpreadsheetRunsNothing() throws {
    let run = try office().fonds("report", "timeliness", "--period", "2023-05", "--format", "csv")
    let table = try CSVReader.read(run.bytes)
    #expect(run.bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(table.rows.count == 2)
    #expect(run.output.contains("'=cmd"))
    #expect(run.output.hasSuffix("All,,1,1,1,0,33.3,95,no\r\n"))
  }

  @Test func programsGetTheContract() throws {
    let office = try office()
    let node = try office.json("report", "timeliness", "--period", "2023-05")
    #expect(
      node.keys == [
        "report", "period", "from", "until", "at", "total", "rows", "enteredWithin", "claims", "notBorneOut",
        "unreadable",
      ])
    #expect(node["total"]?.keys == ["inTime", "late", "open", "ahead", "share", "target", "met"])
    #expect(node["total"]?["share"] == Number("33.3").map { Node(.number($0)) })
    let row = try #require(node["rows"]?.items.first)
    #expect(row.keys.prefix(5) == ["kind", "source", "obligation", "label", "department"])
    #expect(row["kind"]?.string == "task" && row["department"]?.string == "SEC" && row["met"]?.bool == false)
    let doubt = try #require(node["notBorneOut"]?.items.first)
    #expect(doubt.keys == ["code", "id", "path", "obligation", "part", "claimed", "committed", "commit", "verdict"])
    let head = try office.head()
    #expect(doubt["verdict"]?.string == "early" && doubt["commit"]?.string == head)
    // A month in which nothing falls due has no share.
    let empty = try office.json("report", "timeliness", "--period", "2020-01")
    #expect(empty["total"]?["share"]?.isNull == true && empty["total"]?["met"]?.isNull == true)
  }

  @Test func wrongUsageEndsWith64AndSaysWhatThereIs() throws {
    let office = try office()
    let run = try office.fonds("report", "punctuality")
    #expect(run.status == 64 && run.errors.contains("there are: timeliness"))
    #expect(try office.fonds("report").status == 64)
    #expect(try office.fonds("report", "timeliness", "--period", "May").status == 64)
    #expect(try office.fonds("check", "--due", "--staged").status == 64)
  }

  @Test func aCheckWarnsOfWhatIsLateOnlyWhereAsked() throws {
    let office = try office(label: "Task")
    #expect(try !office.fonds("check").output.contains("DUE"))
    let run = try office.fonds("check", "--due", "--format", "concise")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "SEC-2023-04-003_2023-05-08_考勤制度.yaml:10:6: warning[DUE002]: was to be done by 2023-05-08, and is now with "))
    #expect(try office.fonds("check", "--due", "SEC-2023-04-003", "--lang", "zh").output.contains("警告[DUE002]"))
    #expect(try office.fonds("explain", "DUE004").output.contains("# committed: 2023-05-25T10:00:00+08:00"))
  }
}
