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

  /// A search may walk what FTS5 found, or one index that holds nothing but the scope; never a table.
  @Test(arguments: ["会议", "会议 after:2023", "after:2023", "", "-会议", "kind:policy -date:2023"])
  func everySearchGoesByAnIndex(text: String) throws {
    try withIndex(of: FakeRepository()) { (store) throws in
      for scope in [SearchScope.present, .history, .at(3)] {
        let query = try SearchQuery(text)
        let sql = IndexStore.sql(for: query, scope: scope, ranked: false, hides: true)
        let plan = try store.read("explain") { db in
          let match = query.matchExpression
          return try Row.fetchAll(
            db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: match.map { [$0] } ?? []
          ).map { $0["detail"] as String }
        }
        let scans = plan.filter { $0.hasPrefix("SCAN") && !$0.contains("INDEX") && !$0.contains("VIRTUAL TABLE") }
        #expect(scans.isEmpty, "\(scope): \(plan)")
        if !text.isEmpty { #expect(plan.dropFirst().allSatisfy { !$0.hasPrefix("SCAN") }, "\(scope): \(plan)") }
      }
    }
  }
}
