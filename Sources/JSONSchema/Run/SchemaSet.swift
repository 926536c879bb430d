import FondsText

/// What a compilation gives: schemas by name, and all that is wrong with them.
public struct SchemaSet: Sendable {
  let program: Program
  /// The faults of the compiled documents, by document and place, each once.
  public let errors: [SchemaError]

  /// The schema of a document or resource, by its `$id` resolved against the document's base, or by the URI that the
  /// document was added under; with a fragment also a part of it. Nil where there is none, or where it was not among
  /// those to compile.
  public func schema(_ uri: String) -> Schema? {
    guard let id = find(uri), program.schemas.indices.contains(id), program.schemas[id].body != .absent else {
      return nil
    }
    return Schema(schemas: self, id: id)
  }

  private func find(_ uri: String) -> SchemaID? {
    // The name of a fragment of a file has a `#` of its own, so whole names come first.
    if let resource = program.index.resourceByURI[uri] { return program.index.resources[resource].root }
    // Looking for a place may number new ones; those are not compiled and not kept.
    var index = program.index
    guard !index.sites.isEmpty, case .schema(let id, _) = index.resolve(uri, from: 0) else { return nil }
    return id
  }

  /// The schema of a document by the URI and the pointer that it was added with.
  public func schema(_ uri: String, pointer: String) -> Schema? {
    schema(pointer.isEmpty ? uri : uri + "#" + pointer)
  }
}

/// A compiled schema. Immutable: any number of threads may run it at once.
public struct Schema: Sendable {
  let schemas: SchemaSet
  let id: SchemaID

  private var program: Program { schemas.program }

  /// Where the schema stands.
  public var location: SchemaLocation { program.schemas[id].location }

  /// Whether the instance meets the schema. Stops at the first fault.
  public func isValid(_ instance: Node) -> Bool {
    program.run(id, instance, collects: false) { passes, run in passes && run.endless == nil }
  }

  /// All faults of the instance, one for each cause; empty exactly where the instance is valid.
  public func faults(in instance: Node) -> [SchemaFault] {
    // Most records are sound, and finding that out costs a fraction of looking for faults.
    isValid(instance) ? [] : allFaults(in: instance)
  }

  func allFaults(in instance: Node) -> [SchemaFault] {
    program.run(id, instance, collects: true) { _, run in
      // Where a schema has no end, what was found on the way is not to be relied on.
      run.endless.map { [$0] } ?? FaultSieve.sift(run.faults)
    }
  }

  /// The faults of the documents that the schema reaches: while there are any, its verdicts mean little.
  public var errors: [SchemaError] {
    let reached = Set(reachedDocuments.map { program.index.documents[$0].uri })
    return schemas.errors.filter { reached.contains($0.location.document) }
  }

  /// The documents that the schema reaches by its references, its own first: what a standalone schema has to bundle.
  /// Metaschemas of the standard are among them where something refers to them.
  public var documents: [SchemaDocument] {
    reachedDocuments.map { program.index.documents[$0] }
  }

  private var reachedDocuments: [Int] {
    let sites = program.index.sites
    var reached = [sites[id].document]
    var next = 0
    while next < reached.count {
      let document = reached[next]
      next += 1
      for site in sites.indices where sites[site].document == document {
        for target in program.schemas[site].checks.compactMap({ ($0 as? any ReferenceCheck)?.target }) {
          if !reached.contains(sites[target].document) { reached.append(sites[target].document) }
        }
      }
    }
    return reached
  }
}
