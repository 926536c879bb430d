import FondsText

/// What no other keyword of the schema, or of a schema that it applies in place, has spoken of.
enum UnevaluatedKeywords {
  static let all: [KeywordDefinition] = [
    KeywordDefinition(.unevaluatedProperties, .unevaluated, holds: .schema) { source in
      source.subschema().map { UnevaluatedProperties(origin: source.origin, owner: source.schema, schema: $0) }
    },
    KeywordDefinition(.unevaluatedItems, .unevaluated, holds: .schema) { source in
      source.subschema().map { UnevaluatedItems(origin: source.origin, schema: $0) }
    },
  ]
}

/// `unevaluatedProperties` (Core, 11.3). It runs when all other keywords of its schema have had their say; the compiler
/// sees to that.
struct UnevaluatedProperties: Check {
  let origin: Origin
  /// The schema that the keyword stands in: the names that it and its base schemas know help a writer.
  let owner: SchemaID
  let schema: SchemaID

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for (index, entry) in mapping.entries.enumerated() where !seen.contains(index) {
      // Whatever the verdict, an outer schema need not speak of the property again.
      seen.insert(index)
      let program = run.program
      let known = { program.propertyNames(of: owner) }
      guard !run.checkUnknown(schema, entry, of: instance, origin, known: known()) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `unevaluatedItems` (Core, 11.2).
struct UnevaluatedItems: Check {
  let origin: Origin
  let schema: SchemaID

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .sequence(let items) = instance.value else { return true }
    var passes = true
    for (index, item) in items.enumerated() where !seen.contains(index) {
      seen.insert(index)
      guard !run.checkUnknown(schema, item: index, item, of: instance, origin) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}
