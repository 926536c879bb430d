import FondsText

/// The number of a schema within one compilation: of a mapping or boolean at a place where a schema may stand.
typealias SchemaID = Int

/// Every place of every document where a schema stands, with its resources and anchors.
///
/// The walk follows the keyword table, so an `$id` inside a `const` or an unknown keyword names nothing.
struct SchemaIndex {
  /// A schema's place.
  struct Site {
    let document: Int
    /// From the root of the document's schema.
    let pointer: String
    let node: Node
    let resource: Int
  }

  /// A document or a part of it with an `$id` of its own.
  ///
  /// References that are only a fragment stay within it, and anchors are its own.
  struct Resource {
    let uri: String
    let base: URIReference
    let root: SchemaID
    let dialect: Dialect
    var anchors: [String: SchemaID] = [:]
    var dynamicAnchors: [String: SchemaID] = [:]
  }

  let options: SchemaOptions
  private(set) var documents: [SchemaDocument] = []
  private(set) var sites: [Site] = []
  private(set) var resources: [Resource] = []
  private(set) var errors: [SchemaError] = []
  /// The sites that the walk found in each document.
  private(set) var documentSites: [Range<SchemaID>] = []
  private(set) var resourceByURI: [String: Int] = [:]
  private var siteByPointer: [[String: SchemaID]] = []
  /// The metaschemas that documents may name in `$schema`, found before any document is walked.
  private var metaschemas: [String: Node] = [:]

  init(_ registry: SchemaRegistry) {
    options = registry.options
    for document in registry.documents where document.root["$vocabulary"] != nil {
      metaschemas[document.id] = document.root
      metaschemas[document.key] = document.root
    }
    for document in registry.documents { add(document) }
  }

  /// Walks a document. Its sites follow each other, so a document is a range of numbers.
  mutating func add(_ document: SchemaDocument) {
    let number = documents.count
    let start = sites.count
    documents.append(document)
    siteByPointer.append([:])
    documentSites.append(start..<start)
    walk(document.root, pointer: "", document: number, resource: nil, namesResources: true)
    documentSites[number] = start..<sites.count
  }

  /// The site of a pointer from the root of a document's schema.
  func site(_ pointer: String, in document: Int) -> SchemaID? {
    siteByPointer[document][pointer]
  }

  /// Makes a site of a value that stands where no keyword holds a schema, because a reference points there.
  mutating func addSite(_ node: Node, pointer: String, document: Int, resource: Int) -> SchemaID {
    let id = sites.count
    walk(node, pointer: pointer, document: document, resource: resource, namesResources: false)
    return id
  }

  func location(_ document: Int, _ pointer: String, _ range: Range<Int>) -> SchemaLocation {
    let document = documents[document]
    return SchemaLocation(document: document.uri, pointer: document.pointer + pointer, range: range)
  }

  /// Numbers a schema and all schemas below it.
  ///
  /// - Parameters:
  ///   - parent: the resource around it; nil at the root of a document.
  ///   - namesResources: whether `$id` and anchors are heeded. Below a keyword that nobody knows they name nothing.
  private mutating func walk(
    _ node: Node, pointer: String, document: Int, resource parent: Int?, namesResources: Bool
  ) {
    let id = sites.count
    siteByPointer[document][pointer] = id
    let idNode = namesResources ? node["$id"] : nil
    let resource: Int
    if let parent, idNode == nil {
      resource = parent
    } else {
      resource = resources.count
      addResource(node, idNode, root: id, pointer: pointer, document: document, parent: parent)
    }
    sites.append(Site(document: document, pointer: pointer, node: node, resource: resource))
    guard case .mapping(let mapping) = node.value else { return }
    if namesResources { addAnchors(of: mapping, site: id) }
    for entry in mapping.entries {
      guard let keyword = Dialect.keyword(entry.key), resources[resource].dialect.has(keyword.vocabulary) else {
        continue
      }
      let place = JSONPointer.appending(entry.key, to: pointer)
      func visit(_ child: Node, _ pointer: String) {
        walk(child, pointer: pointer, document: document, resource: resource, namesResources: namesResources)
      }
      switch keyword.holds {
      case .value: break
      case .schema: visit(entry.value, place)
      case .list:
        for (index, item) in (entry.value.sequence ?? []).enumerated() {
          visit(item, JSONPointer.appending(index, to: place))
        }
      case .map:
        for child in entry.value.mapping?.entries ?? [] {
          visit(child.value, JSONPointer.appending(child.key, to: place))
        }
      }
    }
  }

  /// Makes a resource of a schema that has an `$id` or is a document's root, and enters its names.
  private mutating func addResource(
    _ node: Node, _ idNode: Node?, root: SchemaID, pointer: String, document number: Int, parent: Int?
  ) {
    let document = documents[number]
    let outer = parent.map { resources[$0] }
    var base = outer?.base ?? URIReference(document.base)
    var names = parent == nil ? [document.key] : []
    if let idNode {
      let place = pointer + "/$id"
      if let id = idNode.string, URIReference(id).fragment ?? "" == "" {
        base = URIReference(id).resolved(against: base)
        base.fragment = nil
        if !names.contains(base.withoutFragment) { names.append(base.withoutFragment) }
      } else {
        fail(.invalidID(idNode.string ?? ""), number, place, idNode.range)
      }
    }
    // The base of a document without `$id` may be shared with others, so it does not name this one.
    let uri = names.last ?? document.key + "#" + pointer
    for name in names {
      if let other = resourceByURI[name] {
        let first = documents[sites[resources[other].root].document]
        fail(.duplicateID(name, first: first.uri), number, pointer + "/$id", (idNode ?? node).range)
      } else {
        resourceByURI[name] = resources.count
      }
    }
    var dialect = outer?.dialect ?? .standard
    if let named = node["$schema"] { dialect = self.dialect(named, in: number, pointer: pointer) }
    resources.append(Resource(uri: uri, base: base, root: root, dialect: dialect))
  }

  /// The dialect that `$schema` names. Only 2020-12 and metaschemas made of its vocabularies are understood: reading an
  /// older draft by the rules of this one would give wrong verdicts in silence.
  private mutating func dialect(_ named: Node, in document: Int, pointer: String) -> Dialect {
    let uri = URIReference(named.string ?? "").withoutFragment
    if uri == Metaschema.uri { return .standard }
    guard let metaschema = metaschemas[uri] else {
      fail(.unknownMetaschema(named.string ?? ""), document, pointer + "/$schema", named.range)
      return .standard
    }
    let (dialect, unknown) = Dialect.reading(metaschema["$vocabulary"]?.mapping ?? Mapping())
    for vocabulary in unknown {
      fail(.unknownVocabulary(vocabulary), document, pointer + "/$schema", named.range)
    }
    return dialect
  }

  /// Enters the plain names of a schema. A `$dynamicAnchor` is also an ordinary one (Core, 8.2.2).
  private mutating func addAnchors(of mapping: Mapping, site id: SchemaID) {
    let site = sites[id]
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let node = mapping[keyword], let name = node.string else { continue }
      if let other = resources[site.resource].anchors[name], other != id {
        fail(.duplicateAnchor(name), site.document, site.pointer + "/" + keyword, node.range)
        continue
      }
      resources[site.resource].anchors[name] = id
      if keyword == "$dynamicAnchor" { resources[site.resource].dynamicAnchors[name] = id }
    }
  }

  private mutating func fail(_ kind: SchemaError.Kind, _ document: Int, _ pointer: String, _ range: Range<Int>) {
    errors.append(SchemaError(kind: kind, location: location(document, pointer, range)))
  }
}
