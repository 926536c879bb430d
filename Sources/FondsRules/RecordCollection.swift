import FondsModel
import FondsText

/// What is kept of a record once it has been judged by itself: its place among the others, and what it says of them.
public final class RecordEntry: Sendable {
  public let path: String
  public let id: RecordID
  /// Where the number stands in the file.
  public let range: Range<Int>
  /// The kind that the record gives; nil where it is none of the office's.
  private let form: Kind?
  /// What its word of status means.
  public let status: RecordStatus?
  public let references: [Reference]
  /// What few records have; nil for the others. An entry is kept for each record of the archive, so it is small.
  private let rare: Rare?

  private final class Rare: Sendable {
    let claims: [DelegationClaim]
    let delegation: Delegation?
    let tombstone: Tombstone?
    let disposal: DisposalList?

    /// Nil where there is nothing of it.
    init?(_ claims: [DelegationClaim], _ delegation: Delegation?, _ tombstone: Tombstone?, _ disposal: DisposalList?) {
      guard !claims.isEmpty || delegation != nil || tombstone != nil || disposal != nil else { return nil }
      (self.claims, self.delegation, self.tombstone, self.disposal) = (claims, delegation, tombstone, disposal)
    }
  }

  /// Whether the record only says what became of its number, as a void card does: a kind without a type code of its own.
  public var isPlaceholder: Bool { form.map { $0.type == nil } ?? false }
  /// The name of the kind; nil where it is none of the office's.
  public var kind: String? { form?.name }
  /// What the kind is called.
  var kindLabel: LocalizedText? { form?.label }
  /// Acts of its trail on behalf of somebody, to be borne out by a delegation.
  var claims: [DelegationClaim] { rare?.claims ?? [] }
  /// What it delegates itself; nil for a record that delegates nothing.
  var delegation: Delegation? { rare?.delegation }
  /// What it says of a record that was destroyed; nil for any other record.
  var tombstone: Tombstone? { rare?.tombstone }
  /// What it lists to be disposed of; nil for a record that is no such list.
  var disposal: DisposalList? { rare?.disposal }

  /// A number that a record gives in one of its fields.
  public struct Reference: Sendable {
    public let target: RecordID
    public let range: Range<Int>
    public let field: NamedField

    public init(target: RecordID, range: Range<Int>, field: NamedField) {
      self.target = target
      self.range = range
      self.field = field
    }
  }

  /// Returns nil for a file without a well-formed number: it has no place.
  public convenience init?(_ record: RecordContext) {
    guard case .wellFormed(let id, let range) = record.number, let root = record.root else { return nil }
    self.init(
      path: record.path, id: id, range: range, root: root, kind: record.kind, namedValues: record.namedValues,
      claims: record.progress?.claims ?? [])
  }

  /// A record that is not judged itself, but that one which is judged has to do with.
  public convenience init?(path: String, root: Node, schemas: Schemas) {
    guard let node = root["id"], let id = node.string.flatMap({ RecordID($0) }) else { return nil }
    let kind = root["kind"]?.string.flatMap { schemas.kinds[$0] }
    self.init(
      path: path, id: id, range: node.range, root: root, kind: kind, namedValues: kind?.namedValues(in: root) ?? [])
  }

  private convenience init(
    path: String, id: RecordID, range: Range<Int>, root: Node, kind: Kind?, namedValues: [NamedValue],
    claims: [DelegationClaim] = []
  ) {
    self.init(
      path: path, id: id, range: range, kind: kind,
      status: root["status"]?.string.flatMap { kind?.meaning(ofStatus: $0) },
      references: namedValues.compactMap { value in
        guard value.field.naming == .record, let target = RecordID(value.text) else { return nil }
        return Reference(target: target, range: value.range, field: value.field)
      },
      rare: Rare(claims, kind?.delegation(in: root), Tombstone(root), kind?.disposalList(in: root)))
  }

  /// An entry whose like was kept: see ``isSimple``.
  public convenience init(
    path: String, id: RecordID, range: Range<Int>, kind: Kind?, status: RecordStatus?, references: [Reference]
  ) {
    self.init(path: path, id: id, range: range, kind: kind, status: status, references: references, rare: nil)
  }

  private init(
    path: String, id: RecordID, range: Range<Int>, kind: Kind?, status: RecordStatus?, references: [Reference],
    rare: Rare?
  ) {
    self.path = path
    self.id = id
    self.range = range
    self.form = kind
    self.status = status
    self.references = references
    self.rare = rare
  }

  /// Whether its number, kind, status and references are all that is kept of the record.
  public var isSimple: Bool { rare == nil }

  var isAtHome: Bool { RecordPath.number(atHome: path) == id }

  /// The record that this one takes the place of, and the one that took its own.
  var supersedes: Reference? { references.first { $0.field.path == "supersedes" } }
  var supersededBy: Reference? { references.first { $0.field.path == "superseded-by" } }
}

/// The records around one, in the tree that is checked.
public struct RecordCollection: Sendable {
  /// The files at home in a series, by sequence number. A file is at home where its name begins with a number and
  /// its folder is that number's, so a series is known by listing one folder.
  public let files: @Sendable (RecordID.Series) -> [Int: [String]]
  /// What the records say that those which are checked refer to; nil where there is none, or it can't be read.
  public let record: @Sendable (RecordID) -> RecordEntry?
  /// Whether a file is among those that are checked: of two records at fault together, one that is checked says so.
  public let isChecked: @Sendable (String) -> Bool

  public init(
    files: @escaping @Sendable (RecordID.Series) -> [Int: [String]],
    record: @escaping @Sendable (RecordID) -> RecordEntry?, isChecked: @escaping @Sendable (String) -> Bool
  ) {
    self.files = files
    self.record = record
    self.isChecked = isChecked
  }

  func files(of id: RecordID) -> [String] {
    files(id.series)[id.sequence] ?? []
  }
}
