import FondsText
import Foundation
import Testing

@testable import FondsIndex

/// Random records and random queries, by an index and by reading every record.
@Suite("Search by any field")
struct FieldSearchTests {
  /// A record as lists of fields; each text is a part of its own.
  struct Sample {
    let number: String
    let kind: String
    let keywords: [String]
    /// Fields in their order: each a text, a list, a mapping of two, or a list of such mappings.
    let fields: [(name: String, parts: [String], shape: Int)]

    var text: String {
      var lines = ["id: \(number)", "kind: \(kind)", "title: x", "keywords: [\(keywords.joined(separator: ", "))]"]
      for field in fields {
        switch field.shape {
        case 0: lines.append("\(field.name): \"\(field.parts[0])\"")
        case 1: lines.append("\(field.name): [\(field.parts.map { "\"\($0)\"" }.joined(separator: ", "))]")
        default:
          lines.append("\(field.name):")
          for part in field.parts { lines.append("  - {what: \"\(part)\", open: true}") }
        }
      }
      return lines.joined(separator: "\n") + "\n"
    }

    init(_ number: String, _ dice: inout SearchTests.Dice) {
      self.number = number
      kind = ["a", "b"].randomElement(using: &dice) ?? "a"
      keywords = Set(
        (0..<Int.random(in: 0...3, using: &dice)).map { _ in
          ["报销", "流程", "报", "leave"].randomElement(using: &dice) ?? ""
        }
      ).sorted()
      fields = FieldSearchTests.names.filter { _ in Bool.random(using: &dice) }.map { name in
        let isWord = name == "urgency"
        let shape = isWord ? 0 : Int.random(in: 0...2, using: &dice)
        let parts = (0..<(shape == 0 ? 1 : Int.random(in: 1...3, using: &dice))).map { _ in
          isWord ? ["routine", "urgent"].randomElement(using: &dice) ?? "" : FieldSearchTests.text(&dice)
        }
        return (name, parts, shape)
      }
    }
  }

  static let names = [
    "topic", "place", "applies-to", "level2", "urgency", "note", "body", "trail", "topi", "department",
  ]
  private static let pieces = ["报", "销", "流", "程", "𠮷", "，", " ", "leave", "Days", "a7"]

  static func text(_ dice: inout SearchTests.Dice) -> String {
    (0..<Int.random(in: 1...6, using: &dice)).map { _ in pieces.randomElement(using: &dice) ?? "" }.joined()
  }

  /// One condition: how it is written, and whether a record meets it.
  struct Question {
    let text: String
    let holds: (Sample) -> Bool
  }

  static func question(_ dice: inout SearchTests.Dice) throws -> Question {
    let isExcluded = Int.random(in: 0..<5, using: &dice) == 0
    let sign = isExcluded ? "-" : ""
    switch Int.random(in: 0..<8, using: &dice) {
    case 0:
      let word = ["报销", "报", "流程", "leave"].randomElement(using: &dice) ?? ""
      return Question(text: "\(sign)keyword:\(word)") { $0.keywords.contains(word) != isExcluded }
    case 1:
      let kind = ["a", "b", "c"].randomElement(using: &dice) ?? ""
      return Question(text: "\(sign)kind:\(kind)") { ($0.kind == kind) != isExcluded }
    case 2:
      let (query, pattern) = try phrase(&dice)
      return Question(text: sign + query) { sample in
        let plain = sample.fields.filter { $0.name != "urgency" }.flatMap(\.parts) + sample.keywords
        return plain.contains { matches($0, pattern) } != isExcluded
      }
    case 3:
      let word = ["routine", "urgent", "Urgent"].randomElement(using: &dice) ?? ""
      return Question(text: "\(sign)urgency:\(word)") { sample in
        sample.fields.contains { $0.name == "urgency" && $0.parts == [word.lowercased()] } != isExcluded
      }
    default:
      // `department` is a name of the search's own; a record's field so called is found by its label.
      let name = names.filter { $0 != "department" }.randomElement(using: &dice) ?? "topic"
      let (query, pattern) = try phrase(&dice)
      return Question(text: "\(sign)\(name):\(query)") { sample in
        sample.fields.contains { $0.name == name && $0.parts.contains { matches($0, pattern) } } != isExcluded
      }
    }
  }

  /// A phrase as it is typed, and the regular expression for what it means in a text.
  private static func phrase(_ dice: inout SearchTests.Dice) throws -> (String, NSRegularExpression) {
    let han = ["报", "销", "流", "程", "𠮷"]
    func run() -> String {
      (0..<Int.random(in: 1...3, using: &dice)).map { _ in han.randomElement(using: &dice) ?? "" }.joined()
    }
    let notWord = "(?<![a-z0-9])", endsWord = "(?![a-z0-9])"
    switch Int.random(in: 0..<4, using: &dice) {
    case 0:
      let word = ["leave", "days", "leavedays", "a7", "DAYS"].randomElement(using: &dice) ?? ""
      return (word, try expression(notWord + word + endsWord))
    case 1:
      let (first, second) = (run(), run())
      return ("\"\(first) \(second)\"", try expression("\(first)[ ，]+\(second)"))
    case 2:
      let (first, second) = (run(), "leave")
      return ("“\(first)，\(second)”", try expression("\(first)[ ，]*\(second)\(endsWord)"))
    default:
      let text = run()
      return (text, try expression(text))
    }
  }

  private static func expression(_ pattern: String) throws -> NSRegularExpression {
    try NSRegularExpression(pattern: pattern, options: .caseInsensitive)
  }

  private static func matches(_ text: String, _ pattern: NSRegularExpression) -> Bool {
    pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  private struct AnyField: SearchVocabulary {
    func targets(called name: String) -> [SearchTarget] { FieldSearchTests.names.contains(name) ? [.named(name)] : [] }
    func values(called text: String, in target: SearchTarget) -> [String] { [] }
    var names: [String] { FieldSearchTests.names }
  }

  @Test(arguments: [UInt64(1), 2])
  func theIndexFindsWhatReadingEveryRecordFinds(seed: UInt64) throws {
    var dice = SearchTests.Dice(state: seed)
    let repository = FakeRepository()
    var states: [[String: Sample]] = []
    var history: [Sample] = []
    for commit in 0..<12 {
      var state = states.last ?? [:]
      var edits: [String: String?] = [:]
      for _ in 0..<(commit == 0 ? 120 : 25) {
        let number = "HR-2023-01-\(Int.random(in: 100...220, using: &dice))"
        guard edits["Records/\(number)_x.yaml"] == nil else { continue }
        let sample = Sample(number, &dice)
        guard state[number]?.text != sample.text else { continue }
        state[number] = sample
        edits["Records/\(number)_x.yaml"] = sample.text
        history.append(sample)
      }
      repository.commit(edits)
      states.append(state)
    }
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository) { bytes, path in
        IndexedRecord(node: RecordReader.read(bytes).root, text: String(decoding: bytes, as: UTF8.self), path: path)
      }
      var found = 0
      for _ in 0..<200 {
        let questions = try (0..<Int.random(in: 1...4, using: &dice)).map { _ in try Self.question(&dice) }
        let text = questions.map(\.text).joined(separator: " ")
        let query = try SearchQuery(text, vocabulary: AnyField())
        func numbers(_ scope: SearchScope) throws -> [String] {
          try store.search(query, scope: scope, limit: 100_000).matches.map { $0.number ?? "" }.sorted()
        }
        func scan(_ samples: some Sequence<Sample>) -> [String] {
          samples.filter { sample in questions.allSatisfy { $0.holds(sample) } }.map(\.number).sorted()
        }
        let position = Int.random(in: 0..<states.count, using: &dice)
        #expect(try numbers(.present) == scan((states.last ?? [:]).values), "\(text)")
        #expect(try numbers(.at(position)) == scan(states[position].values), "\(text)")
        let all = scan(history)
        #expect(try numbers(.history) == all, "\(text)")
        if !all.isEmpty { found += 1 }
      }
      // Queries that find nothing would prove little.
      #expect(found > 60)
    }
  }

  @Test func noNameReachesIntoAnotherField() throws {
    let repository = FakeRepository()
    repository.commit([
      "Records/HR-2023-01-001_x.yaml": "id: HR-2023-01-001\ntopic: 报销\nplace: 流程\nflag: x\nby: 张伟\n",
      "Records/HR-2023-01-002_x.yaml": "id: HR-2023-01-002\ntopic: 流程\nplace: 报销\n",
    ])
    struct Named: SearchVocabulary {
      func targets(called name: String) -> [SearchTarget] { name == "主题" ? [.named("topic")] : [.named(name)] }
      func values(called text: String, in target: SearchTarget) -> [String] { [] }
      var names: [String] { [] }
    }
    try withIndex(of: repository) { (store) throws in
      func numbers(_ text: String) throws -> Int { try store.search(SearchQuery(text, vocabulary: Named())).total }
      #expect(try numbers("topic:报销") == 1 && numbers("主题:报销") == 1 && numbers("topi:报销") == 0)
      #expect(try numbers("topic:报销 place:流程") == 1 && numbers("topic:报销 place:报销") == 0)
      #expect(try numbers("\"报销 流程\"") == 0 && numbers("topic:\"报销 流程\"") == 0)
      #expect(try store.hasField("topic") && store.hasField("by") && !store.hasField("topi") && !store.hasField("id"))
    }
  }
}
