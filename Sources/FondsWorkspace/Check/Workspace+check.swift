import FondsGit
import FondsModel
import FondsRules
import FondsText

/// What is known of a commit before it is made.
struct OneCommit {
  /// The address of who makes it; nil where nobody is known.
  let author: String?
  /// When it is made, in seconds since 1970; nil where nobody can tell.
  let time: Int64?
}

extension Workspace {
  /// Called now and then while files are judged.
  public typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

  /// Checks files of the work tree: all of them, or those below some paths.
  public func check(paths: [String]? = nil, progress: Progress? = nil) throws -> CheckReport {
    let tree = try workTree()
    let head = try repository.head()
    guard let memory = CheckMemory(of: self) else {
      let records = try tree.files(below: RecordPath.root)
      let (report, outcome) = try check(tree, records, below: paths, by: treeRules(of: tree), progress: progress)
      return try addReusedNumbers(among: outcome.entries, to: report, since: head)
    }
    // Where nothing is remembered yet, every file is read, and looked at then.
    let records = try tree.files(below: RecordPath.root, signed: memory.isThere)
    var state = CheckMemory.State(
      records: records, rules: try tree.files(below: Schemas.root, signed: true), head: head,
      published: try publishedTips(), isShallow: repository.isShallow)
    if paths == nil, let counts = try memory.soundCounts(of: state) {
      return CheckReport(checked: counts.records, checkedRules: counts.rules)
    }
    let rules = try treeRules(of: tree)
    let known = try memory.records(by: rules.ofVerdicts)
    var (report, outcome) = try check(tree, records, below: paths, by: rules, known: known, progress: progress)
    report = try addReusedNumbers(among: outcome.entries, to: report, since: head)
    let isSound = report.diagnostics.isEmpty && report.notes.isEmpty
    let isNews = isSound || outcome.knownCount < known.count || outcome.clean.count > known.count
    if paths == nil, isNews {
      state.records = signed(records, outcome.files, tree)
      try memory.remember(
        outcome.clean, by: rules.ofVerdicts, sound: isSound ? state : nil, report)
    }
    return report
  }

  /// All files as they were judged; those that were passed over as they are now.
  private func signed(_ all: [FileReference], _ judged: [FileReference], _ tree: WorkTree) -> [FileReference] {
    var judged = judged[...]
    return all.map { file in tree.signed(judged.first?.path == file.path ? judged.removeFirst() : file) }
  }

  private func addReusedNumbers(
    among entries: [RecordEntry], to report: CheckReport, since head: OID?
  ) throws -> CheckReport {
    // Before the first commit no number is taken.
    guard head != nil else { return report }
    return try addReusedNumbers(among: entries, to: report, parents: [try self.tree(ofCommit: head)], blobs: [:])
  }

  /// What the records of a tree are judged by, read once.
  private struct TreeRules {
    let files: [String: [UInt8]]
    let schemas: Schemas
    let past: PastRules

    var ofVerdicts: CheckMemory.Rules { .init(files: files, changes: past.changes) }
  }

  private func treeRules(of tree: some FileTree) throws -> TreeRules {
    let files = try schemaContents(of: tree)
    let schemas = SchemaCache.schemas(files: files, kinds: nil)
    return TreeRules(files: files, schemas: schemas, past: try PastRules(of: self, tree: tree, schemas: schemas))
  }

  /// Checks the whole tree of a revision.
  public func check(revision: String, progress: Progress? = nil) throws -> CheckReport {
    let tree = try self.tree(ofCommit: try resolve(revision))
    let rules = try treeRules(of: tree)
    let known = try CheckMemory(of: self)?.records(by: rules.ofVerdicts)
    var report = try check(
      tree, tree.files(below: RecordPath.root), below: nil, by: rules, known: known, progress: progress
    ).report
    let destroyed = try destroyedRecords(among: Set(report.diagnostics.map(\.path)))
    report.diagnostics.removeAll { destroyed.contains($0.path) }
    for path in destroyed { report.sources[path] = nil }
    return report
  }

  /// Which files of the past are of records that have been destroyed since: nothing is said of what stood there.
  private func destroyedRecords(among paths: Set<String>) throws -> Set<String> {
    let now = try tree(ofCommit: repository.head())
    let numbers = Dictionary(
      grouping: paths.compactMap { path in RecordPath.number(atHome: path).map { ($0, path) } }, by: \.0)
    let table = try NumberTable(of: Set(numbers.keys.map(\.series)), in: now)
    var destroyed: Set<String> = []
    for (id, files) in numbers {
      guard let path = table.files(of: id).first, let file = try now.file(path), file.kind == .regular,
        case .bytes(let bytes) = try now.read(file), RecordReader.read(bytes).root.map(Tombstone.stands) ?? false
      else { continue }
      destroyed.formUnion(files.map(\.1))
    }
    return destroyed
  }

