import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("RetentionSchedule")
struct RetentionScheduleTests {
  private let shanghai = OfficeZone(offsetMinutes: 480)

  private func record(_ text: String) throws -> Node {
    try #require(RecordReader.read(Array(text.utf8)).root)
  }

  /// The disposition of a record by the shipped schedule.
  private func disposition(
    _ fields: String, zone: OfficeZone? = nil, others: [String: String] = [:]
  ) throws -> Disposition {
    let schemas = try ShippedSchemas.load()
    let root = try record("id: ADM-2023-01-001\n" + fields)
    let kind = try #require(root["kind"]?.string.flatMap { schemas.kinds[$0] })
    let found = try others.mapValues { try record($0) }
    return try #require(
      schemas.retention?.disposition(of: root, kind: kind, in: zone ?? shanghai) { found[$0.text] })
  }

  private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

  // MARK: The shipped schedule

  @Test func everyKindHasAClassAndEachIsListed() throws {
    let schemas = try ShippedSchemas.load()
    let schedule = try #require(schemas.retention)
    for name in schemas.kinds.keys {
      #expect(schedule.classes.contains { $0.kinds.contains(name) }, "\(name)")
    }
  }

  /// Each condition of the shipped schedule, on both sides.
  @Test(arguments: [
    ("kind: policy\nstatus: rejected\ndate: 2023-05-08", "not-adopted"),
    ("kind: policy\nstatus: effective\ndate: 2023-05-08", "rules-of-the-office"),
    ("kind: minutes\nstatus: withdrawn\nlevel: board\ndate: 2023-05-08", "not-adopted"),
    ("kind: minutes\nstatus: closed\nlevel: board\ndate: 2023-05-08", "board-minutes"),
    ("kind: minutes\nstatus: closed\nlevel: working\ndate: 2023-05-08", "working-minutes"),
    ("kind: minutes\nstatus: closed\ndate: 2023-05-08", "working-minutes"),
    ("kind: report\nstatus: submitted\ngenre: yearly\ndate: 2023-05-08", "yearly-reports"),
    ("kind: report\nstatus: submitted\ngenre: topic\ndate: 2023-05-08", "ordinary-papers"),
    ("kind: outgoing\nstatus: sent\nimportance: important\ndate: 2023-05-08", "important-outgoing"),
    ("kind: outgoing\nstatus: sent\nimportance: ordinary\ndate: 2023-05-08", "ordinary-papers"),
    ("kind: outgoing\nstatus: sent\ndate: 2023-05-08", "ordinary-papers"),
  ])
  func theFirstClassThatFitsIsTheRecords(_ fields: String, _ name: String) throws {
    #expect(try disposition(fields).retentionClass.name == name)
  }

  @Test(arguments: [
    ("kind: expense\nstatus: approved\ndate: 2023-05-08", true),
    ("kind: expense\nstatus: paid\npaid: 2023-05-10\ndate: 2023-05-08", false),
    ("kind: contract\nstatus: effective\nexpires: 2023-12-31\ndate: 2023-05-08", true),
    ("kind: contract\nstatus: closed\nexpires: 2023-12-31\ndate: 2023-05-08", false),
    ("kind: supplier\nstatus: listed\ndate: 2003-05-08", true),
    ("kind: supplier\nstatus: dropped\ndate: 2003-05-08", false),
  ])
  func whatIsNotSettledIsKept(_ fields: String, _ isKept: Bool) throws {
    let found = try disposition(fields)
    #expect((found.keptFor != nil) == isKept)
    #expect(found.isDue(on: try day("9999-01-01")) == !isKept)
  }

  @Test func aKindOfTheOfficesOwnFallsIntoTheLastClass() throws {
    let schemas = try ShippedSchemas.load(changing: ["Schemas/kinds/errand.yaml": Array(OwnKinds.errand.utf8)])
    let kind = try #require(schemas.kinds["errand"])
    let root = try record("id: ADM-2023-09-001\nkind: errand\nstatus: closed\ndate: 2023-05-08")
    let found = try #require(schemas.retention?.disposition(of: root, kind: kind, in: shanghai) { _ in nil })
    #expect(found.retentionClass.name == "other")
    #expect(found.action == .review)
  }

  // MARK: Days

  @Test(arguments: [
    // From the year after the record's, ten years: the last day is 31 December.
    ("kind: notice\nstatus: published\ndate: 2023-01-01", "2034-01-01"),
    ("kind: notice\nstatus: published\ndate: 2023-12-31", "2034-01-01"),
    ("kind: notice\nstatus: published\ndate: 2024-02-29", "2035-01-01"),
    // The record's own longer period counts, a shorter one does not.
    ("kind: notice\nstatus: published\ndate: 2023-05-08\nretention: 30y", "2054-01-01"),
    ("kind: notice\nstatus: published\ndate: 2023-05-08\nretention: 5y", "2034-01-01"),
    ("kind: notice\nstatus: published\ndate: 2023-05-08\nretention: permanent", nil),
    ("kind: notice\nstatus: published\ndate: 2023-05-08\nretention: for ever", "2034-01-01"),
    // Of a period its last day counts; of several fields the first that is filled.
    ("kind: roster\nstatus: closed\ndate: 2022-12-20\nperiod: 2023-01", "2034-01-01"),
    ("kind: roster\nstatus: closed\ndate: 2022-12-20", "2033-01-01"),
    // Fixed assets: five years after scrapping.
    ("kind: asset\nstatus: scrapped\nended: 2023-08-16\ndate: 2010-01-01", "2029-01-01"),
    ("kind: asset\nstatus: in-use\ndate: 2010-01-01", nil),
    // What is on its way is not due.
    ("kind: notice\nstatus: draft\ndate: 2003-05-08", nil),
    ("kind: notice\nstatus: in-review\ndate: 2003-05-08", nil),
    ("kind: notice\nstatus: nonsense\ndate: 2003-05-08", nil),
    ("kind: notice\nstatus: published\ndate: 2023-02-30", nil),
    ("kind: notice\nstatus: published\ndate: 9995-05-08", nil),
  ])
  func thePeriodEndsWithAYear(_ fields: String, _ due: String?) throws {
    #expect(try disposition(fields).due?.description == due)
  }

  @Test func theTimeOfDayBelongsToADayOfTheOffice() throws {
    let text = "kind: incident\nstatus: closed\nended: 2023-12-31T18:00:00Z\ndate: 2023-12-31"
    #expect(try disposition(text).trigger?.description == "2024-01-01")
    #expect(try disposition(text).due?.description == "2055-01-01")
    #expect(try disposition(text, zone: OfficeZone(offsetMinutes: 0)).due?.description == "2054-01-01")
  }

  @Test func aPolicyWaitsForItsEndOrItsSuccessor() throws {
    let text = "kind: policy\ndate: 2019-03-01\nretention: 30y\n"
    let waiting = try disposition(text + "status: effective")
    #expect(waiting.facts.trigger == .awaited)
    #expect(!waiting.facts.dependsOnOthers)
    #expect(try disposition(text + "status: repealed\nended: 2023-01-09").due?.description == "2054-01-01")
    let superseded = text + "status: superseded\nsuperseded-by: HR-2023-01-001"
    let unknown = try disposition(superseded)
    #expect(unknown.facts.trigger == .awaited)
    #expect(unknown.facts.dependsOnOthers)
    let successor = "id: HR-2023-01-001\nkind: policy\ndate: 2023-05-08\neffective: 2024-01-01"
    #expect(
      try disposition(superseded, others: ["HR-2023-01-001": successor]).trigger?.description == "2024-01-01")
    let dated = "id: HR-2023-01-001\nkind: policy\ndate: 2023-05-08"
    #expect(try disposition(superseded, others: ["HR-2023-01-001": dated]).due?.description == "2054-01-01")
  }

  @Test func withoutACutOffThePeriodCountsFromTheNextDay() throws {
    let schemas = try office("period: 5y\n    cut-off: none")
    func due(_ date: String) throws -> String? {
      let root = try record("id: ADM-2023-09-001\nkind: errand\nstatus: closed\ndate: \(date)")
      let kind = try #require(schemas.kinds["errand"])
      return schemas.retention?.disposition(of: root, kind: kind, in: shanghai) { _ in nil }?.due?.description
    }
    #expect(try due("2023-05-08") == "2028-05-09")
    #expect(try due("2024-02-29") == "2029-03-01")
    #expect(try due("2023-12-31") == "2029-01-01")
  }

  /// An office with one kind and one class of it.
  private func office(_ period: String) throws -> Schemas {
    let schedule = """
      classes:
        - name: errands
          label: {en: Errands, zh: 跑腿单}
          kinds: [errand]
          \(period)
          from: date
          disposition: review
          basis: {en: Own, zh: 本单位自定}

      """.replacing("\n    cut-off", with: "\n    cut-off")
    let schemas = try ShippedSchemas.withoutKinds(adding: [
      "Schemas/kinds/errand.yaml": Array(OwnKinds.errand.utf8), RetentionSchedule.path: Array(schedule.utf8),
    ])
    #expect(schemas.faults.isEmpty, "\(schemas.faults)")
    return schemas
  }

  // MARK: Properties

  @Test func aLongerPeriodNeverEndsEarlierAndEveryDayAfterItIsDueToo() throws {
    var generator = SeededGenerator(seed: 7)
    let schedule = try #require(try ShippedSchemas.load().retention)
    for _ in 0..<2000 {
      let found = try #require(schedule.classes.randomElement(using: &generator))
      let day = CalendarDate(daysSince1970: Int.random(in: -30_000...60_000, using: &generator))
      let periods = [Int.random(in: 1...999, using: &generator), Int.random(in: 1...999, using: &generator)]
      let (short, long) =
        (periods[0], periods[1]) < (periods[1], periods[0]) ? (periods[0], periods[1]) : (periods[1], periods[0])
      let early = try #require(found.due(from: day, period: .years(short)))
      let late = try #require(found.due(from: day, period: .years(long)))
      #expect(early <= late)
      #expect(day < early)
      // Nothing leaves before its years are over.
      #expect(day.adding(months: 12 * short) < early)
      #expect(found.due(from: day, period: .permanent) == nil)
      let facts = RetentionFacts(className: found.name, own: .years(short), trigger: .day(day), isKept: false)
      let disposition = try #require(schedule.disposition(by: facts))
      let at = CalendarDate(daysSince1970: Int.random(in: 0...100_000, using: &generator))
      if disposition.isDue(on: at) { #expect(disposition.isDue(on: at.adding(days: 1))) }
    }
  }

  @Test func everyShippedRecordThatIsNoDraftHasOneClassAndKeepsAsLong() throws {
    let schemas = try ShippedSchemas.load()
    for (path, bytes) in try ShippedSchemas.records() {
      let root = try #require(RecordReader.read(bytes).root)
      let kind = try #require(root["kind"]?.string.flatMap { schemas.kinds[$0] })
      let found = try #require(
        schemas.retention?.disposition(of: root, kind: kind, in: shanghai) { _ in nil }, "\(path)")
      if kind.type != nil, let own = RetentionPeriod(of: root) {
        #expect(own >= found.retentionClass.period, "\(path)")
      }
    }
  }
}

@Suite("RetentionPeriod")
struct RetentionPeriodTests {
  @Test(arguments: [("permanent", "permanent"), ("1y", "1y"), ("30y", "30y"), ("999y", "999y")])
  func readsWhatItWrites(_ text: String, _ written: String) {
    #expect(RetentionPeriod(text)?.description == written)
  }

  @Test(arguments: ["0y", "", "y", "030y", "1000y", "10 y", "-5y", "１０y", "10Y", "10", "Permanent", "10y\n", "1e2y"])
  func refusesOtherText(_ text: String) {
    #expect(RetentionPeriod(text) == nil)
  }

  @Test func permanentIsTheLongest() {
    #expect(RetentionPeriod.permanent > .years(999))
    #expect(RetentionPeriod.years(30) > .years(5))
  }
}
