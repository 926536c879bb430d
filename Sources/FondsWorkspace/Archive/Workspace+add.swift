import FondsGit
import FondsModel
import FondsText

extension Workspace {
  /// Appends a row to a sheet, and commits that file alone.
  ///
  /// The row is judged before anything is written. Reading, writing and committing are one step to other processes:
  /// rows that are added at the same time all land. A process that is killed leaves the sheet as it was, or with the
  /// row, which is then one uncommitted change.
  /// - Parameter clock: asked for the time once the row's turn has come, so that rows stand in the order of their times.
  public func addRow(
    _ request: RowRequest, clock now: () throws -> Moment, overrides: Identity.Overrides
  ) throws -> RowOutcome {
    let schemas = try soundSchemas()
    return try withLock {
      let now = try now()
      let clock = try clock()
      let form = CellForm(organization: schemas.organization, language: request.language, clock: clock)
      let named = try sheet(named: request.target, in: schemas)
      var draft = try RowDraft(kind: try named?.kind ?? kind(request.target, in: schemas), in: schemas)
      try draft.assign(request.assignments, form)
      try draft.complete(now: now, clock, person: try currentPerson(overrides, in: schemas))
      let today = try draft.day ?? clock.day(of: now)
      let target =
        try named.map { try place(of: draft, in: $0.file) }
        ?? place(of: draft, request, today: today, overrides: overrides, schemas)
      guard target.report.isClean else { return .refused(target.report) }

      let (bytes, report) = try append(&draft, to: target, isCommitted: request.isCommitted, schemas)
      guard report.isClean else { return .refused(report) }
      if target.isNew {
        try write(PreparedRecord(record: target.sheet, bytes: bytes, report: report))
      } else {
        try setAside([target.sheet.path])
        try FileWriting.write(bytes, to: absolute(target.sheet.path))
      }
      var commit: OID?
      if request.isCommitted {
        let outcome = try self.commit(
          target, bytes: bytes, of: today, request.language, now: clock.local(now), overrides)
        guard case .committed(let oid, _, _, _, _) = outcome else {
          guard case .refused(let report, _) = outcome else { throw WorkspaceError.nothingToCommit }
          return .refused(report)
        }
        commit = oid
      }
      return .added(AddedRow(sheet: target.sheet, isNewSheet: target.isNew, row: draft.row, commit: commit))
    }
  }

  /// The sheet that a row goes into.
  private struct Target {
    let sheet: NewRecord
    /// Its content so far.
    let bytes: [UInt8]
    var isNew = false
    /// What is wrong with a sheet that has to be made first.
    var report = CheckReport()
  }

  // MARK: Which sheet

  /// The sheet of a number; nil for a name that is none.
  private func sheet(named name: String, in schemas: Schemas) throws -> (kind: Kind, file: SeriesFile)? {
    guard let id = RecordID(name) else {
      if name.split(separator: "-").count == 4, name.contains(where: \.isNumber) {
        throw WorkspaceError.malformedNumber(name)
      }
      return nil
    }
    guard let path = try workTreeFiles(of: id).first else { throw WorkspaceError.noSuchRecord(name, nearest: nil) }
    let root = try editor(of: path).root
    let kind = try self.kind(root["kind"]?.string ?? "", in: schemas)
    _ = try RowDraft(kind: kind, in: schemas)
    return (kind, SeriesFile(id, path: path, root: root, kind: kind))
  }

  private func place(of draft: RowDraft, in file: SeriesFile) throws -> Target {
    guard file.isOpen else { throw WorkspaceError.sheetClosed(file.id.text) }
    if let day = draft.day, let period = file.period, !period.contains(day) {
      let series = draft.sheet.series.reduce(into: [:]) { $0[$1] = file.root[$1] }
      let department = file.id.series.department
      let month = CalendarPeriod(String(day.description.prefix(7)))
      let other = try month.flatMap { month in
        try sheets(of: draft.kind, department: department, around: month, given: series)
          .filter { $0.hasSeries(series) }.covering(month).first
      }
      throw WorkspaceError.outsideSheet(
        file.id.text, period: period.text, day: day.description, other: other?.id.text)
    }
    return Target(
      sheet: NewRecord(id: file.id, path: file.path, origin: nil), bytes: try editor(of: file.path).bytes)
  }