  /// - Parameters:
  ///   - all: every file below `Records/`.
  ///   - known: what need not be judged again.
  private func check<Tree: FileTree>(
    _ tree: Tree, _ all: [FileReference], below paths: [String]?, by rules: TreeRules, known: CleanRecords? = nil,
    progress: Progress?
  ) throws -> (report: CheckReport, outcome: TreeCheck<Tree>.Outcome) {
    let check = TreeCheck(tree: tree, schemas: rules.schemas, past: rules.past, known: known, progress: progress)
    func isChecked(_ path: String) -> Bool {
      paths?.contains { RecordPath.lies(path, in: $0) || $0.isEmpty } ?? true
    }
    let files = paths == nil ? all : all.filter { isChecked($0.path) }
    var outcome = try check.outcome(of: files)
    let isWhole = paths == nil
    let chosen = isWhole ? [] : Set(files.map(\.path))
    let table = NumberTable(paths: all.lazy.map(\.path))
    let collection = try Neighbourhood(of: outcome.entries, table: table, tree: tree, schemas: check.schemas)
      .collection { isWhole || chosen.contains($0) }
    outcome.report.add(check.diagnostics(of: outcome.entries, in: collection))
    let lacking = outcome.report.pathsWithoutSource
    let byPath = Dictionary(
      files.lazy.filter { lacking.contains($0.path) }.map { ($0.path, $0) }
    ) { first, _ in first }
    try outcome.report.addSources { path in try byPath[path].flatMap { try bytes(of: $0, in: tree) } }
    outcome.report.add(try check.checkSchemas(isChecked))
    outcome.report.sort()
    return (outcome.report, outcome)
  }

  private func bytes(of file: FileReference, in tree: some FileTree) throws -> [UInt8]? {
    guard case .bytes(let bytes) = try tree.read(file) else { return nil }
    return bytes
  }

  /// Checks what is staged: what a whole check of the staged tree would report at the changed files, and what the
  /// change may not do.
  ///
  /// - Parameter overrides: who will commit it, where the environment says so.
  public func checkStaged(_ overrides: Identity.Overrides = .init()) throws -> CheckReport {
    guard !repository.isBare else { throw WorkspaceError.bareRepository }
    let head = try repository.head()
    let changes: [TreeChange]
    do throws(any Error) {
      changes = try stagedChanges(since: head)
    } catch let error as GitError where error.code == .unmerged {
      throw WorkspaceError.unfinished("merge", paths: [error.path].compactMap(\.self))
    }
    let base = try tree(ofCommit: head)
    let merged = try repository.state == .merge ? repository.mergeHeads() : []
    return try check(
      changes, over: base, parents: [base] + merged.map { try tree(ofCommit: $0) },
      as: OneCommit(author: authorAddress(overrides), time: surroundings.now?.seconds))
  }

  /// Checks a change of one tree: at the changed files, and what the change may not do.
  ///
  /// - Parameters:
  ///   - parents: the trees from which the changed one comes; a number that one of them has is not new.
  ///   - commit: what is known of the one commit that the change is to be; nil where it is several, which are judged one
  ///     by one.
  ///   - tip: the commit that has the changed tree, where there is one.
  func check(
    _ changes: [TreeChange], over base: CommittedTree, parents: [CommittedTree], as commit: OneCommit? = nil,
    tip: OID? = nil
  ) throws -> CheckReport {
    guard !changes.isEmpty || parents.count > 1 else { return CheckReport() }
    let tree = ChangedTree(base: base, changes: changes)
    let touchesRules = changes.contains { $0.path.hasPrefix(Schemas.root + "/") }
    // A hook waits for this: of the office's many kinds one or two concern a change.
    let kinds = try touchesRules ? nil : neededKinds(in: tree, before: base)
    let schemas = try self.schemas(of: tree, kinds: kinds)
    let past = try PastRules(of: self, tree: tree, schemas: schemas, tip: tip)
    let check = TreeCheck(tree: tree, schemas: schemas, past: past)
    let changed = Set(changes.map(\.path))
    var outcome = try check.outcome(
      of: tree.changedFiles.filter { RecordPath.lies($0.path, in: RecordPath.root) })
    let series = outcome.entries.flatMap { [$0.id.series] + $0.references.map(\.target.series) }
    let table = try NumberTable(of: Set(series), in: tree)
    let collection = try Neighbourhood(of: outcome.entries, table: table, tree: tree, schemas: check.schemas)
      .collection { changed.contains($0) }
    outcome.report.add(check.diagnostics(of: outcome.entries, in: collection))
    if touchesRules {
      outcome.report.add(try check.checkSchemas { changed.contains($0) })
      for file in tree.changedFiles where file.path.hasPrefix(Schemas.root + "/") {
        let content: RecordFile.Content? =
          switch file.kind {
          case .regular: nil
          case .symbolicLink: .symbolicLink
          case .submodule: .submodule
          case .special: .special
          }
        guard let content else { continue }
        outcome.report.add(
          Checker(schemas: check.schemas).checkSchemaFile(RecordFile(path: file.path, content: content)))
      }
    }
    var blobs: [String: OID] = [:]
    for change in changes { blobs[change.path] = change.new?.oid }
    outcome.report.add(try powersBefore(of: changes, over: base, found: outcome.report.diagnostics))
    if let commit {
      let hasRules = try touchesRules && !base.files(below: Schemas.root).isEmpty
      let rules = hasRules ? try self.schemas(of: base) : check.schemas
      let changeCheck = try ChangeCheck(
        of: repository, by: rules,
        published: PublishedNumbers(try publishedTips().map { try self.tree(ofCommit: $0) }),
        sealed: SealedYears(of: repository), holds: HoldRegister(of: self, base: base, schemas: rules))
      let step = ChangeCheck.Step(
        changes: try sides(of: changes, over: base, parents: parents), parents: parents, author: commit.author,
        day: try commit.time.map { try day(of: $0, clock()) })
      outcome.report.add(try changeCheck.result(of: step, tree: tree).report)
    }
    // Reads what the neighbours found, too.
    return try addReusedNumbers(among: outcome.entries, to: outcome.report, parents: parents, blobs: blobs)
  }

