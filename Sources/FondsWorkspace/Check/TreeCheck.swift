import FondsGit
import FondsModel
import FondsRules
import FondsText

/// Judges files of one tree by the rules of that tree.
///
/// Trees of records are read, judged and forgotten in portions, so that memory does not grow with the archive; what
/// stays is each record's number and path.
struct TreeCheck<Tree: FileTree> {
  let tree: Tree
  let schemas: Schemas
  /// The rules of records that began under others.
  let past: PastRules?
  let progress: (@Sendable (_ done: Int, _ total: Int) -> Void)?
  /// What an earlier check found sound; nil where nothing is remembered.
  let known: CleanRecords?
  /// How many files are in memory at once.
  private let portion = 512

  init(
    tree: Tree, schemas: Schemas, past: PastRules?, known: CleanRecords? = nil,
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) {
    self.tree = tree
    self.schemas = schemas
    self.past = past
    self.known = known
    self.progress = progress
  }

  /// What judging some files gave, with the place of each record among the others.
  struct Outcome {
    var report = CheckReport()
    var entries: [RecordEntry] = []
    /// The records that are sound by themselves, in path order.
    var clean = CleanRecords.Collector()
    /// How many of these were known to be.
    var knownCount = 0
    /// The files, with what tells those on disk that were judged from later ones.
    var files: [FileReference] = []
  }

  func outcome(of files: [FileReference]) throws -> Outcome {
    let files = files.filter { !schemas.coding.passesOver(RecordPath.name(of: $0.path)) }
    var outcome = Outcome()
    outcome.report.checked = files.count
    outcome.entries.reserveCapacity(files.count)
    outcome.files.reserveCapacity(files.count)
    var start = 0
    while start < files.count {
      let part = Array(files[start..<min(start + portion, files.count)])
      for (file, present) in zip(part, try verdicts(part)) {
        if let failure = present.failure { throw failure }
        let verdict = try present.older.flatMap { try pastVerdict(file, $0) } ?? present
        outcome.report.diagnostics += verdict.diagnostics
        if let source = verdict.source { outcome.report.sources[file.path] = source }
        if let entry = verdict.entry { outcome.entries.append(entry) }
        if let item = verdict.clean { outcome.clean.add(item) }
        if verdict.isKnown { outcome.knownCount += 1 }
        outcome.files.append(file.signed(verdict.signature))
      }
      start += part.count
      progress?(start, files.count)
    }
    return outcome
  }

  /// What is wrong with records among their neighbours.
  func diagnostics(of entries: [RecordEntry], in collection: RecordCollection) -> [Diagnostic] {
    let checker = Checker(schemas: schemas)
    return entries.flatMap { checker.check($0, in: collection) }
  }

  /// Judges a record by the workflow that it began with; nil where that is the present one.
  private func pastVerdict(_ file: FileReference, _ reading: Reading) throws -> Verdict? {
    guard let root = reading.root, let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }),
      let rules = try past?.schemas(for: root, kind: kind)
    else { return nil }
    return verdict(file, .bytes(reading.source), Checker(schemas: rules))
  }

  private func verdicts(_ files: [FileReference]) throws -> [Verdict] {
    let checker = Checker(schemas: schemas)
    let changes = past?.changes ?? [:]
    // libgit2 is for one thread; a disk, and judging, are for all.
    if let tree = tree as? WorkTree {
      return concurrentMap(files) { [known, schemas] file in
        do {
          if let item = known?.item(of: file, schemas: schemas) { return Verdict(known: item) }
          guard isRead(file) else { return verdict(file, nil, checker) }
          let (content, signature) = try tree.readSigned(file)
          var blob: OID?
          if let known, let signature, known.isSettled(signature), case .bytes(let bytes) = content {
            blob = OID.ofContent(bytes)
            if let blob, let item = known.item(of: file, signature, blob: blob, schemas: schemas) {
              return Verdict(known: item, isSameFile: false)
            }
          }
          return verdict(file, content, checker, changes, signature: signature, blob: blob)
        } catch {
          return Verdict(failure: error)
        }
      }
    }
    let contents = try files.map { file in
      if let item = known?.item(of: file, schemas: schemas) {
        return (file, nil as FileContent?, item as CleanRecords.Item?)
      }
      return (file, try isRead(file) ? tree.read(file) : nil, nil)
    }
    return concurrentMap(contents) { file, content, item in
      item.map { Verdict(known: $0) } ?? verdict(file, content, checker, changes)
    }
  }

  /// What is wrong with files of `Schemas/`, all of them or those that are looked at.
  func checkSchemas(_ isChecked: (String) -> Bool) throws -> CheckReport {
    var report = CheckReport()
    report.diagnostics = Checker(schemas: schemas).checkSchemas(schemas.savedSearchFaults).filter { isChecked($0.path) }
    for file in try tree.files(below: Schemas.root) where isChecked(file.path) {
      report.checkedRules += 1
      if report.diagnostics.contains(where: { $0.path == file.path }), case .bytes(let bytes) = try tree.read(file) {
        report.sources[file.path] = bytes
      }
    }
    return report
  }
}

