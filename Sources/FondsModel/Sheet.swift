/// How a kind grows by dated rows: one record a month, to which `fonds add` appends.
public struct Sheet: Sendable {
  /// The list that grows.
  public let rows: String
  /// The fields that tell one series of sheets from another, beside the department: which storeroom, say.
  public let series: [String]
  /// What a new sheet takes over from the one before it.
  public let carries: [Carry]
}
