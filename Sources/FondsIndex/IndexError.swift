import FondsText
import GRDB

/// Why the index could not do its work.
///
/// What a ``HistorySource`` throws passes through as it is; everything the index itself throws is this.
public struct IndexError: Error, Sendable {
  /// What went wrong, for a caller that acts on it.
  public enum Code: Sendable, Equatable {
    /// The folder or file cannot be written or created: a read-only disk, missing rights, a full disk.
    case notWritable
    /// Another process held the index longer than the waiting time.
    case busy
    /// The file is not a sound index. ``IndexStore/update(from:describe:progress:)`` builds a new one.
    case damaged
    /// The user's query cannot be understood.
    case query(QueryFault)
    /// Any other fault that SQLite reports.
    case database
  }

  public let code: Code
  /// What the index was about to do, such as `open` or `search`.
  public let operation: String
  /// One English line, for people.
  public let message: String
  /// The index file, where the fault is about it.
  public let path: String?
  /// SQLite's extended result code.
  public let sqliteCode: Int32?

  init(_ code: Code, operation: String, message: String, path: String? = nil, sqliteCode: Int32? = nil) {
    self.code = code
    self.operation = operation
    self.message = message
    self.path = path
    self.sqliteCode = sqliteCode
  }

  /// What a SQLite fault means to whoever uses the index.
  init(_ error: DatabaseError, operation: String, path: String) {
    let code: Code
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: code = .damaged
    case .SQLITE_BUSY, .SQLITE_LOCKED: code = .busy
    // A full disk shows as an input/output error too, where it is the journal that finds no room.
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_IOERR: code = .notWritable
    default: code = .database
    }
    self.init(
      code, operation: operation, message: error.message ?? "SQLite result code \(error.resultCode.rawValue)",
      path: path, sqliteCode: error.extendedResultCode.rawValue)
  }
}

extension IndexError: CustomStringConvertible {
  public var description: String {
    "index: cannot \(operation)\(path.map { " \($0)" } ?? ""): \(message)"
  }
}

extension QueryFault {
  /// One English line, for whoever looks at the error itself.
  var message: String {
    switch self {
    case .unknownField(let name, let suggestion):
      "no field is called '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
        + " (put the word in quotes to find it as text)"
    case .badDate(let field, let value):
      "'\(value)' is no date for '\(field)': write YYYY, YYYY-MM or YYYY-MM-DD"
    case .missingValue(let field): "'\(field)' needs a value"
    case .nothingToFind(let text): "'\(text)' has no letter or digit to look for"
    case .holdsNoWords(let field): "'\(field)' is a day and holds no words"
    case .unknownSearch(let name, let suggestion):
      "no search is saved as '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    case .searchWithinSearch(let name): "a saved search can't build on another, '\(name)'"
    case .excludedSearch(let name): "the saved search '\(name)' can't be excluded"
    }
  }
}
