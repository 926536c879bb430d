import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Three records of each kind that a reader can open: `Kinds/<kind>/lacking.yaml` lacks every field that the kind demands,
/// `hollow.yaml` has its groups and lists, but nothing in them, `wrong.yaml` a wrong value wherever values are listed;
/// `expected.txt` is what is said of them.
///
/// They are made of the kind's fields. After a new kind, or a change of one: FONDS_RECORD_GOLDEN=1 swift test --filter
/// KindFixtureTests, and read what changed.
struct KindFixture: Sendable, CustomTestStringConvertible {
  static let schemas: Schemas? = try? ShippedSchemas.load()
  static let all = (schemas?.kinds.values.sorted { $0.name < $1.name } ?? []).map { KindFixture(kind: $0) }
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Kinds")

  let kind: Kind
  var testDescription: String { kind.name }
  var folder: URL { Self.root.appendingPathComponent(kind.name) }
  var type: String { kind.type ?? "12" }

  /// A word of status that a record far on its way has.
  private var settled: String {
    let words = kind.field("status")?.values ?? []
    return words.last { kind.meaning(ofStatus: $0) == .closed || kind.meaning(ofStatus: $0) == .effective }
      ?? words.last ?? "closed"
  }

  private func opening(status: String) -> String {
    """
    id: HR-2023-\(type)-001
    kind: \(kind.name)
    title: \(kind.label.zh)
    date: 2023-05-08
    status: \(status)

    """
  }

  private static let known: Set = ["id", "kind", "title", "date", "status"]

  var lacking: String { opening(status: settled) }

  var hollow: String {
    let parts = kind.fields.filter { !Self.known.contains($0.name) }.compactMap { field in
      Self.empty(field).map { NodeText.entry(field.name, $0, indent: 0) + "\n" }
    }
    return opening(status: settled) + parts.joined()
  }

  /// A mapping or list of one in which every demanded part is missing; nil for a field without parts.
  private static func empty(_ field: Field) -> Node? {
    guard !field.children.isEmpty else { return nil }
    let entries = field.children.compactMap { child in empty(child).map { Mapping.Entry(key: child.name, value: $0) } }
    let item = Node(.mapping(Mapping(entries)))
    guard field.isList else { return item }
    // Of a list one item lacks its own groups as well.
    return Node(.sequence(entries.isEmpty ? [item] : [Node(.mapping(Mapping())), item]))
  }

  static let nonsense = "没有这个值"

  var wrong: String {
    let parts = kind.fields.filter { !Self.known.contains($0.name) }.compactMap { field in
      Self.wrong(field).map { NodeText.entry(field.name, $0, indent: 0) + "\n" }
    }
    return opening(status: Self.nonsense) + parts.joined()
  }

  private static func wrong(_ field: Field) -> Node? {
    if !field.values.isEmpty {
      let value = Node(.string(nonsense))
      return field.isList ? Node(.sequence([value])) : value
    }
    let entries = field.children.compactMap { child in wrong(child).map { Mapping.Entry(key: child.name, value: $0) } }
    guard !entries.isEmpty else { return nil }
    let item = Node(.mapping(Mapping(entries)))
    return field.isList ? Node(.sequence([item])) : item
  }

  func judge(_ text: String) throws -> Judgement {
    let name = "HR-2023-\(type)-001_2023-05-08_\(RecordName.summary(from: kind.label.zh))"
    return try Judgement([Judgement.File("Records/HR/2023/\(type)/\(name).yaml", Array(text.utf8))])
  }

  /// The dotted paths of the fields, nested ones included, that meet a condition.
  func paths(where isWanted: (Field) -> Bool) -> [String] {
    func collect(_ fields: [Field], _ prefix: String) -> [String] {
      fields.flatMap { field in
        (isWanted(field) ? [prefix + field.name] : []) + collect(field.children, prefix + field.name + ".")
      }
    }
    return collect(kind.fields.filter { !Self.known.contains($0.name) }, "")
  }
}

@Suite("Every kind")
struct KindFixtureTests {
  @Test func thereAreKinds() {
    #expect(KindFixture.all.count >= 73)
  }

  @Test(arguments: KindFixture.all)
  func theFixturesAreThoseOfTheKindAndSaidAsReviewed(_ fixture: KindFixture) throws {
    try FileManager.default.createDirectory(at: fixture.folder, withIntermediateDirectories: true)
    let texts = [(fixture.lacking, "lacking.yaml"), (fixture.hollow, "hollow.yaml"), (fixture.wrong, "wrong.yaml")]
    let said = try texts.map { try fixture.judge($0.0).rendering }.joined(separator: "\n")
    for (text, name) in texts + [(said, "expected.txt")] {
      do {
        try Golden.compare(text, with: fixture.folder.appendingPathComponent(name))
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test(arguments: KindFixture.all)
  func everyDemandedFieldIsMissed(_ fixture: KindFixture) throws {
    for name in ["lacking", "hollow"] {
      let file = fixture.folder.appendingPathComponent("\(name).yaml")
      let missed = try fixture.judge(try String(contentsOf: file, encoding: .utf8)).diagnostics
        .filter { $0.code == "SCH002" }.map(\.message.en)
      for path in fixture.paths(where: \.isRequiredUnlessDraft) where path.contains(".") == (name == "hollow") {
        let field = path.split(separator: ".").last.map(String.init) ?? path
        #expect(missed.contains { $0.contains("lacks '\(field)'") }, "\(path)")
      }
    }
  }

  @Test(arguments: KindFixture.all)
  func everyListOfValuesRefusesAnother(_ fixture: KindFixture) throws {
    let text = try String(contentsOf: fixture.folder.appendingPathComponent("wrong.yaml"), encoding: .utf8)
    let judgement = try fixture.judge(text)
    let refused = judgement.diagnostics.filter { $0.code == "SCH004" }
    let wanted = fixture.paths { !$0.values.isEmpty }.count + 1  // the status
    #expect(refused.count >= wanted, "\(judgement.rendering)")
    #expect(refused.allSatisfy { judgement.marked($0) == KindFixture.nonsense })
  }

  @Test(arguments: KindFixture.all)
  func everyFieldHasALabelAndHelpAndEveryValueALabelInBothLanguages(_ fixture: KindFixture) {
    #expect(isBilingual(fixture.kind.label))
    #expect(fixture.kind.help.map(isBilingual) == true, "help of the kind")
    func check(_ fields: [Field], _ prefix: String) {
      for field in fields {
        let path = prefix + field.name
        #expect(isBilingual(field.label), "label of \(path): \(field.label)")
        #expect(field.help.map(isBilingual) == true, "help of \(path): \(String(describing: field.help))")
        for value in field.values {
          #expect(field.valueLabels[value].map(isBilingual) == true, "label of \(path) = \(value)")
        }
        check(field.children, path + ".")
      }
    }
    check(fixture.kind.fields, "")
    #expect(fixture.kind.register.count >= 4, "columns of the register")
  }

  /// English with Latin letters and Chinese with Han; names such as SHA-256 are the same in both.
  private func isBilingual(_ text: LocalizedText) -> Bool {
    let hasHan = text.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    let isLatin = text.en.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
    return isLatin && (hasHan || text.en == text.zh)
  }
}
