import FondsText

/// The validation vocabulary: what can be said of a value without another schema.
enum ValidationKeywords {
  static let all: [KeywordDefinition] = values + numbers + counts + names

  private static let values: [KeywordDefinition] = [
    KeywordDefinition(.type, .validation) { source in
      types(source).map { TypeCheck(origin: source.origin, types: $0) }
    },
    KeywordDefinition(.enum, .validation) { source in
      source.list().map { OneOfValues(origin: source.origin, values: $0) }
    },
    KeywordDefinition(.const, .validation) { source in
      OneOfValues(origin: source.origin, values: [source.value])
    },
  ]

  private static let numbers: [KeywordDefinition] = [
    KeywordDefinition(.multipleOf, .validation) { source in
      guard let divisor = source.number() else { return nil }
      // Also nil for more digits than can be divided by exactly.
      guard !divisor.isNegative, Number(1).isMultiple(of: divisor) != nil else {
        source.reject(.positiveNumber)
        return nil
      }
      return MultipleOf(origin: source.origin, divisor: divisor)
    },
    bound(.minimum) { $0 >= $1 },
    bound(.exclusiveMinimum) { $0 > $1 },
    bound(.maximum) { $0 <= $1 },
    bound(.exclusiveMaximum) { $0 < $1 },
  ]

  private static let counts: [KeywordDefinition] = [
    count(.minLength) { MinimumLength(origin: $0, limit: $1) },
    count(.maxLength) { MaximumLength(origin: $0, limit: $1) },
    KeywordDefinition(.pattern, .validation) { source in
      source.string().flatMap(source.pattern).map { Pattern(origin: source.origin, regex: $0) }
    },
    count(.minItems) { ItemCount(origin: $0, limit: $1, isMinimum: true) },
    count(.maxItems) { ItemCount(origin: $0, limit: $1, isMinimum: false) },
    KeywordDefinition(.uniqueItems, .validation) { source in
      source.bool() == true ? UniqueItems(origin: source.origin) : nil
    },
    // Bounds of `contains`, which reads them itself; without it they mean nothing.
    KeywordDefinition(.minContains, .validation) { CoreKeywords.checkForm($0.count()) },
    KeywordDefinition(.maxContains, .validation) { CoreKeywords.checkForm($0.count()) },
    count(.minProperties) { PropertyCount(origin: $0, limit: $1, isMinimum: true) },
    count(.maxProperties) { PropertyCount(origin: $0, limit: $1, isMinimum: false) },
  ]

  private static let names: [KeywordDefinition] = [
    KeywordDefinition(.required, .validation) { source in
      source.uniqueStrings().map { Required(origin: source.origin, names: $0) }
    },
    KeywordDefinition(.dependentRequired, .validation) { source in
      guard let mapping = source.value.mapping else {
        source.reject(.mappingOfUniqueStrings)
        return nil
      }
      return DependentRequired(
        origin: source.origin,
        dependencies: mapping.entries.compactMap { entry in
          source.names(entry.value, expected: .mappingOfUniqueStrings, at: entry.key).map { (entry.key, $0) }
        })
    },
  ]

  /// The four bounds differ by one comparison.
  private static func bound(
    _ keyword: SchemaKeyword, _ holds: @escaping @Sendable (Number, Number) -> Bool
  ) -> KeywordDefinition {
    KeywordDefinition(keyword, .validation) { source in
      source.number().map { Bound(origin: source.origin, limit: $0, holds: holds) }
    }
  }

  /// Keywords whose value is a count.
  private static func count(
    _ keyword: SchemaKeyword, _ check: @escaping @Sendable (Origin, Int) -> any Check
  ) -> KeywordDefinition {
    KeywordDefinition(keyword, .validation) { source in
      source.count().map { check(source.origin, $0) }
    }
  }

  /// The types of `type`: one name or a list of unique names.
  private static func types(_ source: KeywordSource) -> [SchemaType]? {
    var types: [SchemaType] = []
    let isList = source.value.sequence != nil
    for (index, node) in (source.value.sequence ?? [source.value]).enumerated() {
      let token = isList ? String(index) : nil
      guard let name = node.string else {
        source.reject(.types, node, at: token)
        return nil
      }
      guard let type = SchemaType(rawValue: name) else {
        let nearest = nearestName(to: name, among: SchemaType.allCases.map(\.rawValue))
        source.fail(.unknownType(name, nearest: nearest), node, at: token)
        return nil
      }
      if types.contains(type) { source.fail(.duplicateValue(name), node, at: token) } else { types.append(type) }
    }
    if types.isEmpty { source.reject(.types) }
    return types.isEmpty ? nil : types
  }
}
