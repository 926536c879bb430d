import FondsText

/// Keywords that describe and do not judge: meta-data, content, and `format` where it isn't asserted. Only the form
/// of their values is checked.
enum AnnotationKeywords {
  static let all: [KeywordDefinition] = [
    KeywordDefinition(.format, [.formatAnnotation, .formatAssertion]) { source in
      guard let name = source.string() else { return nil }
      guard source.compiler.options.formatAssertion || source.dialect.has(.formatAssertion),
        let holds = Format.checks[name]
      else { return nil }
      return FormatCheck(origin: source.origin, name: name, holds: holds)
    },
    KeywordDefinition(.contentEncoding, .content, text),
    KeywordDefinition(.contentMediaType, .content, text),
    KeywordDefinition(.contentSchema, .content, holds: .schema) { _ in nil },
    KeywordDefinition(.title, .metaData, text),
    KeywordDefinition(.description, .metaData, text),
    KeywordDefinition(.default, .metaData) { _ in nil },
    KeywordDefinition(.deprecated, .metaData, flag),
    KeywordDefinition(.readOnly, .metaData, flag),
    KeywordDefinition(.writeOnly, .metaData, flag),
    KeywordDefinition(.examples, .metaData) { CoreKeywords.checkForm($0.list()) },
  ]

  @Sendable private static func text(_ source: KeywordSource) -> (any Check)? {
    CoreKeywords.checkForm(source.string())
  }

  @Sendable private static func flag(_ source: KeywordSource) -> (any Check)? {
    CoreKeywords.checkForm(source.bool())
  }
}
