import FondsText
import JSONSchema

/// What sort of thing a record is: one file in `Schemas/kinds/`.
public struct Kind: Sendable {
  /// The name that records give in `kind`, the file's `$id`.
  public let name: String
  /// The schema file, relative to the repository's root.
  public let path: String
  public let label: LocalizedText
  /// The type code of its numbers; nil for a kind that is allowed in any type's folder, such as `void`.
  public let type: String?
  public let workflow: String?
  /// The fields in the order in which a record has them.
  public let fields: [Field]
  /// The judge of a record of the kind.
  public let schema: Schema

  public func field(_ name: String) -> Field? {
    fields.first { $0.name == name }
  }
}

/// One field that a kind's records may have.
public struct Field: Sendable {
  public let name: String
  public let label: LocalizedText
  /// Whether every record has it, drafts included.
  public let isRequired: Bool
  /// Whether a record that is no longer a draft has it.
  public let isRequiredUnlessDraft: Bool
  /// The types its value may have; empty where the schema does not say.
  public let types: [SchemaType]
  /// The values it may have; empty where they are not listed.
  public let values: [String]
  public let format: String?
}
