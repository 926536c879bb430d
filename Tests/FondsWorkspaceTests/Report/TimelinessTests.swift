import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

@Suite("Workspace.timeliness")
struct TimelinessTests {
  private static let now = "2023-07-01T10:00:00+08:00"

  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.remove("Schemas/duties.yaml")
    return office
  }

  private func seconds(_ text: String) throws -> Int { Int(try #require(Moment(text + "+08:00")).seconds) }

  /// A task of a day, finished or not; drafts of this kind have no workflow.
  private func task(_ number: Int = 1, due: String, finished: String? = nil, more: String = "") -> RecordText {
    RecordText(
      "SEC-2023-04-00\(number)", title: "搬迁",
      more: "leader: li.na\ndue: \(due)\n" + (finished.map { "finished: \($0)\n" } ?? "") + more
    ).with { $0.kind = "task" }
  }

  private func report(
    _ office: OfficeRepository, _ period: String? = "2023-05", now: String = TimelinessTests.now
  ) throws -> TimelinessReport {
    let period = try period.map { try #require(CalendarPeriod($0)) }
    return try office.workspace().timeliness(of: period, now: #require(Moment(now)))
  }

  private func counts(_ report: TimelinessReport) -> [Int] {
    Punctuality.Outcome.allCases.map { report.total[$0] }
  }

  @Test(arguments: [
    // Entered on the next working day, a Monday: as claimed. A second later: as committed, which is late.
    ("2023-05-12", "2023-05-15T23:59:59", [1, 0, 0, 0], 0),
    ("2023-05-12", "2023-05-16T00:00:00", [0, 1, 0, 0], 1),
    // Claimed for a day after its commit: as claimed.
    ("2023-05-12", "2023-05-11T23:59:59", [1, 0, 0, 0], 1),
    ("2023-05-15", "2023-05-11T10:00:00", [0, 1, 0, 0], 1),
    ("2023-05-13", "2023-05-15T10:00:00", [0, 1, 0, 0], 0),
    // Committed after the period, and not borne out: open at its end.
    ("2023-05-12", "2023-06-01T00:00:00", [0, 0, 1, 0], 1),
  ])
  func aTimeCountsAsFarAsItsCommitBearsItOut(
    _ finished: String, _ committed: String, _ expected: [Int], _ doubts: Int
  ) throws {
    let office = try office()
    try office.write(task(due: "2023-05-12"))
    try office.commit("open", at: seconds("2023-05-10T10:00:00"))
    try office.write(task(due: "2023-05-12", finished: finished))
    try office.commit("finished", at: seconds(committed))
    // Later changes of other things bear nothing out, and take nothing back.
    try office.write(task(due: "2023-05-12", finished: finished, more: "aim: 新址\n"))
    try office.commit("later", at: seconds("2023-06-20T10:00:00"))
    let report = try report(office)
    #expect(counts(report) == expected)
    #expect(report.claims == 1 && report.doubts.count == doubts)
    if let doubt = report.doubts.first {
      #expect(doubt.diagnostic.code == "DUE004" && doubt.diagnostic.severity == .info)
      #expect(doubt.commit.description == (try office.git("rev-parse", "HEAD~1")))
      let text = try office.text(doubt.diagnostic.path)
      let range = try #require(doubt.diagnostic.range)
      #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == finished)
    }
  }

  @Test func whatIsDoneWithoutATimeIsDoneWhenItIsCommitted() throws {
    let office = try office()
    func steps(_ state: String) -> RecordText {
      task(due: "2023-06-30", more: "steps:\n  - {what: 打包, owner: li.na, due: 2023-05-12, state: \(state)}\n")
    }
    try office.write(steps("open"))
    try office.commit("open", at: seconds("2023-05-10T10:00:00"))
    try office.write(steps("done"))
    try office.commit("done", at: seconds("2023-05-13T00:00:00"))
    #expect(try counts(report(office)) == [0, 1, 0, 0])
    // One that was done in time stays so, whatever is put before it or how it is worded.
    let other = task(
      due: "2023-06-30",
      more: """
        steps:
          - {what: 找车, owner: li.na, due: 2023-05-31}
          - {what: 打包, owner: li.na, due: 2023-05-13, state: done}

        """)
    try office.write(other)
    try office.commit("before it", at: seconds("2023-06-13T00:00:00"))
    #expect(try counts(report(office)) == [1, 0, 1, 0])
    #expect(try report(office).claims == 0)
  }

  @Test func onlyWhatFallsDueInThePeriodCounts() throws {
    let office = try office()
    for (number, due) in ["2023-04-30", "2023-05-01", "2023-05-31", "2023-06-01"].enumerated() {
      try office.write(task(number + 1, due: due))
    }
    try office.commit("open")
    #expect(try counts(report(office)) == [0, 0, 2, 0])
    #expect(try counts(report(office, "2023-05-31")) == [0, 0, 1, 0])
    // Of a month that goes on, what is still ahead is no part of the share.
    let now = try report(office, nil, now: "2023-05-31T23:59:59+08:00")
    #expect(now.period.text == "2023-05" && counts(now) == [0, 0, 1, 1])
    #expect(now.total.share == 0)
    // What is not committed is not counted.
    try office.write(task(5, due: "2023-05-20"))
    #expect(try counts(report(office)) == [0, 0, 2, 0])
  }

  @Test func targetsAndTheTimeForEnteringAreTheOffices() throws {
    let office = try office()
    try office.write(task(due: "2023-05-12", finished: "2023-05-08"))
    try office.commit("finished", at: seconds("2023-05-12T10:00:00"))
    let shipped = try report(office)
    #expect(shipped.target == 95 && shipped.rows.first?.target == 97 && shipped.doubts.count == 1)
    let fonds = try office.text("Schemas/fonds.yaml")
    try office.write("Schemas/fonds.yaml", fonds.replacing("entered-within: 1wd", with: "entered-within: 4d"))
    try office.commit("4d")
    #expect(try report(office).doubts.isEmpty)
    let plain = fonds.replacing("  target: 95\n", with: "").replacing("  entered-within: 1wd\n", with: "")
      .replacing("timeliness:\n", with: "")
    try office.write("Schemas/fonds.yaml", plain)
    try office.commit("none")
    let none = try report(office)
    #expect(none.target == nil && none.enteredWithin == .workingDay && none.doubts.count == 1)
  }

  @Test func aDutyCountsByTheRecordThatMetIt() throws {
    let office = try OfficeRepository()
    try office.write(
      "Schemas/duties.yaml",
      """
      duties:
        - {name: report, label: {en: Report, zh: 快报}, every: 1mo, from: 2023-04-01, within: 5d, role: office-director, kind: performance-report, day: period, done: published, target: 100}

      """)
    try office.write(
      RecordText("ADM-2023-06-001", title: "快报", more: "period: 2023-04\npublished: 2023-05-05\n").with {
        $0.kind = "performance-report"
        $0.status = "published"
      })
    try office.commit("published", at: seconds("2023-05-05T17:00:00"))
    let report = try report(office)
    let row = try #require(report.rows.first { $0.source == .duty })
    #expect(row.kind == "performance-report" && row.target == 100 && row.department == nil)
    #expect(row.count[.inTime] == 1 && row.count.total == 1)
    #expect(try self.report(office, "2023-06").rows.first?.count[.open] == 1)
  }

  @Test func aBareRepositoryHasAllThatIsNeededAndAnEmptyOneSaysSo() throws {
    let office = try office()
    try office.write(task(due: "2023-05-12"))
    try office.commit("open")
    let remote = try office.publish()
    let found = try Workspace(.init(directory: remote)).timeliness(
      of: CalendarPeriod("2023-05"), now: #require(Moment(Self.now)))
    #expect(counts(found) == [0, 0, 1, 0])
    let empty = try OfficeRepository(schemas: false)
    #expect(throws: WorkspaceError.noCommits) { try report(empty) }
  }
}

/// The example's figures for a month, worked out again by plain Git and a few lines.
@Suite("The timeliness of the example")
struct ExampleTimelinessTests {
  /// The working days of May 2023 and the first of June, as the State Council's notice has them.
  private static let workdays =
    [
      4, 5, 6, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26, 29, 30, 31,
    ].map { "2023-05-" + ($0 < 10 ? "0" : "") + String($0) } + ["2023-06-01"]

  private static let lists = [
    "complaint": "measures", "rectification": "measures", "minutes": "resolutions", "report": "measures",
  ]

  @Test func theFiguresOfMayAreThoseOfThePlainHistory() throws {
    let office = try replayed.get().office
    var expected: [String: [String: Int]] = [:]
    for path in try office.git("-c", "core.quotePath=false", "ls-files", "Records").split(separator: "\n") {
      let root = try #require(RecordReader.read(Array(office.text(String(path)).utf8)).root)
      guard let kind = root["kind"]?.string, let list = Self.lists[kind], let id = root["id"]?.string else { continue }
      for item in root[list]?.sequence ?? [] {
        guard let due = item["due"]?.string, due.hasPrefix("2023-05") else { continue }
        let key = "\(kind) \(id.prefix { $0 != "-" })"
        let outcome = try outcome(of: item, due: due, in: list, of: id, office)
        if let outcome { expected[key, default: [:]][outcome, default: 0] += 1 }
      }
    }
    let report = try office.workspace().timeliness(
      of: CalendarPeriod("2023-05"), now: #require(Moment("2026-11-20T10:00:00+08:00")))
    var found: [String: [String: Int]] = [:]
    for row in report.rows where ["measure", "resolution"].contains(row.name) && Self.lists[row.kind] != nil {
      for outcome in Punctuality.Outcome.allCases where row.count[outcome] > 0 {
        found["\(row.kind) \(row.department ?? "")", default: [:]][outcome.rawValue] = row.count[outcome]
      }
    }
    #expect(found == expected)
    // Some of each, or the comparison would show little.
    #expect(expected.values.contains { $0["inTime"] != nil } && expected.values.contains { $0["late"] != nil })
  }

  /// Nil for what is open and owed no more.
  private func outcome(
    of item: Node, due: String, in list: String, of id: String, _ office: OfficeRepository
  ) throws -> String? {
    let done = item["done"]?.string
    guard done != nil || ["done", "dropped"].contains(item["state"]?.string ?? "") else { return "open" }
    let log = try office.git(
      "log", "--reverse", "--format=%H %cd", "--date=format:%Y-%m-%d", "--", ":(glob)Records/**/\(id)_*")
    let first = try log.split(separator: "\n").first { line in
      let commit = String(line.prefix(40))
      let names = try office.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", commit, "Records")
      guard let path = names.split(separator: "\n").first(where: { $0.contains("/\(id)_") }) else { return false }
      let root = try #require(RecordReader.read(Array(office.git("show", "\(commit):\(path)").utf8)).root)
      return root[list]?.sequence?.contains {
        $0["what"] == item["what"] && $0["done"] == item["done"] && $0["state"] == item["state"]
      } ?? false
    }
    let committed = String(try #require(first).suffix(10))
    let counted: String
    if let done {
      let next = try #require(Self.workdays.first { $0 > done })
      counted = committed > next || done > committed ? max(done, committed) : done
    } else {
      counted = committed
    }
    return counted > "2023-05-31" ? "open" : counted <= due ? "inTime" : "late"
  }
}
