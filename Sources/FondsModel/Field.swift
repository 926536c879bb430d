import FondsText
import JSONSchema

/// One field that a kind's records may have, or a part of one: a key of a mapping, or of each item of a list.
public struct Field: Sendable {
  public let name: String
  public let label: LocalizedText
  /// What a clerk is to write, on one line; nil where the schema does not say.
  public let help: LocalizedText?
  public internal(set) var demand: Demand
  /// The types its value may have; empty where the schema does not say.
  public private(set) var types: [SchemaType]
  /// The values it may have, or its items may; empty where they are not listed.
  public let values: [String]
  /// What listed values are called.
  public let valueLabels: [String: LocalizedText]
  public let format: String?
  /// What a new record has where nobody says otherwise.
  public let defaultValue: Node?
  /// What its text, or each of its items, names; nil where it is text alone.
  public let names: Naming?
  /// The kinds that it may point to, where it names records; empty where any will do.
  public let allowedKinds: [String]
  /// Whether it may still change once the record is approved.
  public let isFree: Bool
  /// The fields of its mapping, or of each item's, in the order of the schema.
  public let children: [Field]

  /// When a record must have a field.
  public enum Demand: Sendable, Hashable {
    /// Every record, drafts included.
    case always
    /// A record that is no longer a draft.
    case unlessDraft
    /// Where a condition of the schema holds.
    case sometimes
    case never
  }

  /// What the text of a field stands for.
  public enum Naming: String, Sendable, Hashable {
    case record, person, department
  }

  /// Whether every record has it, drafts included.
  public var isRequired: Bool { demand == .always }
  /// Whether a record that is no longer a draft has it.
  public var isRequiredUnlessDraft: Bool { demand == .always || demand == .unlessDraft }
  /// Whether its value is a list.
  public var isList: Bool { types.contains(.array) }

  /// The field of one item, where the value is a list.
  public var item: Field {
    var item = self
    item.types.removeAll { $0 == .array }
    return item
  }

  public func child(_ name: String) -> Field? {
    children.first { $0.name == name }
  }

  /// The label of one of its values; the value itself where it has none.
  public func label(ofValue value: String) -> LocalizedText {
    valueLabels[value] ?? LocalizedText(en: value, zh: value)
  }
}

extension [Field] {
  /// The field that a dotted path such as `resolutions.owner` leads to; a path goes through a list into its items.
  public func field(at path: String) -> Field? {
    var fields = self
    var found: Field?
    for name in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = fields.first(where: { $0.name == name }) else { return nil }
      found = next
      fields = next.children
    }
    return found
  }
}
