import FondsText

extension Mapping {
  /// The entry of a key, code point by code point.
  func exactEntry(_ key: String) -> Entry? {
    for entry in entries where entry.key.isBytewiseEqual(key) { return entry }
    return nil
  }

  func hasExactKey(_ key: String) -> Bool {
    for entry in entries where entry.key.isBytewiseEqual(key) { return true }
    return false
  }
}

extension Node {
  /// Equal as JSON Schema has it. `Node`'s own `==` finds the keys of a mapping by Swift's equality of text.
  func isSame(as other: Node) -> Bool {
    switch (value, other.value) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a.isBytewiseEqual(b)
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.mapping(let a), .mapping(let b)):
      return a.entries.count == b.entries.count
        && a.entries.allSatisfy { entry in b.exactEntry(entry.key)?.value.isSame(as: entry.value) ?? false }
    default: return false
    }
  }
}

/// A value as the key of a dictionary.
struct ExactValue: Hashable {
  let node: Node

  static func == (left: ExactValue, right: ExactValue) -> Bool { left.node.isSame(as: right.node) }

  func hash(into hasher: inout Hasher) {
    switch node.value {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .number(let number): hasher.combine(number)
    case .string(let text): hasher.combine(text)
    case .sequence(let items): for item in items { hasher.combine(ExactValue(node: item)) }
    case .mapping(let mapping):
      // The order of the entries does not count, so their hashes are added up.
      hasher.combine(
        mapping.entries.reduce(0) { sum, entry in
          var own = Hasher()
          own.combine(entry.key)
          own.combine(ExactValue(node: entry.value))
          return sum &+ own.finalize()
        })
    }
  }
}
