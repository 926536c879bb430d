import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Obligation")
struct ObligationTests {
  /// A kind whose records promise everything that can be promised.
  static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: promise
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, effective, superseded, closed, withdrawn, archived]}
      received: {$ref: "record#/$defs/moment"}
      signed: {$ref: "record#/$defs/day"}
      expires: {$ref: "record#/$defs/day"}
      extended: {$ref: "record#/$defs/day"}
      answered: {$ref: "record#/$defs/moment"}
      period: {$ref: "record#/$defs/month"}
      sent: {$ref: "record#/$defs/day"}
      urgent: {type: boolean}
      tasks: {type: array, items: {$ref: "record#/$defs/resolution"}}
      reviews:
        type: array
        items:
          type: object
          properties: {date: {$ref: "record#/$defs/day"}}
          additionalProperties: false
    unevaluatedProperties: false
    x-fonds:
      label: {en: Promise, zh: 承诺}
      type: "02"
      obligations:
        - {name: answer, label: {en: Answer, zh: 答复}, from: received, within: [{when: {properties: {urgent: {const: true}}, required: [urgent]}, limit: 30min}, {limit: 2h}], role: secretary, done: answered, escalate: {after: 4h, to: office-director}}
        - {name: task, label: {en: Task, zh: 事项}, each: tasks, due: due, person: owner, detail: what, done: done, met: {properties: {state: {enum: [done, dropped]}}, required: [state]}, remind: 3d, escalate: {after: 2wd, to: leader-in-charge}}
        - {name: expiry, label: {en: Expiry, zh: 到期}, from: [extended, expires], within: -30d, role: contract-manager, met: {properties: {status: {const: closed}}, required: [status]}, when: {properties: {status: {const: effective}}, required: [status]}}
        - {name: review, label: {en: Review, zh: 复核}, from: signed, every: 1y, until: expires, within: 10d, role: contract-manager, done: reviews.date}
        - {name: report, label: {en: Report, zh: 快报}, from: period, within: 5d, done: sent}

    """

  private func deadlines(_ fields: String, through: String = "2024-01-01T00:00:00+08:00") throws -> [Deadline] {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/promise.yaml"] = Array(Self.kind.utf8)
    let schemas = Schemas(files: files, kinds: ["promise"])
    #expect(schemas.faults.isEmpty, "\(schemas.faults.map { ($0.path, $0.problem) })")
    let text = "id: SEC-2023-02-001\nkind: promise\nowner: li.na\n" + fields
    let root = try #require(RecordReader.read(Array(text.utf8)).root)
    return try #require(schemas.kinds["promise"]).deadlines(
      of: root, through: try #require(Moment(through)), by: try OfficeTimes.shipped())
  }

  private func state(_ deadline: Deadline, _ at: String) throws -> Deadline.State {
    deadline.state(at: try #require(Moment(at)))
  }

  @Test func aLimitRunsFromAMomentAndEndsToTheSecond() throws {
    let answer = try #require(
      try deadlines("status: effective\nreceived: 2023-05-08T23:00:00+08:00\n").first { $0.name == "answer" })
    #expect(answer.due.text == "2023-05-09T01:00:00+08:00")
    #expect(answer.role == "secretary" && answer.people.isEmpty)
    #expect(answer.department == "SEC")
    #expect(answer.doneField == "answered")
    #expect(try state(answer, "2023-05-08T22:59:59+08:00") == .upcoming)
    #expect(try state(answer, "2023-05-09T00:00:00+08:00") == .due)
    #expect(try state(answer, "2023-05-09T01:00:00+08:00") == .due)
    #expect(try state(answer, "2023-05-09T01:00:01+08:00") == .late)
    #expect(try state(answer, "2023-05-09T02:59:59+08:00") == .late)
    #expect(try state(answer, "2023-05-09T03:00:00+08:00") == .escalated)
    #expect(answer.escalation?.role == "office-director")
  }

  @Test func theFirstLimitWhoseConditionHoldsCounts() throws {
    let answer = try #require(
      try deadlines("status: draft\nurgent: true\nreceived: 2023-05-08T09:00:00+08:00\n").first { $0.name == "answer" })
    #expect(answer.due.text == "2023-05-08T09:30:00+08:00")
  }

  @Test(arguments: [
    ("2023-05-08T11:00:00+08:00", false), ("2023-05-08T11:00:01+08:00", true),
  ])
  func whatWasDoneAfterwardsWasLate(_ answered: String, _ isLate: Bool) throws {
    let answer = try #require(
      try deadlines("status: closed\nreceived: 2023-05-08T09:00:00+08:00\nanswered: \(answered)\n").first {
        $0.name == "answer"
      })
    let now = try #require(Moment("2023-06-01T00:00:00+08:00"))
    #expect(answer.state(at: now) == .done)
    #expect(answer.isLate(at: now) == isLate)
    // Before it was done it was still open.
    #expect(try state(answer, "2023-05-08T10:30:00+08:00") == .due)
  }

  @Test func eachItemOfAListIsAnObligationOfItsOwn() throws {
    let found = try deadlines(
      """
      status: closed
      tasks:
        - {what: 复印机, owner: sun.li, due: 2023-05-12}
        - {what: 车库, owner: guo.tao, due: 2023-05-10, done: 2023-05-09}
        - {what: 停办, owner: li.na, due: 2023-05-10, state: dropped}
        - {what: 无期限, owner: li.na}

      """)
    #expect(found.map(\.part) == ["0", "1", "2"])
    #expect(found.map(\.detail) == ["复印机", "车库", "停办"])
    #expect(found.map(\.people) == [["sun.li"], ["guo.tao"], ["li.na"]])
    let copier = found[0]
    #expect(copier.isDay)
    #expect(copier.doneField == "tasks.done")
    // A reminder three days before; the last second of the due day; two working days later it goes up.
    #expect(try state(copier, "2023-05-08T23:59:59+08:00") == .upcoming)
    #expect(try state(copier, "2023-05-09T00:00:00+08:00") == .due)
    #expect(try state(copier, "2023-05-12T23:59:59+08:00") == .due)
    #expect(try state(copier, "2023-05-13T00:00:00+08:00") == .late)
    #expect(try state(copier, "2023-05-16T23:59:58+08:00") == .late)
    #expect(try state(copier, "2023-05-16T23:59:59+08:00") == .escalated)
    #expect(found[1].completion == .done(Moment("2023-05-09T00:00:00+08:00")))
    #expect(found[2].completion == .done(nil))
  }

  @Test func aLimitBeforeADayIsDueBefore() throws {
    let found = try deadlines("status: effective\nexpires: 2023-03-31\n")
    #expect(found.map(\.due.text) == ["2023-03-01T23:59:59+08:00"])
    #expect(try state(found[0], "2023-02-28T23:59:59+08:00") == .upcoming)
    #expect(try state(found[0], "2023-03-01T12:00:00+08:00") == .due)
    #expect(try state(found[0], "2023-03-02T00:00:00+08:00") == .late)
    // An extension counts in place of the first day.
    let extended = try deadlines("status: effective\nexpires: 2023-03-31\nextended: 2023-12-31\n")
    #expect(extended.map(\.due.text) == ["2023-12-01T23:59:59+08:00"])
  }

  @Test func aLimitMayCountFromTheEndOfAMonthAndFallToTheOwner() throws {
    let found = try deadlines("status: effective\nperiod: 2023-05\n")
    #expect(found.map(\.due.text) == ["2023-06-05T23:59:59+08:00"])
    #expect(found.map(\.people) == [["li.na"]])
  }

  @Test func aRecordThatIsOverOwesNothingMore() throws {
    let open = "received: 2023-05-08T09:00:00+08:00\ntasks: [{what: a, owner: li.na, due: 2023-05-12}]\n"
    #expect(try deadlines("status: effective\n" + open).map(\.name) == ["answer", "task"])
    #expect(try deadlines("status: closed\n" + open).map(\.name) == ["task"])
    #expect(try deadlines("status: superseded\n" + open).isEmpty)
    #expect(try deadlines("status: withdrawn\n" + open).isEmpty)
  }

  @Test func aYearlyReviewComesRoundUntilTheEnd() throws {
    let found = try deadlines(
      """
      status: effective
      signed: 2020-03-01
      expires: 2023-12-31
      reviews: [{date: 2021-02-20}, {date: 2022-03-05}]

      """, through: "2023-06-01T00:00:00+08:00"
    ).filter { $0.name == "review" }
    #expect(found.map(\.part) == ["2021-02-28", "2022-02-28", "2023-02-28"])
    #expect(found.map { $0.due.text.prefix(10) } == ["2021-03-10", "2022-03-10", "2023-03-10"])
    // The second review came in the grace behind its year.
    #expect(found.map { $0.completion == .open } == [false, false, true])
    #expect(found.allSatisfy { $0.isRecurring })
    #expect(try state(found[2], "2023-03-11T00:00:00+08:00") == .late)
  }

  @Test(arguments: [
    "received: x", "received: 5", "received: [a, {b: c}]", "tasks: 7", "tasks: [1, null, [], {due: {}}]",
    "signed: 9999-12-31",
    "signed: 0001-01-01", "tasks: [{what: a, owner: [], due: 2023-02-30}]", "expires: 0001-01-01",
  ])
  func whatBreaksTheFormIsPassedOver(_ field: String) throws {
    let found = try deadlines("status: effective\n\(field)\n")
    #expect(found.count <= 400)
  }
}
