import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

@Suite("Fixing")
struct FixingTests {
  private static let folder = "Records/HR/2023/01"

  private func record(_ sequence: Int, _ more: String = "") -> RecordText {
    RecordText("HR-2023-01-\(String(repeating: "0", count: sequence < 10 ? 2 : 1))\(sequence)", more: more)
  }

  /// Records with every fault that can be mended safely, and what each shall be in the end.
  private func spoil(_ office: OfficeRepository) throws -> [String: String] {
    var wanted: [String: String] = [:]
    func put(_ record: RecordText, at path: String? = nil, as bytes: [UInt8]? = nil) throws {
      try office.write(path ?? record.path, bytes ?? Array(record.text.utf8))
      wanted[record.path] = record.text
    }
    func replaced(_ record: RecordText, _ old: String, _ new: String) -> [UInt8] {
      Array(record.text.replacing(old, with: new).utf8)
    }
    let one = record(1)
    try put(one, as: [0xEF, 0xBB, 0xBF] + Array(one.text.utf8))
    try put(record(2), as: replaced(record(2), "\n", "\r\n"))
    try put(record(3), as: replaced(record(3), "title: ", "title："))
    let four = record(4, "note: caf\u{E9}\n")
    try put(four, as: replaced(four, "\u{E9}", "e\u{301}"))
    let five = record(5, "keywords: [\"yes\", \"0012\", \"1:30\", a]\n")
    try put(five, as: replaced(five, "\"", ""))
    try put(record(6), at: "Records/FIN/2020/07/" + Six.name)
    try put(record(7), at: record(7).path.replacing(".yaml", with: ".yml"))
    try put(record(8), at: record(8).path.replacing(".yaml", with: ".YAML.txt"))
    try put(record(9), at: "Records/考勤制度.yaml")
    try put(record(10), at: "\(Self.folder)/HR-2023-01-010_2023-05-08.yaml")
    // All at once: text, ending, folder.
    let last = record(11, "note: caf\u{E9} \u{E9}\nkeywords: [\"no\"]\n")
    let text = last.text.replacing("\u{E9}", with: "e\u{301}").replacing("\"no\"", with: "no")
      .replacing("owner: ", with: "owner：").replacing("\n", with: "\r\n")
    try put(last, at: "Records/HR-2023-01-011_2023-05-08_考勤制度.yaml.txt", as: [0xEF, 0xBB, 0xBF] + Array(text.utf8))
    return wanted
  }

  private enum Six { static let name = "HR-2023-01-006_2023-05-08_考勤制度.yaml" }

  private func files(_ office: OfficeRepository) throws -> [String] {
    try office.workspace().workTree().files(below: "Records").map(\.path)
  }

