import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Every shipped record, written in thousands of other ways.
@Suite("Canonical form: properties")
struct CanonicalFormPropertyTests {
  static func shipped() throws -> [(path: String, bytes: [UInt8])] {
    let folder = ShippedSchemas.projectRoot.appendingPathComponent("Records")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    return try paths.sorted().map { ($0, [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))) }
  }

  static func form(_ text: String) throws -> String {
    let kinds = try ShippedSchemas.load().kinds
    let bytes = try CanonicalForm.bytes(of: Array(text.utf8)) { record in
      FieldOrder(record["kind"]?.string.flatMap { kinds[$0] }?.fields ?? [])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The shipped records and strange relatives of theirs, each to be written in its own way.
  static func cases(_ seed: UInt64, count: Int) throws -> [(record: Node, seed: UInt64)] {
    let records = try shipped()
    try #require(!records.isEmpty)
    return try (0..<count).map { turn in
      let seed = seed &* 1_000_003 &+ UInt64(turn)
      let root = try #require(RecordReader.read(records[turn % records.count].bytes).root)
      var variation = VariedRecord(seed: seed)
      return (turn % 2 == 0 ? root : variation.varied(root), seed)
    }
  }

  @Test(arguments: UInt64(0)..<8)
  func aTextKeepsItsValuesAndComments(seed: UInt64) throws {
    for (record, seed) in try Self.cases(seed, count: 250) {
      let restyled = RestyledText(record, seed: seed)
      let before = RecordReader.read(Array(restyled.text.utf8))
      // What the test itself wrote is what was meant.
      try #require(
        before.faults.isEmpty && before.root?.text == record.text,
        "seed \(seed): \(before.faults.map(\.kind))\n\(restyled.text)")

      let formed = try #require(try? Self.form(restyled.text), "seed \(seed) is refused:\n\(restyled.text)")
      let after = RecordReader.read(Array(formed.utf8))
      #expect(after.faults.isEmpty && after.root?.text == record.text, "seed \(seed):\n\(restyled.text)\n→\n\(formed)")
      #expect(try Self.form(formed) == formed, "seed \(seed), again:\n\(restyled.text)\n→\n\(formed)")
      #expect(
        Comments.found(in: formed) == restyled.comments.sorted(), "seed \(seed):\n\(restyled.text)\n→\n\(formed)")
    }
  }

  @Test(arguments: UInt64(100)..<104)
  func quotesIndentationAndOrderMakeNoDifference(seed: UInt64) throws {
    for (index, (record, seed)) in try Self.cases(seed, count: 60).enumerated() {
      // The order of fields that no kind has is their own.
      let freedom = RestyledText.Freedom(comments: false, shapes: false, order: index % 2 == 0)
      let restyled = [seed, seed &+ 1].map { RestyledText(record, freedom: freedom, seed: $0).text }
      let one = try #require(try? Self.form(restyled[0]), "seed \(seed) is refused:\n\(restyled[0])")
      let other = try #require(try? Self.form(restyled[1]), "seed \(seed) is refused:\n\(restyled[1])")
      #expect(one == other, "seed \(seed)")
    }
  }

  @Test func theFieldsOfAKindStandInItsOrder() throws {
    let kinds = try ShippedSchemas.load().kinds
    for (record, seed) in try Self.cases(7, count: 120) {
      guard let kind = record["kind"]?.string.flatMap({ kinds[$0] }) else { continue }
      let formed = try Self.form(RestyledText(record, seed: seed).text)
      let root = try #require(RecordReader.read(Array(formed.utf8)).root)
      let names = kind.fields.map(\.name)
      let places = root.keys.map { names.firstIndex(of: $0) ?? names.count }
      #expect(places == places.sorted(), "\(root.keys)")
      for entry in root["trail"]?.sequence ?? [] {
        let steps = kind.field("trail")?.children.map(\.name) ?? []
        let places = entry.keys.map { steps.firstIndex(of: $0) ?? steps.count }
        #expect(places == places.sorted(), "\(entry.keys)")
      }
    }
  }
}

/// The comments of a text, found by leaving out its scalars.
enum Comments {
  static func found(in text: String) -> [String] {
    var bytes = Array(text.utf8)
    if let root = RecordReader.read(bytes).root { mask(root, in: &bytes) }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      line.firstIndex(of: UInt8(ascii: "#")).map { String(decoding: line[$0...], as: UTF8.self) }
    }.sorted()
  }

  private static func mask(_ node: Node, in bytes: inout [UInt8]) {
    switch node.value {
    case .mapping(let mapping):
      for entry in mapping.entries {
        hide(entry.keyRange, in: &bytes)
        mask(entry.value, in: &bytes)
      }
    case .sequence(let items):
      for item in items { mask(item, in: &bytes) }
    default:
      let isBlock = node.style == .literal || node.style == .folded
      let start =
        isBlock ? bytes[node.range].firstIndex(of: UInt8(ascii: "\n")) ?? node.range.upperBound : node.range.lowerBound
      hide(start..<node.range.upperBound, in: &bytes)
    }
  }

  private static func hide(_ range: Range<Int>, in bytes: inout [UInt8]) {
    for index in range where bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: ".") }
  }
}

extension Node {
  /// All of a value as text, its numbers to the digit, its fields by name.
  var text: String {
    switch value {
    case .number(let number): "<\(number.text)>"
    case .sequence(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .mapping(let mapping):
      "{"
        + mapping.entries.sorted { $0.key.isBytewiseBefore($1.key) }.map {
          JSONText.quoted($0.key) + ":" + $0.value.text
        }.joined(separator: ",") + "}"
    default: JSONText.compact(self)
    }
  }
}
