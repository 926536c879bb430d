import FondsText

/// Whether two texts have the same code points. Swift's `==` also holds for canonically equivalent texts (é in
/// one or two code points), which JSON Schema tells apart.
@inline(__always)
func isSameText(_ left: String, _ right: String) -> Bool {
  // The lengths differ for most pairs, and they are known without looking at the texts.
  left.utf8.count == right.utf8.count && hasSameBytes(left, right)
}

private func hasSameBytes(_ left: String, _ right: String) -> Bool {
  let same = left.utf8.withContiguousStorageIfAvailable { left in
    right.utf8.withContiguousStorageIfAvailable { right in
      for index in left.indices where left[index] != right[index] { return false }
      return true
    }
  }
  // Text that is not UTF-8 in memory, as bridged strings may be.
  return same.flatMap(\.self) ?? left.utf8.elementsEqual(right.utf8)
}

extension Mapping {
  /// The entry of a key, code point by code point.
  func exactEntry(_ key: String) -> Entry? {
    for entry in entries where isSameText(entry.key, key) { return entry }
    return nil
  }

  func hasExactKey(_ key: String) -> Bool {
    for entry in entries where isSameText(entry.key, key) { return true }
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
    case (.string(let a), .string(let b)): return isSameText(a, b)
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
