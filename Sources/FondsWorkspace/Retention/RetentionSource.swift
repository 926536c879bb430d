import FondsGit
import FondsIndex
import FondsModel
import FondsRules
import FondsText

/// Where a question about retention gets the records from: all of the tree's, or what the index remembers of them.
struct RetentionSource {
  let workspace: Workspace
  let schemas: Schemas
  /// The schedule of the tree, by which the index remembers.
  let schedule: RetentionSchedule
  let zone: OfficeZone
  /// The day on which holds are looked at.
  let day: CalendarDate

  struct Found {
    var entries: [RetainedEntry] = []
    /// Files that can't be read, so that nobody knows when they may leave.
    var unreadable: [String] = []
  }

  func answer(_ question: RetentionQuestion, in tree: some FileTree) throws -> Found {
    var found: Found
    if let tree = tree as? WorkTree, let remembered = try remembered(question, tree) {
      found = remembered
    } else {
      let book = try workspace.holds(in: tree, schemas: schemas).inForce(on: day)
      found = try read(
        try workspace.recordFiles(in: tree, schemas.coding), in: tree, reader(question, book))
    }
    found.entries.sort { $0.path.isBytewiseBefore($1.path) }
    return found
  }

  private func reader(_ question: RetentionQuestion, _ book: HoldBook) -> RetainedReader {
    RetainedReader(schemas: schemas, zone: zone, question: question, book: book)
  }

  private func read(_ files: [FileReference], in tree: some FileTree, _ reader: RetainedReader) throws -> Found {
    var found = Found()
    for (file, reading) in zip(files, try workspace.reading(files, in: tree, reader.reading)) {
      switch reading {
      case .entry(let entry): found.entries.append(entry)
      case .dependent(let root, let kind):
        let facts = reader.facts(of: root, kind) { tree.record($0) }
        if let entry = reader.entry(of: root, kind, facts, at: file.path) { found.entries.append(entry) }
      case .unwanted: break
      case .unreadable: found.unreadable.append(file.path)
      }
    }
    return found
  }

  // MARK: What the index remembers

  /// Nil where there is no index up to date with HEAD, or another process emptied it meanwhile, or the kinds on disk are not
  /// those of HEAD.
  private func remembered(_ question: RetentionQuestion, _ tree: WorkTree) throws -> Found? {
    guard let store = try workspace.currentIndexIfCheap(), let head = try workspace.repository.head() else {
      return nil
    }
    let changes = try workspace.changes(in: tree, since: head, store)
    guard !changes.contains(where: { Self.isFrame($0.path) }), try remember(head, store) else { return nil }
    let changed = Set(changes.map(\.path))
    let own = try changes.filter { $0.state != .deleted && RecordPath.lies($0.path, in: RecordPath.root) }
      .flatMap { try tree.files(below: $0.path) }
      .filter { isRecord($0) }
    let book = try holds(store, tree, own, changed).inForce(on: day)
    let reader = reader(question, book)
    var found = try read(own, in: tree, reader)
    try addRemembered(store, tree, reader, without: changed, to: &found)
    return try store.isUnemptied() ? found : nil
  }

  private func isRecord(_ file: FileReference) -> Bool {
    let name = RecordPath.name(of: file.path)
    return file.kind == .regular && RecordFile.isReadable(name: name) && !schemas.coding.passesOver(name)
  }

  private func holds(
    _ store: IndexStore, _ tree: WorkTree, _ own: [FileReference], _ changed: Set<String>
  ) throws -> HoldBook {
    let kinds = schemas.kinds.values.filter(\.holds).map(\.name)
    let paths = kinds.isEmpty ? [] : try store.presentPaths(ofKinds: kinds).filter { !changed.contains($0) }
    return try workspace.holds(
      among: paths.map { FileReference(path: $0, kind: .regular) } + own, in: tree, schemas: schemas)
  }

  /// What stands in the index, and what of it has to be read all the same: records of which others tell, and those of kinds
  /// that one of the schedules reads otherwise.
  private func addRemembered(
    _ store: IndexStore, _ tree: WorkTree, _ reader: RetainedReader, without changed: Set<String>, to found: inout Found
  ) throws {
    let question = reader.question
    let others = question.schedules.filter { !$0.readsLike(schedule) }
    let readOtherwise = Set(
      schemas.kinds.keys.filter { kind in others.contains { !$0.readsLike(schedule, kind: kind) } })
    typealias Place = (blobID: Int64, pathID: Int64)
    var wanted: [(place: Place, content: RetainedContent, dispositions: [Disposition?])] = []
    var unread: [Place] = []
    try store.retained(kinds: question.kinds.map { $0.union([""]) }) { record in
      let place = (record.blobID, record.pathID)
      guard record.content.isReadable, !record.content.dependsOnOthers, !readOtherwise.contains(record.content.kind)
      else { return unread.append(place) }
      let facts = record.content.facts
      let dispositions = question.schedules.map { schedule in facts.flatMap(schedule.disposition) }
      if question.isWanted(dispositions) { wanted.append((place, record.content, dispositions)) }
    }
    let files = try store.titles(of: unread).compactMap(\.self).filter { !changed.contains($0.path) }
      .map { FileReference(path: $0.path, kind: .regular) }.filter(isRecord)
    let read = try read(files, in: tree, reader)
    found.entries += read.entries
    found.unreadable += read.unreadable
    let held = try HeldContents(reader.book, store)
    for (item, title) in zip(wanted, try store.titles(of: wanted.map(\.place))) {
      guard let title, !changed.contains(title.path) else { continue }
      found.entries.append(
        RetainedEntry(
          path: title.path, number: title.number, title: title.title, kind: item.content.kind,
          isConcealed: item.content.isConcealed, dispositions: item.dispositions,
          holds: held.holds(on: title.number, blob: item.place.blobID)))
    }
  }

