import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import JSONSchema
import Testing

/// The numbers in the kinds' own schemas: records just on this side of each, and just on that. Whoever changes a number of
/// `Schemas/kinds/` changes it here too, on purpose.
@Suite("The thresholds of the shipped kinds")
struct KindThresholdTests {
  /// Values of which some are let pass, and for the others something is found wanting.
  struct Edge: Sendable, CustomTestStringConvertible {
    let kind: String
    /// The fields of a record; `_` stands for a value.
    let record: String
    /// The field that is found wanting: one that lacks, or one whose value is refused.
    let wanting: String
    let passes: [String]
    let fails: [String]

    init(_ kind: String, _ record: String, wanting: String, passes: [String], fails: [String]) {
      (self.kind, self.record, self.wanting, self.passes, self.fails) = (kind, record, wanting, passes, fails)
    }

    var testDescription: String { "\(kind) \(wanting)" }
  }

  private static func list(_ count: Int, _ item: String = "li.na") -> String {
    "[" + (0..<count).map { item == "li.na" ? "p\($0).x" : item }.joined(separator: ", ") + "]"
  }

  static let edges: [Edge] = [
    // 18–22 °C, 45–60 %: C 4.3.3
    Edge(
      "storeroom-log", "rows: [{date: 2023-06-05, by: ma.chao, humidity: 50, temperature: _}]", wanting: "action",
      passes: ["18", "22", "18.0", "20.5"], fails: ["17.9", "22.1"]),
    Edge(
      "storeroom-log", "rows: [{date: 2023-06-05, by: ma.chao, humidity: _, temperature: 20}]", wanting: "action",
      passes: ["45", "60"], fails: ["44.9", "60.1"]),
    // At least 95 % on time, at most 5 % late, complaints in 2 h, satisfaction 85, delays at most 3 %: C 5.2, D
    Edge("performance-report", "on-time: _", wanting: "measures", passes: ["95", "95.0"], fails: ["94.9"]),
    Edge("performance-report", "late: _", wanting: "measures", passes: ["5"], fails: ["5.1"]),
    Edge("performance-report", "complaint-hours: _", wanting: "measures", passes: ["2"], fails: ["2.01"]),
    Edge("performance-report", "satisfaction: _", wanting: "measures", passes: ["85"], fails: ["84.9"]),
    Edge("performance-report", "delay: _", wanting: "measures", passes: ["3"], fails: ["3.1"]),
    // By the 5th: C 5.3.2
    Edge(
      "performance-report", "published: 2023-06-_", wanting: "late-reason",
      passes: ["01T09:00:00+08:00", "05T23:59:59+08:00"], fails: ["06T00:00:00+08:00", "15T09:00:00+08:00"]),
    Edge("survey", "status: closed, score: _", wanting: "measures", passes: ["85"], fails: ["84.9"]),
    Edge("meeting-feedback", "satisfaction: _", wanting: "improvements", passes: ["85"], fails: ["84.9"]),
    Edge("effectiveness-report", "satisfaction: _", wanting: "improvements", passes: ["85"], fails: ["84.9"]),
    Edge("effectiveness-report", "minutes-hours: _", wanting: "minutes-reason", passes: ["24"], fails: ["24.1"]),
    Edge("effectiveness-report", "done-late: _", wanting: "outstanding", passes: ["0"], fails: ["1"]),
    Edge("effectiveness-report", "open: _", wanting: "outstanding", passes: ["0"], fails: ["1"]),
    Edge("effectiveness-report", "prepared: _", wanting: "prepared", passes: ["0", "12"], fails: ["13"]),
    Edge("service-check", "result: good, score: _", wanting: "score", passes: ["85"], fails: ["84.9"]),
    Edge("service-check", "result: below, score: _", wanting: "score", passes: ["84.9"], fails: ["85"]),
    // Light in 10 minutes, key power in 30: C 5.2.2
    Edge("incident", "emergency-light-minutes: _", wanting: "late-reason", passes: ["10"], fails: ["10.5", "11"]),
    Edge("incident", "key-power-minutes: _", wanting: "late-reason", passes: ["30"], fails: ["30.5", "31"]),
    Edge("drill", "emergency-light-minutes: _", wanting: "late-reason", passes: ["10"], fails: ["10.5", "11"]),
    Edge("drill", "key-power-minutes: _", wanting: "late-reason", passes: ["30"], fails: ["30.5", "31"]),
    Edge("contingency-plan", "light-within: _", wanting: "light-within", passes: ["0", "10"], fails: ["11"]),
    Edge("contingency-plan", "power-within: _", wanting: "power-within", passes: ["0", "30"], fails: ["31"]),
    Edge("contingency-plan", "drills-a-year: _", wanting: "drills-a-year", passes: ["1"], fails: ["0"]),
    // Twelve points, two channels: C 4.2, D
    Edge(
      "meeting", "status: notified, importance: important, preparation: _", wanting: "preparation",
      passes: [list(12, "{point: room}")], fails: [list(11, "{point: room}")]),
    Edge("meeting", "preparation: _", wanting: "preparation", passes: [list(12, "{}")], fails: [list(13, "{}")]),
    Edge(
      "meeting", "status: notified, importance: important, channels: _", wanting: "channels",
      passes: ["[oa, telephone]"], fails: ["[telephone]", "[oa, email]"]),
    Edge("notice", "channels: _", wanting: "channels", passes: ["[board, email]"], fails: ["[board]"]),
    // Important ones five days ahead: D
    Edge("notice", "importance: important, days-ahead: _", wanting: "short-reason", passes: ["5"], fails: ["4"]),
    // 8 hours for new staff, six months at 2 hours a week: C 6
    Edge("training", "sort: induction, hours: _", wanting: "shortfall", passes: ["8"], fails: ["7.9"]),
    Edge("mentoring", "status: closed, hours: _", wanting: "shortfall", passes: ["52"], fails: ["51.5"]),
    // The marks of the four grades; two failed quarters mean another post: C 5
    Edge("appraisal", "score: _, grade: excellent", wanting: "grade", passes: ["90", "100"], fails: ["89.9"]),
    Edge("appraisal", "score: _, grade: good", wanting: "grade", passes: ["80", "89.9"], fails: ["79.9", "90"]),
    Edge("appraisal", "score: _, grade: qualified", wanting: "grade", passes: ["60", "79.9"], fails: ["59.9", "80"]),
    Edge("appraisal", "score: _, grade: unqualified", wanting: "grade", passes: ["0", "59.9"], fails: ["60"]),
    Edge(
      "appraisal", "failed-quarters: _, consequence: improvement-plan", wanting: "consequence", passes: ["1"],
      fails: ["2", "3"]),
    Edge("appraisal", "failed-quarters: _", wanting: "failed-quarters", passes: ["0", "8"], fails: ["9"]),
    // The plan within a tenth of past use: D
    Edge(
      "supplies-plan", "lines: [{name: 笔, unit: 支, used: 1, planned: 1, deviation: _}]", wanting: "reason",
      passes: ["10", "-10", "0"], fails: ["10.1", "-10.1"]),
    // What the duty officer decides alone: B 4
    Edge(
      "expense", "authority: duty-officer, category: duty, amount: _", wanting: "amount", passes: ["500", "500.00"],
      fails: ["500.01"]),
    // Three offers from 50 000 on, a tender or collective decision from 200 000 on: A
    Edge(
      "purchase", "status: approved, method: framework, amount: _", wanting: "quotes", passes: ["49999.99"],
      fails: ["50000", "50000.00"]),
    Edge(
      "purchase", "status: approved, amount: 50000, quotes: _", wanting: "quotes", passes: [list(3, "{}")],
      fails: [list(2, "{}")]),
    Edge(
      "purchase", "status: approved, method: comparison, amount: 1, quotes: _", wanting: "quotes",
      passes: [list(2, "{}")], fails: [list(1, "{}")]),
    Edge(
      "purchase", "status: approved, method: comparison, amount: _", wanting: "method", passes: ["199999.99"],
      fails: ["200000", "200000.00"]),
    Edge("purchase", "status: approved, amount: _", wanting: "decision", passes: ["199999.99"], fails: ["200000"]),
    // Two watchers, two who appraise, three of the committee, two departments that try
    Edge("destruction", "witnesses: _", wanting: "witnesses", passes: [list(2)], fails: [list(1)]),
    Edge("destruction", "appraised-by: _", wanting: "appraised-by", passes: [list(2)], fails: [list(1)]),
    Edge("tombstone", "witnesses: _", wanting: "witnesses", passes: [list(2)], fails: [list(1)]),
    Edge("appeal", "committee: _", wanting: "committee", passes: [list(3)], fails: [list(2)]),
    Edge(
      "suggestion", "status: piloting, pilots: _", wanting: "pilots", passes: [list(2, "{}")],
      fails: [list(1, "{}")]),
    Edge("project-gate", "acceptance: _", wanting: "acceptance", passes: [list(2, "{}")], fails: [list(1, "{}")]),
    Edge("stocktake", "team: _", wanting: "team", passes: [list(2)], fails: [list(1)]),
    Edge("archive-inventory", "counted-by: _", wanting: "counted-by", passes: [list(2)], fails: [list(1)]),
    Edge("data-leak", "inquiry: {members: _}", wanting: "members", passes: [list(2)], fails: [list(1)]),
    Edge(
      "dispute", "status: filed, nature: staff, parties: _", wanting: "parties", passes: [list(2)], fails: [list(1)]),
    // Others
    Edge(
      "transfer", "status: received, medium: electronic, tests: _", wanting: "tests", passes: [list(4, "{}")],
      fails: [list(3, "{}")]),
    Edge("outgoing", "genre: request-instruction, main-to: _", wanting: "main-to", passes: ["[甲]"], fails: ["[甲, 乙]"]),
    Edge("vehicle-request", "route: _", wanting: "route", passes: ["[甲, 乙]"], fails: ["[甲]"]),
    Edge("repair", "rating: _", wanting: "remark", passes: ["3"], fails: ["2", "1"]),
    Edge("repair", "rating: _", wanting: "rating", passes: ["1", "5"], fails: ["0", "6"]),
    Edge("audit", "faulty: _", wanting: "findings", passes: ["0"], fails: ["1"]),
    Edge("leave", "overtime: [{hours: _}]", wanting: "hours", passes: ["24", "0.5"], fails: ["24.5", "0"]),
    Edge("leave", "days: _", wanting: "days", passes: ["0.5"], fails: ["0"]),
    Edge(
      "storeroom-log", "rows: [{temperature: _}]", wanting: "temperature", passes: ["-40", "70"], fails: ["-41", "71"]),
    Edge(
      "performance-report", "charts: [{points: _}]", wanting: "points", passes: [list(2, "{}")],
      fails: [list(1, "{}")]),
  ]

