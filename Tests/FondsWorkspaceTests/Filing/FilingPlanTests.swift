import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("FilingPlan")
struct FilingPlanTests {
  private struct Paper {
    var text: String
    let id: RecordID
  }

  private func candidate(_ paper: Paper, _ schemas: Schemas) throws -> FilingPlan.Candidate {
    let bytes = Array(paper.text.utf8)
    let root = try #require(RecordReader.read(bytes).root)
    let kind = root["kind"]?.string.flatMap { schemas.kinds[$0] }
    return FilingPlan.Candidate(
      id: paper.id, path: "Records/\(paper.id)", bytes: bytes, root: root, kind: kind,
      gaps: kind.map { schemas.filingGaps(of: root, kind: $0) } ?? [.unknownKind])
  }

  /// However the year comes in, bit by bit: each series counts from 1 without a gap, nothing twice, and what was given stays.
  @Test(arguments: 0..<8)
  func archiveNumbersAreUniqueAndWithoutGapsInEachSeries(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let schemas = try ShippedSchemas.load()
    let statuses = ["draft", "closed", "archived", "closed"]
    var papers: [Paper] = []
    var given: [RecordID: String] = [:]
    for round in 1...6 {
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let department = try #require(["HR", "ADM"].randomElement(using: &generator))
        let series = RecordID.Series(department: department, year: 2023, type: "12")
        let id = RecordID(series: series, sequence: papers.count + 1)
        let kind = try #require(["training", "restore-test", "void"].randomElement(using: &generator))
        let period = try #require(["permanent", "10y", "30y", "45y"].randomElement(using: &generator))
        let status = try #require(statuses.randomElement(using: &generator))
        papers.append(
          Paper(
            text: "id: \(id)\nkind: \(kind)\ntitle: 第\(round)批\ndate: 2023-05-08\nclassification: internal\n"
              + "retention: \(period)\nstatus: \(status)\nowner: li.na\n", id: id))
      }
      // Some come to their end later.
      for index in papers.indices where Bool.random(using: &generator) {
        papers[index].text = papers[index].text.replacing("status: draft", with: "status: closed")
      }
      let candidates = try papers.map { try candidate($0, schemas) }
      let taken = candidates.compactMap { $0.root?["archive-number"]?.string }
      let plan = try FilingPlan(candidates, taken: taken, schemas: schemas) { _ in true }
      for change in plan.changes {
        let index = try #require(papers.firstIndex { "Records/\($0.id)" == change.path })
        papers[index].text = String(decoding: change.new, as: UTF8.self)
      }
      var items: [String: [Int]] = [:]
      for paper in papers {
        let root = try #require(RecordReader.read(Array(paper.text.utf8)).root)
        guard let number = root["archive-number"]?.string else { continue }
        #expect(given[paper.id] == nil || given[paper.id] == number)
        given[paper.id] = number
        let dash = try #require(number.lastIndex(of: "-"))
        items[String(number[...dash]), default: []].append(try #require(Int(number[number.index(after: dash)...])))
        #expect(root["kind"]?.string != "void" && root["status"]?.string == "archived")
      }
      for (series, numbers) in items { #expect(numbers.sorted() == Array(1...numbers.count), "\(series)") }
      // What is filed is filed: the next run has nothing to do.
      let again = try papers.map { try candidate($0, schemas) }
      #expect(try FilingPlan(again, taken: given.values, schemas: schemas) { _ in true }.changes.isEmpty)
    }
    #expect(given.count > 5)
  }

  @Test func anArchiveNumberNamesFondsCategoryYearPeriodDepartmentAndItem() throws {
    let schemas = try ShippedSchemas.load()
    let id = try #require(RecordID("HR-2023-03-007"))
    func text(_ kind: String, _ period: RetentionPeriod, _ item: Int) -> String {
      let series = schemas.filing.series(of: id, kind: kind, period: period, fonds: "XZ")
      return ArchiveNumber(series: series, item: item).text
    }
    #expect(text("policy", .years(10), 3) == "XZ-WS·2023-D10-HR-0003")
    #expect(text("contract", .permanent, 12_345) == "XZ-HT·2023-Y-HR-12345")
    let series = schemas.filing.series(of: id, kind: "policy", period: .years(10), fonds: "XZ")
    #expect(
      ["0003", "0000", "3", "00003", "12345", "０００３", "-003"].map { series.item("XZ-WS·2023-D10-HR-" + $0) }
        == [3, nil, nil, nil, 12_345, nil, nil])
  }
}