  // MARK: Remembering

  /// Grows whenever what is remembered would come out otherwise.
  private static let version = 1

  /// The files of the rules that say what a record tells: its kind, how it is classified, where the office lies.
  private static let frame = ["record.yaml", "fonds.yaml", "classification.yaml", "kinds"].map {
    "\(Schemas.root)/\($0)"
  }

  private static func isFrame(_ path: String) -> Bool {
    path == Schemas.root || frame.contains { RecordPath.lies(path, in: $0) }
  }

  /// Looks at the present contents of which nothing is remembered by these rules. Returns whether that could be kept.
  func remember(_ head: OID, _ store: IndexStore? = nil) throws -> Bool {
    let tree = try workspace.tree(ofCommit: head)
    let frame = try Self.frame.map { try tree.name(of: $0)?.description ?? "-" } + [String(Self.version)]
    let rules = Dictionary(uniqueKeysWithValues: schemas.kinds.keys.map { ($0, schedule.readingName(ofKind: $0)) })
    let reader = reader(
      RetentionQuestion(schedules: [], isWanted: { _ in false }, kinds: nil), HoldBook([], schemas: schemas))
    if try store?.knowsRetention(by: rules, frame: frame.joined(separator: " ")) == true { return true }
    do throws(any Error) {
      let store = try IndexStore(directory: workspace.derivedFolder)
      try store.forgetRetention(unlessBy: rules, frame: frame.joined(separator: " "))
      let contents = try store.unreadRetention()
      for start in stride(from: 0, to: contents.count, by: 2048) {
        let part = try contentsWithBytes(Array(contents[start..<min(start + 2048, contents.count)]))
        try store.keepRetention(
          concurrentMap(part) { [schedule] in (id: $0, content: reader.content($1, by: schedule)) })
      }
      return true
    } catch is IndexError {
      // Where nothing can be kept, everything is read each time.
      return false
    }
  }
}

extension RetentionSource {
  /// The contents themselves. A file on disk that is the content still is ten times quicker to read than Git's pack.
  private func contentsWithBytes(
    _ contents: [(id: Int64, content: PresentContent)]
  ) throws -> [(id: Int64, content: FileContent)] {
    let tree = workspace.root == nil ? nil : try workspace.workTree()
    let onDisk = concurrentMap(contents) { _, content -> FileContent? in
      // What can't be read here is read from Git.
      guard
        case .success(.bytes(let bytes))? = tree.map({ tree in
          Result { try tree.read(FileReference(path: content.path, kind: .regular)) }
        }), case .success(content.blob) = Result(catching: { try OID.ofBlob(bytes) })
      else { return nil }
      return .bytes(bytes)
    }
    return try zip(contents, onDisk).map { item, bytes in
      (item.id, try bytes ?? workspace.repository.recordContent(item.content.blob))
    }
  }
}

/// Which contents of the index the holds cover.
private struct HeldContents {
  private let entries: [(entry: HoldBook.Entry, blobs: Set<Int64>)]

  init(_ book: HoldBook, _ store: IndexStore) throws {
    entries = try book.entries.map { ($0, try $0.query.map(store.blobs) ?? []) }
  }

  func holds(on number: String?, blob: Int64) -> [HoldBook.Entry] {
    entries.filter { entry, blobs in
      number.map(entry.hold.records.contains) == true || entry.isUnreadable || blobs.contains(blob)
    }.map(\.entry)
  }
}

extension FileTree {
  /// The record of a number, where it stands at home and can be read.
  func record(_ id: RecordID) -> Node? {
    do {
      let folder = id.series.folder
      guard let name = try names(in: folder).first(where: { RecordPath.number(atHome: "\(folder)/\($0)") == id }),
        let file = try files(below: "\(folder)/\(name)").first, case .bytes(let bytes) = try read(file)
      else { return nil }
      return RecordReader.read(bytes).root
    } catch {
      // What can't be read tells nothing; fonds check says of it what is wrong.
      return nil
    }
  }
}

extension CommittedTree {
  /// What tells one state of a file or folder from another.
  fileprivate func name(of path: String) throws -> OID? {
    guard let root else { return nil }
    do throws(any Error) {
      return try repository.entry(atPath: path, inTree: root)?.oid
    } catch let error as GitError where error.code == .notFound {
      return nil
    }
  }
}