  /// The sheet of a kind and department that covers a day, made from the last one where it is not there yet.
  private func place(
    of draft: RowDraft, _ request: RowRequest, today: CalendarDate, overrides: Identity.Overrides,
    _ schemas: Schemas
  ) throws -> Target {
    let person = try currentPerson(overrides, in: schemas)
    let department = try self.department(request.department, of: person, in: schemas)
    let given = (draft.series.mapping?.entries ?? []).reduce(into: [:]) { $0[$1.key] = $1.value }
    var series = given
    if let month = CalendarPeriod(String(today.description.prefix(7))) {
      let sheets = try sheets(of: draft.kind, department: department, around: month, given: given)
      series = try sheets.series(draft.sheet.series, given: given)
      let there = sheets.filter { $0.hasSeries(series) }.covering(month)
      if let file = there.first(where: \.isOpen) ?? there.first { return try place(of: draft, in: file) }
    }
    if let field = draft.sheet.series.first(where: { series[$0] == nil }) {
      throw WorkspaceError.whichSheet(field: field, values: [])
    }
    let date = [(field: "date", value: today.description)]
    let fields = (draft.series.mapping?.entries ?? []).map { ($0.key, $0.value.string ?? NodeText.flow($0.value)) }
    let new = try prepare(
      NewRecordRequest(
        kind: draft.kind.name, department: department, assignments: date + fields, language: request.language),
      today: today, overrides: overrides, schemas)
    return Target(sheet: new.record, bytes: new.bytes, isNew: true, report: new.report)
  }

  // MARK: Writing

  /// The sheet with the row, and what keeps it from being written.
  private func append(
    _ draft: inout RowDraft, to target: Target, isCommitted: Bool, _ schemas: Schemas
  ) throws -> ([UInt8], CheckReport) {
    let path = target.sheet.path
    if isCommitted, !target.isNew, try !git.workTreeChanges(paths: [path]).isEmpty {
      throw WorkspaceError.uncommittedChanges(id: target.sheet.id.text)
    }
    do {
      var editor = try RecordEditor(target.bytes)
      draft.balance(behind: editor.root)
      try editor.append(
        Node(draft.row.value, style: .flow), to: [.key(draft.sheet.rows)], order: draft.kind.fields.map(\.name))
      var report = try judge(editor.bytes, at: path, by: schemas)
      report.diagnostics.removeAll { $0.severity != .error }
      // A commit takes the whole file; a row alone answers for itself only.
      if !isCommitted {
        report.removeFaults(of: try judge(target.bytes, at: path, by: schemas), before: target.bytes, editor.bytes)
      }
      return (editor.bytes, report)
    } catch is RecordEditor.Failure {
      throw WorkspaceError.uneditable(path: path)
    }
  }

  private func commit(
    _ target: Target, bytes: [UInt8], of day: CalendarDate, _ language: Language, now: Moment,
    _ overrides: Identity.Overrides
  ) throws -> CommitOutcome {
    let id = target.sheet.id
    let subject = LocalizedText(en: "Add row to \(id) of \(day)", zh: "\(id) 登记一行（\(day)）").text(language)
    let file = WrittenFile(path: target.sheet.path, bytes: bytes, old: target.isNew ? nil : target.bytes)
    return try commitWritten([file], message: subject, identity: overrides, now: now, language: language)
  }
}

extension CheckReport {
  /// Leaves out what was wrong before something was inserted.
  fileprivate mutating func removeFaults(of earlier: CheckReport, before old: [UInt8], _ new: [UInt8]) {
    let place = zip(old, new).prefix { $0 == $1 }.count
    let length = new.count - old.count
    func moved(_ range: Range<Int>?) -> Range<Int>? {
      range.map { range in
        let from = range.lowerBound >= place ? range.lowerBound + length : range.lowerBound
        return from..<max(from, range.upperBound >= place ? range.upperBound + length : range.upperBound)
      }
    }
    let known = earlier.diagnostics.map { (code: $0.code, range: moved($0.range)) }
    diagnostics.removeAll { fault in known.contains { $0.code == fault.code && $0.range == fault.range } }
  }
}
