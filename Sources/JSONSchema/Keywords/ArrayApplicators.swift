import FondsText

/// `prefixItems` (Core, 10.3.1.1): a schema for each of the first items.
struct PrefixItems: Check {
  let origin: Origin
  let schemas: [SchemaID]

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value else { return true }
    var passes = true
    for (index, schema) in schemas.enumerated() {
      guard index < items.count else { break }
      seen.insert(index)
      guard !run.check(schema, items[index], at: .index(index)) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `items` (Core, 10.3.1.2): a schema for all items behind the prefix.
struct Items: Check {
  let origin: Origin
  let start: Int
  let schema: SchemaID

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value, start < items.count else { return true }
    seen.insert(upTo: items.count)
    var passes = true
    for index in start..<items.count {
      guard !run.checkUnknown(schema, item: index, items[index], of: instance, origin) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `contains` (Core, 10.3.1.3) with `minContains` and `maxContains` (Validation, 6.4.4 and 6.4.5): how many items
/// match a schema. In 2020-12 the items that match count as evaluated; with `minContains: 0` the keyword does
/// nothing else.
struct Contains: Check {
  let origin: Origin
  let schema: SchemaID
  let minimum: Int
  let maximum: Int?

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value else { return true }
    var matches = 0
    for (index, item) in items.enumerated() {
      var unwanted = Evaluated(isWanted: false)
      guard run.onPart({ $0.holds(schema, item, &unwanted) }) else { continue }
      seen.insert(index)
      matches += 1
      if matches >= minimum, maximum == nil, !seen.isWanted { return true }
    }
    if matches >= minimum, matches <= maximum ?? .max { return true }
    return run.fail(origin, instance, .wrongMatches(actual: matches, minimum: minimum, maximum: maximum))
  }
}
