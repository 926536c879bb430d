import Foundation
import GRDB

import struct FondsGit.OID

/// A commit of the first-parent chain of the indexed head.
public struct MainlineCommit: Sendable, Equatable {
  /// The first commit of the repository is 0.
  public let position: Int
  public let oid: OID
  /// The committer's time: seconds since 1970 and minutes east of UTC.
  public let seconds: Int64
  public let offset: Int
}

extension IndexStore {
  /// Every version of a record in the history of the head, newest first, across renames. Empty for a number never seen.
  public func versions(ofNumber number: String) throws -> [RecordVersion] {
    try read("read the versions of a record") { db in
      let ids = try Int64.fetchAll(
        db,
        sql: """
          SELECT v.id FROM records r JOIN versions v ON v.record = r.id
          WHERE r.number = ? AND v.id NOT IN (SELECT version FROM elsewhere) ORDER BY v.id DESC
          """,
        arguments: [number])
      return try RecordVersion.fetch(ids, db)
    }
  }

  /// The version of a record that stood at a position of the first-parent chain.
  /// - Parameter position: nil for the indexed head.
  /// - Returns: nil where the record wasn't there. Where two files bore the number, the later of them.
  public func version(ofNumber number: String, at position: Int? = nil) throws -> RecordVersion? {
    try read("read a version of a record") { db in
      let id = try Int64.fetchOne(
        db,
        sql: """
          SELECT t.version FROM records r JOIN tenures t ON t.record = r.id
          WHERE r.number = ? AND t.since <= ? AND (t.until IS NULL OR t.until > ?)
          ORDER BY t.since DESC, t.version DESC LIMIT 1
          """,
        // The head itself is above every position that a stretch has ended at.
        arguments: [number, position ?? Int.max - 1, position ?? Int.max - 1])
      return try id.flatMap { try RecordVersion.fetch([$0], db).first }
    }
  }

  /// The position of a commit on the first-parent chain; nil where it isn't on it.
  public func mainlinePosition(of commit: OID) throws -> Int? {
    try read("read the chain of commits") { db in
      try Int.fetchOne(
        db, sql: "SELECT position FROM commits c JOIN mainline m ON m.\"commit\" = c.id WHERE c.oid = ?",
        arguments: [Data(commit.bytes)])
    }
  }

  /// The commit at a position of the first-parent chain; nil beyond its ends.
  public func mainlineCommit(at position: Int) throws -> MainlineCommit? {
    try mainlineCommit(where: "position = ?", Int64(position))
  }

  /// The first commit, walking back from the head along first parents, whose committer time is not later.
  ///
  /// As `git rev-list -1 --first-parent --until=…`: clocks may be wrong, the chain decides, not the times.
  /// - Parameter seconds: since 1970.
  /// - Returns: nil where every commit is later.
  public func lastMainlineCommit(until seconds: Int64) throws -> MainlineCommit? {
    try mainlineCommit(where: "m.seconds <= ?", seconds)
  }

  private func mainlineCommit(where condition: String, _ argument: Int64) throws -> MainlineCommit? {
    try read("read the chain of commits") { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT m.position, c.oid, c.seconds, c.offset FROM mainline m JOIN commits c ON c.id = m."commit"
          WHERE \(condition) ORDER BY m.position DESC LIMIT 1
          """,
        arguments: [argument])
      guard let row, let oid = OID(bytes: row[1] as Data) else { return nil }
      return MainlineCommit(position: row[0], oid: oid, seconds: row[2], offset: row[3])
    }
  }

  /// Which of the numbers any commit ever held, and the contents they had, in the order of history.
  ///
  /// A number is taken once it was used, whatever became of the record (`COD009`).
  public func everTaken(_ numbers: some Sequence<String>) throws -> [String: [OID]] {
    try read("read the numbers taken") { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT b.oid FROM records r JOIN versions v ON v.record = r.id JOIN blobs b ON b.id = v.blob
          WHERE r.number = ? AND v.id NOT IN (SELECT version FROM elsewhere) GROUP BY b.id ORDER BY min(v.id)
          """)
      var taken: [String: [OID]] = [:]
      for number in numbers {
        let oids = try Data.fetchAll(statement, arguments: [number]).compactMap { OID(bytes: $0) }
        if !oids.isEmpty { taken[number] = oids }
      }
      return taken
    }
  }
}
