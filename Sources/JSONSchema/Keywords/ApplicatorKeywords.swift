import FondsText

/// The applicators: keywords that apply other schemas.
enum ApplicatorKeywords {
  static let all: [KeywordDefinition] = inPlace + object + array

  private static let inPlace: [KeywordDefinition] = [
    KeywordDefinition(.allOf, .applicator, holds: .list) { source in
      source.subschemas().map { AllOf(origin: source.origin, branches: $0) }
    },
    KeywordDefinition(.anyOf, .applicator, holds: .list) { source in
      source.subschemas().map { AnyOf(origin: source.origin, branches: $0) }
    },
    KeywordDefinition(.oneOf, .applicator, holds: .list) { source in
      source.subschemas().map { OneOf(origin: source.origin, branches: $0) }
    },
    KeywordDefinition(.not, .applicator, holds: .schema) { source in
      source.subschema().map { Not(origin: source.origin, schema: $0) }
    },
    KeywordDefinition(.if, .applicator, holds: .schema) { source in
      source.subschema().map {
        Condition(
          origin: source.origin, condition: $0, then: source.sibling(.then)?.subschema(),
          otherwise: source.sibling(.else)?.subschema())
      }
    },
    // Without `if` they mean nothing, with it they are its own.
    KeywordDefinition(.then, .applicator, holds: .schema) { _ in nil },
    KeywordDefinition(.else, .applicator, holds: .schema) { _ in nil },
    KeywordDefinition(.dependentSchemas, .applicator, holds: .map) { source in
      source.namedSubschemas().map { DependentSchemas(origin: source.origin, schemas: $0) }
    },
  ]

  private static let object: [KeywordDefinition] = [
    KeywordDefinition(.properties, .applicator, holds: .map) { source in
      source.namedSubschemas().map {
        Properties(origin: source.origin, names: KeyTable($0.map(\.name)), schemas: $0.map(\.schema))
      }
    },
    KeywordDefinition(.patternProperties, .applicator, holds: .map) { source in
      source.namedSubschemas().map {
        PatternProperties(
          origin: source.origin,
          patterns: $0.compactMap { entry in source.pattern(entry.name).map { ($0, entry.schema) } })
      }
    },
    KeywordDefinition(.additionalProperties, .applicator, holds: .schema) { source in
      source.subschema().map { schema in
        let properties = source.sibling(.properties)?.value.mapping?.entries.map(\.key) ?? []
        let patterns = source.sibling(.patternProperties)?.value.mapping?.entries.map(\.key) ?? []
        return AdditionalProperties(
          origin: source.origin, names: KeyTable(properties), patterns: patterns.compactMap(source.knownPattern),
          schema: schema)
      }
    },
    KeywordDefinition(.propertyNames, .applicator, holds: .schema) { source in
      source.subschema().map { PropertyNames(origin: source.origin, schema: $0) }
    },
  ]

  private static let array: [KeywordDefinition] = [
    KeywordDefinition(.prefixItems, .applicator, holds: .list) { source in
      source.subschemas().map { PrefixItems(origin: source.origin, schemas: $0) }
    },
    KeywordDefinition(.items, .applicator, holds: .schema) { source in
      source.subschema().map {
        let prefix = source.sibling(.prefixItems)?.value.sequence?.count ?? 0
        return Items(origin: source.origin, start: prefix, schema: $0)
      }
    },
    KeywordDefinition(.contains, .applicator, holds: .schema) { source in
      source.subschema().map {
        Contains(
          origin: source.origin, schema: $0, minimum: source.sibling(.minContains)?.countIfSound ?? 1,
          maximum: source.sibling(.maxContains)?.countIfSound)
      }
    },
  ]
}

extension KeywordSource {
  /// The expression of a pattern that stands at the keyword; a broken one is reported.
  func pattern(_ text: String) -> Regex? {
    switch compiler.pattern(text) {
    case .success(let regex): return regex
    case .failure(let error):
      let isKey = keyword == .patternProperties
      let key = isKey ? value.mapping?.exactEntry(text) : nil
      let node = key.map { Node(.string(text), range: $0.keyRange) } ?? value
      fail(.invalidPattern(text, error), node, at: isKey ? text : nil)
      return nil
    }
  }

  /// The same for a neighbour's pattern, whose faults the neighbour reports.
  func knownPattern(_ text: String) -> Regex? {
    if case .success(let regex) = compiler.pattern(text) { return regex }
    return nil
  }

  /// The count of a neighbour that reports its own faults.
  var countIfSound: Int? {
    guard let number = value.number, number.isInteger, !number.isNegative else { return nil }
    return number.int ?? .max
  }
}
