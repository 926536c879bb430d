import Foundation
import GRDB

import struct FondsGit.OID

/// What a due list has to know of the present contents: which still owe something, and what the others have contributed
/// to the office's duties. Everything else of 100 000 records need not be read again.
public struct JudgedContent: Sendable {
  public let blob: OID
  /// Whether anything may still be, or come to be, due.
  public let owes: Bool
  public let evidence: [DutyEvidence]

  public init(blob: OID, owes: Bool, evidence: [DutyEvidence]) {
    self.blob = blob
    self.owes = owes
    self.evidence = evidence
  }
}

/// What a record, or a row of one, contributes to a duty.
public struct DutyEvidence: Sendable, Hashable {
  public let duty: String
  /// `YYYY-MM-DD`.
  public let day: String
  /// Seconds since 1970.
  public let done: Int64
  public let record: String
  public let department: String

  public init(duty: String, day: String, done: Int64, record: String, department: String) {
    self.duty = duty
    self.day = day
    self.done = done
    self.record = record
    self.department = department
  }
}

/// A content that stands in the indexed head.
public struct PresentContent: Sendable, Hashable {
  public let blob: OID
  public let path: String
}

extension IndexStore {
  /// The present contents that were not judged by some rules yet; none where all were.
  ///
  /// - Parameters:
  ///   - rules: what tells one state of the rules from another.
  ///   - now: seconds since 1970. What was judged later than that says nothing of then.
  public func unjudgedContents(by rules: String, asOf now: Int64) throws -> [PresentContent] {
    try read("read what was judged") { db in
      let state = try Row.fetchOne(db, sql: "SELECT rules, head, seconds FROM judgement")
      guard let state, state["rules"] == rules, state["seconds"] <= now else { return try Self.contents(db, "1") }
      if let judged: Data = state["head"], try OID(bytes: judged) == IndexStore.head(db) { return [] }
      return try Self.contents(db, "NOT EXISTS (SELECT 1 FROM judged j WHERE j.blob = t.blob)")
    }
  }

  /// Keeps what was found of contents by some rules; what was found by others is forgotten.
  public func keep(_ contents: [JudgedContent], by rules: String, asOf now: Int64) throws {
    try write("keep what was judged") { db in
      let state = try Row.fetchOne(db, sql: "SELECT rules, seconds FROM judgement")
      let isOther = state.map { row in row["rules"] != rules || row["seconds"] > now } ?? true
      if isOther {
        try db.execute(sql: "DELETE FROM judgement; DELETE FROM judged; DELETE FROM evidence")
      }
      let place = try db.cachedStatement(sql: "SELECT id FROM blobs WHERE oid = ?")
      let judged = try db.cachedStatement(sql: "INSERT OR REPLACE INTO judged(blob, owes) VALUES (?, ?)")
      let forget = try db.cachedStatement(sql: "DELETE FROM evidence WHERE blob = ?")
      let evidence = try db.cachedStatement(
        sql: "INSERT INTO evidence(blob, duty, day, done, record, department) VALUES (?, ?, ?, ?, ?, ?)")
      for content in contents {
        guard let id = try Int64.fetchOne(place, arguments: [Data(content.blob.bytes)]) else { continue }
        try judged.execute(arguments: [id, content.owes])
        try forget.execute(arguments: [id])
        for item in content.evidence {
          try evidence.execute(arguments: [id, item.duty, item.day, item.done, item.record, item.department])
        }
      }
      let head = try IndexStore.head(db).map { Data($0.bytes) }
      try db.execute(
        sql: "INSERT OR REPLACE INTO judgement(id, rules, head, seconds) VALUES (1, ?, ?, ?)",
        arguments: [rules, head, now])
    }
  }

  /// How many files stand in the indexed head.
  public func presentCount() throws -> Int {
    try read("count what is present") { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM tenures WHERE until IS NULL") ?? 0
    }
  }

  /// The present contents that may still owe something.
  public func owingContents() throws -> [PresentContent] {
    try read("read what is owed") { db in
      // From the few that owe to where they stand: the other way round every present file would be looked at.
      try Self.contents(db, from: "judged j CROSS JOIN tenures t ON t.blob = j.blob", "j.owes")
    }
  }

  /// What present contents contribute to duties, but for those at some paths.
  public func dutyEvidence(without paths: Set<String>) throws -> [DutyEvidence] {
    try read("read what duties were met") { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT e.duty, e.day, e.done, e.record, e.department, p.path FROM evidence e
          CROSS JOIN tenures t ON t.blob = e.blob AND t.until IS NULL JOIN paths p ON p.id = t.path
          """)
      var found: [DutyEvidence] = []
      while let row = try rows.next() {
        guard !paths.contains(row[5]) else { continue }
        found.append(DutyEvidence(duty: row[0], day: row[1], done: row[2], record: row[3], department: row[4]))
      }
      return found
    }
  }

  private static func contents(
    _ db: Database, from tables: String = "tenures t", _ condition: String
  ) throws -> [PresentContent] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT b.oid, p.path FROM \(tables) JOIN blobs b ON b.id = t.blob JOIN paths p ON p.id = t.path
        WHERE t.until IS NULL AND \(condition)
        """
    ).compactMap { row in
      let oid: Data = row[0]
      return OID(bytes: oid).map { PresentContent(blob: $0, path: row[1]) }
    }
  }
}
