import FondsModel
import FondsText

/// What the columns of a table mean, by its first row.
struct ImportHeader: Sendable {
  enum Role: Sendable {
    /// The record's number: a row that has one changes that record.
    case number
    case kind
    /// The department that a new number is of.
    case department
    case field(FieldColumn)
    /// A count of the rows.
    case counter
    /// A column without a heading, which must be empty.
    case unnamed
  }

  let roles: [Role]
  let headings: [String]

  private static let departments: Set<String> = ["department", "dept", "部门"]
  private static let counters: Set<String> = ["序号", "no.", "no", "#"]

  init(_ cells: [String], _ table: ColumnTable, _ kind: Kind) throws(WorkspaceError) {
    headings = cells.map { Normalization.normalized(FormulaGuard.unguarded($0)).trimmed }
    var roles: [Role] = []
    var seen: Set<String> = []
    for heading in headings {
      let role = try Self.role(of: heading, table, kind)
      if let name = role.name, !seen.insert(name).inserted { throw .repeatedColumn(RowFault.excerpt(heading)) }
      roles.append(role)
    }
    self.roles = roles
  }

  private static func role(of heading: String, _ table: ColumnTable, _ kind: Kind) throws(WorkspaceError) -> Role {
    if heading.isEmpty { return .unnamed }
    let found = table.columns(headed: heading)
    if found.count > 1 { throw .ambiguousColumn(heading, found.map(\.name)) }
    switch found.first {
    case let column? where column.path == ["id"]: return .number
    case let column? where column.path == ["kind"]: return .kind
    case let column?: return .field(column)
    case nil where departments.contains(heading.lowercased()): return .department
    case nil where counters.contains(heading.lowercased()): return .counter
    case nil:
      let nearest = nearestName(to: heading, among: table.names + departments)
      throw .noSuchField(RowFault.excerpt(heading), kind: kind.name, nearest: nearest)
    }
  }

  /// The fields that the table has columns for.
  var fields: [FieldColumn] {
    roles.compactMap { role in
      if case .field(let column) = role { return column }
      return nil
    }
  }
}

extension ImportHeader.Role {
  /// What may stand in a header once only.
  fileprivate var name: String? {
    switch self {
    case .number: "id"
    case .kind: "kind"
    case .department: "--dept"
    case .field(let column): column.name
    case .counter, .unnamed: nil
    }
  }
}

extension String {
  /// Without blanks and line breaks around it.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
