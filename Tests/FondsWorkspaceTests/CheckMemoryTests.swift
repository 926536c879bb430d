import FondsGit
import FondsTestSupport
import Foundation
import Testing

@testable import FondsWorkspace

/// What is known to be sound is not judged again; what is said is always what a check without memory says.
@Suite("check memory")
struct CheckMemoryTests {
  private let office: OfficeRepository

  init() throws {
    office = try OfficeRepository()
    for number in 1...9 { try office.write(RecordText("HR-2023-01-00\(number)")) }
    try office.commit("records")
    try settle()
  }

  private func bytes(at file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: office.path + "/" + file)))
  }

  private func workspace(_ program: String? = "one") throws -> Workspace {
    try Workspace(.init(directory: office.path, program: program))
  }

  @discardableResult
  private func check(_ program: String = "one") throws -> CheckReport { try workspace(program).check() }

  /// Files that were written just now are not remembered: waits until they are old enough.
  private func settle() throws { usleep(2_100_000) }

  /// How many records are remembered as sound.
  private func known() throws -> Int {
    let workspace = try workspace()
    let tree = try workspace.workTree()
    let files = try workspace.schemaContents(of: tree)
    let schemas = try workspace.schemas(of: tree)
    let memory = try #require(CheckMemory(of: workspace))
    let changes = try PastRules(of: workspace, tree: tree, schemas: schemas).changes
    return try memory.records(by: .init(files: files, changes: changes)).count
  }

  /// Checks with memory and without, which must agree.
  @discardableResult private func checkBothWays() throws -> CheckReport {
    let report = try check()
    let plain = try workspace(nil).check()
    #expect(report.diagnostics.map(\.code) == plain.diagnostics.map(\.code))
    #expect(report.diagnostics.map(\.range) == plain.diagnostics.map(\.range))
    #expect((report.checked, report.checkedRules) == (plain.checked, plain.checkedRules))
    #expect(report.sources.keys == plain.sources.keys)
    return report
  }

  @Test func whatIsSoundIsRemembered() throws {
    #expect(try checkBothWays().findings == [])
    #expect(try known() == 9)
    // Asked again, not even the records' part of the memory is looked at.
    let whole = try bytes(at: ".git/fonds/clean-records")
    try office.write(".git/fonds/clean-records", Array(whole.prefix(200)))
    #expect(try checkBothWays().findings == [])
    #expect(try bytes(at: ".git/fonds/clean-records").count == 200)
  }

  @Test func whatIsPassedOverIsPartOfTheState() throws {
    try office.write("Records/HR/2023/01/.gitkeep", "")
    try settle()
    try check()
    let whole = try bytes(at: ".git/fonds/clean-records")
    try office.write(".git/fonds/clean-records", Array(whole.prefix(200)))
    try check()
    #expect(try bytes(at: ".git/fonds/clean-records").count == 200)
    try office.write("Records/HR/2023/01/.gitkeep", "not empty any more")
    #expect(try checkBothWays().findings == [])
    // The state was another one, so that the records were needed.
    #expect(try bytes(at: ".git/fonds/clean-records").count == whole.count)
  }

  @Test func everyChangeIsSeen() throws {
    try check()
    let fourth = RecordText("HR-2023-01-004")
    // As large as before.
    try office.write(fourth.path, fourth.text.replacing("status: draft", with: "status: drafT"))
    #expect(try checkBothWays().findings == ["\(fourth.path) SCH004"])
    try settle()
    #expect(try checkBothWays().findings == ["\(fourth.path) SCH004"])
    #expect(try known() == 8)
    try office.write(fourth)
    #expect(try checkBothWays().findings == [])
    try office.remove(fourth.path)
    #expect(try checkBothWays().findings == ["\(RecordText("HR-2023-01-005").path) COD008"])
    try office.write("Records/HR/2023/01/stray.txt", "x")
    #expect(try checkBothWays().codes.contains("COD006"))
  }

  @Test func aFileChangedBehindItsDateIsSeen() throws {
    try check()
    let second = RecordText("HR-2023-01-002")
    var before = stat()
    #expect(lstat(office.path + "/" + second.path, &before) == 0)
    try office.write(second.path, second.text.replacing("status: draft", with: "status: drafT"))
    var times = [before.st_atim, before.st_mtim]
    #expect(utimensat(AT_FDCWD, office.path + "/" + second.path, &times, 0) == 0)
    #expect(try checkBothWays().findings == ["\(second.path) SCH004"])
  }

  @Test func neighboursAreJudgedEachTime() throws {
    let first = RecordText("HR-2023-01-001")
    try office.write(first.path, first.text + "references: [HR-2023-01-002]\n")
    try settle()
    #expect(try checkBothWays().findings == [])
    let second = RecordText("HR-2023-01-002")
    try office.remove(second.path)
    let report = try checkBothWays()
    #expect(Set(report.codes) == ["LNK001", "COD008"])
    // The reference that is remembered stands where it stood.
    let dangling = try #require(report.diagnostics.first { $0.code == "LNK001" })
    let range = try #require(dangling.range)
    #expect(String(decoding: try bytes(at: first.path)[range], as: UTF8.self) == "HR-2023-01-002")
  }

  @Test func otherRulesJudgeAnew() throws {
    try check()
    let path = "Schemas/record.yaml"
    let schema = String(decoding: try bytes(at: path), as: UTF8.self)
    try office.write(path, schema.replacing("draft", with: "drawn-up"))
    #expect(try checkBothWays().errorCount > 0)
    try office.write(path, schema)
    #expect(try check("two").findings == [])
    // Another program has left its memory: this one's is gone.
    #expect(try known() == 0)
  }

  @Test func aDamagedMemoryIsNone() throws {
    try check()
    let sound = try bytes(at: ".git/fonds/clean-records")
    let wrong = RecordText("HR-2023-01-007")
    try office.write(wrong.path, wrong.text.replacing("status: draft", with: "status: x"))
    for place in stride(from: 0, to: sound.count, by: 37) {
      var damaged = sound
      damaged[place] ^= 0x41
      try office.write(".git/fonds/clean-records", damaged)
      #expect(try check().findings == ["\(wrong.path) SCH004"], "byte \(place)")
    }
    for length in [0, 1, 30, 100, 134, 200, sound.count - 1] {
      try office.write(".git/fonds/clean-records", Array(sound.prefix(length)))
      #expect(try check().findings == ["\(wrong.path) SCH004"], "\(length) bytes")
    }
  }

  @Test func anotherHeadIsAnotherState() throws {
    try check()
    // A number that the archive held is taken by another record.
    let third = RecordText("HR-2023-01-003")
    try office.remove(third.path)
    try office.commit("gone")
    let other = RecordText("HR-2023-01-003").with { $0.title = "Another record" }
    try office.write(other)
    try settle()
    #expect(try checkBothWays().codes == ["COD009"])
    try office.git("reset", "--soft", "HEAD~")
    #expect(try checkBothWays().findings == [])
  }

  @Test func aRevisionIsKnownByItsContents() throws {
    try check()
    let wrong = RecordText("HR-2023-01-005")
    try office.write(wrong.path, wrong.text.replacing("status: draft", with: "status: x"))
    try office.commit("wrong")
    #expect(try workspace().check(revision: "HEAD").findings == ["\(wrong.path) SCH004"])
    #expect(try workspace().check(revision: "HEAD~").findings == [])
  }
}
