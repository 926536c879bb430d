import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds due")
struct DueCommandTests {
  private static let hostile = "=cmd|'/C calc'!A0\u{1B}[31m\nEND:VCALENDAR"

  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.remove("Schemas/duties.yaml")
    func minutes(_ id: String, _ title: String) -> RecordText {
      RecordText(
        id, title: "x",
        more: "resolutions:\n  - {what: \(JSONText.quoted(title)), owner: sun.li, due: 2023-05-05}\n"
      ).with {
        $0.kind = "minutes"
        $0.status = "effective"
      }
    }
    for (id, title, level) in [
      ("SEC-2023-04-001", "检修复印机", "internal"), ("SEC-2023-04-002", Self.hostile, "internal"),
      ("SEC-2023-04-003", "并购谈判", "confidential"),
    ] {
      let record = minutes(id, title)
      try office.write(
        record.path,
        record.text.replacing("title: x", with: "title: \(JSONText.quoted(title))")
          .replacing("classification: internal", with: "classification: \(level)"))
    }
    try office.commit("minutes", at: 1_683_510_000)
    return office
  }

  @Test func theListIsGroupedByPersonInBothLanguages() throws {
    let office = try office()
    let run = try office.fonds("due")
    #expect(run.status == 0)
    #expect(run.lines.first == "孙丽 sun.li")
    #expect(run.output.contains("escalated  2023-05-05  SEC-2023-04-001  Resolution: 检修复印机"))
    #expect(run.output.contains("3 days late; now with Director of the office (张伟)"))
    #expect(run.errors.contains("3 listed, 3 late, at 2023-05-08 10:00"))
    // Nothing of a record acts on the terminal, and a confidential paper keeps its matter.
    #expect(!run.output.contains("\u{1B}") && run.output.contains("<U+1B>"))
    #expect(!run.output.contains("并购") && run.output.contains("SEC-2023-04-003  Resolution\n"))
    let chinese = try office.fonds("due", "--lang", "zh", "--person", "孙丽")
    #expect(chinese.output.contains("已升级  2023-05-05  SEC-2023-04-001  决议：检修复印机"))
    #expect(chinese.output.contains("逾期 3 天；已报办公室主任（张伟）"))
    let coloured = try office.fonds("due", "--color", "always")
    #expect(coloured.output.contains("\u{1B}[1;31mescalated\u{1B}[0m"))
  }

  @Test func programsGetTheContract() throws {
    let node = try office().json("due", "--within", "7d")
    #expect(node.keys == ["at", "due", "unreadable", "rulesSound"])
    #expect(node["at"]?.string == "2023-05-08T10:00:00+08:00")
    let item = try #require(node["due"]?.items.first)
    for key in ["id", "title", "obligation", "role", "person", "due", "state", "escalatedTo"] {
      #expect(item.keys.contains(key), "\(key)")
    }
    #expect(item["id"]?.string == "SEC-2023-04-001")
    #expect(item["due"]?.string == "2023-05-05T23:59:59+08:00")
    #expect(item["state"]?.string == "escalated")
    #expect(item["escalatedTo"]?.string == "office-director")
    #expect(item["person"]?.string == "sun.li")
    #expect(item["role"]?.isNull == true)
  }

  @Test func aSpreadsheetRunsNothingAndShowsNoSecrets() throws {
    let run = try office().fonds("due", "--format", "csv")
    let table = try CSVReader.read(run.bytes)
    #expect(run.bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(table.rows.count == 3)
    #expect(run.output.contains("SEC-2023-04-002,'=cmd") || run.output.contains("SEC-2023-04-002,\"'=cmd"))
    #expect(!run.output.contains("并购"))
  }

  @Test func aCalendarStaysTheSameAsLongAsTheRecordsDo() throws {
    let office = try office()
    let run = try office.fonds("due", "--format", "ics")
    #expect(run.output.hasPrefix("BEGIN:VCALENDAR\r\n") && run.output.hasSuffix("END:VCALENDAR\r\n"))
    #expect(run.output.contains("UID:SEC-2023-04-001/SEC/resolution/0@XZ.fonds\r\n"))
    #expect(run.output.contains("DTSTAMP:20230508T014000Z\r\n"))
    #expect(run.output.count { $0 == "\r\n" } == run.output.utf8.count { $0 == 0x0A })
    #expect(!run.output.contains("并购") && !run.output.contains("\u{1B}"))
    // An hour later another asks again.
    office.variables["FONDS_NOW"] = "2023-05-08T11:30:00+08:00"
    #expect(try office.fonds("due", "--format", "ics").output == run.output)
  }

  @Test(arguments: [
    ["--within", "soon"], ["--within", "-7d"], ["--within", "0d"], ["--format", "pdf"], ["extra"],
  ])
  func wrongUsageEndsWith64(_ arguments: [String]) throws {
    #expect(try office().fonds(["due"] + arguments).status == 64)
  }

  @Test func whatFaultyRulesHideIsNotPassedOverInSilence() throws {
    let office = try office()
    try office.write("Schemas/duties.yaml", "duties: [{name: x}]\n")
    let run = try office.fonds("due", "--lang", "zh")
    #expect(run.status == 0 && run.output.contains("检修复印机"))
    #expect(run.errors.contains("可能有事项没有列出；请用 fonds check Schemas 查看"))
    #expect(try office.json("due")["rulesSound"]?.bool == false)
  }

  @Test func whatIsNotKnownEndsWith2AndSaysWhatIs() throws {
    let office = try office()
    let role = try office.fonds("due", "--role", "secretry")
    #expect(role.status == 2 && role.errors.contains("did you mean secretary?"))
    #expect(try office.fonds("due", "--at", "yesterday").status == 2)
    try office.write("Schemas/fonds.yaml", "code: XZ\n")
    let broken = try office.fonds("due", "--lang", "zh")
    #expect(broken.status == 2 && broken.errors.contains("fonds check"))
  }

  @Test func theWeeklyReportListsWhatIsOpenHoweverFarAhead() throws {
    let office = try office()
    let path = try #require(office.git("ls-files", "-z", "Records").split(separator: "\0").first.map(String.init))
    try office.write(path, try office.text(path).replacing("due: 2023-05-05", with: "due: 2025-05-05"))
    #expect(try office.json("due")["due"]?.items.count == 2)
    let weekly = try office.json("due", "--report", "weekly")
    #expect(weekly["due"]?.items.map { $0["state"]?.string } == ["escalated", "escalated", "upcoming"])
    // Steps are not in it, nor is what was dropped.
    try office.write(path, try office.text(path).replacing("due: 2025-05-05", with: "due: 2025-05-05, state: dropped"))
    #expect(try office.json("due", "--report", "weekly")["due"]?.items.count == 2)
    let unknown = try office.fonds("due", "--report", "monthly")
    #expect(unknown.status == 2 && unknown.errors.contains("weekly"))
  }

  @Test func aNewOfficeOwesFromTheNextDayOn() throws {
    let office = try OfficeRepository(schemas: false)
    office.variables["FONDS_NOW"] = "2024-03-08T10:00:00+08:00"
    #expect(try office.fonds("init").status == 0)
    let duties = try office.text("Schemas/duties.yaml")
    #expect(!duties.contains("until: 20") && duties.contains("every: workday, from: 2024-03-09"))
    // A quarter keeps its place in the year.
    #expect(duties.contains("every: 3mo\n    from: 2024-04-01\n"))
    #expect(try office.json("due")["due"]?.items.contains { $0["state"]?.string == "late" } == false)
    #expect(try office.fonds("check").status == 0)
  }

  /// What the index remembers changes nothing of the list.
  @Test(arguments: 0..<3)
  func theIndexOnlySparesReading(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let office = try OfficeRepository()
    for (path, bytes) in try Self.shippedRecords() where Int.random(in: 0..<3, using: &generator) > 0 {
      try office.write(path, bytes)
    }
    try office.commit("records")
    for round in 0..<4 {
      let now = "20\(Int.random(in: 22...25, using: &generator))-0\(Int.random(in: 1...9, using: &generator))-15"
      office.variables["FONDS_NOW"] = now + "T10:00:00+08:00"
      #expect(try office.fonds("index").status == 0)
      let remembering = try office.fonds("due", "--within", "60d", "--json").output
      let again = try office.fonds("due", "--within", "60d", "--json").output
      _ = try office.run(["mv", ".git/fonds", "../away"])
      let reading = try office.fonds("due", "--within", "60d", "--json").output
      _ = try office.run(["sh", "-c", "rm -rf .git/fonds; mv ../away .git/fonds"])
      #expect(remembering == reading && again == reading, "\(now)")
      #expect(reading.contains("\"obligation\""))
      // Further changes, committed or not.
      let paths = try office.git("ls-files", "-z", "Records").split(separator: "\0").map(String.init)
      for path in paths where Int.random(in: 0..<12, using: &generator) == 0 && office.exists(path) {
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: try office.remove(path)
        case 1: try office.write(path, try office.text(path).replacing("state: open", with: "state: done"))
        default: try office.write(path, try office.text(path).replacing("2023-1", with: "2023-0"))
        }
      }
      if round.isMultiple(of: 2) { try office.commit("change") }
    }
  }

  private static func shippedRecords() throws -> [(String, [UInt8])] {
    let root = ShippedSchemas.projectRoot.path
    return try FileManager.default.subpathsOfDirectory(atPath: root + "/Records").filter { $0.hasSuffix(".yaml") }
      .sorted()
      .map { ("Records/" + $0, [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/Records/" + $0)))) }
  }
}
