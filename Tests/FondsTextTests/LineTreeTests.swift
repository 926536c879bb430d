import FondsTestSupport
import Foundation
import Testing

@testable import FondsText

/// The quick reader of ordinary texts says what libyaml says, to the byte, or nothing.
@Suite("line tree")
struct LineTreeTests {
  /// Every record and schema of the project, sound and broken.
  private static let texts: [(path: String, bytes: [UInt8])] = {
    let root = ShippedSchemas.projectRoot.path
    let folders = ["Records", "Schemas", "Tests/FondsRulesTests", "Tests/FondsTextTests/Fixtures"]
    return folders.flatMap { folder in
      let files = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
      return files.sorted().filter { $0.hasSuffix(".yaml") }.compactMap { file in
        FileManager.default.contents(atPath: "\(root)/\(folder)/\(file)").map { ("\(folder)/\(file)", [UInt8]($0)) }
      }
    }
  }()

  /// What differs between the two readers' trees of a text; nil where nothing does, or the quick one leaves it.
  private func difference(in bytes: [UInt8]) -> String? {
    let scan = TextScan(bytes)
    guard scan.faults.isEmpty, let quick = LineTree.root(of: bytes) else { return nil }
    let parsed = EventTree(bytes, start: 0, isASCII: !scan.hasNonASCII).parsed()
    guard parsed.faults.isEmpty, parsed.suspects.isEmpty else { return "libyaml finds \(parsed.faults)" }
    guard let root = parsed.root else { return "libyaml finds no tree" }
    return Self.difference(quick, root, at: "")
  }

  private static func difference(_ left: Node, _ right: Node, at path: String) -> String? {
    guard left.range == right.range, left.style == right.style else {
      return "\(path): \(left.range) \(left.style), not \(right.range) \(right.style)"
    }
    switch (left.value, right.value) {
    case (.mapping(let a), .mapping(let b)):
      guard a.entries.map(\.key) == b.entries.map(\.key), a.entries.map(\.keyRange) == b.entries.map(\.keyRange) else {
        return "\(path): \(a.entries.map(\.key)), not \(b.entries.map(\.key))"
      }
      return zip(a.entries, b.entries).lazy.compactMap { difference($0.value, $1.value, at: "\(path)/\($0.key)") }.first
    case (.sequence(let a), .sequence(let b)):
      guard a.count == b.count else { return "\(path): \(a.count) items, not \(b.count)" }
      return zip(a, b).enumerated().lazy.compactMap { difference($1.0, $1.1, at: "\(path)/\($0)") }.first
    default:
      return left == right ? nil : "\(path): \(left.value), not \(right.value)"
    }
  }

  @Test func everyRecordOfTheProjectReadsTheSame() throws {
    #expect(Self.texts.count > 500)
    for (path, bytes) in Self.texts {
      if let difference = difference(in: bytes) { Issue.record("\(path)\(difference)") }
    }
  }

  /// That it is quick at all: records as they are written read so.
  @Test func recordsAsTheyAreWrittenAreOrdinary() throws {
    let records = Self.texts.filter { $0.path.hasPrefix("Records/") }
    let ordinary = records.filter { LineTree.root(of: $0.bytes) != nil }
    #expect(records.count > 100)
    #expect(ordinary.count * 100 >= records.count * 95)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func changedTextsReadTheSame(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<4000 {
      let (path, original) = try #require(Self.texts.randomElement(using: &random))
      guard original.count < 8000 else { continue }
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) { Self.mutate(&bytes, &random) }
      if let difference = difference(in: bytes) {
        Issue.record("\(path) changed\(difference)\n\(String(decoding: bytes, as: UTF8.self))")
        return
      }
    }
  }

  @Test(arguments: [990, 1000, 1001, 1022, 1023, 1024, 1025, 1100])
  func longKeysReadTheSame(length: Int) {
    for key in [String(repeating: "k", count: length), "\"\(String(repeating: "键", count: length))\"", "$\(length)"] {
      for text in ["\(key): 1\nb: 2\n", "a: {\(key): 1}\n", "- \(key): 1\n", "a:\n  - \(key): {b: c}\n"] {
        #expect(difference(in: Array(text.utf8)) == nil, "\(text.prefix(20))")
      }
    }
  }

  private static let pieces: [String] = [
    " ", "  ", "\n", "\n\n", ":", ": ", "：", "- ", "-", "#", " #", " # x", "'", "''", "\"", "\\", "[", "]", "{", "}",
    ",",
    ", ", "|", "|-", "|+", ">", "&a ", "*a", "!x ", "?", "? ", "%", "@", "`", "~", "null", "yes", "012", "1_000",
    "---\n",
    "...\n", "<<: ", "\t", "\r", "\u{2028}", "\u{85}", "合同", "😀", "0x1F", "1:30", "2023-02-30", "a: b\n", "  c: d\n",
    "- e\n", "  - f: g\n", "x: |\n  one\n\n  two\n", "[a, {b: c}]", "$", "\"k\": ", "'k 键': v\n",
    "{\"k\": 1}", "\"\": ", "\u{FEFF}", ".nan", "1e3",
  ]

  /// Something that happens to texts: a byte gone, a piece put in, a line doubled, moved or indented.
  private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let start = bytes[..<place].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let end = bytes[place...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes.remove(at: place)
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 3: bytes.insert(contentsOf: repeatElement(32, count: Int.random(in: 1...3, using: &random)), at: start)
    case 4: if bytes[start] == 32 { bytes.remove(at: start) }
    case 5: bytes.removeSubrange(place...)
    default: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
    }
  }
}
