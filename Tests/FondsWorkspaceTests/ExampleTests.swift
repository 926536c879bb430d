import FondsGit
import FondsModel
import FondsRules
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

private let schemas = Template.schemas
private let told = Result { () throws(any Error) in try ExampleArchive.story(schemas) }

/// Replayed once for all tests that only look at it.
let replayed = Result { () throws(any Error) in try ReplayedOffice() }

final class ReplayedOffice: @unchecked Sendable {
  let office: OfficeRepository
  let made: ExampleInitialization

  init() throws {
    office = try OfficeRepository(schemas: false)
    try office.remove(".git")
    made = try Workspace.initializeExample(at: office.path, program: FondsProgram.path).1
  }
}

/// The records of one moment of a story.
private struct MemoryTree: FileTree {
  var bytes: [String: [UInt8]] = [:]

  mutating func apply(_ step: Story.Step) {
    for entry in step.records {
      if let old = entry.oldPath { bytes[old] = nil }
      bytes[entry.version.path] = entry.version.bytes
    }
  }

  func files(below folder: String) -> [FileReference] {
    bytes.keys.filter { RecordPath.lies($0, in: folder) }.sorted { $0.isBytewiseBefore($1) }
      .map { FileReference(path: $0, kind: .regular) }
  }
  func names(in folder: String) -> [String] {
    bytes.keys.filter { RecordPath.folder(of: $0) == folder }.map { RecordPath.name(of: $0) }
  }
  func read(_ file: FileReference) throws -> FileContent { .bytes(try #require(bytes[file.path])) }

  /// What a step is about to do to a record's trail.
  func trailChange(_ entry: Story.Entry, by person: String?) throws -> TrailChange {
    func trail(_ bytes: [UInt8]) -> [Node] { RecordReader.read(bytes).root?["trail"]?.sequence ?? [] }
    return TrailChange(
      path: entry.version.path, before: try entry.oldPath.map { [trail(try #require(bytes[$0]))] } ?? [],
      after: trail(entry.version.bytes), range: nil, author: person.map { .person($0) } ?? .stranger("administrator"))
  }

  /// What the rules refuse at some files, all of them or those of a step.
  func faults(at paths: [String], _ schemas: Schemas) throws -> [String] {
    let check = TreeCheck(tree: self, schemas: schemas, past: nil)
    var outcome = try check.outcome(of: paths.map { FileReference(path: $0, kind: .regular) })
    let around = try Neighbourhood(
      of: outcome.entries, table: NumberTable(paths: bytes.keys), tree: self, schemas: schemas)
    let chosen = Set(paths)
    outcome.report.add(check.diagnostics(of: outcome.entries, in: around.collection { chosen.contains($0) }))
    return outcome.report.findings(.error)
  }
}

extension CheckReport {
  fileprivate func findings(_ severity: Severity) -> [String] {
    diagnostics.filter { $0.severity == severity }.map { "\($0.path) \($0.code) \($0.message.en)" }
  }
}

extension FileContent {
  fileprivate var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
}

@Suite("The story of the example")
struct StoryTests {
  /// What was refused on its day would have been no history of this office.
  @Test func everyStepPassesTheRules() throws {
    var tree = MemoryTree()
    var generator = SeededGenerator(seed: 3)
    let steps = try told.get().steps
    let looks = Set((0..<10).compactMap { _ in steps.indices.randomElement(using: &generator) } + [steps.count - 1])
    var faults: Set<String> = []
    for (index, step) in steps.enumerated() {
      let trails = try step.records.map { try tree.trailChange($0, by: step.by) }
      faults.formUnion(
        Checker(schemas: schemas).check(Change(by: schemas, trails: trails)).map {
          "\($0.path) \($0.code) \($0.message.en)"
        })
      tree.apply(step)
      // At some moments the whole archive, else what changed.
      let paths = looks.contains(index) ? Array(tree.bytes.keys) : step.records.map(\.version.path)
      faults.formUnion(try tree.faults(at: paths, schemas))
    }
    #expect(faults.sorted() == [])
  }

  /// Once a step is in the trail it stays, and nothing is in it before its time.
  @Test func trailsGrowStepByStep() throws {
    var trails: [RecordID: [Node]] = [:]
    for step in try told.get().steps {
      for entry in step.records {
        let trail = RecordReader.read(entry.version.bytes).root?["trail"]?.sequence ?? []
        let before = trails.updateValue(trail, forKey: entry.id) ?? []
        #expect(Array(trail.prefix(before.count)) == before, "\(entry.id)")
        #expect(trail.count <= before.count + 1, "\(entry.id)")
        #expect(trail.allSatisfy { ($0["at"]?.string.flatMap { Moment($0) }?.seconds ?? .max) <= step.moment })
      }
    }
  }

  /// On its way along a workflow a record has the status that its trail so far has brought, and nothing yet of what a step
  /// to come fills, unless its kind demands it before.
  @Test func recordsGoAlongTheirWorkflows() throws {
    var shipped: [RecordID: Node] = [:]
    for (path, bytes) in ExampleArchive.records {
      if let id = RecordID(prefixOf: RecordPath.name(of: path)) { shipped[id] = RecordReader.read(bytes).root }
    }
    var (statuses, fields) = (0, 0)
    for entry in try told.get().steps.flatMap(\.records) {
      let root = try #require(RecordReader.read(entry.version.bytes).root)
      let kind = try #require(schemas.kinds[root["kind"]?.string ?? ""])
      guard let workflow = schemas.workflow(of: kind),
        let progress = Progress(of: root, kind: kind, schemas: schemas, organization: schemas.organization)
      else { continue }
      let trail = root["trail"]?.items ?? []
      let toCome = (shipped[entry.id]?["trail"]?.items ?? []).dropFirst(trail.count)
      guard !toCome.isEmpty else { continue }
      let status = try #require(root["status"]?.string)
      #expect(progress.reachedStatuses(of: kind).contains(status), "\(entry.id) \(trail.count)")
      statuses += 1
      func fills(_ entries: some Sequence<Node>) -> Set<String> {
        let names = Set(entries.compactMap { $0["step"]?.string })
        return Set(workflow.steps.filter { names.contains($0.name) }.flatMap(\.fills))
      }
      for field in fills(toCome).subtracting(fills(trail)) where shipped[entry.id]?[field] != nil {
        fields += 1
        guard root[field] != nil else { continue }
        let without = Node(.mapping(Mapping(try #require(root.mapping).entries.filter { $0.key != field })))
        #expect(kind.schema.faults(in: without).count > kind.schema.faults(in: root).count, "\(entry.id) \(field)")
      }
    }
    #expect(statuses > 300 && fields > 300)
  }

  /// Who takes a step in the same second as others commits it all the same.
  @Test func whatFallsTogetherIsEachHandsOwn() throws {
    let id = try #require(RecordID("SEC-2023-12-005"))
    let (path, bytes) = try #require(ExampleArchive.records.first { $0.path.contains(id.text) })
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing("2023-07-11T10:10:00", with: "2023-07-11T10:05:00")
      .replacing("2023-07-11T10:15:00", with: "2023-07-11T10:05:00")
    let changes = try ExampleArchive.changes().filter { $0.id == id }
    let story = try Story(records: [(path, Array(text.utf8))], schemas: schemas, changes: changes)
    var tree = MemoryTree()
    var hands: [String] = []
    for step in story.steps {
      let checker = Checker(schemas: schemas)
      for entry in step.records {
        let content = RecordFile.Content.text(RecordReader.read(entry.version.bytes))
        let context = RecordContext(RecordFile(path: entry.version.path, content: content), schemas: schemas)
        #expect(checker.check(context).map(\.code) == [])
        #expect(
          checker.check(Change(by: schemas, trails: [try tree.trailChange(entry, by: step.by)])).map(\.code) == [])
      }
      tree.apply(step)
      if step.subject?.contains("appraisal：办结") ?? false { hands.append(step.by ?? "") }
    }
    #expect(hands == ["wang.fang", "chen.jie", "zhang.wei"])
    #expect(tree.bytes == [path: Array(text.utf8)])
  }
}

@Suite("init --example")
struct ExampleTests {
  private let office: OfficeRepository
  private let made: ExampleInitialization

  init() throws {
    (office, made) = (try replayed.get().office, try replayed.get().made)
  }

  @Test func whatItEndsWithIsWhatIsShipped() throws {
    for folder in ["Records", "Schemas"] {
      let shipped = ShippedSchemas.projectRoot.appendingPathComponent(folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: shipped.path).filter { $0.hasSuffix(".yaml") }
      #expect(try office.folder.contents(below: "office/\(folder)").filter { $0.hasSuffix(".yaml") } == names.sorted())
      for name in names {
        let bytes = [UInt8](try Data(contentsOf: shipped.appendingPathComponent(name)))
        #expect(try office.folder.read("office/\(folder)/\(name)") == bytes, "\(name)")
      }
    }
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.git("rev-list", "--count", "HEAD") == "\(made.commits)")
    #expect(try office.workspace().missingHooks() == [])
    #expect(try office.damage() == "")
    #expect(try office.leftovers() == [])
  }

  @Test func treesOfThePastAreThoseOfTheStory() throws {
    let workspace = try office.workspace()
    let commits = try office.git("rev-list", "--reverse", "HEAD").split(separator: "\n").map(String.init)
    var tree = MemoryTree()
    for (index, step) in try told.get().steps.enumerated() {
      tree.apply(step)
      guard index % 97 == 0 else { continue }
      let committed = try workspace.tree(ofCommit: try workspace.resolve(commits[index + 1]))
      let files = try committed.files(below: "Records")
      #expect(files.map(\.path) == tree.bytes.keys.sorted { $0.isBytewiseBefore($1) })
      for file in files { #expect(try committed.read(file).bytes == tree.bytes[file.path], "\(file.path)") }
    }
    #expect(try workspace.check(revision: commits[commits.count / 2]).findings(.error) == [])
  }

  @Test func timePassesAndEveryCommitIsSomebodysOfTheOffice() throws {
    let lines = try office.git("log", "--reverse", "--format=%at %ct %ae %ce").split(separator: "\n")
      .map { $0.split(separator: " ") }
    let times = lines.compactMap { Int($0[0]) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(lines.allSatisfy { $0[0] == $0[1] && $0[2] == $0[3] })
    let emails = Set(try ShippedSchemas.load().organization.people.flatMap(\.emails))
    #expect(Set(lines.map { String($0[2]) }).subtracting(emails) == [])
  }

  /// An entry of a trail first appears in a commit of whoever took the step, at its time.
  @Test func stepsAreCommittedByWhoTookThem() throws {
    let workspace = try office.workspace()
    let people = try ShippedSchemas.load().organization.people
    // What each commit says that it does to each record.
    var actions: [String: String] = [:]
    var (commit, named): (Substring, Substring) = ("", "")
    for line in try office.git("log", "--format=commit %H%n%(trailers:only,unfold)").split(separator: "\n") {
      guard let space = line.firstIndex(of: " ") else { continue }
      let value = line[line.index(after: space)...]
      switch line[..<space] {
      case "commit": commit = value
      case "Fonds-Record:": named = value
      default: actions["\(commit) \(named)"] = String(value)
      }
    }
    var steps = 0
    for record in try office.git("ls-files", "Records", "-z").split(separator: "\0") {
      guard let id = RecordID(prefixOf: RecordPath.name(of: String(record))) else { continue }
      var known = 0
      for version in try workspace.versions(of: id.text).reversed() {
        let root = RecordReader.read(try version.blob.map(workspace.repository.readBlob) ?? []).root
        let trail = root?["trail"]?.sequence ?? []
        for entry in trail.dropFirst(known) {
          let by = (entry["entered-by"] ?? entry["by"])?.string
          #expect(people.first { $0.id == by }?.name == version.author, "\(id) \(version.commit)")
          let at = try #require(entry["at"]?.string.flatMap { Moment($0) })
          #expect((0..<120).contains(version.committed.seconds - at.seconds), "\(id) \(version.commit)")
          steps += 1
        }
        let hasWorkflow = root?["kind"]?.string.flatMap { schemas.kinds[$0] }.map { schemas.workflow(of: $0) != nil }
        #expect(
          (actions["\(version.commit) \(id)"] == "act") == (trail.count > known && hasWorkflow == true),
          "\(id) \(version.commit)")
        known = trail.count
      }
    }
    #expect(steps > 500)
  }

  @Test func thePastIsToldAsItWas() throws {
    let workspace = try office.workspace()
    func record(_ id: String, _ day: String) throws -> Node {
      try #require(RecordReader.read(try workspace.record(id, at: day).bytes).root)
    }
    // In force until its successor is, and then superseded in the same commit.
    #expect(try record("HR-2022-01-001", "2023-05-07")["status"]?.string == "effective")
    #expect(try record("HR-2022-01-001", "2023-05-07")["superseded-by"] == nil)
    #expect(try record("HR-2022-01-001", "2023-05-08")["status"]?.string == "superseded")
    let commits = Set(try workspace.versions(of: "HR-2023-01-001").map(\.commit))
    #expect(try workspace.versions(of: "HR-2022-01-001").contains { commits.contains($0.commit) })
    // In review between its steps; nobody speaks of a record that is not there.
    let draft = try record("HR-2023-01-001", "2023-05-06")
    #expect(draft["status"]?.string == "in-review")
    #expect(draft["references"] == nil)
    #expect(draft["trail"]?.items.count == 1)
    let text = String(decoding: try workspace.record("HR-2023-01-001", at: "2023-05-06").bytes, as: UTF8.self)
    #expect(!text.contains("SEC-2023-04-002") && text.contains("# 涉及全员"))
    // A change that the card itself no longer tells, with its message.
    #expect(try record("TEC-2022-08-002", "2023-07-02")["status"]?.string == "in-use")
    #expect(try record("TEC-2022-08-002", "2023-07-03")["status"]?.string == "idle")
    #expect(try record("TEC-2022-08-002", "2023-09-07")["serial"]?.string == "82215")
    // A thing to do is open until it is done, a record closed with its last step.
    let minutes = try record("SEC-2023-04-005", "2023-08-29")
    #expect(minutes["resolutions"]?.items.map { $0["state"]?.string } == ["done", "done", "done", "open", "open"])
    #expect(minutes["status"]?.string == "effective")
    #expect(try record("SEC-2023-04-005", "2023-09-15")["status"]?.string == "closed")
    // A word of status is the one that the last step brought, and what a step to come fills is not there yet.
    let purchase = try record("LOG-2023-09-006", "2023-12-31")
    #expect(purchase["status"]?.string == "closed" && purchase["trail"]?.items.count == 2)
    let list = try record("SEC-2023-12-005", "2023-07-26")
    #expect(list["status"]?.string == "approved" && list["opinion"] != nil && list["witnesses"] == nil)
    let suggestion = try record("SEC-2023-12-011", "2023-09-20")
    #expect(suggestion["status"]?.string == "piloting" && suggestion["rolled-out"] == nil)
    #expect(suggestion["pilots"]?.items.map { $0["result"] == nil } == [true, true])
    // Who still has to read a paper has no time of reading.
    let circulated = try record("SEC-2023-06-002", "2023-08-06")
    #expect(circulated["readers"]?.items.map { $0["read"] == nil } == [false, true])
    // What a later word of status demands came with it.
    #expect(try record("LOG-2023-10-001", "2023-05-16")["status"]?.string == "answered")
    #expect(try record("LOG-2023-10-001", "2023-05-16")["findings"] == nil)
    // A sheet is open from its first day on, and grows row by row.
    #expect(try record("LOG-2023-08-007", "2023-06-14")["rows"]?.items.count == 6)
    #expect(try record("LOG-2023-08-007", "2023-06-14")["status"]?.string == "open")
    // A row is there from its day on.
    #expect(try record("ADM-2022-08-001", "2023-10-08")["maintenance"]?.items.count == 2)
    #expect(try record("ADM-2022-08-001", "2023-10-09")["maintenance"]?.items.count == 3)
  }

  @Test func itIsTheSameWhereverItIsMade() throws {
    let folder = try TemporaryFolder()
    // An empty repository of Git is as good as an empty folder.
    _ = try Repository.initialize(at: folder.file("二"), initialBranch: "trunk")
    let (workspace, again) = try Workspace.initializeExample(at: folder.file("二"), program: "/somewhere/fonds")
    #expect(again.commit == made.commit)
    #expect(try workspace.repository.head() == made.commit)
    #expect(try workspace.repository.currentBranch() == "trunk")
  }

  @Test func aFolderWithSomethingInItIsRefusedUntouched() throws {
    let folder = try TemporaryFolder()
    try folder.write("office/我的文件.txt", "keep")
    #expect(throws: WorkspaceError.folderNotEmpty(folder.file("office"))) {
      try Workspace.initializeExample(at: folder.file("office"), program: "fonds")
    }
    #expect(try folder.contents(below: "office") == ["我的文件.txt"])
    #expect(throws: WorkspaceError.folderNotEmpty(office.path)) {
      try Workspace.initializeExample(at: office.path, program: "fonds")
    }
  }

  /// Each names a record, a field that its kind has, a person, and a value that it had no more afterwards.
  @Test func everyChangeToldBesideTheRecordsIsOne() throws {
    let changes = try ExampleArchive.changes()
    #expect(changes.count >= 15)
    var records: [RecordID: Node] = [:]
    for (path, bytes) in ExampleArchive.records {
      if let id = RecordID(prefixOf: RecordPath.name(of: path)) { records[id] = RecordReader.read(bytes).root }
    }
    for change in changes {
      let root = try #require(records[change.id], "\(change.id)")
      let kind = try #require(schemas.kinds[root["kind"]?.string ?? ""])
      #expect(schemas.organization.person(change.by) != nil)
      let later = changes.filter { $0.id == change.id && $0.at.seconds > change.at.seconds }
      for (path, value) in change.before {
        let names = path.compactMap { if case .key(let name) = $0 { name } else { nil } }
        #expect(kind.fields.field(at: names.joined(separator: ".")) != nil, "\(change.id) \(path)")
        let next = later.lazy.compactMap { $0.before.first { $0.path == path } }.first
        #expect((next.map(\.value) ?? root.value(at: path)) != value, "\(change.id) \(path)")
      }
    }
  }
}