/// What judging one file gave. A class, since it goes through several lists.
private final class Verdict: Sendable {
  let diagnostics: [Diagnostic]
  let entry: RecordEntry?
  let source: [UInt8]?
  let failure: (any Error)?
  /// The content of a record that may have begun under another version of its workflow.
  let older: Reading?
  /// What tells the file on disk that was judged from a later one; nil where it was not read.
  let signature: FileSignature?
  /// What can be kept of the record, if it is sound.
  let clean: CleanRecords.Item?
  /// Whether it was known to be, and not even the file has changed.
  let isKnown: Bool

  init(
    _ diagnostics: [Diagnostic] = [], entry: RecordEntry? = nil, source: [UInt8]? = nil, failure: (any Error)? = nil,
    older: Reading? = nil, signature: FileSignature? = nil, clean: CleanRecords.Item? = nil, isKnown: Bool = false
  ) {
    (self.diagnostics, self.entry, self.source, self.failure, self.older) = (diagnostics, entry, source, failure, older)
    (self.signature, self.clean, self.isKnown) = (signature, clean, isKnown)
  }

  /// - Parameter isSameFile: whether not even the file has changed.
  convenience init(known item: CleanRecords.Item, isSameFile: Bool = true) {
    self.init(entry: item.entry, signature: item.signature, clean: item, isKnown: isSameFile)
  }
}

private func isRead(_ file: FileReference) -> Bool {
  if file.kind != .regular { return true }
  return !file.path.isUnaddressable && RecordFile.isReadable(name: RecordPath.name(of: file.path))
}

extension String {
  /// Whether a path had bytes that are not UTF-8, so that no file is found by it any more: its name alone is judged.
  var isUnaddressable: Bool { unicodeScalars.contains("\u{FFFD}") }
}

/// - Parameters:
///   - signature: what the file on disk looked like; nil where it was not read from there.
///   - blob: the content's name in Git; nil where the file is too young to be remembered.
private func verdict(
  _ file: FileReference, _ content: FileContent?, _ checker: Checker, _ changes: [String: Int64] = [:],
  signature: FileSignature? = nil, blob: OID? = nil
) -> Verdict {
  let content: RecordFile.Content =
    switch content {
    case .bytes(let bytes): .text(RecordReader.read(bytes))
    case .symbolicLink: .symbolicLink
    case .submodule: .submodule
    case .special: .special
    case .tooLarge(let size): .tooLarge(size)
    case nil: .unread
    }
  let record = RecordContext(RecordFile(path: file.path, content: content), schemas: checker.schemas)
  let diagnostics = checker.check(record)
  let entry = RecordEntry(record)
  guard case .text(let reading) = content else {
    return Verdict(diagnostics, entry: entry, signature: signature)
  }
  if let root = record.root, let kind = record.kind, PastRules.mayBePast(root, kind, changes) {
    return Verdict(diagnostics, entry: entry, source: reading.source, older: reading, signature: signature)
  }
  guard diagnostics.isEmpty, let entry else {
    return Verdict(diagnostics, entry: entry, source: reading.source, signature: signature)
  }
  var clean: CleanRecords.Item?
  if let signature, let blob, entry.isSimple {
    clean = CleanRecords.Item(path: file.path, signature: signature, blob: blob, entry: entry)
  }
  return Verdict(entry: entry, signature: signature, clean: clean)
}
