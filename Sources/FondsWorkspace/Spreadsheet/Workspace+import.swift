import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// Makes records of the rows of a table, and changes those whose numbers the rows name.
  ///
  /// Everything is judged before anything is written; what is written is written as a whole (``FileBatch``). Of a run
  /// that was killed on the way, the next one finds the records that are there already and adds the others.
  /// - Parameters:
  ///   - bytes: a CSV file.
  ///   - today: the day of records whose table has no column for it, in the office's time zone.
  /// Throws ``WorkspaceError/unreadableTable(_:)`` and what is wrong with the header.
  public func importRecords(
    _ request: ImportRequest, from bytes: [UInt8], today: CalendarDate, overrides: Identity.Overrides,
    progress: (@Sendable (ImportPhase, _ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> ImportReport {
    _ = try requireRoot()
    let schemas = try self.schemas(of: workTree())
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let kind = try self.kind(request.kind, in: schemas)
    let table: CSVTable
    do { table = try CSVReader.read(bytes) } catch { throw WorkspaceError.unreadableTable(error) }
    let header = try ImportHeader(table.header.cells, ColumnTable(kind), kind)
    let department = try request.department.map { try self.department($0, in: schemas).code }
    let form = CellForm(organization: schemas.organization, language: request.language, clock: try clock())
    return try withLock {
      let numbers = header.numbers(in: table)
      let judge = RowJudge(
        kind: kind, schemas: schemas, header: header, form: form, department: department, today: today,
        owner: try currentPerson(overrides, in: schemas)?.id, tree: try workTree(),
        files: try NumberTable(of: Set(numbers.keys.compactMap { RecordID($0)?.series }), in: workTree()),
        lines: numbers)
      var plan = ImportPlan(kind: kind)
      try plan.add(table.rows, judge) { progress?(.judging, $0, $1) }
      try plan.judgeReferences(schemas) { entries in
        let series = entries.flatMap { $0.references.map(\.target.series) }
        let table = try NumberTable(of: Set(series), in: workTree())
        return try Neighbourhood(of: entries, table: table, tree: workTree(), schemas: schemas).collection { _ in true }
      }
      try plan.setAside(presentRecords(of: plan.series, header.fields))
      try plan.complete { try nextNumbers($1, in: $0) }
      guard !request.isDryRun, !request.isAllOrNothing || plan.report.refused.isEmpty else { return plan.report }
      return try write(plan) { progress?(.writing, $0, $1) }
    }
  }

  /// The records of some series that are not committed yet, by what they say in the columns of a table.
  private func presentRecords(
    of series: Set<RecordID.Series>, _ columns: [FieldColumn]
  ) throws -> [RecordID.Series: [String: [ImportPlan.Present]]] {
    let tree = try workTree()
    let here = try NumberTable(of: series, in: tree)
    let committed = try NumberTable(of: series, in: self.tree(ofCommit: try repository.head()))
    var found: [RecordID.Series: [String: [ImportPlan.Present]]] = [:]
    for one in series {
      let known = committed.files(in: one)
      let paths = here.files(in: one).filter { known[$0.key] == nil }.sorted { $0.key < $1.key }.flatMap(\.value)
      let read = concurrentMap(paths) { path in
        Result { () throws -> (String, ImportPlan.Present)? in
          guard case .bytes(let bytes) = try tree.read(FileReference(path: path, kind: .regular)),
            let id = RecordPath.number(atHome: path), let root = RecordReader.read(bytes).root
          else { return nil }
          return (ImportedRecord.given(columns, in: root), ImportPlan.Present(id: id, path: path))
        }
      }
      for (given, present) in try read.compactMap({ try $0.get() }) {
        found[one, default: [:]][given, default: []].append(present)
      }
    }
    return found
  }

  private func write(_ plan: ImportPlan, progress: (Int, Int) -> Void) throws -> ImportReport {
    let root = try requireRoot()
    var report = plan.report
    let files = plan.files.map { file in
      FileBatch.File(
        path: "\(root)/\(file.path)", bytes: file.bytes,
        former: file.former.map { (path: "\(root)/\($0.path)", bytes: $0.bytes) })
    }
    guard !files.isEmpty else { return report }
    for path in plan.files.map(\.path) { try FileWriting.requireOwnFolders(path, in: root) }
    try FileBatch(folder: derivedFolder + "/import", files: files).write(progress: progress)
    report.isWritten = true
    return report
  }
}

extension ImportHeader {
  /// The numbers that a table's rows name, with the lines on which they stand.
  fileprivate func numbers(in table: CSVTable) -> [String: [Int]] {
    guard let column = roles.firstIndex(where: { if case .number = $0 { true } else { false } }) else { return [:] }
    var lines: [String: [Int]] = [:]
    for row in table.rows where row.cells.count == roles.count {
      let number = RowJudge.trimmed(row.cells[column])
      if !number.isEmpty { lines[number, default: []].append(row.line) }
    }
    return lines
  }
}
