import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Minutes that go on from the last of their series")
struct SuccessionTests {
  private let office: OfficeRepository

  init() throws {
    office = try OfficeRepository()
    try office.remove("Schemas/duties.yaml")
  }

  private func minutes(
    on day: String, series: String? = "周协调会", _ assignments: [(field: String, value: String)] = []
  ) throws -> NewRecord {
    let given = series.map { [(field: "series", value: $0)] } ?? []
    let request = NewRecordRequest(
      kind: "minutes", department: "SEC", assignments: given + assignments, language: .chinese)
    let today = try #require(CalendarDate(day))
    let outcome = try office.workspace().newRecord(request, today: today, overrides: office.identity)
    #expect(outcome.report.findings == [])
    return try #require(outcome.record)
  }

  private func resolution(
    _ number: Int, _ what: String, due: String, state: String = "open"
  ) -> [(field: String, value: String)] {
    ["what": what, "owner": "sun.li", "due": due, "state": state].sorted { $0.key < $1.key }
      .map { ("resolutions.\(number).\($0.key)", $0.value) }
  }

  private func resolutions(_ record: NewRecord) throws -> [String] {
    let root = try #require(RecordReader.read(Array(try office.text(record.path).utf8)).root)
    return (root["resolutions"]?.items ?? []).map { NodeText.flow($0) }
  }

  private func change(_ record: NewRecord, _ old: String, to new: String) throws {
    let text = try office.text(record.path)
    #expect(text.contains(old), "\(text)")
    try office.write(record.path, text.replacing(old, with: new))
  }

  /// The resolutions that are listed, as `number part`.
  private func due(at now: String = "2023-06-30T10:00:00+08:00", complete: Bool = false) throws -> [String] {
    var request = DueRequest(now: try #require(Moment(now)))
    request.isComplete = complete
    return try office.workspace().due(request).items.filter { $0.deadline.name == "resolution" }
      .map { "\($0.deadline.record ?? "") \($0.deadline.part)" }.sorted()
  }

  @Test func threeMinutesInARowKeepEveryResolutionDueOnce() throws {
    let first = try minutes(
      on: "2023-05-08",
      resolution(1, "检修复印机", due: "2023-05-12", state: "done") + resolution(2, "清理车库", due: "2023-05-19", state: "late")
        + resolution(3, "编制预算", due: "2023-05-31"))
    #expect(first.origin == nil && first.otherSeries == nil)
    let second = try minutes(on: "2023-05-15", resolution(1, "订制胸牌", due: "2023-05-26"))
    #expect(second.origin?.previous == first.id && second.origin?.carried.map(\.count) == [2])
    #expect(
      try resolutions(second) == [
        "{what: 清理车库, owner: sun.li, due: 2023-05-19, state: late, carried-from: {record: SEC-2023-04-001, item: 2}}",
        "{what: 编制预算, owner: sun.li, due: 2023-05-31, state: open, carried-from: {record: SEC-2023-04-001, item: 3}}",
        "{what: 订制胸牌, owner: sun.li, due: 2023-05-26, state: open}",
      ])
    // The old record stays as it is, and what it resolved is due in the new one alone.
    #expect(try resolutions(first).count == 3)
    #expect(try due() == ["SEC-2023-04-002 0", "SEC-2023-04-002 1", "SEC-2023-04-002 2"])
    // Reworded, put off and given to somebody else it is still the same.
    try change(
      second, "what: 编制预算\n    owner: sun.li\n    due: 2023-05-31",
      to: "what: 编制并上报预算\n    owner: guo.tao\n    due: 2023-06-09")
    try change(second, "due: 2023-05-26\n    state: open", to: "due: 2023-05-26\n    state: done")
    let third = try minutes(on: "2023-05-22")
    #expect(third.origin?.previous == second.id && third.origin?.carried.map(\.count) == [2])
    #expect(
      try resolutions(third).last
        == "{what: 编制并上报预算, owner: guo.tao, due: 2023-06-09, state: open, carried-from: {record: SEC-2023-04-002, item: 2}}"
    )
    #expect(try due() == ["SEC-2023-04-003 0", "SEC-2023-04-003 1"])
    // Done there, it is done: the old ones do not come back.
    try change(third, "state: late", to: "state: done")
    #expect(try due() == ["SEC-2023-04-003 1"])
    #expect(try office.workspace().check(paths: ["Records"]).findings == [])
    // The index passes over records that owe nothing, but not over those that answer for others.
    try change(third, "due: 2023-06-09\n    state: open", to: "due: 2023-06-09\n    state: done")
    try office.commit("done")
    _ = try office.workspace().updatedIndex()
    for _ in 1...2 { #expect(try due() == []) }
  }

