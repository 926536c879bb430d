import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Numbers that are taken")
struct NumberingTests {
  private func next(_ office: OfficeRepository, _ assignments: [(field: String, value: String)] = []) throws -> String {
    let request = NewRecordRequest(kind: "policy", department: "HR", assignments: assignments, language: .chinese)
    let today = try #require(CalendarDate("2023-05-08"))
    let outcome = try office.workspace().newRecord(request, today: today, overrides: office.identity)
    return try #require(outcome.record).id.text
  }

  @Test func numbersFollowOneAnotherFromOne() throws {
    let office = try OfficeRepository()
    #expect(try next(office) == "HR-2023-01-001")
    #expect(try next(office) == "HR-2023-01-002")
    try office.write(RecordText("HR-2023-01-998"))
    #expect(try next(office) == "HR-2023-01-999")
    #expect(try next(office) == "HR-2023-01-1000")
    #expect(try next(office, [("date", "2022-01-05")]) == "HR-2022-01-001")
  }

  @Test func aNewRecordPassesTheCheck() throws {
    let office = try OfficeRepository()
    _ = try next(office, [("title", "a/b: 合同😀 \"x\""), ("keywords", "考勤, 休假")])
    #expect(try office.workspace().check().findings == [])
  }

  @Test func aNumberThatWasRemovedIsNotGivenAgain() throws {
    let office = try OfficeRepository()
    for number in ["HR-2023-01-001", "HR-2023-01-002"] { try office.write(RecordText(number)) }
    try office.commit("two")
    try office.remove(RecordText("HR-2023-01-002").path)
    #expect(try next(office) == "HR-2023-01-003")
    try office.commit("removed")
    #expect(try next(office) == "HR-2023-01-004")
    try office.remove(RecordText("HR-2023-01-003").with { $0.summary = "制度" }.path)
    try office.commit("removed another")
    _ = try? office.workspace().updateIndex(rebuild: true)
    #expect(try next(office) == "HR-2023-01-005")
  }

  @Test func theUpstreamsNumbersAreTaken() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("one")
    try office.publish()
    let colleague = try office.colleague("colleague")
    try colleague.write(RecordText("HR-2023-01-002", title: "休假"))
    try colleague.commit("two")
    try colleague.git("push", "-q")
    try office.git("fetch", "-q")
    #expect(try next(office) == "HR-2023-01-003")
  }

  @Test func anotherRecordUnderANumberOnceHeldIsReuse() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.remove(record.path)
    try office.commit("gone")
    try office.write(record.with { $0.title = "另一份" })
    let workspace = try office.workspace()
    #expect(try workspace.check().codes == ["COD009"])
    try office.git("add", "-A")
    #expect(try workspace.checkStaged().codes == ["COD009"])
    try office.commit("reused")
    #expect(try office.workspace().check(range: "HEAD~1..HEAD").codes == ["COD009"])
  }

  @Test func restoringTheSameRecordIsNoReuse() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.remove(record.path)
    try office.commit("gone")
    try office.write(record)
    #expect(try office.workspace().check().findings == [])
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().findings == [])
    let outcome = try office.archive()
    #expect(outcome.commit != nil)
  }

  @Test func movingARecordIsNoReuse() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.move(record.path, to: record.with { $0.summary = "新名" }.path)
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().findings == [])
  }

  @Test func aNumberNotYetPublishedMayBeGivenAgain() throws {
    let office = try OfficeRepository()
    try office.publish()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.remove(record.path)
    try office.commit("gone")
    try office.write(record.with { $0.title = "另一份" })
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().findings == [])
    #expect(try office.archive().commit != nil)
  }

  @Test func theRegisterIsAskedWithoutAnIndexToo() throws {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001")
    try office.write(record)
    try office.commit("one")
    try office.remove(record.path)
    try office.commit("gone")
    // A file in the folder's place: no index can be kept.
    try office.write(".git/fonds", "in the way")
    try office.write(record.with { $0.title = "另一份" })
    try office.git("add", "-A")
    let report = try office.workspace().checkStaged()
    #expect(report.codes == ["COD009"])
    #expect(report.notes == [.registerBehind])
  }
}

@Suite("renumber")
struct RenumberingTests {
  /// Two offices that each made number 015, merged clean.
  private func collision() throws -> OfficeRepository {
    let office = try OfficeRepository()
    for number in 1...14 { try office.write(RecordText("HR-2023-01-0" + (number < 10 ? "0" : "") + "\(number)")) }
    try office.commit("fourteen")
    try office.publish()
    let colleague = try office.colleague("colleague")
    try colleague.write(RecordText("HR-2023-01-015", title: "休假").with { $0.summary = "休假" })
    try colleague.commit("theirs")
    try colleague.git("push", "-q")
    try office.write(RecordText("HR-2023-01-015"))
    try office.write(RecordText("HR-2023-01-016", more: "references: [HR-2023-01-015] # 见前\n"))
    try office.commit("ours")
    try office.git("fetch", "-q")
    try office.git("merge", "-q", "--no-edit", "origin/main")
    return office
  }

