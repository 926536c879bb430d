import FondsText

/// What a failed `anyOf` or `oneOf` most likely wanted.
public enum ClosestBranch: Sendable {
  /// Every branch lists values for this instance: it must be one of them.
  case values([Node])
  /// Every branch wants another type: it must be one of these.
  case types([SchemaType])
  /// The faults of the branch that comes nearest.
  case faults([SchemaFault])
  /// No branch is nearer than the others.
  case none
}

extension SchemaFault {
  /// The branch of a failed `anyOf` or `oneOf` that its writer most likely meant, nil for other faults and where
  /// several branches hold.
  ///
  /// A branch that expects another type, or another fixed value in a field (`kind: {const: …}`), was not meant; among
  /// those left, the one with the fewest faults was.
  public var closestBranch: ClosestBranch? {
    guard case .branches(let branches, let matched) = detail, matched.isEmpty else { return nil }
    if let values = all(branches, { if case .notAllowedValue(let values) = $0.detail { values } else { nil } }) {
      return .values(values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
    if let types = all(branches, { if case .wrongType(let types, _) = $0.detail { types } else { nil } }) {
      return .types(types.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }
    let ranks = branches.map(rank)
    guard let best = ranks.min(), ranks.filter({ $0 == best }).count == 1, let index = ranks.firstIndex(of: best)
    else { return ClosestBranch.none }
    return .faults(branches[index])
  }

  /// What each branch demands of this very instance; nil where a branch has other faults.
  private func all<Demand>(_ branches: [[SchemaFault]], _ demand: (SchemaFault) -> [Demand]?) -> [Demand]? {
    var demands: [Demand] = []
    for branch in branches {
      guard branch.count == 1, branch[0].path == path, let found = demand(branch[0]) else { return nil }
      demands += found
    }
    return demands.isEmpty ? nil : demands
  }

  /// How far this instance is from what a branch wants.
  private func rank(_ branch: [SchemaFault]) -> Rank {
    var rank = Rank(others: 0, fixed: 0, count: branch.count)
    for fault in branch {
      switch fault.detail {
      case .wrongType where fault.path == path, .notAllowed where fault.path == path: rank.others += 1
      case .notAllowedValue where fault.path.tokens.count <= path.tokens.count + 1: rank.fixed += 1
      default: break
      }
    }
    return rank
  }

  /// How far a branch is: by another type, by other fixed values, by faults.
  private struct Rank: Comparable {
    var others: Int
    var fixed: Int
    var count: Int

    static func < (left: Rank, right: Rank) -> Bool {
      (left.others, left.fixed, left.count) < (right.others, right.fixed, right.count)
    }
  }
}
