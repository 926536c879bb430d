import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Files that a reader can open, one folder each: `Fixtures/<CODE>-<what is wrong>/Records/…`; those that begin with
/// `sound` have no fault.
///
/// What stands below `before/` the archive held before; where the same file is there, it was changed by the person whose
/// address stands in `author`, on the `day`; `sealed` has a line for each year that was sealed then, with the numbers left open. A folder with `Schemas/` is an office of its own, with these roles, kinds and workflows only.
struct Fixture: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
  static let all = names.map { Fixture(name: $0) }

  let name: String
  var testDescription: String { name }
  var folder: URL { Self.root.appendingPathComponent(name) }
  /// The code that it shall give; nil for a sound one.
  var code: String? { name.hasPrefix("sound") ? nil : String(name.prefix(6)) }

  func judge() throws -> Judgement {
    var files: [Judgement.File] = []
    var before: [Judgement.File] = []
    var taken: [String: String] = [:]
    var schemas: [String: [UInt8]] = [:]
    var author = ""
    var sealedYears: [Int: Set<String>] = [:]
    var day: CalendarDate?
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appendingPathComponent(path)
      let type = try FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
      if path.hasPrefix("Records/"), type == .typeSymbolicLink {
        files.append(Judgement.File(path, .symbolicLink))
      } else if type != .typeRegular {
        continue
      } else if path.hasPrefix("before/") {
        let place = String(path.dropFirst("before/".count))
        before.append(Judgement.File(place, [UInt8](try Data(contentsOf: url))))
        if let id = RecordID(prefixOf: RecordPath.name(of: path)) { taken[id.text] = place }
      } else if path.hasPrefix("Records/") {
        files.append(Judgement.File(path, [UInt8](try Data(contentsOf: url))))
      } else if path.hasPrefix("\(Schemas.root)/") {
        schemas[path] = [UInt8](try Data(contentsOf: url))
      } else if path == "sealed" {
        let text = try String(contentsOf: url, encoding: .utf8)
        for line in text.split(separator: "\n") {
          let words = line.split(separator: " ").map(String.init)
          if let year = words.first.flatMap({ Int($0) }) { sealedYears[year] = Set(words.dropFirst()) }
        }
      } else if path == "day" {
        day = CalendarDate(try String(contentsOf: url, encoding: .utf8).filter { $0 != "\n" })
      } else if path == "author" {
        author = try String(contentsOf: url, encoding: .utf8).filter { $0 != "\n" }
      }
    }
    try #require(!files.isEmpty)
    let office = schemas.isEmpty ? try ShippedSchemas.load() : try ShippedSchemas.withoutKinds(adding: schemas)
    return try Judgement(
      files, taken: taken, before: before, author: author, sealedYears: sealedYears, day: day, by: office)
  }
}

@Suite("Fixtures")
struct FixtureTests {
  /// But for the rules about schemas, which the kinds have fixtures of, those about time, which see more than files, and those that need an office that
  /// changed or a push.
  @Test func everyRuleButThoseOfSchemasHasAFixture() {
    let wanted = RuleRegistry.all.map { $0.description.code }.filter {
      !$0.hasPrefix("SCH") && !$0.hasPrefix("DUE")
        && !["LNK007", "HIS004", "HIS005", "HIS006", "HIS007", "RET007"].contains($0)
    }
    #expect(wanted.count == 51)
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
