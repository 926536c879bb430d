import FondsText

/// That records get another level of secrecy, or are secret for another time: read from a record whose kind says where it
/// stands (`x-fonds.reclassification`).
public struct Reclassification: Sendable, Hashable {
  /// The level that each record gets, by the record's number.
  public let levels: [String: String]
  /// Whether somebody whose office it is has approved it: what was only asked for lowers nothing.
  public let isApproved: Bool

  /// Where a kind's records say what they reclassify.
  struct Fields: Sendable {
    /// Dotted paths; where both lead into one list, its items say the one and the other.
    let record: String
    let to: String
    let approvers: [String]

    /// Reads `x-fonds.reclassification`, whose form has been judged.
    init?(_ node: Node) {
      guard let record = node["record"]?.string, let to = node["to"]?.string else { return nil }
      (self.record, self.to) = (record, to)
      approvers = (node["by"]?.sequence ?? []).compactMap(\.string)
    }

    /// The fields by the key that names them.
    static let keys = ["record", "to"]
  }
}

extension Kind {
  /// Whether its records reclassify others.
  public var reclassifies: Bool { reclassificationFields != nil }

  /// What a record of the kind reclassifies; nil for a kind that reclassifies nothing.
  public func reclassification(in record: Node, organization: Organization) -> Reclassification? {
    guard let fields = reclassificationFields else { return nil }
    let levels = record.pairs(fields.record, fields.to).compactMap { number, level in
      number.string.flatMap { number in level?.string.map { (number, $0) } }
    }
    return Reclassification(
      levels: Dictionary(levels) { first, _ in first },
      isApproved: isApproved(record, by: fields.approvers, organization: organization))
  }

  /// Whether a record is settled, and somebody of one of some roles, other than who is in charge of it, has approved it.
  func isApproved(_ record: Node, by roles: [String], organization: Organization) -> Bool {
    guard record["status"]?.string.flatMap({ meaning(ofStatus: $0) })?.isSettled == true else { return false }
    let owner = record["owner"]?.string
    return Approval.all(in: record, progress: nil).contains { approval in
      guard approval.isApproving, approval.isStanding, approval.entry.by != owner,
        let person = organization.person(approval.entry.by)
      else { return false }
      return roles.contains { person.holds($0, on: approval.entry.day) }
    }
  }
}

extension Node {
  /// The values at one path, each with that at another one beside it: of a list of which both are parts, item by item.
  func pairs(_ first: String, _ second: String) -> [(Node, Node?)] {
    let (one, other) = (first.split(separator: "."), second.split(separator: "."))
    guard one.count > 1, other.count > 1, one[0] == other[0] else {
      let beside = values(at: second).first
      return values(at: first).map { ($0, beside) }
    }
    let rest = (one.dropFirst().joined(separator: "."), other.dropFirst().joined(separator: "."))
    return values(at: String(one[0])).flatMap { $0.pairs(rest.0, rest.1) }
  }
}
