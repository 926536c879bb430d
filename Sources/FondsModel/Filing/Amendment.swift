import FondsText

/// That something in a record that is archived is corrected: read from a record whose kind says where it stands
/// (`x-fonds.amendment`).
public struct Amendment: Sendable {
  /// The number of the record that it corrects.
  public let record: String
  /// The fields that it corrects, dotted, each with what shall stand there; nil where that is nothing, or it does not say.
  public let fields: [String: Node?]
  /// Whether somebody whose office it is has approved it.
  public let isApproved: Bool

  /// Where a kind's records say what they correct.
  struct Fields: Sendable {
    let record: String
    let field: String
    let after: String?
    let approvers: [String]

    /// Reads `x-fonds.amendment`, whose form has been judged.
    init?(_ node: Node) {
      guard let record = node["record"]?.string, let field = node["field"]?.string else { return nil }
      (self.record, self.field) = (record, field)
      after = node["after"]?.string
      approvers = (node["by"]?.sequence ?? []).compactMap(\.string)
    }

    /// The fields by the key that names them.
    static let keys = ["record", "field", "after"]
  }

  /// Whether it covers that a field, or a part of it, changes to what it is now.
  ///
  /// - Parameter after: the record as it is now.
  public func covers(_ field: String, after: Node) -> Bool {
    fields.contains { path, value in
      guard path == field || path.hasPrefix(field + ".") else { return false }
      guard let value else { return true }
      return after.values(at: path).contains { $0 == value }
    }
  }
}

extension Kind {
  /// Whether its records correct others.
  public var amends: Bool { amendmentFields != nil }

  /// What a record of the kind corrects; nil for a kind that corrects nothing, and for a record that names none.
  public func amendment(in record: Node, organization: Organization) -> Amendment? {
    guard let fields = amendmentFields, let number = record[fields.record]?.string else { return nil }
    let changes = record.pairs(fields.field, fields.after ?? fields.field).compactMap { field, after in
      field.string.map { ($0, fields.after == nil ? nil : after) }
    }
    return Amendment(
      record: number, fields: Dictionary(changes) { first, _ in first },
      isApproved: isApproved(record, by: fields.approvers, organization: organization))
  }
}
