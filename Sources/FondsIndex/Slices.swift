import Foundation
import GRDB
import GRDBSQLite

/// The few numbers that a search needs of every row of a table, packed so that it reads all of them at once.
///
/// A word that half the archive holds would otherwise cost one seek in an index of SQLite for each content: a hundred
/// times what it costs to walk an array. A slice is a run of rows by their ids, as unsigned 32-bit numbers in the byte
/// order of the machine, which the index never leaves. What an update added or ended makes a few slices anew.
struct Slices {
  /// A table, and what of it is packed.
  enum Relation: Int64, CaseIterable {
    /// Profile, serial and day of a content.
    case blobs
    /// The content of a version; 0 where it removed the record.
    case versions
    /// Version, first position and the position after the last, ``Slices/still`` where there is none.
    case tenures

    var width: Int { self == .versions ? 1 : 3 }

    fileprivate var columns: String {
      switch self {
      case .blobs: "profile, serial, coalesce(day, 0)"
      case .versions: "coalesce(blob, 0)"
      case .tenures: "version, since, coalesce(until, \(Slices.still))"
      }
    }

    /// Where the parts of this relation begin among the ids of `slices`.
    fileprivate var base: Int64 { rawValue << 40 }
    fileprivate var end: Int64 { (rawValue + 1) << 40 }
  }

  /// How many rows a slice has.
  static let rows = 2048
  /// The end of what has not ended.
  static let still = UInt32.max

  /// The numbers of the row with the id `n` begin at `n * width`; rows that are not there are zeros.
  private let numbers: [UInt32]
  private let width: Int

  /// The number of rows, the one with the id 0, which is never there, included.
  var count: Int { numbers.count / width }

  /// A number of a row; 0 beyond what is packed.
  @inline(__always)
  subscript(id: Int, column: Int) -> UInt32 {
    let place = id * width + column
    return place < numbers.count ? numbers[place] : 0
  }

  /// Reads what is packed of a table.
  init(_ relation: Relation, _ db: Database) throws {
    var numbers: [UInt32] = []
    let last = try Slices.lastPart(of: relation, db) ?? -1
    numbers.reserveCapacity((Int(last) + 1) * Slices.rows * relation.width)
    try Slices.each(relation, db) { numbers.append(contentsOf: $0) }
    self.numbers = numbers
    width = relation.width
  }

  /// Goes through what is packed of a table, slice by slice, without keeping it.
  static func each(_ relation: Relation, _ db: Database, _ body: (UnsafeBufferPointer<UInt32>) -> Void) throws {
    let statement = try db.cachedStatement(sql: "SELECT id, content FROM slices WHERE id >= ? AND id < ? ORDER BY id")
    statement.setUncheckedArguments([relation.base, relation.end])
    var part: Int64 = 0
    try statement.eachRow { row in
      let bytes = row.blob(1)
      guard bytes.count == rows * relation.width * 4, row.int64(0) == relation.base + part else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a slice is missing or of another size")
      }
      part += 1
      // Longer than a page, so SQLite has put it together in memory of its own, which is aligned.
      bytes.withMemoryRebound(to: UInt32.self, body)
    }
  }

  private static func lastPart(of relation: Relation, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT max(id) FROM slices WHERE id >= ? AND id < ?", arguments: [relation.base, relation.end]
    ).map { $0 - relation.base }
  }
}

extension Slices {
  /// Packs what is new or has changed since the last time.
  static func refresh(_ db: Database) throws {
    for relation in Relation.allCases {
      let top = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(relation)") ?? 0
      // The last slice may have had room left.
      let first = try lastPart(of: relation, db) ?? 0
      var parts = Set(first...max(first, top / Int64(rows)))
      if relation == .tenures { parts.formUnion(try Int64.fetchAll(db, sql: "SELECT part FROM stale")) }
      for part in parts.sorted() { try pack(relation, part, db) }
    }
    try db.execute(sql: "DELETE FROM stale")
  }

  /// Lets go of what is packed of the rows from this one on, which were removed: ``refresh(_:)`` packs what is left.
  static func forget(_ relation: Relation, from row: Int64, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM slices WHERE id >= ? AND id < ?",
      arguments: [relation.base + row / Int64(rows), relation.end])
  }

  private static func pack(_ relation: Relation, _ part: Int64, _ db: Database) throws {
    var numbers = [UInt32](repeating: 0, count: rows * relation.width)
    let select = try db.cachedStatement(
      sql: "SELECT id, \(relation.columns) FROM \(relation) WHERE id >= ? AND id < ?")
    let start = part * Int64(rows)
    select.setUncheckedArguments([start, start + Int64(rows)])
    try select.eachRow { row in
      let place = Int(row.int64(0) - start) * relation.width
      for column in 0..<relation.width {
        numbers[place + column] = UInt32(clamping: row.int64(Int32(column + 1)))
      }
    }
    let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO slices(id, content) VALUES (?, ?)")
    try insert.execute(arguments: [relation.base + part, numbers.withUnsafeBytes { Data($0) }])
  }
}
