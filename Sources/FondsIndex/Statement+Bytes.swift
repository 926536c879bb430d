import GRDB
import GRDBSQLite

import struct FondsGit.OID

// GRDB's arguments box every value; the loops over hundreds of thousands of rows bind without allocation, and
// text that is already UTF-8 goes to SQLite without becoming a `String`.

/// Binds the parameters of one execution, from the first to the last.
struct RowBinder {
  private let statement: OpaquePointer
  private var next: Int32 = 0

  fileprivate init(_ statement: OpaquePointer) {
    self.statement = statement
  }

  mutating func bind(_ value: Int64?) {
    next += 1
    if let value { sqlite3_bind_int64(statement, next, value) } else { sqlite3_bind_null(statement, next) }
  }

  mutating func bind(_ value: Int) {
    bind(Int64(value))
  }

  mutating func bind(_ oid: OID) {
    next += 1
    let index = next
    _ = oid.withBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), copied) }
  }

  mutating func bind(_ text: String?) {
    next += 1
    guard var text else {
      sqlite3_bind_null(statement, next)
      return
    }
    let index = next
    // SQL text ends at its first NUL for most of SQLite; bound with its length it is kept whole.
    _ = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, index, $0.baseAddress ?? empty, Int32($0.count), copied)
      }
    }
  }

  /// Binds UTF-8 that stays where it is until the statement has run.
  mutating func bind(uncopied bytes: UnsafeRawBufferPointer) {
    next += 1
    let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty
    sqlite3_bind_text(statement, next, base, Int32(bytes.count), nil)
  }
}

/// `SQLITE_TRANSIENT`: SQLite takes its own copy.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
/// A null pointer would bind NULL.
private nonisolated(unsafe) let empty: UnsafePointer<CChar> = {
  let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
  byte.pointee = 0
  return UnsafePointer(byte)
}()

/// A row while it is passed over. Nothing of it may be kept.
struct IntegerRow {
  fileprivate let statement: OpaquePointer

  /// A number, 0 for NULL.
  func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
  func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
  }
}

extension Statement {
  /// Runs a statement that returns no rows.
  func run(_ bind: (inout RowBinder) -> Void) throws {
    try stepping(bind) { status in
      guard status == SQLITE_DONE else { throw failure(status) }
    }
  }

  /// The first column of the first row; nil where there is no row or the value is NULL.
  func int64(_ bind: (inout RowBinder) -> Void) throws -> Int64? {
    var result: Int64?
    try stepping(bind) { status in
      switch status {
      case SQLITE_DONE: break
      case SQLITE_ROW where sqlite3_column_type(sqliteStatement, 0) != SQLITE_NULL:
        result = sqlite3_column_int64(sqliteStatement, 0)
      case SQLITE_ROW: break
      default: throw failure(status)
      }
    }
    return result
  }

  /// The first columns of the first row, NULL as 0; nil where there is no row.
  func int64Pair(_ bind: (inout RowBinder) -> Void) throws -> (Int64, Int64)? {
    var result: (Int64, Int64)?
    try stepping(bind) { status in
      switch status {
      case SQLITE_DONE: break
      case SQLITE_ROW:
        result = (sqlite3_column_int64(sqliteStatement, 0), sqlite3_column_int64(sqliteStatement, 1))
      default: throw failure(status)
      }
    }
    return result
  }

  /// Goes through the rows. The arguments are already set.
  func eachRow(_ body: (IntegerRow) throws -> Void) throws {
    sqlite3_reset(sqliteStatement)
    defer { sqlite3_reset(sqliteStatement) }
    while true {
      let status = sqlite3_step(sqliteStatement)
      if status == SQLITE_DONE { return }
      guard status == SQLITE_ROW else { throw failure(status) }
      try body(IntegerRow(statement: sqliteStatement))
    }
  }

  private func stepping(_ bind: (inout RowBinder) -> Void, _ body: (Int32) throws -> Void) throws {
    var binder = RowBinder(sqliteStatement)
    bind(&binder)
    // The reset repeats the step's error and keeps no lock; what failed is told by the step.
    defer { sqlite3_reset(sqliteStatement) }
    try body(sqlite3_step(sqliteStatement))
  }

  private func failure(_ status: Int32) -> DatabaseError {
    let connection = sqlite3_db_handle(sqliteStatement)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: String(cString: sqlite3_errmsg(connection)), sql: sql)
  }
}
