import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// `Records/`: a year of an office that is true to its own rules.
@Suite("The shipped records")
struct ShippedRecordTests {
  /// The kinds of office.md § 1, and the register of § 8 for attendance, by their type code; `void` has none.
  static let kinds: [String: String] = [
    "01": "policy procedure contingency-plan",
    "02":
      "report information-item bulletin effectiveness-report performance-report budget supplies-plan audit project-gate",
    "03": "contract supplier supplier-evaluation service-check",
    "04": "meeting minutes meeting-feedback room-booking task",
    "05": "notice knowledge contact",
    "06": "incoming enquiry visitor",
    "07": "outgoing",
    "08": "asset vehicle supply stock-movement stocktake asset-disposal",
    "09": "purchase supplies-request expense vehicle-request travel leave delegation emergency-decision",
    "10": "repair inspection rectification complaint survey dispute",
    "11": "roster duty-log incident drill response-team emergency-store data-leak",
    "12": """
    loan destruction transfer hold archive-inventory storeroom-log restore-test classification-change amendment training \
    suggestion appraisal appeal improvement-plan career-file mentoring rotation attendance
    """,
  ]

  /// Kinds that are about a person: open to their circle alone (office.md § 8).
  static let personal: Set = ["appraisal", "appeal", "improvement-plan", "career-file", "mentoring", "rotation"]

  static let files: [Judgement.File] = {
    let root = ShippedSchemas.projectRoot.appendingPathComponent(RecordPath.root)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    return names.filter { $0.hasSuffix(RecordPath.ending) }.sorted().compactMap { name in
      (try? Data(contentsOf: root.appendingPathComponent(name))).map {
        Judgement.File("\(RecordPath.root)/\(name)", [UInt8]($0))
      }
    }
  }()

  private func roots() -> [(path: String, root: Node)] {
    Self.files.compactMap { file in RecordReader.read(file.bytes).root.map { (file.path, $0) } }
  }

  @Test func everyKindOfTheOfficeIsAFileWithItsTypeCode() throws {
    let shipped = try ShippedSchemas.load()
    // A void card and a tombstone may stand in any type's folder.
    var wanted = ["void": "", "tombstone": ""]
    for (type, names) in Self.kinds { for name in names.split(separator: " ") { wanted[String(name)] = type } }
    #expect(wanted.count == 75)
    #expect(Set(shipped.kinds.keys) == Set(wanted.keys))
    for (name, type) in wanted { #expect(shipped.kinds[name].map { $0.type ?? "" } == type, "\(name)") }
    #expect(Set(shipped.kinds.values.filter(\.isOpenToCircleOnly).map(\.name)) == Self.personal)
  }

  @Test func thereAreAYearsRecordsAndAllAreSound() throws {
    #expect(Self.files.count >= 150)
    let judgement = try Judgement(Self.files)
    #expect(judgement.diagnostics.isEmpty, "\(judgement.rendering)")
  }

  @Test func everyKindHasAFinishedRecordAndEveryReferenceResolves() throws {
    let schemas = try ShippedSchemas.load()
    let records = roots()
    let numbers = Set(records.compactMap { $0.root["id"]?.string })
    var finished: Set<String> = []
    var references = 0
    for (path, root) in records {
      let kind = try #require(root["kind"]?.string.flatMap { schemas.kinds[$0] }, "\(path)")
      if root["status"]?.string.flatMap({ kind.meaning(ofStatus: $0) })?.isSettled == true {
        finished.insert(kind.name)
      }
      for value in kind.namedValues(in: root) where value.field.naming == .record {
        references += 1
        #expect(numbers.contains(value.text), "\(path): \(value.text)")
      }
    }
    // The example's year has destroyed nothing that has a number here.
    #expect(finished.union(["tombstone"]) == Set(schemas.kinds.keys))
    #expect(references > 200)
  }

  @Test func theRecordsAreChineseAndEnglish() {
    let titles = roots().compactMap { $0.root["title"]?.string }
    let chinese = titles.filter { $0.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
    #expect(chinese.count > 100)
    #expect(titles.count - chinese.count > 10)
  }

  /// Takes each field of each record away: what the kind demands in its state is missed. So every field that a condition
  /// demands is shown to be demanded by a real record.
  @Test func whatAConditionDemandsIsMissedInARealRecord() throws {
    let schemas = try ShippedSchemas.load()
    var missed: Set<String> = []
    for (_, root) in roots() {
      guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), let entries = root.mapping?.entries else {
        continue
      }
      for field in kind.fields where field.demand == .sometimes && root[field.name] != nil {
        let rest = Node(.mapping(Mapping(entries.filter { $0.key != field.name })))
        let faults = kind.schema.faults(in: rest)
        let isMissed = faults.contains { fault in
          if case .missingProperty(let name, _) = fault.detail { return name == field.name }
          return false
        }
        if isMissed { missed.insert("\(kind.name).\(field.name)") }
      }
    }
    let conditional = schemas.kinds.values.flatMap { kind in
      kind.fields.filter { $0.demand == .sometimes }.map { "\(kind.name).\($0.name)" }
    }
    let unproven = Set(conditional).subtracting(missed).sorted()
    #expect(unproven.isEmpty, "\(unproven)")
  }
}