  private static func wanting(_ edge: Edge, _ value: String) throws -> Set<String> {
    let text = "{kind: \(edge.kind), \(edge.record.replacing("_", with: value))}"
    let reading = RecordReader.read(Array(text.utf8))
    #expect(reading.root != nil, "\(text)")
    let record = RecordContext(
      RecordFile(path: "Records/x.yaml", content: .text(reading)), schemas: try ShippedSchemas.load())
    return Set(
      record.schemaFaults.compactMap { fault in
        if case .missingProperty(let name, _) = fault.detail { return name }
        return fault.path.tokens.lazy.compactMap { token -> String? in
          if case .key(let name) = token { return name }
          return nil
        }.last
      })
  }

  @Test(arguments: edges)
  func eachSideOfANumberIsWhatItIs(_ edge: Edge) throws {
    for value in edge.passes { #expect(try !Self.wanting(edge, value).contains(edge.wanting), "\(value)") }
    for value in edge.fails { #expect(try Self.wanting(edge, value).contains(edge.wanting), "\(value)") }
  }

  /// Words that set a limit; those that only say that there is something, or nothing below nothing, are left out.
  private static let words: Set = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems",
  ]

  /// The fields of a kind's file in which a number stands, each as often as it does.
  private static func numbers(_ node: Node, under field: String?) -> [String] {
    (node.mapping?.entries ?? []).flatMap { entry -> [String] in
      guard entry.key != "x-fonds" else { return [] }
      if words.contains(entry.key), let number = entry.value.number {
        return [Number(0), Number(1)].contains(number) && !entry.key.hasPrefix("exclusive") ? [] : [field ?? ""]
      }
      if entry.key == "properties" {
        return (entry.value.mapping?.entries ?? []).flatMap { numbers($0.value, under: $0.key) }
      }
      if let items = entry.value.sequence { return items.flatMap { numbers($0, under: field) } }
      return numbers(entry.value, under: field)
    }
  }

  /// Numbers that are no limit of the office: years that are years.
  private static let others: Set = ["destruction.first", "destruction.last", "transfer.first", "transfer.last"]

  @Test func noNumberIsLeftOut() throws {
    let files = try ShippedSchemas.files()
    var wanted: Set<String> = []
    for (path, bytes) in files where path.hasPrefix("Schemas/kinds/") {
      let kind = String(RecordPath.name(of: path).dropLast(RecordPath.ending.count))
      guard let root = RecordReader.read(bytes).root else { continue }
      wanted.formUnion(Self.numbers(root, under: nil).map { "\(kind).\($0)" })
    }
    let known = Set(Self.edges.flatMap { edge in fields(of: edge).map { "\(edge.kind).\($0)" } })
    #expect(wanted.count > 40)
    #expect(wanted.subtracting(known).subtracting(Self.others).isEmpty, "\(wanted.subtracting(known).sorted())")
  }

  /// The names in a record's text: what it says something about.
  private func fields(of edge: Edge) -> [String] {
    edge.record.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init) + [edge.wanting]
  }
}
