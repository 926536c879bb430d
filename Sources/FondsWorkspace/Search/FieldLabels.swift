import FondsIndex
import FondsModel

extension Workspace {
  /// What people write for a field's value, as records have it: `种类:合同` is `kind:contract`, `经办人:李娜` the person's id.
  /// By the rules of HEAD, which are read only where a query has a field whose value is not ASCII.
  func meaning(ofValuesIn query: String) throws -> (SearchField, String) -> String {
    let hasField = query.contains(":") || query.contains("：")
    guard hasField, query.utf8.contains(where: { $0 >= 0x80 }) else { return { _, value in value } }
    let schemas: Schemas
    do {
      schemas = try self.schemas(of: tree(ofCommit: repository.head()))
    } catch WorkspaceError.noSchemas {
      return { _, value in value }
    }
    return { field, value in schemas.name(ofLabel: value, in: field) ?? value }
  }
}

extension Schemas {
  /// The name or code that a label stands for in a field; nil where it is none's label.
  fileprivate func name(ofLabel label: String, in field: SearchField) -> String? {
    switch field {
    case .kind: kinds.values.first { $0.label.zh == label }?.name
    case .type: coding.types.first { $0.label.zh == label }?.code
    case .department: organization.departments.first { $0.name.zh == label }?.code
    case .owner, .by: organization.people.first { $0.name == label }?.id
    default: nil
    }
  }
}
