/// What the index holds of one content of a record file.
///
/// The caller builds it from the bytes of a blob, since the kinds decide what the fields mean;
/// ``init(node:text:path:)`` suits every record whose fields are those of the base schema.
public struct IndexedRecord: Sendable, Equatable {
  /// Between two parts of ``keywords`` or of a field's text: no phrase is found across it.
  public static let partSeparator: Unicode.Scalar = "\u{1E}"

  /// The record's number; where it has none, the index goes by the number in the file's name, else the path.
  public var number: String?
  public var kind: String?
  public var title: String?
  /// The record's date as it is written; found by `date:`, `before:`, `after:` where it is `YYYY-MM-DD`.
  public var date: String?
  public var status: String?
  /// The keywords, in parts.
  public var keywords: String
  /// The searchable text beside title and keywords, field by field.
  public var texts: [FieldText]
  /// What a search for the exact value of a field finds.
  public var facets: [Facet]
  /// Whether this content says that the record has been destroyed. While it is the present one, no search
  /// finds what the record held before.
  public var isTombstone: Bool

  public init(
    number: String? = nil, kind: String? = nil, title: String? = nil, date: String? = nil, status: String? = nil,
    keywords: String = "", texts: [FieldText] = [], facets: [Facet] = [], isTombstone: Bool = false
  ) {
    self.number = number
    self.kind = kind
    self.title = title
    self.date = date
    self.status = status
    self.keywords = keywords
    self.texts = texts
    self.facets = facets
    self.isTombstone = isTombstone
  }

  /// The text of one field of a record, with all that stands in its lists and mappings.
  public struct FieldText: Sendable, Equatable {
    /// The field's name; nil for the text of a file that can't be read as a record.
    public let field: String?
    /// In parts.
    public private(set) var text: String
    /// Whether only a search that names the field finds it: a word of a small vocabulary.
    public let isFoundByNameOnly: Bool

    public init(field: String?, text: String = "", isFoundByNameOnly: Bool = false) {
      self.field = field
      self.text = text
      self.isFoundByNameOnly = isFoundByNameOnly
    }

    /// Goes on with a new part.
    public mutating func append(_ part: String) {
      guard !part.isEmpty else { return }
      if !text.isEmpty { text.unicodeScalars.append(IndexedRecord.partSeparator) }
      text += part
    }
  }
}
