import FondsTestSupport
import FondsText

/// A record with some of its values in others' places: whatever a text, a number or a list may hold.
struct VariedRecord {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func varied(_ node: Node, depth: Int = 0) -> Node {
    if depth > 0, chance(12) { return strange(depth: depth) }
    switch node.value {
    case .mapping(let mapping):
      var entries = mapping.entries.map {
        Mapping.Entry(key: $0.key, value: varied($0.value, depth: depth + 1))
      }
      if chance(4) { entries.append(.init(key: pick(Self.keys), value: strange(depth: depth + 1))) }
      return Node(.mapping(Mapping(entries)), style: node.style)
    case .sequence(let items):
      return Node(.sequence(items.map { varied($0, depth: depth + 1) }), style: node.style)
    default: return node
    }
  }

  private mutating func strange(depth: Int) -> Node {
    guard depth < 6 else { return Node(.null) }
    switch generator.next() % 12 {
    case 0: return Node(.null)
    case 1: return Node(.bool(chance(2)))
    case 2: return Number(pick(Self.numbers)).map { Node(.number($0)) } ?? Node(.null)
    case 3:
      let items = (0..<Int(generator.next() % 5)).map { _ in strange(depth: depth + 1) }
      return Node(.sequence(items), style: chance(2) ? .flow : .block)
    case 4:
      let keys = Self.keys.shuffled(using: &generator).prefix(Int(generator.next() % 4))
      let entries = keys.map { Mapping.Entry(key: $0, value: strange(depth: depth + 1)) }
      return Node(.mapping(Mapping(entries)), style: chance(2) ? .flow : .block)
    default: return Node(.string(pick(Self.texts)), style: chance(4) ? .literal : .plain)
    }
  }

  private static let keys = ["extra", "字段", "a key", "2023", "yes", "k: v", "#", "é", "\"q\"", "-", "emoji 🧾"]
  private static let numbers = ["0", "-0", "1.50", "5.", ".5", "+5", "110101199003070215", "1.0e-7", "0.10"]
  private static let texts = [
    "", " ", "~", "null", "true", "yes", "0012", "1:30", "1_000", "0x1F", "1e3", "=", "<<", "5", "-5", "- a", "-a",
    "--- ",
    "2023-05-08", "2023-02-30", "2023-05-08T10:00:00+08:00", "10:05", "a: b", "a:b", "a #b", "a#b", "# a", "[a]",
    "{a: b}",
    "a, b", "a]", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'", "\"a\"", "it's", "back\\slash", "a:", ":a", "?a", "? a",
    "|", ">",
    " leading", "trailing ", "tab\tinside", "\ttab first", "全角：冒号，逗号", "　全角空格　", "👩‍👩‍👧 family",
    "line one\nline two", "ends\n", "ends twice\n\n", "\nstarts", "\n\n", "  indented\nless\n", "a\n\n  b\n\nc\n",
    "a \nb\n",
    "# not a comment\n- nor an item\n", "\ttab\nb\n", "a\n\t\nb", "a\n   \n", "…\n第一条 一二三\n第二条 四五六\n",
    String(repeating: "很长的一段文字，没有空格。", count: 12), String(repeating: "long words in a line ", count: 9) + "end",
    "https://example.org/a?b=c#d", "C:\\档案\\2023", "100%", "a\u{A0}b", "🇨🇳",
  ]

  // MARK: Chance

  private mutating func chance(_ oneIn: UInt64) -> Bool { generator.next() % oneIn == 0 }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int(generator.next() % UInt64(choices.count))]
  }
}
