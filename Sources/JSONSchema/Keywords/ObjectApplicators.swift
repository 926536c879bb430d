import FondsText

/// `properties` (Core, 10.3.2.1): a schema for each named property.
struct Properties: Check {
  let origin: Origin
  let names: KeyTable
  let schemas: [SchemaID]

  var propertyNames: [String] { names.keys }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    var next = 0
    // By place: most properties need no copy of theirs.
    let entries = mapping.entries
    for index in entries.indices {
      guard let slot = names.place(of: entries[index].key, guess: next) else { continue }
      next = slot + 1
      seen.insert(index)
      guard !run.check(schemas[slot], entries[index].value, at: .key(entries[index].key)) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `patternProperties` (Core, 10.3.2.2): a schema for the properties whose names match.
struct PatternProperties: Check {
  let origin: Origin
  let patterns: [(regex: Regex, schema: SchemaID)]

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for (index, entry) in mapping.entries.enumerated() {
      for (regex, schema) in patterns where regex.matches(entry.key) {
        seen.insert(index)
        guard !run.check(schema, entry.value, at: .key(entry.key)) else { continue }
        if !run.collects { return false }
        passes = false
      }
    }
    return passes
  }
}

/// `additionalProperties` (Core, 10.3.2.3): a schema for what `properties` and `patternProperties` beside it do
/// not name.
///
/// It asks the neighbours for their names and not for what they evaluated, so it needs no marks.
struct AdditionalProperties: Check {
  let origin: Origin
  let names: KeyTable
  let patterns: [Regex]
  let schema: SchemaID

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    var next = 0
    let entries = mapping.entries
    for index in entries.indices {
      if let place = names.place(of: entries[index].key, guess: next) {
        next = place + 1
        continue
      }
      let entry = entries[index]
      if !patterns.isEmpty, patterns.contains(where: { $0.matches(entry.key) }) { continue }
      seen.insert(index)
      guard !run.checkUnknown(schema, entry, of: instance, origin, known: names.keys) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `propertyNames` (Core, 10.3.2.4): a schema for the names themselves.
struct PropertyNames: Check {
  let origin: Origin
  let schema: SchemaID

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for entry in mapping.entries {
      let name = Node(.string(entry.key), range: entry.keyRange)
      var unwanted = Evaluated(isWanted: false)
      // A name has no place of its own below the mapping, so its faults hang on the mapping's.
      let (holds, faults) = run.onPart { $0.attempt(schema, name, &unwanted) }
      if holds { continue }
      if !run.collects { return false }
      passes = run.fail(
        origin, name, .wrongPropertyName(entry.key, FaultSieve.sift(faults)), range: entry.keyRange)
    }
    return passes
  }
}

extension Run {
  /// Applies a schema to a property that nobody named. Where the schema is `false`, the name is the fault.
  mutating func checkUnknown(
    _ schema: SchemaID, _ entry: Mapping.Entry, of instance: Node, _ origin: Origin,
    known: @autoclosure () -> [String]
  ) -> Bool {
    guard isNever(schema) else { return check(schema, entry.value, at: .key(entry.key)) }
    return fail(origin, instance, .unknownProperty(entry.key, known: known()), range: entry.keyRange)
  }

  /// The same for an item.
  mutating func checkUnknown(
    _ schema: SchemaID, item index: Int, _ item: Node, of instance: Node, _ origin: Origin
  ) -> Bool {
    guard isNever(schema) else { return check(schema, item, at: .index(index)) }
    return fail(origin, instance, .unknownItem(index), range: item.range)
  }
}
