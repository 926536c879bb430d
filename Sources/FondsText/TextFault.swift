/// What the reader refuses in the text of a record, before its meaning is looked at.
public struct TextFault: Sendable {
  public let kind: Kind
  /// The bytes concerned, in the file as it is.
  public let range: Range<Int>
  /// The edits that repair the form, where it can be repaired.
  public let edits: [Edit]

  init(_ kind: Kind, _ range: Range<Int>, edits: [Edit] = []) {
    self.kind = kind
    self.range = range
    self.edits = edits
  }

  public enum Kind: Sendable, Equatable {
    case notUTF8(Encoding?)
    case byteOrderMark
    /// Carriage returns: how many lines end so.
    case lineEnding(count: Int)
    /// libyaml's own words for what it did not understand.
    case syntax(problem: String)
    case tabIndentation
    case duplicateKey(String)
    case unsupported(Construct)
    case forbiddenCharacter(Unicode.Scalar)
    case notNormalized
    /// The size in bytes.
    case tooLarge(Int)
    /// `：` after a key where `:` is meant.
    case fullWidthColon(key: String)
    /// A plain scalar that common YAML readers type differently.
    case ambiguousScalar(String)
  }

  /// An encoding that a file seems to have instead of UTF-8.
  public enum Encoding: String, Sendable {
    case gb18030 = "GB18030"
    case utf16 = "UTF-16"
  }

  /// Parts of YAML that records do without.
  public enum Construct: Sendable, Equatable {
    case anchor, alias, tag, directive, mergeKey, secondDocument, nonScalarKey, notANumber
    /// The file holds nothing.
    case empty
    /// The root is a list or a scalar.
    case rootIsNoMapping
    case tooDeep
  }
}

/// What reading a file gave.
public struct Reading: Sendable {
  public let source: [UInt8]
  /// The record's tree, or nil where the text can't be read as one. Always a mapping.
  public let root: Node?
  /// In no particular order.
  public let faults: [TextFault]
}

/// The limits of a record file (design § 2).
public enum RecordLimit {
  /// In bytes.
  public static let fileSize = 1 << 20
  /// Levels of mappings and lists, the root being the first.
  public static let depth = 64
}
