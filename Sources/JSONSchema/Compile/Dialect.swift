import FondsText

/// A vocabulary of 2020-12, as one bit.
struct Vocabulary: OptionSet, Sendable {
  let rawValue: UInt8

  static let core = Vocabulary(rawValue: 1)
  static let applicator = Vocabulary(rawValue: 2)
  static let unevaluated = Vocabulary(rawValue: 4)
  static let validation = Vocabulary(rawValue: 8)
  static let metaData = Vocabulary(rawValue: 16)
  static let formatAnnotation = Vocabulary(rawValue: 32)
  static let formatAssertion = Vocabulary(rawValue: 64)
  static let content = Vocabulary(rawValue: 128)

  static let byURI: [String: Vocabulary] = {
    let base = Metaschema.base + "vocab/"
    return [
      base + "core": core,
      base + "applicator": applicator,
      base + "unevaluated": unevaluated,
      base + "validation": validation,
      base + "meta-data": metaData,
      base + "format-annotation": formatAnnotation,
      base + "format-assertion": formatAssertion,
      base + "content": content,
    ]
  }()
}

/// The keywords that are in force in a resource: those of the vocabularies that its metaschema names.
struct Dialect: Sendable {
  let vocabularies: Vocabulary

  static let standard = Dialect(vocabularies: [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ])

  /// Whether a keyword of any of these vocabularies is in force.
  func has(_ vocabulary: Vocabulary) -> Bool { !vocabularies.isDisjoint(with: vocabulary) }

  /// Reads the `$vocabulary` of a metaschema; also returns the unknown vocabularies that it calls indispensable.
  static func reading(_ vocabulary: Mapping) -> (dialect: Dialect, unknown: [String]) {
    // The core vocabulary is in force whatever a metaschema says: without it nothing could be read at all.
    var found: Vocabulary = .core
    var unknown: [String] = []
    for entry in vocabulary.entries {
      if let known = Vocabulary.byURI[entry.key] {
        found.insert(known)
      } else if entry.value.bool == true {
        unknown.append(entry.key)
      }
    }
    return (Dialect(vocabularies: found), unknown)
  }

  /// The definition of a keyword by the name that stands in a schema.
  static func keyword(_ name: String) -> KeywordDefinition? { keywords[name] }

  static let keywordNames: [String] = keywords.keys.sorted()

  /// The one table: name → what the keyword holds and the check that it makes.
  private static let keywords: [String: KeywordDefinition] = {
    let all = [
      CoreKeywords.all, ApplicatorKeywords.all, UnevaluatedKeywords.all, ValidationKeywords.all, AnnotationKeywords.all,
    ].joined()
    return Dictionary(all.map { ($0.keyword.rawValue, $0) }) { first, _ in first }
  }()
}

/// A keyword as the table has it.
struct KeywordDefinition: Sendable {
  /// Where in the keyword's value schemas stand.
  enum Content: Sendable { case value, schema, list, map }

  let keyword: SchemaKeyword
  let vocabulary: Vocabulary
  let holds: Content
  /// Makes the check; nil where there is nothing to judge. Faults of the value go to the source's `fail`.
  let generate: @Sendable (KeywordSource) -> (any Check)?

  init(
    _ keyword: SchemaKeyword, _ vocabulary: Vocabulary, holds: Content = .value,
    _ generate: @escaping @Sendable (KeywordSource) -> (any Check)?
  ) {
    self.keyword = keyword
    self.vocabulary = vocabulary
    self.holds = holds
    self.generate = generate
  }
}