  @Test func everySafeFixIsAppliedInOneRun() throws {
    let office = try OfficeRepository()
    let wanted = try spoil(office)
    let before = try office.workspace().check()
    let safe = RuleRegistry.all.map { $0.description }.filter { $0.fix == .safe }.map(\.code)
    #expect(Set(before.codes).isSuperset(of: safe), "one of \(safe) is not tried")

    let fixed = try office.workspace().fix(unsafe: false)
    #expect(fixed.report.findings == [])
    #expect(try files(office) == wanted.keys.sorted())
    for (path, text) in wanted { #expect(try office.text(path) == text) }
    #expect(Set(fixed.applied.mended.flatMap(\.codes)) == Set(safe.filter { $0.hasPrefix("TXT") }))
    #expect(fixed.applied.moved.count == 6)
    #expect(try office.leftovers().isEmpty)

    let again = try office.workspace().fix(unsafe: false)
    #expect(again.applied.isEmpty && again.applied.blocked.isEmpty)
  }

  @Test func fixesThatOverlapAreAllApplied() throws {
    let office = try OfficeRepository()
    // One edit composes the whole of the line, quotes and colon within it.
    let spoilt = record(1, "note：[e\u{301}, yes, 0012, e\u{301}]\n")
    let path = try office.write(spoilt)
    let fixed = try office.workspace().fix(unsafe: false)
    #expect(!fixed.report.codes.contains { $0.hasPrefix("TXT") })
    #expect(try office.text(path) == record(1, "note: [\u{E9}, \"yes\", \"0012\", \u{E9}]\n").text)
    #expect(fixed.applied.mended.map(\.codes) == [["TXT008", "TXT011", "TXT012"]])
  }

  @Test func aCommitMendsFixesThatOverlapToo() throws {
    let office = try OfficeRepository()
    let path = try office.write(record(1, "keywords: [e\u{301}, yes, u\u{308}]\n"))
    let outcome = try office.archive()
    #expect(outcome.commit != nil, "\(outcome.report.findings)")
    #expect(outcome.fixes.mended.map(\.codes) == [["TXT008", "TXT012"]])
    #expect(try office.text(path) == record(1, "keywords: [\u{E9}, \"yes\", \u{FC}]\n").text)
  }

  @Test func aFileIsNeverPutOverAnother() throws {
    let office = try OfficeRepository()
    let path = try office.write(record(1))
    let stray = path.replacing(".yaml", with: ".yml")
    try office.write(stray, "# the other\r\n" + record(1).text)
    let fixed = try office.workspace().fix(unsafe: false)
    #expect(fixed.applied.moved.isEmpty)
    #expect(fixed.applied.blocked.map(\.old) == [stray] && fixed.applied.blocked.map(\.new) == [path])
    #expect(try office.text(path) == record(1).text)
    // What can be mended without its name is.
    #expect(try office.text(stray) == "# the other\n" + record(1).text)
    #expect(!fixed.report.isClean)
  }

  @Test func ofTwoThatWantOneNameTheFirstGetsIt() throws {
    let office = try OfficeRepository()
    let name = "HR-2023-01-001_2023-05-08_考勤制度.yaml"
    try office.write("Records/A/\(name)", "# a\n" + record(1).text)
    try office.write("Records/B/\(name)", "# b\n" + record(1).text)
    let fixed = try office.workspace().fix(unsafe: false)
    #expect(fixed.applied.moved.map(\.old) == ["Records/A/\(name)"])
    #expect(fixed.applied.blocked.map(\.old) == ["Records/B/\(name)"])
    #expect(try office.text(record(1).path).hasPrefix("# a\n"))
    #expect(try office.text("Records/B/\(name)").hasPrefix("# b\n"))
  }

  @Test func aNameIsFreeOnceTheFileThatHadItHasMoved() throws {
    let office = try OfficeRepository()
    // The record of another department lies where this one belongs, under this one's name.
    let mine = record(1)
    try office.write("Records/\(Six.name)", record(6).text)
    try office.write(record(6).path, mine.text)
    try office.write("Records/AAA/HR-2023-01-001_2023-05-08_考勤制度.yml", mine.text)
    _ = try office.workspace().fix(unsafe: false)
    // A name that says another number is left to a person, and nothing is lost.
    #expect(try office.text(record(6).path) == mine.text)
    #expect(try office.text("Records/\(Six.name)") == record(6).text)
    #expect(try office.text(mine.path) == mine.text)
  }

  @Test func onlyWhatIsNamedIsFixedAndFollowed() throws {
    let office = try OfficeRepository()
    let named = "Records/HR-2023-01-001_2023-05-08_考勤制度.yml"
    try office.write(named, Array(record(1).text.replacing("\n", with: "\r\n").utf8))
    let other = record(2).path.replacing(".yaml", with: ".yml")
    try office.write(other, record(2).text)
    let fixed = try office.workspace().fix(paths: [named], unsafe: false)
    #expect(fixed.applied.mended.map(\.path) == [named])
    #expect(fixed.applied.moved.map(\.new) == [record(1).path])
    #expect(fixed.report.checked == 1 && fixed.report.findings == [])
    #expect(office.exists(other))
  }

  @Test func aFileThatChangedSinceItWasCheckedIsLeft() throws {
    let office = try OfficeRepository()
    let path = try office.write(record(1, "keywords: [yes]\n"))
    let workspace = try office.workspace()
    let report = try workspace.check()
    let edited = "# just now\n" + record(1, "keywords: [yes]\n").text
    try office.write(path, edited)
    let applied = try workspace.apply(fixesOf: report, unsafe: false, moves: true)
    #expect(applied.isEmpty)
    #expect(try office.text(path) == edited)
  }

  @Test func anUnsafeFixIsAppliedOnlyWhereItIsAskedFor() throws {
    let office = try OfficeRepository()
    let gbk: [UInt8] = Array("id: HR-2023-01-001\r\ntitle: ".utf8) + [0xBF, 0xBC, 0xC7, 0xDA] + Array("\r\n".utf8)
    let path = record(1).path
    try office.write(path, gbk)
    #expect(try office.workspace().fix(unsafe: false).applied.isEmpty)
    // The line ends show only once the encoding is right.
    let fixed = try office.workspace().fix(unsafe: true)
    #expect(fixed.applied.mended.map(\.codes) == [["TXT001", "TXT003"]])
    #expect(try office.text(path) == "id: HR-2023-01-001\ntitle: 考勤\n")
  }

  @Test func nothingIsMovedThroughALinkedFolder() throws {
    let office = try OfficeRepository()
    try office.folder.write("elsewhere/.keep", "")
    try office.write("Records/FIN/.keep", "")
    try FileManager.default.createSymbolicLink(
      atPath: office.path + "/Records/HR", withDestinationPath: office.folder.file("elsewhere"))
    let stray = "Records/FIN/\(Six.name)"
    try office.write(stray, record(6).text)
    #expect(throws: WorkspaceError.self) { try office.workspace().fix(unsafe: false) }
    #expect(try office.text(stray) == record(6).text)
    #expect(try office.folder.contents(below: "elsewhere").allSatisfy { $0.hasSuffix(".keep") })
  }

  @Test func aRecordThatIsMendedAndSupersededIsBoth() throws {
    let office = try OfficeRepository()
    let path = try office.write(record(1, "keywords: [yes]\n").inForce)
    try office.write(record(2, "supersedes: HR-2023-01-001\n").inForce)
    let fixed = try office.workspace().fix(unsafe: false)
    #expect(fixed.report.findings == [])
    let text = try office.text(path)
    #expect(text.contains("keywords: [\"yes\"]\n") && text.contains("superseded-by: HR-2023-01-002\n"))
    #expect(fixed.applied.mended.map(\.path) == [path] && fixed.applied.marked.map(\.path) == [path])
  }

  @Test func aPredecessorThatCanNotBeReadStopsNoFix() throws {
    let office = try OfficeRepository()
    try office.write(record(1).path, "id: [")
    let path = try office.write(record(2, "supersedes: HR-2023-01-001\nkeywords: [yes]\n").inForce)
    let fixed = try office.workspace().fix(unsafe: false)
    #expect(fixed.applied.mended.map(\.path) == [path] && fixed.applied.marked.isEmpty)
    #expect(try office.text(record(1).path) == "id: [")
  }
}
