import FondsModel

/// What is kept of a record once it has been judged by itself: its place among the others.
public struct RecordEntry: Sendable {
  public let path: String
  public let id: RecordID
  /// Where the number stands in the file.
  public let range: Range<Int>
  /// Whether the record only says what became of its number, as a void card does: a kind without a type code of its own.
  public let isPlaceholder: Bool

  /// Returns nil for a file without a well-formed number: it has no place.
  public init?(_ record: RecordContext) {
    guard case .wellFormed(let id, let range) = record.number else { return nil }
    self.path = record.path
    self.id = id
    self.range = range
    self.isPlaceholder = record.kind.map { $0.type == nil } ?? false
  }

  var isAtHome: Bool { RecordPath.number(atHome: path) == id }
}

/// The records around one: which files carry which numbers in the tree that is checked.
public struct RecordCollection: Sendable {
  /// The files at home in a series, by sequence number. A file is at home where its name begins with a number and
  /// its folder is that number's, so a series is known by listing one folder.
  public let files: @Sendable (RecordID.Series) -> [Int: [String]]
  /// Whether a file is among those that are checked: of two records at fault together, one that is checked says so.
  public let isChecked: @Sendable (String) -> Bool

  public init(
    files: @escaping @Sendable (RecordID.Series) -> [Int: [String]], isChecked: @escaping @Sendable (String) -> Bool
  ) {
    self.files = files
    self.isChecked = isChecked
  }
}

/// What a change does to the archive.
public struct Change: Sendable {
  /// A record of the tree after the change whose number the tree before it does not have.
  public struct NewNumber: Sendable {
    public let id: RecordID
    public let path: String
    public let range: Range<Int>?
    /// The last path under which the published archive held the number; nil where it never did.
    public let takenAs: String?

    public init(id: RecordID, path: String, range: Range<Int>?, takenAs: String?) {
      self.id = id
      self.path = path
      self.range = range
      self.takenAs = takenAs
    }
  }

  public let newNumbers: [NewNumber]

  public init(newNumbers: [NewNumber]) {
    self.newNumbers = newNumbers
  }
}
