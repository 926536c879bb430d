import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Duty")
struct DutyTests {
  private func schemas(_ duties: String) throws -> Schemas {
    var files = try ShippedSchemas.files()
    files["Schemas/duties.yaml"] = Array("duties:\n\(duties)".utf8)
    let schemas = Schemas(files: files, kinds: ["performance-report", "storeroom-log", "stocktake"])
    #expect(schemas.faults.isEmpty, "\(schemas.faults.map { ($0.path, $0.problem) })")
    return schemas
  }

  private func deadlines(_ duty: String, _ records: [String], through: String) throws -> [Deadline] {
    let schemas = try schemas(duty)
    let duty = try #require(schemas.duties.first)
    let kind = try #require(schemas.kinds[duty.kind])
    let time = try OfficeTimes.shipped()
    let evidence = try records.flatMap { text in
      duty.evidence(
        in: try #require(RecordReader.read(Array("kind: \(duty.kind)\n\(text)".utf8)).root), kind: kind, zone: time.zone
      )
    }
    return duty.deadlines(
      evidence: evidence, organization: schemas.organization, through: try #require(Moment(through)), by: time)
  }

  private let report = """
      - {name: report, label: {en: Report, zh: 快报}, every: 1mo, from: 2023-01-01, within: 5d, role: secretary, kind: performance-report, day: period, done: published, escalate: {after: 8d, to: office-director}}

    """

  @Test func aReportOfAMonthIsDueInTheNext() throws {
    let found = try deadlines(
      report,
      [
        "id: SEC-2023-02-003\nstatus: published\ndate: 2023-02-04\nperiod: 2023-01\npublished: 2023-02-04T10:00:00+08:00\n",
        // Late, but it names its month.
        "id: SEC-2023-02-009\nstatus: published\ndate: 2023-04-20\nperiod: 2023-02\npublished: 2023-04-20T10:00:00+08:00\n",
        // No report yet.
        "id: SEC-2023-02-011\nstatus: draft\ndate: 2023-04-03\nperiod: 2023-03\n",
      ], through: "2023-04-30T12:00:00+08:00")
    #expect(found.map(\.part) == ["2023-01-31", "2023-02-28", "2023-03-31", "2023-04-30"])
    #expect(found.map { $0.due.text.prefix(10) } == ["2023-02-05", "2023-03-05", "2023-04-05", "2023-05-05"])
    let now = try #require(Moment("2023-04-30T12:00:00+08:00"))
    #expect(found.map { $0.state(at: now) } == [.done, .done, .escalated, .upcoming])
    #expect(found.map { $0.isLate(at: now) } == [false, true, true, false])
    #expect(found.map(\.record) == ["SEC-2023-02-003", "SEC-2023-02-009", nil, nil])
    #expect(found.allSatisfy { $0.role == "secretary" && $0.source == .duty })
  }

  @Test func rowsOfSheetsFulfilADailyDuty() throws {
    let found = try deadlines(
      """
        - {name: storeroom, label: {en: Storeroom, zh: 库房}, every: workday 10:00, from: 2023-05-04, until: 2023-05-09, role: archivist, kind: storeroom-log, rows: rows, within: 1h}

      """,
      [
        """
        id: SEC-2023-12-001
        status: draft
        date: 2023-05-01
        period: 2023-05
        rows:
          - {date: 2023-05-04, temperature: 20, humidity: 50, by: ma.chao}
          - {date: 2023-05-05, temperature: 20, humidity: 50, by: ma.chao}
          - {date: 2023-05-05, temperature: 21, humidity: 50, by: ma.chao}
          - {date: 2023-05-08, temperature: 20, humidity: 50, by: ma.chao}

        """
      ], through: "2023-05-20T00:00:00+08:00")
    #expect(found.map(\.part) == ["2023-05-04", "2023-05-05", "2023-05-06", "2023-05-08", "2023-05-09"])
    #expect(found.map(\.completion).map { $0 == .open } == [false, false, true, false, true])
    #expect(found.last?.due.text == "2023-05-09T11:00:00+08:00")
  }

  @Test func eachDepartmentInForceOwesItsOwn() throws {
    let found = try deadlines(
      """
        - {name: stocktake, label: {en: Stocktake, zh: 盘点}, every: 3mo, from: 2023-01-01, until: 2023-06-30, per: department, departments: [HR, LOG], role: department-head, kind: stocktake, within: 10d}

      """,
      [
        "id: LOG-2023-08-010\nstatus: closed\ndate: 2023-03-28\n",
        "id: HR-2023-08-002\nstatus: closed\ndate: 2023-04-08\n",
        "id: TEC-2023-08-002\nstatus: closed\ndate: 2023-04-08\n",
        "id: HR-2023-08-003\nstatus: counting\ndate: 2023-06-28\n",
      ], through: "2024-01-01T00:00:00+08:00")
    #expect(
      found.map { "\($0.department ?? "") \($0.part)" } == [
        "HR 2023-03-31", "HR 2023-06-30", "LOG 2023-03-31", "LOG 2023-06-30",
      ])
    #expect(found.map(\.record) == ["HR-2023-08-002", nil, "LOG-2023-08-010", nil])
  }

  @Test func onceThingFulfilsOneRoundTheEarlierThatIsOpen() throws {
    // In the grace behind March and in April at once: the first is March's, the second April's.
    let found = try deadlines(
      report.replacing("day: period, done: published, ", with: ""),
      [
        "id: SEC-2023-02-003\nstatus: published\ndate: 2023-02-04\n",
        "id: SEC-2023-02-004\nstatus: published\ndate: 2023-02-05\n",
        "id: SEC-2023-02-005\nstatus: published\ndate: 2023-02-05\n",
      ], through: "2023-03-01T00:00:00+08:00")
    #expect(found.map(\.record) == ["SEC-2023-02-003", "SEC-2023-02-004", nil])
  }

  @Test func anOfficeMayDoWithoutDuties() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/duties.yaml"] = nil
    let schemas = Schemas(files: files, kinds: [])
    #expect(schemas.faults.isEmpty)
    #expect(schemas.duties.isEmpty)
  }
}
