/// A fault of a schema: not of what it judges.
public struct SchemaError: Error, Sendable, Hashable {
  public let kind: Kind
  /// Where it stands: document, pointer, bytes.
  public let location: SchemaLocation

  public enum Kind: Sendable, Hashable {
    /// A value of the wrong form.
    case wrongValue(keyword: String, expected: Expectation)
    /// A schema that is neither a mapping nor true or false.
    case notASchema
    case unknownType(String, nearest: String?)
    case duplicateValue(String)
    case unresolvedReference(String, nearest: String?)
    /// References that lead back to where they began without moving on in the instance. The pointers of the loop.
    case referenceLoop([String])
    case invalidPattern(String, PatternError)
    case unknownKeyword(String, nearest: String?)
    /// An `$id` that is no URI reference or has a fragment.
    case invalidID(String)
    case duplicateID(String, first: String)
    case duplicateAnchor(String)
    case unknownMetaschema(String)
    case unknownVocabulary(String)
  }

  /// What a keyword's value must be.
  public enum Expectation: String, Sendable, Hashable {
    case string, boolean, list, mapping, number
    case positiveNumber
    /// An integer that is not negative.
    case count
    /// A list with at least one schema.
    case schemas
    case mappingOfSchemas
    /// The name of a type, or a list of them.
    case types
    case uniqueStrings
    /// A mapping of lists of unique strings.
    case mappingOfUniqueStrings
    /// A letter or `_`, then letters, digits, `-`, `_` and `.`.
    case anchorName
  }
}
