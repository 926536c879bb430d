/// A value of a record, with the bytes it was read from.
///
/// A record file becomes one tree of nodes. Every node knows the byte range of its own text in the file,
/// so a fault found anywhere above this layer can point at it.
public struct Node: Sendable {
  public let value: Value
  /// The bytes of the value in the file it was read from: quotes included, comments and the final line feed
  /// excluded. An absent value (`key:`) is an empty range behind the colon.
  public let range: Range<Int>
  public let style: Style

  public init(_ value: Value, range: Range<Int> = 0..<0, style: Style = .plain) {
    self.value = value
    self.range = range
    self.style = style
  }

  /// What a node holds: the types of the YAML 1.2 core schema, which are those of JSON.
  public enum Value: Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case sequence([Node])
    case mapping(Mapping)
  }

  /// How a node is written in the file.
  public enum Style: UInt8, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    /// A collection by indentation.
    case block
    /// A collection in brackets.
    case flow
  }
}

/// A mapping in the order of the file. Its keys are unique text.
public struct Mapping: Sendable {
  public struct Entry: Sendable {
    public let key: String
    /// The bytes of the key, quotes included, the colon excluded.
    public let keyRange: Range<Int>
    public let value: Node

    public init(key: String, keyRange: Range<Int> = 0..<0, value: Node) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  public let entries: [Entry]

  public init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The value of a key. Linear: a record has a dozen fields, and comparing short keys beats hashing them.
  public subscript(key: String) -> Node? {
    place(of: key).map { entries[$0].value }
  }

  public func entry(_ key: String) -> Entry? {
    place(of: key).map { entries[$0] }
  }

  /// By place, so that the entries on the way are not copied.
  private func place(of key: String) -> Int? {
    entries.firstIndex { $0.key.isBytewiseEqual(key) }
  }
}

extension Node {
  public var string: String? {
    if case .string(let text) = value { return text }
    return nil
  }

  public var bool: Bool? {
    if case .bool(let flag) = value { return flag }
    return nil
  }

  public var number: Number? {
    if case .number(let number) = value { return number }
    return nil
  }

  public var mapping: Mapping? {
    if case .mapping(let mapping) = value { return mapping }
    return nil
  }

  public var sequence: [Node]? {
    if case .sequence(let items) = value { return items }
    return nil
  }

  public var isNull: Bool {
    if case .null = value { return true }
    return false
  }

  /// The value of a key where the node is a mapping.
  public subscript(key: String) -> Node? {
    mapping?[key]
  }
}

extension Node: Equatable {
  /// Equal as JSON Schema has it: numbers by value (`1` is `1.0`), mappings whatever their order; where the
  /// text stands and how it is written do not count.
  public static func == (left: Node, right: Node) -> Bool {
    switch (left.value, right.value) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
    case (.sequence(let a), .sequence(let b)): a == b
    case (.mapping(let a), .mapping(let b)):
      a.entries.count == b.entries.count && a.entries.allSatisfy { b[$0.key] == $0.value }
    default: false
    }
  }
}
