import FondsText

/// Turns documents into a program of checks. One compilation, one thread; what it leaves behind is immutable.
///
/// Schemas are numbered by the index before anything is compiled, so a check refers to other schemas by number, and
/// neither recursion in a schema nor the order of documents matters.
final class Compiler {
  var index: SchemaIndex
  var errors: [SchemaError] = []
  let options: SchemaOptions
  /// Regular expressions by their text: kinds repeat the patterns of their base.
  private var patterns: [String: Result<Regex, PatternError>] = [:]
  private var compiled: [SchemaID: CompiledSchema] = [:]
  private var pending: [SchemaID] = []
  private var requested: Set<Int> = []

  init(registry: SchemaRegistry) {
    options = registry.options
    index = SchemaIndex(registry)
  }

  /// Compiles the documents of these names, or all, and whatever they lead to.
  func compile(only names: [String]?) -> SchemaSet {
    if let names {
      for name in names {
        if let resource = index.resourceByURI[name] { request(index.sites[index.resources[resource].root].document) }
      }
    } else {
      for document in index.documents.indices { request(document) }
    }
    while let id = pending.popLast() {
      if compiled[id] == nil { compiled[id] = compile(id) }
    }
    let schemas = index.sites.indices.map { compiled[$0] ?? .absent(resource: index.sites[$0].resource) }
    errors += ReferenceLoops(schemas).errors
    return SchemaSet(program: Program(schemas: schemas, index: index), errors: (index.errors + errors).inOrder)
  }

  /// Resolves a reference and sees to it that its target is compiled.
  func resolve(_ reference: String, from id: SchemaID) -> Resolution {
    let known = index.sites.count
    let resolution = index.resolve(reference, from: id)
    // A target that no keyword holds becomes a site only now, with the sites below it.
    pending += known..<index.sites.count
    if case .schema(let target, _) = resolution { request(index.sites[target].document) }
    return resolution
  }

  /// The expression of a text, compiled once in a compilation.
  func pattern(_ text: String) -> Result<Regex, PatternError> {
    if let known = patterns[text] { return known }
    let result = Result { () throws(PatternError) in try Regex(text) }
    patterns[text] = result
    return result
  }

  /// A document is compiled as a whole: a dynamic reference may lead to any of its anchors.
  private func request(_ document: Int) {
    if requested.insert(document).inserted { pending += index.documentSites[document].reversed() }
  }

  /// Makes the checks of one schema. Schemas within it are only named by their numbers; their turn comes.
  private func compile(_ id: SchemaID) -> CompiledSchema {
    let site = index.sites[id]
    let location = index.location(site.document, site.pointer, site.node.range)
    switch site.node.value {
    case .bool(let passes):
      return CompiledSchema(passes ? .always : .never, resource: site.resource, location: location)
    case .mapping(let mapping):
      let checks = checks(of: mapping, id, index.resources[site.resource].dialect)
      return CompiledSchema(.checks, checks: checks, resource: site.resource, location: location)
    default:
      errors.append(SchemaError(kind: .notASchema, location: location))
      return CompiledSchema(.always, resource: site.resource, location: location)
    }
  }

  private func checks(of mapping: Mapping, _ id: SchemaID, _ dialect: Dialect) -> [any Check] {
    var checks: [any Check] = []
    var last: [any Check] = []
    for entry in mapping.entries {
      guard let definition = Dialect.keyword(entry.key), dialect.has(definition.vocabulary) else {
        refuseUnknown(entry, id)
        continue
      }
      let source = KeywordSource(
        keyword: definition.keyword, value: entry.value, siblings: mapping, schema: id, dialect: dialect,
        compiler: self)
      guard let check = definition.generate(source) else { continue }
      // What is unevaluated is known when all others have had their say.
      if definition.vocabulary == .unevaluated { last.append(check) } else { checks.append(check) }
    }
    return checks + last
  }

  /// A keyword that is known but not in force in this dialect is passed over; one that nobody knows may be a slip.
  private func refuseUnknown(_ entry: Mapping.Entry, _ id: SchemaID) {
    guard options.refusesUnknownKeywords, Dialect.keyword(entry.key) == nil, !entry.key.hasPrefix("x-"),
      !options.ignoredKeywords.contains(entry.key)
    else { return }
    let site = index.sites[id]
    let place = JSONPointer.appending(entry.key, to: site.pointer)
    let kind = SchemaError.Kind.unknownKeyword(
      entry.key, nearest: nearestName(to: entry.key, among: Dialect.keywordNames))
    errors.append(SchemaError(kind: kind, location: index.location(site.document, place, entry.keyRange)))
  }
}

extension [SchemaError] {
  /// By document and place, each once.
  fileprivate var inOrder: [SchemaError] {
    var seen: Set<SchemaError> = []
    let unique = filter { seen.insert($0).inserted }
    return unique.sorted {
      ($0.location.document, $0.location.range.lowerBound, $0.location.pointer)
        < ($1.location.document, $1.location.range.lowerBound, $1.location.pointer)
    }
  }
}
