import FondsGit
import FondsModel
import FondsText

/// What somebody asks for with `fonds new`.
public struct NewRecordRequest: Sendable {
  public var kind: String
  /// The department's code or name; nil for that of the current person.
  public var department: String?
  /// `field=value` pairs in their order.
  public var assignments: [(field: String, value: String)]
  /// Fields that the program itself fills in.
  var values: [(field: String, value: Node)] = []
  public var language: Language

  public init(kind: String, department: String?, assignments: [(field: String, value: String)], language: Language) {
    self.kind = kind
    self.department = department
    self.assignments = assignments
    self.language = language
  }
}

public struct NewRecord: Sendable {
  public let id: RecordID
  /// From the root.
  public let path: String
  /// What it goes on from; nil for the first of its series, and for what stands alone.
  public let origin: RecordOrigin?
  /// The series that it could go on from, where it names none of them.
  public var otherSeries: SeriesChoice?
}

/// What `fonds new` came to.
public enum NewRecordOutcome: Sendable {
  case made(NewRecord)
  /// What was asked for breaks the rules: nothing was written.
  case refused(CheckReport)
}

extension Workspace {
  /// Makes a file for a new record: the next number, what can be known filled in, what is still needed as comments.
  ///
  /// - Parameter today: the day of the record where none is given, in the office's time zone.
  public func newRecord(
    _ request: NewRecordRequest, today: CalendarDate, overrides: Identity.Overrides
  ) throws -> NewRecordOutcome {
    let schemas = try soundSchemas()
    return try withLock {
      let new = try prepare(request, today: today, overrides: overrides, schemas)
      guard new.report.isClean else { return .refused(new.report) }
      try write(new)
      return .made(new.record)
    }
  }

  /// A record that is made but not written.
  struct PreparedRecord {
    let record: NewRecord
    let bytes: [UInt8]
    /// What is wrong with what somebody asked for.
    let report: CheckReport
  }

  func write(_ new: PreparedRecord) throws {
    let root = try requireRoot()
    try FileWriting.requireOwnFolders(new.record.path, in: root)
    try FileWriting.write(new.bytes, to: root + "/" + new.record.path, mayReplace: false)
  }

  /// Makes the text of a new record. Its number is free as long as the lock is held.
  func prepare(
    _ request: NewRecordRequest, today: CalendarDate, overrides: Identity.Overrides, _ schemas: Schemas
  ) throws -> PreparedRecord {
    let kind = try self.kind(request.kind, in: schemas)
    guard kind.name != Tombstone.kind else { throw DisposalError.tombstoneByHand }
    let person = try currentPerson(overrides, in: schemas)
    let form = CellForm(organization: schemas.organization, language: request.language, clock: try clock())
    let reader = AssignmentReader(form: form, kind: kind.name, fields: kind.fields)
    var draft = RecordDraft(kind: kind, language: request.language)
    for (field, value) in request.assignments { try draft.assign(field, value, reader) }
    for (field, value) in request.values where draft[field] == nil { draft.set(field, value.value) }
    let date = try draft.date ?? draft.day(near: today)
    draft.set("date", .string(date.description))
    if let person, draft["owner"] == nil { draft.set("owner", .string(person.id)) }
    func department() throws -> String { try self.department(request.department, of: person, in: schemas) }
    func code() throws -> String {
      try draft["id"]?.string.flatMap { RecordID($0)?.series.department } ?? department()
    }
    var origin: RecordOrigin?
    var otherSeries: SeriesChoice?
    if let sheet = kind.sheet {
      origin = try startSheet(&draft, sheet, department: code())
    } else if let succession = kind.succession {
      (origin, otherSeries) = try goOn(&draft, succession, department: code(), date: date)
    }
    draft.fillDefaults()
    if draft["title"] == nil { draft.assume("title", .string(kind.label.text(request.language).asOneLine)) }
    let id = try number(for: draft, date: date, department: department)
    draft.set("id", .string(id.text))
    let summary = RecordName.summary(from: draft["title"]?.string ?? "")
    let path = RecordPath.path(of: id, date: date.description, summary: summary)
    if let opened = draft.opened, try judge(Array(opened.text.utf8), at: path, by: schemas).isClean { draft = opened }
    let bytes = Array(draft.text.utf8)
    let report = try judge(bytes, at: path, by: schemas).faults(atFields: draft.given, of: bytes)
    return PreparedRecord(
      record: NewRecord(id: id, path: path, origin: origin, otherSeries: otherSeries), bytes: bytes, report: report)
  }

  /// The rules of the work tree, where what every record needs of them is sound.
  func soundSchemas() throws -> Schemas {
    let schemas = try self.schemas(of: workTree())
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    return schemas
  }

  /// A kind by its name, or by its label in either language.
  public func kind(_ name: String, in schemas: Schemas) throws -> Kind {
    if let kind = schemas.kinds[name] { return kind }
    if let kind = schemas.kinds.values.first(where: { $0.label.isNamed(name) }) { return kind }
    if schemas.brokenKinds.contains(name) { throw WorkspaceError.brokenKind(name) }
    let labels = schemas.kinds.values.flatMap { [$0.label.zh, $0.label.en] }
    throw WorkspaceError.noSuchKind(
      name, nearest: nearestName(to: name, among: schemas.kinds.keys) ?? nearestName(to: name, among: labels))
  }

  /// The code of the department that is named, else of the one that somebody belongs to.
  func department(_ name: String?, of person: Organization.Person?, in schemas: Schemas) throws -> String {
    guard let name = name ?? person?.department else { throw WorkspaceError.noSuchDepartment("", nearest: nil) }
    return try department(name, in: schemas).code
  }

  private func number(for draft: RecordDraft, date: CalendarDate, department: () throws -> String) throws -> RecordID {
    if let text = draft["id"]?.string {
      guard let id = RecordID(text) else { throw WorkspaceError.malformedNumber(text) }
      try requireFree(id, isPlaceholder: draft.kind.type == nil)
      return id
    }
    guard let type = draft.kind.type else { throw WorkspaceError.typeNeeded(kind: draft.kind.name) }
    return try nextNumber(in: .init(department: try department(), year: date.year, type: type))
  }

  private func requireFree(_ id: RecordID, isPlaceholder: Bool) throws {
    if let file = try workTreeFiles(of: id).first { throw WorkspaceError.numberTaken(id.text, by: file) }
    // A void card says what became of a number, whoever had it.
    if isPlaceholder { return }
    var notes: [CheckReport.Note] = []
    if let taken = try takenNumbers(among: [id], upTo: try publishedTips(), notes: &notes)[id] {
      throw WorkspaceError.numberTaken(id.text, by: taken.path)
    }
  }
}

extension CheckReport {
  /// What is wrong with some fields of a record; what is missing elsewhere, or only a warning, is left out.
  fileprivate func faults(atFields fields: Set<String>, of bytes: [UInt8]) -> CheckReport {
    let entries = RecordReader.read(bytes).root?.mapping?.entries ?? []
    let places = entries.filter { fields.contains($0.key) }.map {
      $0.keyRange.lowerBound..<max($0.keyRange.upperBound, $0.value.range.upperBound)
    }
    var report = self
    report.diagnostics = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .error, let range = diagnostic.range else { return false }
      return places.contains { $0.contains(range.lowerBound) && range.upperBound <= $0.upperBound }
    }
    return report
  }
}
