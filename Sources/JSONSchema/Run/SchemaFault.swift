import FondsText

/// What is wrong with an instance by a schema: no words, but everything that words can be made of.
public struct SchemaFault: Sendable {
  /// The keyword that was not met; nil where the schema is plain `false`.
  public let keyword: SchemaKeyword?
  public let detail: Detail
  /// The value that is at fault. For a missing property: the mapping that lacks it. For a property's name
  /// (`propertyNames`): the name as a string.
  public let instance: Node
  /// The bytes to point at: those of the instance; of the key, for an unknown property; of the item, for an item
  /// that should not be there or repeats another.
  public let range: Range<Int>
  /// Where the instance stands. For an unknown property, where its mapping stands.
  public let path: InstancePath
  /// The keyword in its schema.
  public let schema: SchemaLocation

  public enum Detail: Sendable {
    /// `type`.
    case wrongType(expected: [SchemaType], actual: SchemaType)
    /// `enum`, `const`.
    case notAllowedValue([Node])
    /// `required`, `dependentRequired`; then `because` names the property whose presence demands it.
    case missingProperty(String, because: String?)
    /// `additionalProperties`, `unevaluatedProperties`. `known` are the names that the schema does know.
    case unknownProperty(String, known: [String])
    /// `items`, `unevaluatedItems`.
    case unknownItem(Int)
    /// `minimum` and its like; the keyword says which way.
    case outOfRange(Number)
    case notMultiple(of: Number)
    /// `minLength` (code points), `maxItems`, `minProperties` …; the keyword says which.
    case wrongCount(limit: Int, actual: Int)
    /// `uniqueItems`.
    case repeatedItem(Int, first: Int)
    /// `contains`: how many items match, how many may.
    case wrongMatches(actual: Int, minimum: Int, maximum: Int?)
    case wrongPattern(String)
    case wrongFormat(String)
    /// `propertyNames`: the faults of the name.
    case wrongPropertyName(String, [SchemaFault])
    /// `anyOf`, `oneOf`: for each branch its faults. `matched` are the branches that hold: none, or for `oneOf`
    /// several.
    case branches([[SchemaFault]], matched: [Int])
    /// A schema that nothing meets, or the `not` of one that is met.
    case notAllowed
    /// The schema refers to itself without end.
    case endlessReference
  }
}

/// The way from the root of an instance to a value.
public struct InstancePath: Sendable, Hashable, CustomStringConvertible {
  public enum Token: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  public let tokens: [Token]

  public init(tokens: [Token] = []) {
    self.tokens = tokens
  }

  /// As a JSON Pointer; empty for the root.
  public var description: String {
    tokens.reduce(into: "") { pointer, token in
      switch token {
      case .key(let key): pointer = JSONPointer.appending(key, to: pointer)
      case .index(let index): pointer = JSONPointer.appending(index, to: pointer)
      }
    }
  }
}
