import FondsGit
import FondsModel
import FondsText
import JSONSchema

/// What somebody asks for with `fonds new`.
public struct NewRecordRequest: Sendable {
  public var kind: String
  public var department: String?
  /// `field=value` pairs in their order.
  public var assignments: [(field: String, value: String)]
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
  public let path: String
}

extension Workspace {
  /// Makes a file for a new record: the next number, what can be known filled in, what is still needed as comments.
  ///
  /// - Parameter today: the day of the record where none is given, in the office's time zone.
  public func newRecord(
    _ request: NewRecordRequest, today: CalendarDate, overrides: Identity.Overrides
  ) throws -> NewRecord {
    let root = try requireRoot()
    let schemas = try self.schemas(of: workTree())
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let kind = try self.kind(request.kind, in: schemas)
    var draft = RecordDraft(kind: kind, language: request.language)
    for (field, value) in request.assignments { try draft.assign(field, value) }
    let date = try draft.date ?? today
    draft.set("date", .string(date.description))
    if draft["owner"] == nil, let person = try currentPerson(overrides, in: schemas) {
      draft.set("owner", .string(person.id))
    }
    if draft["title"] == nil { draft.set("title", .string(kind.label.text(request.language))) }
    return try withLock {
      let id = try number(for: draft, request, date: date, schemas: schemas)
      draft.set("id", .string(id.text))
      let summary = RecordName.summary(from: draft["title"]?.string ?? "")
      let path = RecordPath.path(of: id, date: date.description, summary: summary)
      try FileWriting.requireOwnFolders(path, in: root)
      try FileWriting.write(Array(draft.text.utf8), to: root + "/" + path, mayReplace: false)
      return NewRecord(id: id, path: path)
    }
  }

  /// A kind by its name, or by its label in either language.
  public func kind(_ name: String, in schemas: Schemas) throws -> Kind {
    if let kind = schemas.kinds[name] { return kind }
    if let kind = schemas.kinds.values.first(where: {
      $0.label.zh == name || $0.label.en.lowercased() == name.lowercased()
    }) {
      return kind
    }
    if schemas.brokenKinds.contains(name) { throw WorkspaceError.brokenKind(name) }
    throw WorkspaceError.noSuchKind(name, nearest: nearestName(to: name, among: schemas.kinds.keys))
  }

  private func number(
    for draft: RecordDraft, _ request: NewRecordRequest, date: CalendarDate, schemas: Schemas
  ) throws -> RecordID {
    if let text = draft["id"]?.string {
      guard let id = RecordID(text) else { throw WorkspaceError.malformedNumber(text) }
      try requireFree(id, isPlaceholder: draft.kind.type == nil)
      return id
    }
    guard let type = draft.kind.type else { throw WorkspaceError.typeNeeded(kind: draft.kind.name) }
    let codes = schemas.organization.departments.map(\.code)
    guard let department = request.department, codes.contains(department) else {
      let name = request.department ?? ""
      throw WorkspaceError.noSuchDepartment(
        name,
        nearest: nearestName(to: name.uppercased(), among: codes + [name]) ?? codes.first { $0 == name.uppercased() })
    }
    return try nextNumber(in: .init(department: department, year: date.year, type: type))
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
