import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Files that a reader can open, one folder each: `Fixtures/<CODE>-<what is wrong>/Records/…`. What stands below `before/`
/// the archive held once.
struct Fixture: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  static let all = names.map { Fixture(name: $0) }

  let name: String
  var testDescription: String { name }
  var folder: URL { Self.root.appendingPathComponent(name) }
  /// The code that it shall give; nil for a sound one.
  var code: String? { name == "sound" ? nil : String(name.prefix(6)) }

  func judge() throws -> Judgement {
    var files: [Judgement.File] = []
    var taken: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(path)
      let type = try FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
      if path.hasPrefix("before/"), let id = RecordID(prefixOf: RecordPath.name(of: path)) {
        taken[id.text] = String(path.dropFirst("before/".count))
      } else if path.hasPrefix("Records/"), type == .typeSymbolicLink {
        files.append(Judgement.File(path, .symbolicLink))
      } else if path.hasPrefix("Records/"), type == .typeRegular {
        files.append(Judgement.File(path, [UInt8](try Data(contentsOf: url))))
      }
    }
    try #require(!files.isEmpty)
    return try Judgement(files, taken: taken)
  }
}

@Suite("Fixtures")
struct FixtureTests {
  @Test func everyTextCodingAndReferenceRuleHasAFixture() {
    let wanted = RuleRegistry.all.map { $0.description.code }.filter {
      !$0.hasPrefix("SCH") && !$0.hasPrefix("WFL") && $0 != "LNK007"
    }
    #expect(wanted.count == 27)
    #expect(Set(Fixture.all.compactMap(\.code)).isSuperset(of: wanted))
  }

  @Test(arguments: Fixture.all)
  func aFixtureGivesExactlyItsCode(_ fixture: Fixture) throws {
    let judgement = try fixture.judge()
    #expect(judgement.codes == [fixture.code].compactMap(\.self), "\(judgement.rendering)")
  }

  @Test(arguments: Fixture.all)
  func whatIsSaidOfAFixtureIsAsItWasReviewed(_ fixture: Fixture) throws {
    try Golden.compare(try fixture.judge().rendering, with: fixture.folder.appendingPathComponent("expected.txt"))
  }

  @Test(arguments: Fixture.all)
  func aSafeFixMendsWhatItMendsForGood(_ fixture: Fixture) throws {
    for diagnostic in try fixture.judge().diagnostics where diagnostic.fix?.applicability == .safe {
      let fix = try #require(diagnostic.fix)
      let bytes = [UInt8](try Data(contentsOf: fixture.folder.appendingPathComponent(diagnostic.path)))
      let mended = Judgement.File(fix.newPath ?? diagnostic.path, fix.edits.applied(to: bytes))
      #expect(try Judgement([mended]).codes.isEmpty)
    }
  }
}