  @Test func twoClonesThatTookOneNumberAreMended() throws {
    let office = try collision()
    #expect(try office.workspace().check().codes == ["COD007"])
    let done = try office.workspace().renumber("HR-2023-01-015")
    #expect(done.new.text == "HR-2023-01-017")
    #expect(done.oldPath == RecordText("HR-2023-01-015").path)
    // What only this clone has was written when its own record alone had the number.
    #expect(done.rewritten == [RecordText("HR-2023-01-016").path])
    #expect(try office.text(RecordText("HR-2023-01-016").path).contains("references: [HR-2023-01-017] # 见前\n"))
    let report = try office.workspace().check()
    #expect(report.codes == ["COD008"] || report.codes == [])
    #expect(report.isClean)
    #expect(try office.text(RecordText("HR-2023-01-017").path).contains("id: HR-2023-01-017\n"))
    #expect(office.exists(RecordText("HR-2023-01-015").with { $0.summary = "休假" }.path))
    #expect(try office.archive().commit != nil)
  }

  @Test func whatRefersToTheRecordIsRewrittenAndNothingElse() throws {
    let office = try OfficeRepository()
    try office.publish()
    try office.write(RecordText("HR-2023-01-001"))
    try office.write(RecordText("HR-2023-01-002"))
    let referring = RecordText(
      "HR-2023-01-003",
      more:
        "references: [HR-2023-01-002, HR-2023-01-001] # HR-2023-01-001\nsupersedes: 'HR-2023-01-001'\nnote: see HR-2023-01-001\n"
    )
    try office.write(referring)
    let done = try office.workspace().renumber("HR-2023-01-001")
    #expect(done.new.text == "HR-2023-01-004")
    #expect(done.rewritten == [referring.path])
    let text = try office.text(referring.path)
    #expect(text.contains("references: [HR-2023-01-002, HR-2023-01-004] # HR-2023-01-001\n"))
    #expect(text.contains("note: see HR-2023-01-001\n"))
    #expect(try #require(RecordReader.read(Array(text.utf8)).root)["supersedes"]?.string == "HR-2023-01-004")
    #expect(!office.exists(RecordText("HR-2023-01-001").path))
  }

  @Test func aPublishedNumberStays() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("one")
    #expect(throws: WorkspaceError.numberPublished("HR-2023-01-001")) {
      try office.workspace().renumber("HR-2023-01-001")
    }
    #expect(office.exists(RecordText("HR-2023-01-001").path))
  }

  @Test func aPublicReferenceMeansThePublicRecord() throws {
    let office = try OfficeRepository()
    let public1 = RecordText("HR-2023-01-001")
    let referring = RecordText("HR-2023-01-002", more: "references: [HR-2023-01-001]\n")
    try office.write(public1)
    try office.write(referring)
    try office.commit("two")
    try office.publish()
    let second = public1.with { $0.summary = "休假" }
    try office.write(second)
    let done = try office.workspace().renumber("HR-2023-01-001")
    #expect(done.oldPath == second.path)
    #expect(done.rewritten == [])
    #expect(done.left == [referring.path])
    #expect(try office.text(referring.path).contains("[HR-2023-01-001]"))
  }

  @Test func ofTwoUnpublishedOnesTheOneThatTheCheckReportsGivesWay() throws {
    let office = try OfficeRepository()
    try office.publish()
    let first = RecordText("HR-2023-01-001")
    try office.write(first)
    try office.write(first.with { $0.summary = "休假" })
    let reported = try #require(try office.workspace().check().diagnostics.first { $0.code == "COD007" }).path
    #expect(try office.workspace().renumber("HR-2023-01-001").oldPath == reported)
    #expect(try office.workspace().check().isClean)
  }

  @Test func ofTwoPublishedOnesTheFileHasToBeNamed() throws {
    let office = try OfficeRepository()
    let first = RecordText("HR-2023-01-001")
    let second = first.with { $0.summary = "休假" }
    try office.write(first)
    try office.write(second)
    try office.commit("past every hook")
    try office.publish()
    #expect(throws: WorkspaceError.ambiguousNumber("HR-2023-01-001", paths: [second.path, first.path])) {
      try office.workspace().renumber("HR-2023-01-001")
    }
    let name = try #require(second.path.split(separator: "/").last.map(String.init))
    #expect(try office.workspace().renumber(name).oldPath == second.path)
    #expect(try office.workspace().check().isClean)
  }

  @Test func aNumberThatIsNoneOrNowhereIsRefused() throws {
    let office = try OfficeRepository()
    #expect(throws: WorkspaceError.malformedNumber("x")) { try office.workspace().renumber("x") }
    #expect(throws: WorkspaceError.noSuchRecord("HR-2023-01-001", nearest: nil)) {
      try office.workspace().renumber("HR-2023-01-001")
    }
  }

  @Test func aRecordWhoseTextIsBrokenIsLeftAlone() throws {
    let office = try OfficeRepository()
    try office.publish()
    let record = RecordText("HR-2023-01-001", more: "keywords: [\n")
    try office.write(record)
    #expect(throws: WorkspaceError.uneditable(path: record.path)) {
      try office.workspace().renumber("HR-2023-01-001")
    }
    #expect(try office.text(record.path) == record.text)
  }
}
