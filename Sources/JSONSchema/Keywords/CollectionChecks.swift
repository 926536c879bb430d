import FondsText

/// `minItems`, `maxItems` (Validation, 6.4.1 and 6.4.2).
struct ItemCount: Check {
  let origin: Origin
  let limit: Int
  let isMinimum: Bool

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value else { return true }
    if isMinimum ? items.count >= limit : items.count <= limit { return true }
    return run.fail(origin, instance, .wrongCount(limit: limit, actual: items.count))
  }
}

/// `minProperties`, `maxProperties` (Validation, 6.5.1 and 6.5.2).
struct PropertyCount: Check {
  let origin: Origin
  let limit: Int
  let isMinimum: Bool

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    let count = mapping.entries.count
    if isMinimum ? count >= limit : count <= limit { return true }
    return run.fail(origin, instance, .wrongCount(limit: limit, actual: count))
  }
}

/// `uniqueItems` (Validation, 6.4.3). The fault points at the item that comes second.
struct UniqueItems: Check {
  let origin: Origin

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value, items.count > 1 else { return true }
    guard let (index, first) = items.count <= 8 ? repeatedByComparing(items) : repeatedByHashing(items) else {
      return true
    }
    return run.fail(origin, instance, .repeatedItem(index, first: first), range: items[index].range)
  }

  private func repeatedByComparing(_ items: [Node]) -> (index: Int, first: Int)? {
    for index in items.indices.dropFirst() {
      for first in 0..<index where items[first].isSame(as: items[index]) { return (index, first) }
    }
    return nil
  }

  /// Comparing each with each would take minutes for the list that a file of the largest size can hold.
  private func repeatedByHashing(_ items: [Node]) -> (index: Int, first: Int)? {
    var places: [ExactValue: Int] = [:]
    for (index, item) in items.enumerated() {
      if let first = places.updateValue(index, forKey: ExactValue(node: item)) { return (index, first) }
    }
    return nil
  }
}

/// `required` (Validation, 6.5.3). Every missing property is a fault of its own.
struct Required: Check {
  let origin: Origin
  let names: [String]

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for name in names where !mapping.hasExactKey(name) {
      passes = run.fail(origin, instance, .missingProperty(name, because: nil))
      if !run.collects { break }
    }
    return passes
  }
}

/// `dependentRequired` (Validation, 6.5.4): the presence of a property demands others.
struct DependentRequired: Check {
  let origin: Origin
  let dependencies: [(name: String, required: [String])]

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for (trigger, names) in dependencies where mapping.hasExactKey(trigger) {
      for name in names where !mapping.hasExactKey(name) {
        passes = run.fail(origin, instance, .missingProperty(name, because: trigger))
        if !run.collects { return false }
      }
    }
    return passes
  }
}
