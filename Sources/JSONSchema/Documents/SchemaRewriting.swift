import FondsText

extension Node {
  /// A schema with every schema in it, and itself last, replaced by another.
  ///
  /// It follows the keyword table: a property that happens to be called like a keyword, or a schema-like value in a `const`,
  /// stays as it is.
  public func rewritingSchemas(_ change: (Node) -> Node) -> Node {
    guard case .mapping(let mapping) = value else { return change(self) }
    let entries = mapping.entries.map { entry in
      let rewritten =
        switch Dialect.keyword(entry.key)?.holds {
        case .schema?: entry.value.rewritingSchemas(change)
        case .list?: entry.value.rewritingItems { $0.rewritingSchemas(change) }
        case .map?: entry.value.rewritingValues { $0.value.rewritingSchemas(change) }
        case .value?, nil: entry.value
        }
      return Mapping.Entry(key: entry.key, keyRange: entry.keyRange, value: rewritten)
    }
    return change(Node(.mapping(Mapping(entries)), range: range, style: style))
  }

  /// A mapping with each value replaced; anything else as it is.
  public func rewritingValues(_ change: (Mapping.Entry) -> Node) -> Node {
    guard case .mapping(let mapping) = value else { return self }
    let entries = mapping.entries.map { Mapping.Entry(key: $0.key, keyRange: $0.keyRange, value: change($0)) }
    return Node(.mapping(Mapping(entries)), range: range, style: style)
  }

  private func rewritingItems(_ change: (Node) -> Node) -> Node {
    guard case .sequence(let items) = value else { return self }
    return Node(.sequence(items.map(change)), range: range, style: style)
  }
}

extension Mapping {
  /// The mapping with other values: those of new keys behind the others, keys with nil left out.
  public func setting(_ values: KeyValuePairs<String, Node?>) -> Mapping {
    var entries = entries
    for (key, value) in values {
      let index = entries.firstIndex { $0.key == key }
      switch (index, value) {
      case (let index?, let value?):
        entries[index] = Entry(key: key, keyRange: entries[index].keyRange, value: value)
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): break
      }
    }
    return Mapping(entries)
  }
}
