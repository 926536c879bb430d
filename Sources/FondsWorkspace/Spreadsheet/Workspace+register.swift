import FondsModel
import FondsRules
import FondsText

/// What somebody asks for with `fonds register`.
public struct RegisterRequest: Sendable {
  /// A kind's name or label.
  public var kind: String
  public var period: CalendarPeriod?
  /// A department's code or name.
  public var department: String?
  /// A day or revision at which the archive is looked at; nil for the files as they are.
  public var moment: String?
  /// Whether the content of classified records is shown as well.
  public var isFull: Bool
  public var language: Language

  public init(
    kind: String, period: CalendarPeriod? = nil, department: String? = nil, moment: String? = nil, isFull: Bool = false,
    language: Language
  ) {
    self.kind = kind
    self.period = period
    self.department = department
    self.moment = moment
    self.isFull = isFull
    self.language = language
  }
}

extension Workspace {
  /// The register of a kind's records, sorted by number.
  public func register(_ request: RegisterRequest) throws -> RegisterBook {
    guard let moment = request.moment else { return try register(request, in: workTree()) }
    return try register(request, in: tree(ofCommit: commit(at: moment)))
  }

  private func register(_ request: RegisterRequest, in tree: some FileTree) throws -> RegisterBook {
    let schemas = try self.schemas(of: tree)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let kind = try self.kind(request.kind, in: schemas)
    let department = try request.department.map { try self.department($0, in: schemas) }
    let table = ColumnTable(kind)
    let names = kind.register.isEmpty ? ["id", "date", "title", "owner", "status"] : kind.register
    let columns = names.compactMap { table.column($0) }
    let entry = RegisterEntry(
      kind: kind.name, columns: columns, period: request.period, department: department?.code,
      form: CellForm(organization: schemas.organization, language: request.language, clock: try clock()),
      concealment: request.isFull ? nil : Concealment(kind, schemas))
    var rows: [RegisterBook.Row] = []
    var unreadable: [String] = []
    let files = try files(of: kind, request.period, department?.code, in: tree, schemas.coding)
    for (file, reading) in zip(files, try reading(files, in: tree, entry.reading)) {
      switch reading {
      case .row(let row): rows.append(row)
      case .unreadable: unreadable.append(file.path)
      case .elsewhere: break
      }
    }
    return RegisterBook(
      kind: kind.name, label: kind.label, office: schemas.settings.name, period: request.period,
      department: department?.name,
      columns: columns.map { column in
        RegisterBook.Column(
          name: column.name, heading: table.heading(of: column, request.language), content: column.content)
      },
      rows: rows.sorted { $0.id < $1.id }, unreadable: unreadable)
  }

  /// A department by its code or by its name in either language.
  func department(_ name: String, in schemas: Schemas) throws -> Organization.Department {
    let departments = schemas.organization.departments
    if let found = departments.last(where: { $0.code == name }) ?? departments.last(where: { $0.name.isNamed(name) }) {
      return found
    }
    let names = departments.flatMap { [$0.code, $0.name.zh, $0.name.en] }
    let nearest = names.first { $0 == name.uppercased() } ?? nearestName(to: name, among: names)
    throw WorkspaceError.noSuchDepartment(name, nearest: nearest)
  }

  /// The files that may hold records of a kind: what is at home elsewhere is passed over unread.
  private func files(
    of kind: Kind, _ period: CalendarPeriod?, _ department: String?, in tree: some FileTree, _ coding: Coding
  ) throws -> [FileReference] {
    try recordFiles(in: tree, coding).filter { file in
      guard let series = RecordPath.number(atHome: file.path)?.series else { return true }
      return (kind.type == nil || kind.type == series.type) && (department == nil || department == series.department)
        && (period.map { ($0.first.year...$0.last.year).contains(series.year) } ?? true)
    }
  }
}

/// Makes lines of a register.
private struct RegisterEntry: Sendable {
  let kind: String
  let columns: [FieldColumn]
  let period: CalendarPeriod?
  let department: String?
  let form: CellForm
  let concealment: Concealment?

  enum Reading: Sendable {
    case row(RegisterBook.Row)
    case unreadable
    /// A record of another kind, time or department.
    case elsewhere
  }

  func reading(of content: FileContent, at path: String) -> Reading {
    guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root,
      let id = root["id"]?.string.flatMap({ RecordID($0) })
    else { return .unreadable }
    guard root["kind"]?.string == kind, department == nil || id.series.department == department else {
      return .elsewhere
    }
    if let period {
      guard let date = root["date"]?.string.flatMap({ CalendarDate($0) }), period.contains(date) else {
        return .elsewhere
      }
    }
    var isConcealed = false
    let cells = columns.map { column in
      guard let mark = concealment?.mark(for: column, in: root, form.language) else {
        return column.text(in: root, form)
      }
      isConcealed = true
      return mark
    }
    return .row(RegisterBook.Row(id: id, path: path, cells: cells, isConcealed: isConcealed))
  }
}

extension FieldColumn {
  fileprivate var content: RegisterBook.Column.Content {
    guard !field.isList, !isWithinList else { return .text }
    if path == ["id"] || field.names == .record { return .word }
    switch CellForm.form(of: field) {
    case .number: return .quantity
    case .day, .moment, .choice, .person, .flag: return .word
    case .text, .textOrNumber, .department, .parts: return .text
    }
  }
}
