import FondsText
import JSONSchema

/// How a kind grows by dated rows: one record a month, to which `fonds add` appends.
public struct Sheet: Sendable {
  /// The list that grows.
  public let rows: String
  /// The fields that tell one series of sheets from another, beside the department: which storeroom, say.
  public let series: [String]
  /// What a new sheet takes over from the one before it.
  public let carries: [Carry]

  /// One list of a new sheet, filled from the closing state of the old one.
  public struct Carry: Sendable {
    /// The list that is filled.
    public let to: String
    /// The lists that are read, in this order.
    public let from: [String]
    /// Which of their items are taken; nil for all.
    public let condition: Schema?
    /// A key of which only the last item of each value is taken; nil for all items.
    public let lastBy: String?
    /// The keys that are kept of an item; empty for all.
    public let keep: [String]

    /// The items that a new sheet begins with.
    public func items(from old: Node) -> [Node] {
      let found = from.flatMap { old[$0]?.sequence ?? [] }.filter { condition?.isValid($0) ?? true }
      return last(of: found).map(kept)
    }

    private func last(of items: [Node]) -> [Node] {
      guard let lastBy else { return items }
      var order: [String] = []
      var last: [String: Node] = [:]
      for item in items {
        let key = item[lastBy].map { NodeText.flow($0) } ?? ""
        if last.updateValue(item, forKey: key) == nil { order.append(key) }
      }
      return order.compactMap { last[$0] }
    }

    private func kept(_ item: Node) -> Node {
      guard !keep.isEmpty, let mapping = item.mapping else { return item }
      return Node(.mapping(Mapping(mapping.entries.filter { keep.contains($0.key) })), style: item.style)
    }
  }
}
