import FondsText
import Testing

@testable import FondsModel

@Suite("Claim and Punctuality")
struct ClaimTests {
  /// Mondays to Fridays, in Shanghai.
  private let time = OfficeTime(calendar: .plain, zone: OfficeZone(offsetMinutes: 480))

  private func moment(_ text: String) throws -> Moment {
    try #require(Moment(text.count == 10 ? text + "T00:00:00+08:00" : text + "+08:00"))
  }

  private func verdict(_ time: String, _ committed: String, _ limit: String) throws -> Claim.Verdict {
    try Claim(
      moment(time), committed: moment(committed), enteredWithin: #require(TimeLimit(limit)), by: self.time
    ).verdict
  }

  @Test(arguments: [
    // A time of day: to the same time of the next working day, a Monday behind a Friday.
    ("2023-05-08T10:00:00", "2023-05-08T10:00:00", "1wd", Claim.Verdict.borneOut),
    ("2023-05-08T10:00:00", "2023-05-08T09:59:59", "1wd", .later),
    ("2023-05-08T10:00:00", "2023-05-09T10:00:00", "1wd", .borneOut),
    ("2023-05-08T10:00:00", "2023-05-09T10:00:01", "1wd", .early),
    ("2023-05-12T10:00:00", "2023-05-15T10:00:00", "1wd", .borneOut),
    ("2023-05-12T10:00:00", "2023-05-15T10:00:01", "1wd", .early),
    // A day: from its beginning to the end of the last day allowed.
    ("2023-05-12", "2023-05-11T23:59:59", "1wd", .later),
    ("2023-05-12", "2023-05-12T00:00:00", "1wd", .borneOut),
    ("2023-05-12", "2023-05-15T23:59:59", "1wd", .borneOut),
    ("2023-05-12", "2023-05-16T00:00:00", "1wd", .early),
    ("2023-05-12", "2023-05-15T23:59:59", "3d", .borneOut),
    ("2023-05-12", "2023-05-16T00:00:00", "3d", .early),
    // Hours count from the end of a day.
    ("2023-05-12", "2023-05-13T01:59:59", "2h", .borneOut),
    ("2023-05-12", "2023-05-13T02:00:00", "2h", .early),
  ])
  func aTimeIsBorneOutByACommitSoonAfter(
    _ time: String, _ committed: String, _ limit: String, _ expected: Claim.Verdict
  ) throws {
    #expect(try verdict(time, committed, limit) == expected)
  }

  @Test func whatIsNotBorneOutCountsAsTheLaterOfTheTwo() throws {
    let office = time
    func counted(_ time: String, _ committed: String) throws -> Moment {
      try Claim(moment(time), committed: moment(committed), enteredWithin: .workingDay, by: office).counted
    }
    #expect(try counted("2023-05-08T10:00:00", "2023-05-09T09:00:00") == moment("2023-05-08T10:00:00"))
    #expect(try counted("2023-05-08T10:00:00", "2023-05-19T09:00:00") == moment("2023-05-19T09:00:00"))
    #expect(try counted("2023-05-08T10:00:00", "2023-05-07T09:00:00") == moment("2023-05-08T10:00:00"))
  }

  // MARK: What became of a deadline

  private func outcome(
    due: String, done: String?, now: String, end: String = "2023-05-31T23:59:59"
  ) throws -> Punctuality.Outcome {
    let due = try moment(due)
    let deadline = Deadline(
      source: .obligation, record: "SEC-2023-04-001", name: "resolution", label: LocalizedText(en: "x", zh: "x"),
      due: due, isDay: false, reminder: due)
    return try deadline.outcome(done: done.map(moment), by: moment(end), now: moment(now))
  }

  @Test(
    arguments: [
      ("2023-05-10T12:00:00", "2023-05-10T12:00:00", Punctuality.Outcome.inTime),
      ("2023-05-10T12:00:00", "2023-05-10T12:00:01", .late),
      ("2023-05-10T12:00:00", nil, .open),
      // The period's last second counts, the next day does not.
      ("2023-05-10T12:00:00", "2023-05-31T23:59:59", .late),
      ("2023-05-10T12:00:00", "2023-06-01T00:00:00", .open),
      ("2023-05-31T23:59:59", "2023-05-31T23:59:59", .inTime),
      ("2023-05-31T23:59:59", "2023-06-01T00:00:00", .open),
      ("2023-05-31T23:59:59", nil, .open),
    ] as [(String, String?, Punctuality.Outcome)])
  func aPastPeriodIsJudgedAtItsEnd(_ due: String, _ done: String?, _ expected: Punctuality.Outcome) throws {
    #expect(try outcome(due: due, done: done, now: "2023-07-01T00:00:00") == expected)
  }

  @Test(arguments: [
    ("2023-05-10T12:00:00", "2023-05-10T12:00:00", Punctuality.Outcome.ahead),
    ("2023-05-10T11:59:59", "2023-05-10T12:00:00", .open),
    // What will be done tomorrow is not done.
    ("2023-05-10T11:59:59", "2023-05-10T12:00:00", .open),
  ])
  func aPeriodThatGoesOnIsJudgedNow(_ due: String, _ now: String, _ expected: Punctuality.Outcome) throws {
    #expect(try outcome(due: due, done: nil, now: now) == expected)
    #expect(try outcome(due: due, done: "2023-05-11T00:00:00", now: now) == expected)
  }

  @Test func theShareLeavesOutWhatIsAheadAndIsRoundedDown() {
    var count = Punctuality()
    #expect(count.share == nil && count.reaches(95) == nil)
    count.add(.ahead)
    #expect(count.share == nil && count.reaches(0) == nil)
    for _ in 0..<19 { count.add(.inTime) }
    count.add(.late)
    #expect(count.share == 950 && count.reaches(95) == true)
    count.add(.open)
    #expect(count.total == 21 && count.share == 904 && count.reaches(91) == false)
    var nearly = Punctuality()
    for _ in 0..<9499 { nearly.add(.inTime) }
    for _ in 0..<501 { nearly.add(.late) }
    // 94.99 % is no 95.0 %.
    #expect(nearly.share == 949 && nearly.reaches(95) == false)
  }
}
