import FondsGit
import FondsIndex
import FondsModel
import FondsRules
import FondsText

/// Where a due list gets the records from: all of the tree's, or only those that may still owe something, which the index
/// remembers.
struct DueSource {
  let workspace: Workspace
  let reader: DueReader
  let past: PastRules

  typealias Evidence = (duty: Int, evidence: Duty.Evidence)
  typealias Found = (entries: [DueReader.Entry], evidence: [Evidence], unreadable: [String])

  /// - Parameters:
  ///   - now: when it is asked; the index serves the present and what is to come.
  ///   - isComplete: whether what is done is asked for as well, which only the records tell.
  /// - Returns: what the records read promise; what further records contribute to duties; files that can't be read.
  func entries(in tree: some FileTree, asked now: Moment, isComplete: Bool) throws -> Found {
    if !isComplete, let tree = tree as? WorkTree, let found = try remembered(tree, now) { return found }
    let files = try workspace.recordFiles(in: tree, reader.schemas.coding)
    let (entries, unreadable) = try read(files, in: tree)
    return (entries, [], unreadable)
  }

  private func read(_ files: [FileReference], in tree: some FileTree) throws -> ([DueReader.Entry], [String]) {
    var entries: [DueReader.Entry] = []
    var unreadable: [String] = []
    for (file, reading) in zip(files, try workspace.reading(files, in: tree, reader.reading)) {
      switch reading {
      case .record, .older: entries += [try entry(of: reading, at: file.path)].compactMap(\.self)
      case .unreadable: unreadable.append(file.path)
      }
    }
    return (entries, unreadable)
  }

  /// Nil for what can't be read.
  func entry(of reading: DueReader.Reading, at path: String) throws -> DueReader.Entry? {
    switch reading {
    case .record(let entry): entry
    case .older(let root, let kind): try reader(for: root, kind).entry(of: root, kind, at: path)
    case .unreadable: nil
    }
  }

  /// By the rules that a record began under.
  private func reader(for root: Node, _ kind: Kind) throws -> DueReader {
    try past.schemas(for: root, kind: kind).map(reader.replacing) ?? reader
  }

  // MARK: What the index remembers

  /// Nil where there is no index up to date with HEAD, or another process emptied it meanwhile, or the rules on disk are not
  /// those of HEAD.
  private func remembered(_ tree: WorkTree, _ now: Moment) throws -> Found? {
    guard let store = try workspace.currentIndexIfCheap(), let head = try workspace.repository.head() else {
      return nil
    }
    let changes = try workspace.changes(in: tree, since: head, store)
    guard !changes.contains(where: { RecordPath.lies($0.path, in: Schemas.root) }),
      let rules = try workspace.tree(ofCommit: head).rulesName
    else { return nil }
    let name = "\(Self.version) \(rules) \(reader.time.zone.offsetMinutes(at: now.seconds))"
    guard try judge(store, by: name, now) else { return nil }
    let changed = Set(changes.map(\.path))
    let owing = try store.owingContents().map(\.path).filter { !changed.contains($0) }
    let own = changes.filter { $0.state != .deleted && RecordPath.lies($0.path, in: RecordPath.root) }.map(\.path)
    let wanted = Set(owing + own)
    let files = try wanted.sorted { $0.isBytewiseBefore($1) }.flatMap { try tree.files(below: $0) }.filter { file in
      let name = RecordPath.name(of: file.path)
      return file.kind == .regular && RecordFile.isReadable(name: name) && !reader.schemas.coding.passesOver(name)
    }
    let (entries, unreadable) = try read(files, in: tree)
    let evidence = try evidence(store, without: Set(files.map(\.path)).union(changed))
    return try store.isUnemptied() ? (entries, evidence, unreadable) : nil
  }

  /// Grows whenever what is remembered would come out otherwise.
  private static let version = 2

  /// Looks at the present contents that were not looked at by these rules yet. Returns whether that could be kept.
  private func judge(_ store: IndexStore, by rules: String, _ now: Moment) throws -> Bool {
    let contents = try store.unjudgedContents(by: rules, asOf: now.seconds)
    guard !contents.isEmpty else { return true }
    var judged: [JudgedContent] = []
    for start in stride(from: 0, to: contents.count, by: 512) {
      let part = try contents[start..<min(start + 512, contents.count)].map { content in
        (content.blob, try workspace.repository.recordContent(content.blob))
      }
      let reader = reader
      judged += concurrentMap(part) { blob, content in reader.judgement(of: blob, content, from: now) }
    }
    do throws(any Error) {
      try IndexStore(directory: workspace.derivedFolder).keep(judged, by: rules, asOf: now.seconds)
      return true
    } catch is IndexError {
      // Where nothing can be kept, everything is read each time.
      return false
    }
  }

  private func evidence(_ store: IndexStore, without paths: Set<String>) throws -> [Evidence] {
    let places = Dictionary(reader.schemas.duties.enumerated().map { ($1.name, $0) }) { first, _ in first }
    return try store.dutyEvidence(without: paths).compactMap { item in
      guard let duty = places[item.duty], let day = CalendarDate(item.day) else { return nil }
      return (
        duty,
        Duty.Evidence(
          day: day, done: reader.time.zone.moment(item.done), record: item.record, department: item.department)
      )
    }
  }
}

extension DueReader {
  /// What the index keeps of a content.
  fileprivate func judgement(of blob: OID, _ content: FileContent, from now: Moment) -> JudgedContent {
    guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root else {
      // What can't be read is to be told of each time.
      return JudgedContent(blob: blob, owes: true, evidence: [])
    }
    guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }) else {
      return JudgedContent(blob: blob, owes: false, evidence: [])
    }
    let evidence = evidence(in: root, kind).map { duty, evidence in
      DutyEvidence(
        duty: schemas.duties[duty].name, day: evidence.day.description, done: evidence.done.seconds,
        record: evidence.record, department: evidence.department)
    }
    let isOlder = PastRules.mayBePast(root, kind, changes)
    return JudgedContent(blob: blob, owes: isOlder || mayOwe(root, kind, from: now), evidence: evidence)
  }
}

extension CommittedTree {
  /// What tells one state of the rules from another: the name of their tree.
  fileprivate var rulesName: String? {
    get throws {
      guard let root else { return nil }
      return try repository.entry(atPath: Schemas.root, inTree: root)?.oid.description
    }
  }
}
