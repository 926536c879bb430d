import FondsText

/// What a reference leads to.
enum Resolution {
  /// A schema; `dynamicName` is set where the reference names a `$dynamicAnchor` by its plain name.
  case schema(SchemaID, dynamicName: String?)
  /// Nothing; with the reference that was probably meant.
  case unresolved(nearest: String?)
}

extension SchemaIndex {
  /// Resolves a reference as it is written at a site.
  mutating func resolve(_ reference: String, from id: SchemaID) -> Resolution {
    let site = sites[id]
    let written = URIReference(reference)
    guard let resource = resource(written, from: site.resource) else {
      return .unresolved(nearest: nearestResource(to: written))
    }
    guard let encoded = written.fragment, !encoded.isEmpty else {
      return .schema(resources[resource].root, dynamicName: nil)
    }
    guard let fragment = encoded.percentDecoded else { return .unresolved(nearest: nil) }
    if fragment.hasPrefix("/") {
      if let target = follow(fragment, in: resource) { return .schema(target, dynamicName: nil) }
    } else if let target = resources[resource].anchors[fragment] {
      return .schema(target, dynamicName: resources[resource].dynamicAnchors[fragment] == nil ? nil : fragment)
    }
    let head = String(reference.prefix { $0 != "#" })
    return .unresolved(nearest: nearestFragment(to: fragment, in: resource).map { head + "#" + $0 })
  }

  /// The resource that a reference names, fetched from the standard's metaschemas where need be.
  private mutating func resource(_ reference: URIReference, from current: Int) -> Int? {
    if reference.isSameDocument { return current }
    let uri = reference.resolved(against: resources[current].base).withoutFragment
    if let known = resourceByURI[uri] { return known }
    guard let root = Metaschema.document(uri) else { return nil }
    add(SchemaDocument(uri: uri, base: uri, pointer: "", root: root))
    return resourceByURI[uri]
  }

  /// Follows a JSON Pointer through a resource, also to places where no keyword holds a schema: older schemas keep
  /// theirs under `definitions`.
  private mutating func follow(_ pointer: String, in resource: Int) -> SchemaID? {
    let root = sites[resources[resource].root]
    if let known = site(root.pointer + pointer, in: root.document) { return known }
    guard let tokens = JSONPointer.tokens(pointer) else { return nil }
    var (node, place, enclosing) = (root.node, root.pointer, resource)
    for token in tokens {
      guard let child = node.child(token) else { return nil }
      node = child
      place = JSONPointer.appending(token, to: place)
      if let passed = site(place, in: root.document) { enclosing = sites[passed].resource }
    }
    return site(place, in: root.document)
      ?? addSite(node, pointer: place, document: root.document, resource: enclosing)
  }

  /// The name of another document that resembles the last part of a reference.
  private func nearestResource(to reference: URIReference) -> String? {
    func name(_ uri: String) -> String {
      String(uri[(uri.lastIndex(of: "/").map(uri.index(after:)) ?? uri.startIndex)...])
    }
    let known = resourceByURI.keys.filter { !$0.contains("#") && !$0.hasPrefix(Metaschema.base) }
    return nearestName(to: name(reference.withoutFragment), among: known.map(name))
  }

  /// Mends the first token of a pointer that leads nowhere, or the name of an anchor.
  private func nearestFragment(to fragment: String, in resource: Int) -> String? {
    guard fragment.hasPrefix("/"), let tokens = JSONPointer.tokens(fragment) else {
      return nearestName(to: fragment, among: resources[resource].anchors.keys)
    }
    var (node, mended) = (sites[resources[resource].root].node, "")
    for token in tokens {
      if let child = node.child(token) {
        node = child
        mended = JSONPointer.appending(token, to: mended)
      } else if let near = nearestName(to: token, among: node.mapping?.entries.map(\.key) ?? []),
        let child = node.child(near)
      {
        node = child
        mended = JSONPointer.appending(near, to: mended)
      } else {
        return nil
      }
    }
    return mended
  }
}
