extension Node {
  /// The value that a path leads to.
  public func value(at path: some Collection<RecordEditor.Step>) -> Node? {
    var node = self
    for step in path {
      switch (node.value, step) {
      case (.mapping(let mapping), .key(let key)):
        guard let child = mapping[key] else { return nil }
        node = child
      case (.sequence(let items), .index(let index)) where items.indices.contains(index):
        node = items[index]
      default: return nil
      }
    }
    return node
  }

  /// The tree with another value at a path, or without it where `value` is nil. A last key that is not there is
  /// added behind the others.
  func replacing(_ path: [RecordEditor.Step], with value: Node?) throws(RecordEditor.Failure) -> Node {
    guard let step = path.first else {
      guard let value else { throw .refused(path) }
      return value
    }
    let rest = Array(path.dropFirst())
    switch (self.value, step) {
    case (.mapping(let mapping), .key(let key)):
      var entries = mapping.entries
      guard let index = entries.firstIndex(where: { $0.key == key }) else {
        guard rest.isEmpty, let value else { throw .noSuchValue(path) }
        return Node(.mapping(Mapping(entries + [.init(key: key, value: value)])))
      }
      if rest.isEmpty, value == nil {
        entries.remove(at: index)
      } else {
        let child = try entries[index].value.replacing(rest, with: value)
        entries[index] = .init(key: key, keyRange: entries[index].keyRange, value: child)
      }
      return Node(.mapping(Mapping(entries)), range: range, style: style)
    case (.sequence(var items), .index(let index)) where items.indices.contains(index):
      if rest.isEmpty, value == nil {
        items.remove(at: index)
      } else {
        items[index] = try items[index].replacing(rest, with: value)
      }
      return Node(.sequence(items), range: range, style: style)
    default: throw .noSuchValue(path)
    }
  }
}
