/// The order in which the fields of a mapping are written, and those within them.
public struct FieldOrder: Sendable {
  private let ranks: [String: Int]
  /// What stands within each field, by its rank.
  private let parts: [FieldOrder]

  /// - Parameter fields: each with the order within its mapping, or within each item of its list.
  public init(_ fields: [(name: String, parts: FieldOrder)] = []) {
    ranks = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
    parts = fields.map(\.parts)
  }

  /// The place of a field; one that is not known stands behind all others.
  func rank(of key: String?) -> Int {
    key.flatMap { ranks[$0] } ?? parts.count
  }

  func order(within key: String?) -> FieldOrder {
    key.flatMap { ranks[$0] }.map { parts[$0] } ?? FieldOrder()
  }
}
