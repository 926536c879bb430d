import Foundation
import GRDB

import struct FondsGit.OID

extension RecordVersion {
  /// Reads versions by their ids, in the order of the ids.
  static func fetch(_ ids: some Sequence<Int64>, _ db: Database) throws -> [RecordVersion] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT r.number, b.kind, b.title, b.date, b.status, p.path, q.path, b.oid, w.oid, c.oid, c.seconds,
          c.offset, c.author, c.email, c.summary, c.action,
          EXISTS (SELECT 1 FROM tenures t WHERE t.version = v.id AND t.until IS NULL),
          EXISTS (SELECT 1 FROM hidden h WHERE h.blob = v.blob),
          (SELECT e.branch FROM elsewhere e WHERE e.version = v.id)
        FROM versions v
        JOIN records r ON r.id = v.record
        JOIN commits c ON c.id = v."commit"
        JOIN paths p ON p.id = v.path
        LEFT JOIN paths q ON q.id = v.previous
        LEFT JOIN blobs b ON b.id = v.blob
        LEFT JOIN blobs w ON w.id = v.was
        WHERE v.id = ?
        """)
    return try ids.compactMap { id in
      try Row.fetchOne(statement, arguments: [id]).map(RecordVersion.init)
    }
  }

  private init(_ row: Row) throws {
    let path: String = row[5]
    let number: String = row[0]
    let previous: String? = row[6]
    let blob: Data? = row[7]
    let was: Data? = row[8]
    guard let commit = OID(bytes: row[9] as Data) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a commit without a name of 20 bytes")
    }
    self.number = number == path || number == previous ? nil : number
    self.path = path
    previousPath = previous == path ? nil : previous
    self.blob = blob.flatMap { OID(bytes: $0) }
    previousBlob = was.flatMap { OID(bytes: $0) }
    change = blob == nil ? .remove : previous == nil ? .create : previous == path ? .edit : .move
    self.commit = commit
    kind = row[1]
    title = row[2]
    date = row[3]
    status = row[4]
    committed = row[10]
    offset = row[11]
    author = row[12]
    email = row[13]
    summary = row[14]
    action = row[15]
    isCurrent = row[16]
    isHidden = row[17]
    branch = row[18]
  }
}
