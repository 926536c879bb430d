import FondsGit
import FondsModel
import FondsText

/// What somebody asks for with `fonds add`.
public struct RowRequest: Sendable {
  /// A sheet's number, or a kind of sheets.
  public var target: String
  /// The department's code or name, where a kind is named; nil for that of the current person.
  public var department: String?
  /// `field=value` pairs of the row, and of the series where a kind is named.
  public var assignments: [(field: String, value: String)]
  /// Whether the row is committed at once.
  public var isCommitted: Bool
  public var language: Language

  public init(
    target: String, department: String?, assignments: [(field: String, value: String)], isCommitted: Bool,
    language: Language
  ) {
    self.target = target
    self.department = department
    self.assignments = assignments
    self.isCommitted = isCommitted
    self.language = language
  }
}

/// A row that stands in its sheet.
public struct AddedRow: Sendable {
  public let sheet: NewRecord
  /// Whether the sheet was made for the row.
  public let isNewSheet: Bool
  public let row: Node
  /// The commit that brought it; nil where it waits for one.
  public let commit: OID?
}

/// What `fonds add` came to.
public enum RowOutcome: Sendable {
  case added(AddedRow)
  /// The row breaks the rules, or its sheet does: nothing was written.
  case refused(CheckReport)
}

/// A row that is being made for a kind's sheets.
struct RowDraft {
  let kind: Kind
  let sheet: Sheet
  /// The fields of a row.
  let fields: [Field]
  private(set) var row = Node(.mapping(Mapping()))
  /// What was said of the series of the sheet.
  private(set) var series = Node(.mapping(Mapping()))

  /// Throws ``WorkspaceError/notASheet(kind:sheets:)``.
  init(kind: Kind, in schemas: Schemas) throws {
    guard let sheet = kind.sheet, let rows = kind.field(sheet.rows) else {
      let sheets = schemas.kinds.values.filter { $0.sheet != nil }.map(\.name).sorted()
      throw WorkspaceError.notASheet(kind: kind.name, sheets: sheets)
    }
    self.kind = kind
    self.sheet = sheet
    fields = rows.children
  }

  /// Sets what was said of the row. What is none of its fields may tell the series.
  mutating func assign(_ assignments: [(field: String, value: String)], _ form: CellForm) throws {
    let reader = AssignmentReader(form: form, kind: kind.name, fields: fields)
    let series = kind.fields.filter { sheet.series.contains($0.name) }
    let seriesReader = AssignmentReader(form: form, kind: kind.name, fields: series)
    for (field, value) in assignments {
      if try !reader.knows(field), try seriesReader.knows(field) {
        try seriesReader.set(field, to: value, in: &self.series)
      } else {
        try reader.set(field, to: value, in: &row)
      }
    }
  }

  /// Fills in what can be known: when, and who.
  mutating func complete(now: Moment, _ clock: OfficeClock, person: Organization.Person?) throws {
    for name in ["date", "at"] where row[name] == nil {
      switch fields.first(where: { $0.name == name })?.format {
      case "date": set(name, Node(.string(try clock.day(of: now).description)))
      case "date-time": set(name, Node(.string(clock.local(now).text)))
      default: break
      }
    }
    let people = fields.filter { $0.names == .person && !$0.isList && $0.isRequired }
    // Of several the one who writes is `by`: who else took part, only they can say.
    if let person, let by = people.first(where: { $0.name == "by" }) ?? (people.count == 1 ? people.first : nil),
      row[by.name] == nil
    {
      set(by.name, Node(.string(person.id)))
    }
    row = row.arranged(by: fields, isWithin: true)
  }

  /// Works out the running balances that nobody gave, from the rows before.
  mutating func balance(behind record: Node) {
    for case .balance(let balance) in kind.agreements where balance.rows == sheet.rows && row[balance.result] == nil {
      var results = balance.openings(in: record)
      for row in record[sheet.rows]?.sequence ?? [] {
        let key = balance.key(of: row)
        results[key] = row[balance.result]?.number ?? balance.result(of: row, after: results[key])
      }
      guard let result = balance.result(of: row, after: results[balance.key(of: row)]) else { continue }
      set(balance.result, Node(.number(result)))
    }
    row = row.arranged(by: fields)
  }

  /// The day the row is of; nil where it says none.
  var day: CalendarDate? {
    let text = (kind.sheetPeriod?.day).flatMap { row[$0]?.string }
    return text.flatMap { CalendarDate(String($0.prefix(10))) }
  }

  private mutating func set(_ field: String, _ value: Node) {
    row = Node(.mapping(Mapping((row.mapping?.entries ?? []) + [.init(key: field, value: value)])))
  }
}
