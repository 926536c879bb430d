import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

@Suite("Workspace.due")
struct DueTests {
  /// Minutes with three resolutions, in an office whose duties are one monthly report.
  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.write(
      "Schemas/duties.yaml",
      """
      duties:
        - {name: report, label: {en: Report, zh: 快报}, every: 1mo, from: 2023-01-01, within: 5d, role: office-director, kind: performance-report, day: period}

      """)
    try office.write(minutes(state: "open"))
    try office.commit("one")
    return office
  }

  private func minutes(state: String) -> RecordText {
    RecordText(
      "SEC-2023-04-001", title: "五月例会",
      more: """
        resolutions:
          - {what: 检修复印机, owner: sun.li, due: 2023-05-05, state: \(state)}
          - {what: 清理车库, owner: guo.tao, due: 2023-05-10}
          - {what: 编制预算, owner: nobody.known, due: 2023-05-20}

        """
    ).with {
      $0.kind = "minutes"
      $0.status = "effective"
    }
  }

  private func due(
    _ office: OfficeRepository, now: String = "2023-05-08T10:00:00+08:00",
    _ change: (inout DueRequest) -> Void = { _ in }
  ) throws -> [String] {
    try list(office, now: now, change).items.map {
      [$0.state.rawValue, $0.deadline.name, $0.deadline.part].joined(separator: " ")
    }
  }

  private func list(
    _ office: OfficeRepository, now: String = "2023-05-08T10:00:00+08:00",
    _ change: (inout DueRequest) -> Void = { _ in }
  ) throws -> DueList {
    var request = DueRequest(now: try #require(Moment(now)))
    change(&request)
    return try office.workspace().due(request)
  }

  @Test func whatIsLateAndDueIsListedAndWhatIsAheadOnlyWhereAsked() throws {
    let office = try office()
    // The first step of the minutes' workflow is ahead too. Of four reports that were missed, January's to April's, the last is asked for.
    #expect(try due(office) == ["late report 2023-04-30", "escalated resolution 0"])
    #expect(
      try due(office) { $0.within = TimeLimit("2d") } == [
        "late report 2023-04-30", "escalated resolution 0", "upcoming draft ", "upcoming resolution 1",
      ])
    #expect(try due(office, now: "2023-05-10T23:59:59+08:00").last == "due resolution 1")
    #expect(try due(office, now: "2023-05-11T00:00:00+08:00").last == "late resolution 1")
    #expect(try list(office).items.first?.missedBefore == 3)
  }

  @Test func whoeverRebuildsTheIndexHidesNothing() throws {
    let office = try office()
    let expected = try due(office)
    let script = """
      { for i in $(seq 8); do "$1" index --rebuild || exit; done; touch .git/rebuilt; } >/dev/null 2>&1 &
      """
    try #require(office.run(["sh", "-c", script, "sh", FondsProgram.path]).status == 0)
    let deadline = Date.now + 120
    var asked = 0
    while !FileManager.default.fileExists(atPath: office.path + "/.git/rebuilt"), Date.now < deadline {
      #expect(try due(office) == expected)
      asked += 1
    }
    #expect(Date.now < deadline)
    #expect(asked > 10)
  }

  @Test func aPersonAndARoleAreAskedForByAnyOfTheirNames() throws {
    let office = try office()
    #expect(try due(office) { $0.person = "sun.li" } == ["escalated resolution 0"])
    #expect(try due(office) { $0.person = "孙丽" } == ["escalated resolution 0"])
    // To the director went what was escalated, and the report is theirs anyway.
    #expect(try due(office) { $0.person = "张伟" }.count == 2)
    #expect(try due(office) { $0.role = "办公室主任" }.count == 2)
    #expect(try due(office) { $0.role = "archivist" }.isEmpty)
    #expect(throws: WorkspaceError.noSuchPerson("孙里", nearest: "孙丽")) { try due(office) { $0.person = "孙里" } }
    #expect(throws: WorkspaceError.noSuchRole("archivst", nearest: "archivist")) {
      try due(office) { $0.role = "archivst" }
    }
  }

  @Test func aPastDayIsJudgedByTheRecordsOfThatDay() throws {
    let office = try office()
    let later = try #require(Moment("2023-05-20T10:00:00+08:00"))
    try office.write(minutes(state: "done"))
    try office.commit("two", at: Int(later.seconds))
    let now = "2023-06-01T10:00:00+08:00"
    #expect(try due(office, now: now) { $0.day = "2023-05-08" }.contains("escalated resolution 0"))
    #expect(try due(office, now: now) { $0.day = "2023-05-19" }.contains("escalated resolution 0"))
    #expect(try !due(office, now: now) { $0.day = "2023-05-20" }.contains("escalated resolution 0"))
    // Of a day to come, and of today, the files as they are.
    #expect(try due(office, now: now) { $0.day = "2023-06-01" }.contains("escalated resolution 1"))
    #expect(try list(office, now: now) { $0.day = "2020-01-01" }.isBeforeFirstCommit)
    #expect(throws: WorkspaceError.malformedDate("2023-02-30")) { try due(office) { $0.day = "2023-02-30" } }
  }

  @Test func whatIsDoneIsListedWhereEverythingIsAskedFor() throws {
    let office = try office()
    try office.write(minutes(state: "done"))
    let found = try due(office) { $0.isComplete = true }
    #expect(found.contains("done resolution 0"))
    #expect(found.contains("upcoming resolution 2"))
    #expect(found.filter { $0.hasPrefix("late report") }.count == 4)
  }

  @Test func aDraftFromTheWorkTreeCountsBeforeItIsCommitted() throws {
    let office = try office()
    try office.write(
      RecordText("ADM-2023-10-001", title: "投诉", more: "received: 2023-05-08T07:30:00+08:00\nregistered-by: wu.xia\n")
        .with {
          $0.kind = "complaint"
        })
    #expect(try due(office) { $0.person = "吴霞" } == ["late answer "])
  }

  @Test func whatIsNoRecordIsNamedAndHidesNothing() throws {
    let office = try office()
    try office.write("Records/SEC/2023/04/SEC-2023-04-002_2023-05-08_坏.yaml", "id: [\n")
    try office.write(RecordText("SEC-2023-04-003").with { $0.kind = "no-such-kind" })
    let list = try list(office)
    #expect(list.unreadable == ["Records/SEC/2023/04/SEC-2023-04-002_2023-05-08_坏.yaml"])
    #expect(list.items.count == 2)
  }

  @Test func aBareRepositoryIsReadFromItsHead() throws {
    let office = try office()
    let remote = try office.publish()
    let request = DueRequest(now: try #require(Moment("2023-05-08T10:00:00+08:00")))
    #expect(try Workspace(.init(directory: remote)).due(request).items.count == 2)
  }

  @Test func nothingIsAskedForBeyondTheCalendarWithoutSayingSo() throws {
    let office = try office()
    #expect(try list(office).calendarEnd == nil)
    try office.write(
      RecordText("HR-2027-12-001", more: "told: 2027-05-05\nperson: tang.xin\nrated-by: wu.xia\n").with {
        $0.kind = "appraisal"
        $0.status = "graded"
      })
    let list = try list(office, now: "2027-06-01T10:00:00+08:00")
    #expect(list.calendarEnd?.description == "2026-12-31")
    #expect(list.items.first { $0.deadline.name == "interview" }?.isConcealed == true)
  }

  @Test(arguments: ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"])
  func theZoneIsTheSystemsAsAPlainValue(_ name: String) throws {
    let system = try #require(TimeZone(identifier: name))
    let zone = OfficeClock(zone: name).zone
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let seconds = Int64.random(in: -1_500_000_000...2_100_000_000, using: &generator)
      let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))) / 60
      #expect(zone.offsetMinutes(at: seconds) == expected)
      let moment = zone.moment(seconds)
      let (day, second) = zone.clock(at: moment)
      // A time that the clock shows twice is read as the first; anything else comes back.
      let back = zone.moment(day, second: second)
      #expect(back == moment || zone.clock(at: back) == (day, second))
    }
  }
}
