import FondsText
import JSONSchema

/// One list of a new record, filled from what the last one of its series leaves open.
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
  /// The key under which an item says which one of the old record it goes on from (``CarriedItem``); nil where it does
  /// not say. What the old item promised is then judged by the new one.
  public let origin: String?

  /// The items that a new record begins with.
  public func items(from old: Node) -> [Node] {
    let found = from.flatMap { name in
      (old[name]?.sequence ?? []).enumerated().map { (place: $0, node: $1) }
    }
    return last(of: found.filter { condition?.isValid($0.node) ?? true }).map { item in
      originated(kept(item.node), place: item.place, of: old)
    }
  }

  private func last(of items: [(place: Int, node: Node)]) -> [(place: Int, node: Node)] {
    guard let lastBy else { return items }
    var order: [String] = []
    var last: [String: (Int, Node)] = [:]
    for item in items {
      let key = item.node[lastBy].map { NodeText.flow($0) } ?? ""
      if last.updateValue(item, forKey: key) == nil { order.append(key) }
    }
    return order.compactMap { last[$0] }
  }

  private func kept(_ item: Node) -> Node {
    guard !keep.isEmpty, let mapping = item.mapping else { return item }
    return Node(.mapping(Mapping(mapping.entries.filter { keep.contains($0.key) })), style: item.style)
  }

  private func originated(_ item: Node, place: Int, of old: Node) -> Node {
    guard let origin, let mapping = item.mapping, let id = old["id"]?.string else { return item }
    let source = Node(
      .mapping(
        Mapping([
          .init(key: CarriedItem.recordKey, value: Node(.string(id))),
          .init(key: CarriedItem.itemKey, value: Node(.number(Number(place + 1)))),
        ])), style: .flow)
    let others = mapping.entries.filter { $0.key != origin }
    return Node(.mapping(Mapping(others + [.init(key: origin, value: source)])), style: item.style)
  }
}

/// How a record that is no sheet goes on from the last one of its series (`x-fonds.carry`): minutes from the last
/// meeting's.
public struct Succession: Sendable {
  /// The fields that tell one series from another, beside the department. A record that leaves one out is of none.
  public let series: [String]
  public let carries: [Carry]
}