  @Test func theEarlierRecordAnswersAgainWhereTheLaterOneIsWithdrawn() throws {
    _ = try minutes(on: "2023-05-08", resolution(1, "清理车库", due: "2023-05-19"))
    let second = try minutes(on: "2023-05-15")
    #expect(try due() == ["SEC-2023-04-002 0"])
    try change(second, "status: draft", to: "status: withdrawn")
    #expect(try due() == ["SEC-2023-04-001 0"])
    // Neither does the next one go on from it.
    let third = try minutes(on: "2023-05-22")
    #expect(third.origin?.previous.text == "SEC-2023-04-001")
    #expect(try due() == ["SEC-2023-04-003 0"])
    // What a clerk takes out of the new ones is due where it was.
    let text = try office.text(third.path)
    let list = try #require(text.firstRange(of: "\nresolutions:"))
    let rest = try #require(text.firstRange(of: "\n\n## "))
    try office.write(third.path, String(text[..<list.lowerBound]) + String(text[rest.lowerBound...]))
    #expect(try due() == ["SEC-2023-04-001 0"])
  }

  @Test func onlyALaterRecordTakesAResolutionOver() throws {
    let first = try minutes(on: "2023-05-08", resolution(1, "清理车库", due: "2023-05-19"))
    let second = try minutes(on: "2023-05-15")
    let text = try office.text(first.path)
    #expect(text.contains("    state: open\n"))
    // Two that name each other, and one that names itself, silence nothing but the earlier one.
    for other in [second.id.text, first.id.text] {
      try office.write(
        first.path,
        text.replacing("    state: open\n", with: "    state: open\n    carried-from: {record: \(other), item: 1}\n"))
      #expect(try due() == ["SEC-2023-04-002 0"])
    }
    try office.remove(second.path)
    #expect(try due() == ["SEC-2023-04-001 0"])
  }

  @Test func whatIsCarriedOutOfAPaperForFewIsForAsFew() throws {
    let closed: [(field: String, value: String)] = [("classification", "confidential"), ("circle", "sun.li,zhang.wei")]
    _ = try minutes(on: "2023-05-08", closed + resolution(1, "并购谈判", due: "2023-05-19"))
    let second = try office.text(minutes(on: "2023-05-15").path)
    #expect(second.contains("\nclassification: confidential") && second.contains("\ncircle: [sun.li, zhang.wei]"))
    let third = try office.text(minutes(on: "2023-05-22", [("classification", "internal")]).path)
    #expect(third.contains("\nclassification: internal"))
  }

  @Test func aSeriesIsNamedAndNotGuessed() throws {
    _ = try minutes(on: "2023-05-08", resolution(1, "清理车库", due: "2023-05-19"))
    let none = try minutes(on: "2023-05-15", series: nil)
    #expect(none.origin == nil && none.otherSeries?.values == ["周协调会"] && none.otherSeries?.field == "series")
    let other = try minutes(on: "2023-05-15", series: "月度会")
    #expect(other.origin == nil && other.otherSeries?.values == ["周协调会"])
    #expect(try resolutions(other) == [])
    // An earlier day goes on from nothing later; over a year's end it goes on.
    #expect(try minutes(on: "2023-05-01").origin == nil)
    #expect(try minutes(on: "2024-01-08").origin?.previous.text == "SEC-2023-04-001")
  }
}
