import FondsText

/// The types that a schema tells apart.
public enum SchemaType: String, Sendable, Hashable, CaseIterable {
  case null, boolean, integer, number, string, array, object

  /// The narrowest type of a value: `1.0` is an integer.
  public init(_ node: Node) {
    self =
      switch node.value {
      case .null: .null
      case .bool: .boolean
      case .number(let number): number.isInteger ? .integer : .number
      case .string: .string
      case .sequence: .array
      case .mapping: .object
      }
  }
}

/// A set of types, as bits.
struct SchemaTypes: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ type: SchemaType) {
    switch type {
    case .null: rawValue = 1
    case .boolean: rawValue = 2
    case .integer: rawValue = 4
    case .number: rawValue = 8 | 4
    case .string: rawValue = 16
    case .array: rawValue = 32
    case .object: rawValue = 64
    }
  }

  func allows(_ node: Node) -> Bool {
    let bit: UInt8 =
      switch node.value {
      case .null: 1
      case .bool: 2
      case .number(let number): number.isInteger ? 4 : 8
      case .string: 16
      case .sequence: 32
      case .mapping: 64
      }
    return rawValue & bit != 0
  }
}
