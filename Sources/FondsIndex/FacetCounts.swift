/// How many of the versions that a search found have each value of a field.
public struct FacetCounts: Sendable, Equatable {
  public struct Count: Sendable, Equatable {
    /// Nil for what has no such value.
    public let value: String?
    public let count: Int
  }

  public let field: SearchField
  /// The commonest first, equally common ones by their value; what has none comes last. They add up to all that was found.
  public let counts: [Count]

  init(field: SearchField, counts: [String: Int]) {
    self.field = field
    self.counts = counts.sorted { one, other in
      if one.key.isEmpty || other.key.isEmpty { return other.key.isEmpty && !one.key.isEmpty }
      return (other.value, one.key) < (one.value, other.key)
    }.map { Count(value: $0.key.isEmpty ? nil : $0.key, count: $0.value) }
  }
}
