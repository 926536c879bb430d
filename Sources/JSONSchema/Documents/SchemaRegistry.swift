import FondsText

/// What a compilation is told to do beyond the letter of the specification.
public struct SchemaOptions: Sendable {
  /// Whether `format` judges. Without it, `format` is an annotation, as 2020-12 has it by default.
  public var formatAssertion: Bool
  /// Whether a keyword that nobody knows is an error: it is usually a slip of the hand. Names that start with `x-`
  /// are never refused.
  public var refusesUnknownKeywords: Bool
  /// Further keywords whose values the engine leaves alone.
  public var ignoredKeywords: Set<String>

  public init(
    formatAssertion: Bool = false, refusesUnknownKeywords: Bool = false, ignoredKeywords: Set<String> = []
  ) {
    self.formatAssertion = formatAssertion
    self.refusesUnknownKeywords = refusesUnknownKeywords
    self.ignoredKeywords = ignoredKeywords
  }
}

/// The schema documents among which references are resolved. Nothing is ever fetched: what isn't here does not exist,
/// save for the metaschemas of 2020-12, which the module brings along.
///
/// ```swift
/// var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true))
/// registry.add(record, uri: "Schemas/record.yaml", base: "fonds:/")
/// registry.add(contract, uri: "Schemas/kinds/contract.yaml", base: "fonds:/")
/// let schemas = registry.compile()
/// schemas.schema("fonds:/contract")?.faults(in: node)
/// ```
public struct SchemaRegistry: Sendable {
  public let options: SchemaOptions
  public private(set) var documents: [SchemaDocument] = []

  public init(options: SchemaOptions = SchemaOptions()) {
    self.options = options
  }

  /// Adds a document.
  ///
  /// - Parameters:
  ///   - uri: where the document was retrieved from. Faults and errors name it so.
  ///   - base: what its `$id` and references resolve against; `uri` where it is nil. Documents of one base refer to
  ///     each other by bare names, in whatever folders they lie.
  ///   - pointer: where in the file the schema stands, for a fragment of a larger document.
  public mutating func add(_ root: Node, uri: String, base: String? = nil, pointer: String = "") {
    documents.append(SchemaDocument(uri: uri, base: base ?? uri, pointer: pointer, root: root))
  }

  /// Compiles the documents, all of them or those named by their `$id` or URI, with whatever these refer to.
  ///
  /// Faults of the schemas do not stop the compilation: they are listed in the result, and a keyword that can't be
  /// understood judges nothing.
  public func compile(only names: [String]? = nil) -> SchemaSet {
    Compiler(registry: self).compile(only: names)
  }
}
