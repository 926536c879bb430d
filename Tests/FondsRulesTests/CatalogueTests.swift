import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsRules

/// What holds for every rule there is, so that no rule has to be reviewed for it.
@Suite("The catalogue of rules")
struct CatalogueTests {
  static let rules = RuleRegistry.all.map { $0.description }

  @Test func codesAndNamesAreUnique() {
    #expect(Set(Self.rules.map(\.code)).count == Self.rules.count)
    #expect(Set(Self.rules.map(\.name)).count == Self.rules.count)
  }

  @Test func everyFileBelowRulesIsARegisteredRuleNamedAfterItsType() throws {
    let folder = ShippedSchemas.projectRoot.appendingPathComponent("Sources/FondsRules/Rules")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    let types = Dictionary(uniqueKeysWithValues: RuleRegistry.all.map { ("\($0)", $0.description) })
    #expect(files.count == types.count)
    for file in files {
      let type = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
      let description = try #require(types[type], "\(file) is not registered")
      #expect(file.hasPrefix(description.code.prefix(3)))
      let kebab = type.replacing("UTF8", with: "Utf8").replacing("YAML", with: "Yaml")
        .replacing(#/(?<small>[a-z])(?<capital>[A-Z])/#) { "\($0.small)-\($0.capital)" }.lowercased()
      // UnsupportedYAML is unsupported-yaml; a name spelt with capitals splits differently.
      #expect(description.name.replacing("-", with: "") == kebab.replacing("-", with: ""))
    }
  }

  @Test func everyRuleIsExplainedInBothLanguages() {
    for rule in Self.rules {
      #expect(rule.explanation.en.count > 40, "\(rule.code)")
      #expect(rule.explanation.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(rule.code)")
    }
  }

  @Test(arguments: rules.filter { !$0.fails.files.isEmpty })
  func eachFailingExampleBreaksItsOwnRuleAlone(_ rule: RuleDescription) throws {
    let diagnostics = try diagnose(rule.fails)
    #expect(Set(diagnostics.map(\.code)) == [rule.code], "\(diagnostics.map(\.message.en))")
    for diagnostic in diagnostics {
      #expect(diagnostic.severity == rule.severity)
      #expect(diagnostic.message.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
      #expect(diagnostic.name == rule.name)
    }
  }

  @Test(arguments: rules)
  func noPassingExampleBreaksARule(_ rule: RuleDescription) throws {
    #expect(try diagnose(rule.passes).map(\.code).isEmpty)
  }

  @Test(arguments: rules.filter { $0.fix != nil })
  func aFixLeavesNothingToFix(_ rule: RuleDescription) throws {
    let diagnostics = try diagnose(rule.fails)
    let fix = try #require(diagnostics.lazy.compactMap(\.fix).first)
    #expect(fix.applicability == rule.fix)
    let file = try #require(rule.fails.files.first)
    let mended = Example.File(path: fix.newPath ?? file.path, bytes: fix.edits.applied(to: file.bytes))
    let rest = try diagnose(Example([mended]))
    #expect(!rest.contains { $0.code == rule.code })
  }

  private func diagnose(_ example: Example) throws -> [Diagnostic] {
    let changed = example.files.filter { $0.path.hasPrefix(Schemas.root) }.map { ($0.path, $0.bytes) }
    let schemas = try ShippedSchemas.load(changing: Dictionary(changed) { $1 })
    let checker = Checker(schemas: schemas)
    let records = example.files.filter { $0.path.hasPrefix(RecordPath.root) }.map { file in
      let isRead = RecordFile.isReadable(name: RecordPath.name(of: file.path))
      let content = isRead ? RecordFile.Content.text(RecordReader.read(file.bytes)) : .unread
      return RecordContext(RecordFile(path: file.path, content: content), schemas: schemas)
    }
    var numbers: [RecordID.Series: [Int: [String]]] = [:]
    for record in records {
      guard let id = RecordPath.number(atHome: record.path) else { continue }
      numbers[id.series, default: [:]][id.sequence, default: []].append(record.path)
    }
    let all = Dictionary(records.compactMap { RecordEntry($0) }.map { ($0.id, $0) }) { first, _ in first }
    let collection = RecordCollection(
      files: { [numbers] in numbers[$0] ?? [:] }, record: { all[$0] }, isChecked: { _ in true })
    let new = records.compactMap { record in
      record.id.map { id in
        Change.NewNumber(id: id, path: record.path, range: nil, takenAs: example.taken.contains(id.text) ? "x" : nil)
      }
    }
    let before = example.before.map { Judgement.File($0.path, $0.bytes) }
    return checker.checkSchemas() + records.flatMap { checker.check($0) }
      + records.compactMap { RecordEntry($0) }.flatMap { checker.check($0, in: collection) }
      + checker.check(
        Change(
          by: schemas, newNumbers: new, trails: records.compactMap { trail(of: $0, in: example) },
          records: .between(before, example.files.map { .init($0.path, $0.bytes) }), day: example.day,
          sealedYears: example.sealedYears, holds: { before.holds(on: $0, by: schemas, day: example.day) }))
      + matters(of: records, in: example, schemas).flatMap(Checker.check)
  }
}

/// What the records of an example are to have done in time, where it says when they are looked at.
private func matters(of records: [RecordContext], in example: Example, _ schemas: Schemas) -> [DueMatter] {
  guard let now = example.now else { return [] }
  let time = OfficeTime(calendar: schemas.settings.calendar, zone: OfficeZone(offsetMinutes: 480))
  func matter(_ path: String, _ deadline: Deadline) -> DueMatter {
    var claim: Claim?
    if let committed = example.committed, case .done(let moment?) = deadline.completion {
      claim = Claim(moment, committed: committed, enteredWithin: schemas.settings.enteredWithin, by: time)
    }
    return DueMatter(
      path: path, deadline: deadline, state: deadline.state(at: now), claim: claim, organization: schemas.organization)
  }
  let own = records.flatMap { record -> [DueMatter] in
    guard let root = record.root, let kind = record.kind else { return [] }
    return schemas.deadlines(of: root, kind: kind, on: time.zone.day(of: now), through: now, by: time)
      .map { matter(record.path, $0) }
  }
  let today = time.zone.day(of: now)
  let over = records.compactMap { record -> DueMatter? in
    guard let root = record.root, let kind = record.kind,
      let found = schemas.retention?.disposition(of: root, kind: kind, in: time.zone, other: { _ in nil }),
      found.isDue(on: today)
    else { return nil }
    return DueMatter(
      path: record.path, record: record.id?.text, disposition: found, at: now, organization: schemas.organization)
  }
  guard example.files.contains(where: { $0.path == Duty.path }) else { return own + over }
  return own
    + schemas.duties.flatMap {
      $0.deadlines(evidence: [], organization: schemas.organization, through: now, by: time)
    }.map { matter(Duty.path, $0) }
}

/// What an example does to a record's trail; nil where it changes none.
private func trail(of record: RecordContext, in example: Example) -> TrailChange? {
  guard let old = example.before.first(where: { $0.path == record.path }) else { return nil }
  let before = RecordReader.read(old.bytes).root?["trail"]
  let after = record.root?["trail"]
  return TrailChange(
    path: record.path, before: [before?.sequence ?? []], after: after?.sequence ?? [], range: after?.range,
    author: example.author.map { .person($0) } ?? .person("qian.feng"))
}

extension RuleDescription: CustomTestStringConvertible {
  public var testDescription: String { code }
}
