import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Workspace.checkDue")
struct CheckDueTests {
  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.write(
      "Schemas/duties.yaml",
      """
      duties:
        - {name: report, label: {en: Report, zh: 快报}, every: 1mo, from: 2023-01-01, within: 5d, role: office-director, kind: performance-report, day: period}

      """)
    try office.write(
      RecordText("SEC-2023-04-001", title: "搬迁", more: "leader: li.na\ndue: 2023-05-19\n").with { $0.kind = "task" })
    try office.commit("one")
    return office
  }

  private func found(_ office: OfficeRepository, _ now: String, paths: [String]? = nil) throws -> [String] {
    let report = try office.workspace().checkDue(paths: paths, now: #require(Moment(now + "+08:00")))
    return report.diagnostics.map { diagnostic in
      let text = report.sources[diagnostic.path].flatMap { source in
        diagnostic.range.map { String(decoding: source[$0], as: UTF8.self) }
      }
      return "\(diagnostic.code) \(diagnostic.severity.rawValue) \(text ?? "-")"
    }
  }

  @Test func eachIsToldFromTheSecondOnAtWhichItIsSo() throws {
    let office = try office()
    let records = ["Records"]
    #expect(try found(office, "2023-05-19T23:59:59", paths: records).isEmpty)
    #expect(try found(office, "2023-05-20T00:00:00", paths: records) == ["DUE001 warning 2023-05-19"])
    #expect(try found(office, "2023-05-21T23:59:58", paths: records) == ["DUE001 warning 2023-05-19"])
    #expect(try found(office, "2023-05-21T23:59:59", paths: records) == ["DUE002 warning 2023-05-19"])
    #expect(try found(office, "2023-02-05T23:59:59", paths: ["Schemas"]).isEmpty)
    #expect(try found(office, "2023-02-06T00:00:00", paths: ["Schemas"]) == ["DUE003 warning report"])
    // Of several that were missed, the last.
    #expect(try found(office, "2023-05-20T00:00:00") == ["DUE001 warning 2023-05-19", "DUE003 warning report"])
  }

  @Test func whatMayLeaveIsToldUnlessItIsHeld() throws {
    let office = try OfficeRepository()
    try office.write(
      RecordText("ADM-2023-08-001", title: "打印机", more: "model: M1\nbought: 2019-05-08\nplace: 二楼\nended: 2023-08-16\n")
        .with { ($0.kind, $0.status) = ("asset", "scrapped") })
    try office.commit("one")
    // 30 years by itself, from 2024 on.
    #expect(try found(office, "2053-12-31T23:59:59", paths: ["Records"]).isEmpty)
    #expect(try found(office, "2054-01-01T00:00:00", paths: ["Records"]) == ["RET007 info -"])
    try office.write(
      RecordText("SEC-2023-12-001", title: "冻结", more: "cause: debt\nreason: 债务未清\nfrom: 2023-05-08\nquery: 打印机\n")
        .with { ($0.kind, $0.status) = ("hold", "effective") })
    #expect(try found(office, "2054-01-01T00:00:00", paths: ["Records/ADM"]).isEmpty)
    // An office without a schedule hears nothing of it.
    try office.remove("Schemas/retention.yaml")
    #expect(try found(office, "2054-01-01T00:00:00", paths: ["Records/ADM"]).isEmpty)
  }

  @Test func brokenRulesAreLeftToTheCheckThatTellsOfThem() throws {
    let office = try office()
    try office.write("Schemas/fonds.yaml", "code: XZ\n")
    #expect(try found(office, "2023-05-20T00:00:00").isEmpty)
  }
}
