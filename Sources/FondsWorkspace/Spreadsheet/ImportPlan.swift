import FondsModel
import FondsRules
import FondsText

/// What an import is going to do, worked out before anything is written.
struct ImportPlan {
  /// A record that an earlier import brought.
  struct Present: Sendable {
    let id: RecordID
    let path: String
  }

  /// A file to write, and the one whose place it takes; paths from the root.
  struct File {
    let path: String
    let bytes: [UInt8]
    let former: (path: String, bytes: [UInt8])?
  }

  private(set) var report: ImportReport
  private(set) var files: [File] = []
  private var records: [(line: Int, record: ImportedRecord)] = []
  private var changes: [(line: Int, record: ChangedRecord)] = []

  init(kind: Kind) {
    report = ImportReport(kind: kind)
  }

  /// How many rows are judged before the next word of progress.
  private static let portion = 512

  /// Judges rows on all cores.
  mutating func add(_ rows: [CSVTable.Row], _ judge: RowJudge, progress: (Int, Int) -> Void) throws {
    var start = 0
    while start < rows.count {
      let part = Array(rows[start..<min(start + Self.portion, rows.count)])
      let verdicts = concurrentMap(part) { row in Result { try judge.verdict(on: row) } }
      for (row, verdict) in zip(part, verdicts) { add(row.line, try verdict.get()) }
      start += part.count
      progress(start, rows.count)
    }
  }

  private mutating func add(_ line: Int, _ verdict: RowJudge.Verdict) {
    switch verdict {
    case .new(let record): records.append((line, record))
    case .changed(let record): changes.append((line, record))
    case .unchanged: report.unchanged += 1
    case .refused(let faults): report.refused.append(.init(line: line, faults: faults))
    }
  }

  /// Refuses rows whose records refer to what is not there, or is of another kind than it may be.
  ///
  /// - Parameter collection: the records around some.
  mutating func judgeReferences(
    _ schemas: Schemas, _ collection: ([RecordEntry]) throws -> RecordCollection
  ) throws {
    var entries: [Int: RecordEntry] = [:]
    for (line, record) in records {
      let id = record.anyNumber
      entries[line] = RecordEntry(path: record.path(id), root: record.root(id), schemas: schemas)
    }
    for (line, record) in changes {
      entries[line] = RecordEntry(path: record.newPath, root: record.root, schemas: schemas)
    }
    entries = entries.filter { !$0.value.references.isEmpty }
    guard !entries.isEmpty else { return }
    let collection = try collection(Array(entries.values))
    let checker = Checker(schemas: schemas)
    for (line, entry) in entries {
      // What a number is and who supersedes whom shows once the records are there.
      let found = checker.check(entry, in: collection).filter { ["LNK001", "LNK002"].contains($0.code) }
      guard !found.isEmpty else { continue }
      records.removeAll { $0.line == line }
      changes.removeAll { $0.line == line }
      report.refused.append(.init(line: line, faults: found.map { .diagnostic($0) }))
    }
  }

  /// The series in which new records are to be numbered.
  var series: Set<RecordID.Series> { Set(records.map(\.record.series)) }

  /// Takes out rows whose record is there already, each record standing for one row.
  mutating func setAside(_ present: [RecordID.Series: [String: [Present]]]) {
    guard !present.isEmpty else { return }
    var left = present.mapValues { $0.mapValues { $0[...] } }
    records.removeAll { line, record in
      guard let found = left[record.series]?[record.given]?.popFirst() else { return false }
      report.present.append(.init(line: line, id: found.id, path: found.path, fields: []))
      return true
    }
  }

  /// Gives the new records their numbers, in the order of their rows, and settles what is written.
  ///
  /// - Parameter next: so many free numbers of a series.
  mutating func complete(_ next: (RecordID.Series, Int) throws -> [RecordID]) throws {
    for (line, record) in changes {
      report.changed.append(.init(line: line, id: record.id, path: record.newPath, fields: record.fields))
      let former = (path: record.oldPath, bytes: record.oldBytes)
      files.append(File(path: record.newPath, bytes: record.newBytes, former: former))
    }
    let counts = Dictionary(grouping: records, by: \.record.series).mapValues(\.count)
    var numbers: [RecordID.Series: ArraySlice<RecordID>] = [:]
    for (series, count) in counts { numbers[series] = try next(series, count)[...] }
    for (line, record) in records {
      guard let id = numbers[record.series]?.popFirst() else { continue }
      let path = record.path(id)
      report.new.append(.init(line: line, id: id, path: path, fields: []))
      files.append(File(path: path, bytes: Array(record.text(id).utf8), former: nil))
    }
    report.refused.sort { $0.line < $1.line }
  }
}