  /// A change against each of its parents, of which the first is what it was made over.
  private func sides(
    of changes: [TreeChange], over base: CommittedTree, parents: [CommittedTree]
  ) throws -> [[TreeChange]] {
    let changed = Dictionary(changes.map { ($0.path, $0) }) { first, _ in first }
    let others = try parents.dropFirst().map { parent in
      let apart = try TreeDifference(of: repository).changes(from: parent.root, to: base.root)
        .filter { Self.keeps($0.path) }
      let known = Set(apart.map(\.path))
      return apart.map { TreeChange(path: $0.path, old: $0.old, new: changed[$0.path].map(\.new) ?? $0.new) }
        .filter { $0.old != $0.new } + changes.filter { !known.contains($0.path) }
    }
    return [changes] + others
  }

  /// Checks what the commits of a range bring: the end by its own rules, at the files that changed since the start;
  /// and of each commit what a change may not do.
  public func check(range: String) throws -> CheckReport {
    let parts = range.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty else { throw WorkspaceError.noSuchRevision(range) }
    let start = parts[0].isEmpty ? "HEAD" : String(parts[0])
    let end = parts[2].isEmpty ? "HEAD" : String(parts[2])
    return try check(from: try resolve(start), to: try resolve(end))
  }

  /// As ``check(range:)``; without a start, everything that leads to the end.
  func check(from start: OID?, to end: OID) throws -> CheckReport {
    let base = try tree(ofCommit: start)
    let changes = try recordChanges(from: base.root, to: try repository.rootTree(ofCommit: end))
    // The end is judged where it stands; what its commits did on the way, commit by commit.
    var report = try check(changes, over: base, parents: [try tree(ofCommit: end)], tip: end)
    let history = NewHistory(
      end: end, known: [start].compactMap(\.self), rules: start, published: [start].compactMap(\.self))
    var judged: [OID: [NewNumberStep]] = [:]
    for fault in try stepFaults(of: history, judged: &judged) { report.add(fault.report) }
    report.sort()
    return report
  }

  /// What differs between two trees below `Records/` and `Schemas/`.
  func recordChanges(from old: OID?, to new: OID) throws -> [TreeChange] {
    try TreeDifference(of: repository).changes(from: old, to: new).filter { Self.keeps($0.path) }
  }

  func resolve(_ revision: String) throws -> OID {
    do throws(any Error) {
      return try repository.resolve(revision)
    } catch let error as GitError
      where [.notFound, .ambiguous, .invalidSpecification, .unbornBranch].contains(error.code)
    {
      throw WorkspaceError.noSuchRevision(revision)
    }
  }
}

extension CheckReport {
  /// Takes in what another check of the same tree found.
  public mutating func merge(_ other: CheckReport) {
    add(other)
    sort()
  }

  /// The files of diagnostics that were found without looking at the text.
  var pathsWithoutSource: Set<String> {
    Set(diagnostics.lazy.filter { $0.range != nil && sources[$0.path] == nil }.map(\.path))
  }

  mutating func addSources(_ read: (String) throws -> [UInt8]?) rethrows {
    for path in pathsWithoutSource { sources[path] = try read(path) }
  }

  mutating func add(_ found: [Diagnostic]) {
    diagnostics += found
  }

  mutating func add(_ other: CheckReport) {
    checked += other.checked
    checkedRules += other.checkedRules
    diagnostics += other.diagnostics
    sources.merge(other.sources) { mine, _ in mine }
    notes += other.notes.filter { !notes.contains($0) }
  }
}
