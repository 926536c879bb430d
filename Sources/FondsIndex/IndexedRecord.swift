/// What the index holds of one content of a record file.
///
/// The caller builds it from the bytes of a blob, since the kinds decide what the fields mean;
/// ``init(node:text:path:)`` suits every record whose fields are those of the base schema.
public struct IndexedRecord: Sendable, Equatable {
  /// Between two parts of ``keywords`` or ``body``: no phrase is found across it.
  public static let partSeparator: Unicode.Scalar = "\u{1E}"

  /// The record's number; where it has none, the index goes by the number in the file's name, else the path.
  public var number: String?
  public var kind: String?
  public var title: String?
  /// The record's date as it is written; found by `date:`, `before:`, `after:` where it is `YYYY-MM-DD`.
  public var date: String?
  public var status: String?
  /// The searchable text beside the title, in parts.
  public var keywords: String
  public var body: String
  /// What `field:value` finds.
  public var facets: [Facet]
  /// Whether this content says that the record has been destroyed. While it is the present one, no search
  /// finds what the record held before.
  public var isTombstone: Bool

  public init(
    number: String? = nil, kind: String? = nil, title: String? = nil, date: String? = nil, status: String? = nil,
    keywords: String = "", body: String = "", facets: [Facet] = [], isTombstone: Bool = false
  ) {
    self.number = number
    self.kind = kind
    self.title = title
    self.date = date
    self.status = status
    self.keywords = keywords
    self.body = body
    self.facets = facets
    self.isTombstone = isTombstone
  }

  /// Makes `body` go on with a new part.
  public mutating func append(_ part: String) {
    guard !part.isEmpty else { return }
    if !body.isEmpty { body.unicodeScalars.append(IndexedRecord.partSeparator) }
    body += part
  }
}
