import FondsText
import Testing

@testable import FondsIndex

@Suite("SearchQuery")
struct SearchQueryTests {
  @Test(arguments: [
    ("会议 纪要", #""会议" AND "纪要""#),
    ("“会议 纪要”", #""会议 议 纪要""#),
    ("leav*", #""leav" *"#),
    ("-draft 会议", #"("会议") NOT ("draft")"#),
    ("-draft", #"("¦") NOT ("draft")"#),
    ("kind:contract", #""¦kind¦contract""#),
    ("KIND：Contract", #""¦kind¦contract""#),
    ("类型:03", #""¦type¦03""#),
    ("部门:HR 年度：2023", #""¦dept¦hr" AND "¦year¦2023""#),
    (#"title:"年度 休假""#, #"title : "年度 度 休假""#),
    ("owner:li.na", "\"¦owner¦li\u{E02E}na\""),
    ("number:HR-2023*", "\"¦number¦hr\u{E02D}2023\" *"),
    ("10:30 http://a.b", #""10 30" AND "http a b""#),
    ("会议 - 纪要 😀", #""会议" AND "纪要""#),
    ("", nil),
    ("  　 ", nil),
    ("after:2023", nil),
  ])
  func textBecomesAnExpression(text: String, expression: String?) throws {
    #expect(try SearchQuery(text).matchExpression == expression)
  }

  /// An office that has some fields and labels of its own.
  struct Office: SearchVocabulary {
    func targets(called name: String) -> [SearchTarget] {
      switch name {
      case "topic", "主题": [.named("topic")]
      case "地点": [.named("place"), .named("venue")]
      case "applies-to", "level2", "note": [.named(name)]
      case "正文": [.named("body")]
      case "文号": [.field(.number)]
      default: []
      }
    }

    func values(called text: String, in target: SearchTarget) -> [String] {
      switch (text, target) {
      case ("合同", .field(.kind)): ["contract"]
      case ("在用", .field(.status)): ["in-use", "running"]
      case ("差旅", .named("topic")): ["travel"]
      default: []
      }
    }

    var names: [String] { ["topic", "主题", "applies-to"] }
  }

  @Test(arguments: [
    ("topic:报销", #""§topic§报销""#),
    (#"topic:"报销 流程""#, #""§topic§报销 §topic§销 §topic§流程""#),
    ("主题：报", #""§topic§报" *"#),
    ("-topic:leave*", #"("¦") NOT ("§topic§leave" *)"#),
    ("topic:差旅", #"("§topic§travel" OR "§topic§差旅")"#),
    ("地点:档案", #"("§place§档案" OR "§venue§档案")"#),
    ("applies-to:ab", "\"§applies\u{E02D}to§ab\""),
    ("level2:a", #""§level2§a""#),
    ("正文:休假 note:休假", #"body : "休假" AND note : "休假""#),
    ("文号:A1", #""¦number¦a1""#),
    ("status:在用", "(\"¦status¦in\u{E02D}use\" OR \"¦status¦running\" OR \"¦status¦在用\")"),
    ("keyword:合同 关键词:\"年度 休假\"", "\"¦keyword¦合同\" AND \"¦keyword¦年度\u{E020}休假\""),
    // Not names: a standard, and words that happen to have a hyphen.
    ("ISO9001:2015 follow-up:yes", #""iso9001 2015" AND "follow up yes""#),
  ])
  func anyFieldOfTheOfficeCanBeAskedFor(text: String, expression: String) throws {
    #expect(try SearchQuery(text, vocabulary: Office()).matchExpression == expression)
  }

  @Test func aMistypedNameIsToldTheOfficesOwn() {
    let error = #expect(throws: IndexError.self) { try SearchQuery("topik:报销", vocabulary: Office()) }
    #expect(error?.code == .query(.unknownField("topik", suggestion: "topic")))
    let empty = #expect(throws: IndexError.self) { try SearchQuery("topic:——", vocabulary: Office()) }
    #expect(empty?.code == .query(.nothingToFind("——")))
  }

  @Test(arguments: [
    ("date:2023-02", 20_230_201...20_230_228, false), ("before:2023-05-08", 0...20_230_507, false),
    ("日期：2024", 20_240_101...20_241_231, false), ("-after:2023", 20_231_232...99_999_999, true),
  ])
  func datesBecomeRanges(text: String, days: ClosedRange<Int64>, isExcluded: Bool) throws {
    let found = try SearchQuery(text).days
    #expect(found.map(\.days) == [days] && found.map(\.isExcluded) == [isExcluded])
  }

  @Test(arguments: [
    ("knd:contract", QueryFault.unknownField("knd", suggestion: "kind")),
    ("statsu:draft", .unknownField("statsu", suggestion: "status")),
    ("关健词:考勤", .unknownField("关健词", suggestion: "关键词")),
    ("zzzzzz:1", .unknownField("zzzzzz", suggestion: nil)),
    ("before:2023-02-30", .badDate(field: "before", value: "2023-02-30")),
    ("date:soon", .badDate(field: "date", value: "soon")),
    ("kind:", .missingValue(field: "kind")),
    ("kind: 会议", .missingValue(field: "kind")),
    ("——", .nothingToFind("——")),
    ("title:😀", .nothingToFind("😀")),
  ])
  func mistakesAreTold(text: String, fault: QueryFault) {
    let error = #expect(throws: IndexError.self) { try SearchQuery(text) }
    #expect(error?.code == .query(fault))
  }

  @Test func aFieldsValueCanBeTranslated() throws {
    let query = try SearchQuery("kind:合同", vocabulary: Office())
    #expect(query.matchExpression == #"("¦kind¦contract" OR "¦kind¦合同")"#)
  }

  static let hostile = [
    "\"", "'", "“", "a\"b", "a' OR 1=1 --", "NEAR(a b, 2)", "a NEAR b", "a AND", "OR", "NOT", "a NOT", "*", "**",
    "^a", "a^", "-", "--", "-\"", "(", ")", "((a", "a)", "{title}:a", "{a b} : c", "title : a", "a + b", "a\u{0}b",
    "\u{0}", "\u{0}\"", "words MATCH 'a'", "a; DROP TABLE blobs", "a\\", "%", "_", "?", ":", "::", "＂", "【",
    "kind:\"", "kind:'x'", "title:(", "title:\"a\" OR", "\u{202E}a", "\u{FEFF}", "kind:*", "owner:\u{0}", "a\n\"b",
    "kind:\"a\"\"b\"", "¦", "¶", "kind¦policy", "\u{10FFFF}", "-*", "-a -b", "number:\"\u{E02D}\"",
  ]

  /// Whatever is typed, it is either an answer or a fault of the query, never a fault of SQLite.
  @Test(arguments: hostile)
  func hostileTextIsHarmless(text: String) throws {
    let repository = FakeRepository()
    repository.commit(["Records/HR/2023/01/HR-2023-01-001_a.yaml": record("HR-2023-01-001", body: "a b c")])
    try withIndex(of: repository) { (store) throws in
      for scope in [SearchScope.present, .history, .at(0)] {
        do {
          for order in [SearchOrder.newest, .relevance] {
            _ = try store.search(SearchQuery(text), scope: scope, order: order)
          }
        } catch let error as IndexError {
          guard case .query = error.code else { throw error }
        }
      }
      #expect(try store.numbers("a") == ["HR-2023-01-001"])
    }
  }
}
