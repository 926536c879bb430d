import GRDB
import Testing

@testable import FondsIndex

@Suite("Search")
struct SearchTests {
  /// Deterministic, so that a failure can be repeated.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 32) ^ state << 16
    }
  }

  @Test func hanIsFoundAsASubstringSearchFindsIt() throws {
    var dice = Dice(state: 42)
    let alphabet = ["会", "议", "纪", "要", "𠮷", "の", "한", "，", "\u{3000}", "a", "3", "😀"]
    let repository = FakeRepository()
    var texts: [String: String] = [:]
    var edits: [String: String?] = [:]
    for index in 1000..<4000 {
      let number = "HR-2023-01-\(index)"
      let text = (0..<Int.random(in: 1...24, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? "" }
      texts[number] = text.joined()
      edits["Records/HR/2023/01/\(number)_x.yaml"] = record(number, body: "|\(text.joined())|")
    }
    repository.commit(edits)
    try withIndex(of: repository) { (store) throws in
      var queries = Set<String>()
      while queries.count < 300 {
        queries.insert(
          (0..<Int.random(in: 1...6, using: &dice)).map { _ in alphabet[Int.random(in: 0..<7, using: &dice)] }.joined())
      }
      for query in queries {
        // The text of every record but its body is the same, and holds none of these characters.
        let expected = texts.filter { $0.value.contains(query) }.keys.sorted()
        #expect(try store.numbers(query) == expected, "\(query)")
      }
    }
  }

  @Test func wordsFieldsAndDates() throws {
    let repository = FakeRepository()
    repository.commit([
      "Records/HR/2023/01/HR-2023-01-001_a.yaml": record("HR-2023-01-001", body: "annual leave，见HR-2023-01-002"),
      "Records/HR/2023/01/HR-2023-01-002_b.yaml": record("HR-2023-01-002", "采购合同", body: "Annual leaves 第3条"),
      "Records/FIN/2022/03/FIN-2022-03-001_c.yaml": record(
        "FIN-2022-03-001", "付款合同", kind: "contract", date: "2022-12-31", body: "leave"),
      "Records/FIN/2022/03/FIN-2022-03-002_d.yaml": "! broken 合同",
    ])
    let (one, two, three, four) = ("HR-2023-01-001", "HR-2023-01-002", "FIN-2022-03-001", "FIN-2022-03-002")
    let table: [(String, [String])] = [
      ("leave", [three, one]), ("LEAVE*", [three, one, two]), ("leav", []), ("“annual leave”", [one]),
      ("leave -annual", [three]), ("第3条", [two]), ("title:合同", [three, two]), ("合同", [three, four, two]),
      ("kind:contract", [three]), ("dept:FIN", [three, four]), ("-dept:FIN", [one, two]), ("年度:2022", [three, four]),
      ("type:01", [one, two]), ("状态：effective", [three, one, two]), ("关键词:考勤", [three, one, two]),
      ("关键词:考", []), ("关键词:考*", [three, one, two]), ("owner:li.na", [three, one, two]), ("owner:li", []),
      (two, [one, two]), ("number:\(two)", [two]), ("id:HR-2023*", [one, two]), ("before:2023", [three]),
      ("after:2022", [one, two]), ("date:2023-05", [one, two]), ("-date:2023", [three, four]),
      ("leave date:2022", [three]), ("", [three, four, one, two]), ("broken", [four]), ("effective", []),
    ]
    try withIndex(of: repository) { (store) throws in
      for (query, expected) in table {
        #expect(try store.numbers(query) == expected, "\(query)")
        #expect(try store.numbers(query, .history) == expected, "\(query)")
        #expect(try store.numbers(query, .at(0)) == expected, "\(query)")
      }
    }
  }

  /// `own` begins the field `owner`, `eff` the status of every record.
  @Test(arguments: ["own*", "eff*", "pol*", "titl*", "kin*", "dep*", "place*", "sta*"])
  func theBeginningOfAWordFindsNoFieldOfThatName(text: String) throws {
    let repository = FakeRepository()
    repository.commit(["Records/HR-2023-01-001_x.yaml": record("HR-2023-01-001") + "place: 档案室\n"])
    try withIndex(of: repository) { (store) throws in
      #expect(try store.numbers(text) == [])
      #expect(try store.numbers("status:eff*") == ["HR-2023-01-001"])
    }
    let words = RecordWords(describe(Array((record("HR-2023-01-001") + "place: 档案室\n").utf8), "Records/x.yaml"))
    #expect(try !SearchQuery(text).matches(words))
  }

  @Test func pagesAndOrders() throws {
    let repository = FakeRepository()
    for index in 1...9 {
      let number = "HR-2023-01-00\(index)"
      repository.commit(["Records/\(number)_x.yaml": record(number, index == 4 ? "会议" : "x", body: "会议 \(index)")])
    }
    try withIndex(of: repository) { (store) throws in
      func page(_ order: SearchOrder, _ offset: Int) throws -> [String] {
        let result = try store.search(SearchQuery("会议"), order: order, limit: 2, offset: offset)
        #expect(result.total == 9)
        return result.matches.compactMap { $0.number?.suffix(1).description }
      }
      #expect(try page(.newest, 0) == ["9", "8"])
      #expect(try page(.newest, 8) == ["1"])
      #expect(try page(.newest, 9) == [])
      #expect(try page(.oldest, 2) == ["3", "4"])
      #expect(try page(.relevance, 0).first == "4")
      #expect(try store.search(.everything, limit: 0).matches.isEmpty)
    }
  }

  @Test func sortedByDateOrNumberTheSameOnEveryPage() throws {
    let repository = FakeRepository()
    let records = [
      ("HR-2023-01-002", "2023-05-08"), ("HR-2023-01-1000", "2023-01-01"), ("FIN-2024-01-001", ""),
      ("HR-2022-01-003", "2023-05-08"),
      ("HR-2023-01-999", "2021-12-31"), ("没有编号", "2022-02-02"),
    ]
    for (number, date) in records {
      repository.commit(["Records/\(number)_x.yaml": record(number, date: date)])
    }
    // Two more versions of one record, the second with another date.
    for date in ["2023-05-08", "2020-01-01"] {
      repository.commit(["Records/HR-2023-01-002_x.yaml": record("HR-2023-01-002", date: date, body: "改 \(date)")])
    }
    try withIndex(of: repository) { (store) throws in
      func listed(_ order: SearchOrder, _ scope: SearchScope = .present) throws -> [String] {
        let whole = try store.search(.everything, scope: scope, order: order, limit: 100).matches
        let pages = try (0...whole.count).map {
          try store.search(.everything, scope: scope, order: order, limit: 1, offset: $0).matches
        }
        #expect(pages.flatMap { $0 } == whole)
        return whole.map { $0.number ?? "" }
      }
      let numbers = ["FIN-2024-01-001", "HR-2022-01-003", "HR-2023-01-002", "HR-2023-01-999", "HR-2023-01-1000"]
      #expect(try listed(SearchOrder(.number)) == numbers + ["没有编号"])
      #expect(try listed(SearchOrder(.number, reversed: true)) == numbers.reversed() + ["没有编号"])
      #expect(
        try listed(SearchOrder(.date)) == [
          "HR-2022-01-003", "HR-2023-01-1000", "没有编号", "HR-2023-01-999", "HR-2023-01-002", "FIN-2024-01-001",
        ])
      #expect(
        try listed(SearchOrder(.date, reversed: true)) == [
          "HR-2023-01-002", "HR-2023-01-999", "没有编号", "HR-2023-01-1000", "HR-2022-01-003", "FIN-2024-01-001",
        ])
      // Of one day, the newest version first.
      #expect(
        try listed(SearchOrder(.date), .history).prefix(3) == ["HR-2023-01-002", "HR-2022-01-003", "HR-2023-01-002"])
      #expect(try listed(.relevance) == listed(.newest))
    }
  }

  @Test func facetsCountEverythingFoundOnAllPages() throws {
    let repository = FakeRepository()
    repository.commit([
      "Records/HR/2023/01/HR-2023-01-001_a.yaml": record("HR-2023-01-001", body: "会议"),
      "Records/HR/2023/01/HR-2023-01-002_b.yaml": record("HR-2023-01-002", kind: "", body: "会议"),
      "Records/FIN/2022/03/FIN-2022-03-001_c.yaml": record("FIN-2022-03-001", kind: "contract", body: "会议"),
      "Records/note.yaml": "title: 便条\nbody: 会议\nclassification: secret\n",
    ])
    repository.commit(["Records/HR/2023/01/HR-2023-01-001_a.yaml": record("HR-2023-01-001", body: "会议二")])
    try withIndex(of: repository) { (store) throws in
      func facets(_ query: String, _ scope: SearchScope = .present) throws -> [String] {
        let result = try store.search(SearchQuery(query), scope: scope, limit: 1, countsFacets: true)
        #expect(result.facets.allSatisfy { $0.counts.reduce(0) { $0 + $1.count } == result.total })
        return result.facets.map { facet in
          "\(facet.field): " + facet.counts.map { "\($0.value ?? "-") \($0.count)" }.joined(separator: ", ")
        }
      }
      #expect(
        try facets("会议") == [
          "department: HR 2, FIN 1, - 1", "year: 2023 2, 2022 1, - 1", "type: 01 2, 03 1, - 1",
          "kind: contract 1, policy 1, - 2", "classification: secret 1, - 3", "status: effective 3, - 1",
        ])
      #expect(try facets("会议", .history).prefix(2) == ["department: HR 3, FIN 1, - 1", "year: 2023 3, 2022 1, - 1"])
      #expect(try facets("dept:FIN", .at(0)).first == "department: FIN 1")
      #expect(try facets("没有的") == ["department: ", "year: ", "type: ", "kind: ", "classification: ", "status: "])
      #expect(try store.search(SearchQuery("会议")).facets.isEmpty)
    }
  }

  /// More rows than a slice has, and updates that end what stands in an early one.
  @Test func whatIsPackedFollowsEachUpdate() throws {
    let repository = FakeRepository()
    func path(_ index: Int) -> String { "Records/HR-2023-01-\(index)_x.yaml" }
    repository.commit(
      Dictionary(uniqueKeysWithValues: (1...2500).map { (path($0), record("HR-2023-01-\($0)", body: "会议 \($0)")) }))
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      repository.commit([path(3): nil, path(2400): record("HR-2023-01-2400", body: "没有")])
      try store.update(from: repository, describe: describe)
      #expect(try store.numbers("会议").count == 2498)
      #expect(try store.numbers("会议", .at(0)).count == 2500)
      #expect(try store.numbers("会议", .history).count == 2500)
      #expect(try store.numbers("没有") == ["HR-2023-01-2400"])
      #expect(try store.numbers("没有", .at(0)) == [])
    }
  }
}
