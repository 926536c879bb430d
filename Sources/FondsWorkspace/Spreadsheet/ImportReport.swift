import FondsModel
import FondsText

/// What somebody asks for with `fonds import`.
public struct ImportRequest: Sendable {
  /// A kind's name or label.
  public var kind: String
  /// The department of new records whose row names none: a code or a name.
  public var department: String?
  /// Takes all rows or none.
  public var isAllOrNothing = false
  /// Only says what would be done.
  public var isDryRun = false
  public var language: Language

  public init(kind: String, language: Language) {
    self.kind = kind
    self.language = language
  }
}

/// What an import did, or would do.
public struct ImportReport: Sendable {
  public struct Row: Sendable {
    /// The line of the table's file, from 1.
    public let line: Int
    public let id: RecordID
    public let path: String
    /// The fields that change, by their dotted names; empty for a new record.
    public let fields: [String]
  }

  public struct RefusedRow: Sendable {
    public let line: Int
    public let faults: [RowFault]
  }

  public let kind: Kind
  public internal(set) var new: [Row] = []
  public internal(set) var changed: [Row] = []
  /// Rows by whose number a record says the same already.
  public internal(set) var unchanged = 0
  /// New rows that an earlier import brought, which is not committed yet.
  public internal(set) var present: [Row] = []
  public internal(set) var refused: [RefusedRow] = []
  /// Whether anything was written.
  public internal(set) var isWritten = false
}

/// How far an import has come.
public enum ImportPhase: Sendable {
  case judging, writing
}
