import FondsIndex
import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Workspace.retention")
struct RetentionTests {
  private let now = Moment(seconds: 1_700_000_000, offsetMinutes: 480)

  /// The shipped archive.
  private func archive() throws -> OfficeRepository {
    let office = try OfficeRepository()
    for (path, bytes) in try ShippedSchemas.records() { try office.write(path, bytes) }
    try office.commit("all")
    return office
  }

  private func schedule(_ office: OfficeRepository, _ old: String, _ new: String) throws {
    let text = try office.text(RetentionSchedule.path)
    try #require(text.contains(old))
    try office.write(RetentionSchedule.path, text.replacing(old, with: new, maxReplacements: 1))
  }

  /// What reading every record of a tree gives, without any index.
  private func read(_ office: OfficeRepository, _ day: String) throws -> [String] {
    let workspace = try office.workspace()
    let past = try workspace.past(day, now: now, progress: nil)
    let schemas = try workspace.schemas(of: workspace.workTree())
    let schedule = try #require(schemas.retention)
    let book = try workspace.holds(in: workspace.workTree(), schemas: schemas).inForce(on: past.day)
    let tree = try workspace.workTree()
    return try workspace.recordFiles(in: tree, schemas.coding).compactMap { file -> String? in
      guard case .bytes(let bytes) = try tree.read(file), let root = RecordReader.read(bytes).root,
        let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }),
        let found = schedule.disposition(of: root, kind: kind, in: past.zone, other: { tree.record($0) }),
        found.isDue(on: past.day)
      else { return nil }
      return line(file.path, found, book.holds(on: root, at: file.path))
    }.sorted()
  }

  private func line(_ path: String, _ disposition: Disposition, _ holds: [HoldBook.Entry]) -> String {
    let words = [path, disposition.retentionClass.name, "\(disposition.due.map(\.description) ?? "-")"]
    return (words + holds.map(\.hold.number)).joined(separator: " ")
  }

  private func listed(_ office: OfficeRepository, _ day: String) throws -> [String] {
    try office.workspace().dueForDisposition(at: day, now: now).items
      .map { line($0.path, $0.disposition, $0.holds) }.sorted()
  }

  private let days = ["2024-01-01", "2033-01-01", "2033-12-31", "2034-01-01", "2054-01-01", "2099-01-01"]

  private func requireAgreement(_ office: OfficeRepository) throws {
    for day in days {
      let remembered = try listed(office, day)
      let read = try read(office, day)
      #expect(remembered == read, "\(day)")
    }
  }

  @Test func theIndexTellsWhatTheRecordsTell() throws {
    let office = try archive()
    try requireAgreement(office)
    #expect(try listed(office, "2099-01-01").count > 100)
    // Another period, not committed yet; then another condition.
    try schedule(office, "period: 5y", "period: 1y")
    try requireAgreement(office)
    try schedule(office, "importance: {const: important}", "importance: {const: ordinary}")
    try requireAgreement(office)
    // Records and a hold that are not committed yet.
    let path = try #require(try ShippedSchemas.records().first { $0.path.contains("SEC-2023-12-006") }?.path)
    try office.write(
      path, office.text(path).replacing("query: 洁雅", with: "query: -洁雅 dept:ADM after:2023-06"))
    let asset = try #require(try ShippedSchemas.records().first { $0.path.contains("TEC-2022-08-003") }?.path)
    try office.write(asset, office.text(asset).replacing("ended: 2023-08-16", with: "ended: 2022-08-16"))
    try requireAgreement(office)
    try office.commit("two")
    try requireAgreement(office)
    try office.remove(asset)
    try requireAgreement(office)
  }

  @Test func whatIsDueStaysDue() throws {
    let office = try archive()
    var earlier: Set<String> = []
    for day in days {
      let due = Set(try office.workspace().dueForDisposition(at: day, now: now).items.map(\.path))
      #expect(due.isSuperset(of: earlier))
      earlier = due
    }
  }

  @Test func aDayOfThePastIsToldByItsRecordsAndRules() throws {
    let office = try OfficeRepository()
    let record = RecordText("ADM-2010-02-001").with {
      $0.kind = "information-item"; $0.status = "dropped"
    }
    try office.write(record)
    try office.commit("one", at: 1_600_000_000)  // 2020-09-13
    try office.write(
      RetentionSchedule.path, try office.text(RetentionSchedule.path).replacing("period: 10y", with: "period: 90y"))
    try office.commit("two", at: 1_650_000_000)  // 2022-04-15
    let workspace = try office.workspace()
    func due(_ day: String) throws -> [String?] {
      try workspace.dueForDisposition(at: day, now: now).items.map { $0.disposition.due?.description }
    }
    // Kept for 30 years by itself, by its class for 10 years first and 90 then.
    #expect(
      try workspace.retention(of: "ADM-2010-02-001", at: "2021-01-01", now: now).disposition?.due?.description
        == "2041-01-01")
    #expect(try workspace.retention(of: "ADM-2010-02-001", now: now).disposition?.due?.description == "2101-01-01")
    #expect(try due("2021-01-01") == [])
    #expect(try due("2101-01-01") == ["2101-01-01"])
    #expect(try workspace.dueForDisposition(at: "2001-01-01", now: now).isBeforeFirstCommit)
  }

  // MARK: Schedules compared

  @Test func whatAScheduleMovesIsToldOldAndNew() throws {
    let office = try archive()
    let workspace = try office.workspace()
    #expect(try workspace.retentionChanges(since: "HEAD", now: now).items.isEmpty)
    try schedule(office, "period: 5y", "period: 30y")
    let longer = try office.workspace().retentionChanges(since: "HEAD", now: now).items
    #expect(Set(longer.compactMap(\.number)).isSuperset(of: ["TEC-2022-08-003", "LOG-2022-08-002"]))
    #expect(longer.allSatisfy { !$0.isShortened && $0.after?.retentionClass.name == "asset-cards" })
    try office.commit("longer")
    try schedule(
      office, "period: 30y\n    from: ended\n    event: {en: scrapped",
      "period: 20y\n    from: ended\n    event: {en: scrapped")
    let shorter = try office.workspace().retentionChanges(since: "HEAD", now: now).items
    #expect(shorter.count == longer.count)
    #expect(shorter.allSatisfy { $0.isShortened })
    let scrapped = try #require(shorter.first { $0.number == "TEC-2022-08-003" })
    #expect(scrapped.before?.due?.description == "2054-01-01")
    #expect(scrapped.after?.due?.description == "2044-01-01")
    // Against the first schedule it is longer.
    let first = try office.workspace().retentionChanges(since: "HEAD~1", now: now).items
    #expect(first.count == longer.count)
    #expect(first.allSatisfy { !$0.isShortened })
  }

  @Test func aMovedConditionIsReadAgain() throws {
    let office = try archive()
    try schedule(office, "importance: {const: important}", "importance: {const: ordinary}")
    let found = try office.workspace().retentionChanges(since: "HEAD", now: now).items
    #expect(Set(found.compactMap(\.number)).isSuperset(of: ["SEC-2023-07-001", "SEC-2023-07-002"]))
    #expect(found.first { $0.number == "SEC-2023-07-001" }?.after?.retentionClass.name == "ordinary-papers")
    #expect(found.allSatisfy { $0.number?.contains("-07-") == true })
  }

  @Test func whoSoftensTheScheduleDoesNotProfitInOneGo() throws {
    let office = try archive()
    let asset = try #require(try ShippedSchemas.records().first { $0.path.contains("TEC-2022-08-003") }?.path)
    try schedule(office, "period: 5y", "period: 1y")
    try office.write(asset, office.text(asset).replacing("retention: 10y", with: "retention: 2y"))
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().findings == ["\(asset) RET001"])
    // Longer than the class is the record's own affair.
    try office.git("reset", "-q", "--hard")
    try office.write(asset, office.text(asset).replacing("retention: 10y", with: "retention: 5y"))
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().findings == [])
  }

  @Test func withoutAScheduleThereIsAnErrorThatSaysSo() throws {
    let office = try archive()
    try office.remove(RetentionSchedule.path)
    #expect(throws: WorkspaceError.noRetentionSchedule) { try office.workspace().dueForDisposition(now: now) }
    // The rules stay silent.
    #expect(try office.workspace().check().diagnostics.isEmpty)
    try office.commit("none")
    try office.git("checkout", "-q", "HEAD~1", "--", RetentionSchedule.path)
    let found = try office.workspace().retentionChanges(since: "HEAD", now: now).items
    #expect(found.count > 250)
    #expect(found.allSatisfy { $0.before == nil && !$0.isShortened })
    try office.write(RetentionSchedule.path, "classes: 5\n")
    #expect(throws: WorkspaceError.brokenRules) { try office.workspace().dueForDisposition(now: now) }
  }

  // MARK: Holds

  /// A hold decides on a record's content what a search finds in the index.
  @Test func aHoldCoversWhatASearchFinds() throws {
    let office = try archive()
    let workspace = try office.workspace()
    let schemas = try workspace.schemas(of: workspace.workTree())
    let records = try ShippedSchemas.records().compactMap { path, bytes in
      RecordReader.read(bytes).root.map {
        (path: path, root: $0, words: RecordWords(IndexedRecord(node: $0, text: "", path: path)))
      }
    }
    var generator = SeededGenerator(seed: 11)
    var queries = [
      "洁雅", "dept:ADM type:03 year:2022", "种类:合同 -洁雅", "kind:contract before:2023-05", "date:2023-07", "-kind:policy",
      "title:会议", "owner:马超", "经办人:ma.chao", "printer*", "prin*", "status:effective", "statu*", "counterparty:物业",
      "对方单位:物业", "place:二楼", "retention:30y", "keyword:冻结", "\"annual leave\"", "会", "纪要*", "body:应当", "note:同意",
      "trail:同意", "class:内部", "编号:LOG-2023-03-002", "HR-2023-01-001", "ref:LOG-2023-03-001", "after:2023-12-01 -会议",
      "-after:2000", "类型:03", "by:周明",
    ]
    for _ in 0..<120 {
      let title = try #require(records.randomElement(using: &generator)?.root["title"]?.string)
      let start = Int.random(in: 0..<max(1, title.count - 3), using: &generator)
      let piece = title.dropFirst(start).prefix(Int.random(in: 1...5, using: &generator))
      let text = piece.filter { $0.isLetter || $0.isNumber }
      guard !text.isEmpty else { continue }
      let prefix = ["", "-", "title:", "keyword:", "purpose:"].randomElement(using: &generator) ?? ""
      queries.append(prefix + text + (Bool.random(using: &generator) ? "*" : ""))
    }
    for text in queries {
      let found = try workspace.find(text, scope: .present, limit: 1000).matches.map(\.version.path)
      let query = try SearchQuery(text, vocabulary: SchemaVocabulary(schemas: schemas) { _ in false })
      let matched = records.filter { query.matches($0.words) }.map(\.path)
      #expect(Set(found) == Set(matched), "\(text)")
    }
  }

  @Test func aHoldWhoseSearchCannotBeReadHoldsEverything() throws {
    let office = try archive()
    let path = try #require(try ShippedSchemas.records().first { $0.path.contains("SEC-2023-12-006") }?.path)
    try office.write(path, office.text(path).replacing("query: 洁雅", with: "query: nosuchfield:x"))
    let list = try office.workspace().dueForDisposition(at: "2050-01-01", now: now)
    #expect(!list.items.isEmpty)
    #expect(list.items.allSatisfy { $0.holds.map(\.hold.number) == ["SEC-2023-12-006"] })
    #expect(try office.workspace().holds(now: now).entries.map(\.isUnreadable) == [true])
  }

  @Test func aReleasedHoldHoldsNothingMore() throws {
    let office = try archive()
    let workspace = try office.workspace()
    let id = "SEC-2023-12-006"
    let contract = try workspace.retention(of: "LOG-2023-03-002", at: "2040-01-01", now: now)
    let open = LocalizedText(en: "not closed yet; payments may be open", zh: "尚未办结，可能有未结清的款项")
    #expect(contract.next == .settle(open))
    let complaint = try workspace.retention(of: "LOG-2023-10-004", at: "2040-01-01", now: now)
    #expect(complaint.next == .release([id]))
    office.passTime()
    let release = try workspace.releaseHold(
      id, reason: "双方已达成协议", identity: office.identity, now: now, language: .chinese)
    #expect(release.outcome.commit != nil)
    #expect(try office.text(release.path).contains("status: released"))
    #expect(try office.text(release.path).contains("released: 2023-11-15\nrelease-reason: 双方已达成协议\n"))
    #expect(try office.git("status", "--porcelain").isEmpty)
    #expect(try workspace.retention(of: "LOG-2023-10-004", at: "2040-01-01", now: now).next == .dispose(.destroy))
    #expect(throws: WorkspaceError.notHolding(id)) {
      try workspace.releaseHold(id, reason: "x", identity: office.identity, now: now, language: .english)
    }
    #expect(throws: WorkspaceError.notAHold("LOG-2023-10-004")) {
      try workspace.releaseHold("LOG-2023-10-004", reason: "x", identity: office.identity, now: now, language: .english)
    }
  }
}
