import FondsText

/// A keyword as it stands in a schema, in the hands of the function that makes a check of it.
struct KeywordSource {
  let keyword: SchemaKeyword
  let value: Node
  /// The mapping that holds the keyword.
  let siblings: Mapping
  let schema: SchemaID
  let dialect: Dialect
  unowned let compiler: Compiler

  /// Where the keyword stands in its document.
  var pointer: String { compiler.index.sites[schema].pointer + "/" + keyword.rawValue }

  /// What faults will say of where they come from.
  var origin: Origin {
    Origin(keyword: keyword, location: location(value, pointer))
  }

  /// A neighbour that this keyword depends on; nil where it is absent or not in force.
  func sibling(_ keyword: SchemaKeyword) -> KeywordSource? {
    guard let value = siblings.exactEntry(keyword.rawValue)?.value,
      let definition = Dialect.keyword(keyword.rawValue), dialect.has(definition.vocabulary)
    else { return nil }
    return KeywordSource(
      keyword: keyword, value: value, siblings: siblings, schema: schema, dialect: dialect, compiler: compiler)
  }

  // MARK: Values
  //
  // Each reader gives nil and reports where the value has not its form, so a keyword need only go on or give up.

  /// Reports that the value, or a part of it, has not the form it must have.
  func reject(_ expected: SchemaError.Expectation, _ node: Node? = nil, at token: String? = nil) {
    fail(.wrongValue(keyword: keyword.rawValue, expected: expected), node, at: token)
  }

  /// Reports a fault of the value, or of the part of it at a token.
  func fail(_ kind: SchemaError.Kind, _ node: Node? = nil, at token: String? = nil) {
    let place = token.map { JSONPointer.appending($0, to: pointer) } ?? pointer
    compiler.errors.append(SchemaError(kind: kind, location: location(node ?? value, place)))
  }

  func string() -> String? {
    if let text = value.string { return text }
    reject(.string)
    return nil
  }

  func bool() -> Bool? {
    if let flag = value.bool { return flag }
    reject(.boolean)
    return nil
  }

  func number() -> Number? {
    if let number = value.number { return number }
    reject(.number)
    return nil
  }

  /// An integer that is not negative; one beyond 64 bits counts as the largest, which no instance reaches.
  func count() -> Int? {
    guard let number = value.number, number.isInteger, !number.isNegative else {
      reject(.count)
      return nil
    }
    return number.int ?? .max
  }

  func list() -> [Node]? {
    if let items = value.sequence { return items }
    reject(.list)
    return nil
  }

  /// A list of unique strings.
  func uniqueStrings() -> [String]? {
    names(value, expected: .uniqueStrings, at: nil)
  }

  /// The strings of a list within the value; nil, with the fault reported, where it is none or repeats itself.
  func names(_ node: Node, expected: SchemaError.Expectation, at token: String?) -> [String]? {
    guard let items = node.sequence else {
      reject(expected, node, at: token)
      return nil
    }
    var names: [String] = []
    for item in items {
      guard let name = item.string else {
        reject(expected, item, at: token)
        return nil
      }
      if names.contains(where: { $0.isBytewiseEqual(name) }) {
        fail(.duplicateValue(name), item, at: token)
      } else {
        names.append(name)
      }
    }
    return names
  }

  // MARK: Schemas

  /// The schema that is the keyword's value.
  func subschema() -> SchemaID? {
    compiler.index.site(pointer, in: document)
  }

  /// The schemas of a list that may not be empty.
  func subschemas() -> [SchemaID]? {
    guard let items = value.sequence, !items.isEmpty else {
      reject(.schemas)
      return nil
    }
    return items.indices.compactMap { compiler.index.site(JSONPointer.appending($0, to: pointer), in: document) }
  }

  /// The schemas of a mapping, by their names.
  func namedSubschemas() -> [(name: String, schema: SchemaID)]? {
    guard let mapping = value.mapping else {
      reject(.mappingOfSchemas)
      return nil
    }
    return mapping.entries.compactMap { entry in
      let place = JSONPointer.appending(entry.key, to: pointer)
      return compiler.index.site(place, in: document).map { (entry.key, $0) }
    }
  }

  private var document: Int { compiler.index.sites[schema].document }

  private func location(_ node: Node, _ pointer: String) -> SchemaLocation {
    compiler.index.location(document, pointer, node.range)
  }
}
