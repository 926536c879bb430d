import Foundation
import GRDB

import struct FondsGit.OID

/// What a schedule needs to know of a present content: everything that it tells of its retention, so that 100 000 records
/// need not be read again.
public struct RetainedContent: Sendable {
  /// How the period of a record begins.
  public enum Trigger: Sendable, Hashable {
    /// Days since 1970.
    case day(Int)
    case awaited
    case undecided
  }

  /// The name of the kind; empty for a content that can't be read, or names none that is known.
  public let kind: String
  /// The name of the class; nil for a record of none.
  public let retentionClass: String?
  /// The period that the record gives itself, as it writes it; nil for none.
  public let own: String?
  public let trigger: Trigger
  /// Whether its class keeps it whatever its period.
  public let isKept: Bool
  /// Whether other records have a say, so that it has to be read.
  public let dependsOnOthers: Bool
  /// Whether lists do not show its title.
  public let isConcealed: Bool
  public let isReadable: Bool

  public init(
    kind: String = "", retentionClass: String? = nil, own: String? = nil, trigger: Trigger = .undecided,
    isKept: Bool = false, dependsOnOthers: Bool = false, isConcealed: Bool = true, isReadable: Bool = true
  ) {
    self.kind = kind
    self.retentionClass = retentionClass
    self.own = own
    self.trigger = trigger
    self.isKept = isKept
    self.dependsOnOthers = dependsOnOthers
    self.isConcealed = isConcealed
    self.isReadable = isReadable
  }
}

/// A content that stands in the indexed head, with what is remembered of its retention.
public struct RetainedRecord: Sendable {
  public let content: RetainedContent
  /// The index's name for the content.
  public let blobID: Int64
  public let pathID: Int64
}

/// What a list says of a record beside its retention.
public struct RetainedTitle: Sendable {
  public let path: String
  public let blob: OID
  public let number: String?
  public let title: String?
}

extension IndexStore {
  /// Whether everything present was read by some rules; see ``forgetRetention(unlessBy:frame:)``.
  public func knowsRetention(by rules: [String: String], frame: String) throws -> Bool {
    guard try read("read what is retained", Self.knownRules) == rules.merging(["": frame], uniquingKeysWith: { $1 })
    else { return false }
    return try unreadRetention().isEmpty
  }

  /// Forgets what was read of kinds by other rules.
  ///
  /// - Parameters:
  ///   - rules: what tells one state of a kind's rules from another, by the kind's name.
  ///   - frame: the same for what all kinds share.
  public func forgetRetention(unlessBy rules: [String: String], frame: String) throws {
    var wanted = rules
    wanted[""] = frame
    guard try read("read what is retained", Self.knownRules) != wanted else { return }
    try write("keep what is retained") { [wanted] db in
      let known = try Self.knownRules(db)
      if known[""] != frame {
        try db.execute(sql: "DELETE FROM retained")
      } else {
        let changed = Set(known.keys).union(wanted.keys).filter { known[$0] != wanted[$0] }
        let kinds = changed.sorted().map(\.sqlLiteral).joined(separator: ", ")
        // Of a kind that was not known before, the contents were kept under none.
        try db.execute(
          sql: """
            DELETE FROM retained WHERE kind IN (\(kinds))
              OR kind = '' AND blob IN (SELECT id FROM blobs WHERE kind IN (\(kinds)))
            """)
      }
      try db.execute(sql: "DELETE FROM retention_rules")
      let insert = try db.cachedStatement(sql: "INSERT INTO retention_rules(kind, rules) VALUES (?, ?)")
      for (kind, name) in wanted { try insert.execute(arguments: [kind, name]) }
    }
  }

  private static func knownRules(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(db, sql: "SELECT kind, rules FROM retention_rules")
    return Dictionary(rows.map { ($0["kind"], $0["rules"]) }) { $1 }
  }

  /// The present contents of which nothing is remembered, by their names in the index, with one place of each.
  public func unreadRetention() throws -> [(id: Int64, content: PresentContent)] {
    try read("read what is retained") { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT b.id, b.oid, min(p.path) FROM tenures t JOIN blobs b ON b.id = t.blob JOIN paths p ON p.id = t.path
          WHERE t.until IS NULL AND t.blob NOT IN (SELECT blob FROM retained) GROUP BY b.id
          """)
      var found: [(id: Int64, content: PresentContent)] = []
      while let row = try rows.next() {
        let oid: Data = row[1]
        if let blob = OID(bytes: oid) { found.append((row[0], PresentContent(blob: blob, path: row[2]))) }
      }
      return found
    }
  }

  /// Keeps what was read of contents, by their names in the index.
  public func keepRetention(_ contents: [(id: Int64, content: RetainedContent)]) throws {
    try write("keep what is retained") { db in
      let keep = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO retained(blob, kind, class, own, trigger, flags) VALUES (?, ?, ?, ?, ?, ?)")
      for (id, content) in contents {
        try keep.execute(arguments: [
          id, content.kind, content.retentionClass, content.own, content.storedTrigger, content.storedFlags,
        ])
      }
    }
  }

  /// What is remembered of the present contents, those of some kinds or all.
  public func retained(kinds: Set<String>? = nil, _ body: (RetainedRecord) throws -> Void) throws {
    try read("read what is retained") { db in
      let condition = kinds.map { " AND r.kind IN (\($0.sorted().map(\.sqlLiteral).joined(separator: ", ")))" } ?? ""
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT r.kind, r.class, r.own, r.trigger, r.flags, r.blob, t.path FROM tenures t
          CROSS JOIN retained r ON r.blob = t.blob
          WHERE t.until IS NULL\(condition)
          """)
      while let row = try rows.next() {
        try body(RetainedRecord(content: RetainedContent(row: row), blobID: row[5], pathID: row[6]))
      }
    }
  }

  /// What lists say of some present contents, by their names in the index.
  public func titles(of records: [(blobID: Int64, pathID: Int64)]) throws -> [RetainedTitle?] {
    try read("read what is retained") { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT p.path, r.number, b.title, b.oid FROM blobs b LEFT JOIN records r ON r.id = b.record, paths p
          WHERE b.id = ? AND p.id = ?
          """)
      return try records.map { record in
        try Row.fetchOne(statement, arguments: [record.blobID, record.pathID]).flatMap { row in
          let oid: Data = row[3]
          return OID(bytes: oid).map { RetainedTitle(path: row[0], blob: $0, number: row[1], title: row[2]) }
        }
      }
    }
  }

  /// Where the present records of some kinds stand.
  public func presentPaths(ofKinds kinds: [String]) throws -> [String] {
    try read("read where records stand") { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT p.path FROM tenures t JOIN blobs b ON b.id = t.blob JOIN paths p ON p.id = t.path
          WHERE t.until IS NULL AND b.kind IN (\(kinds.map(\.sqlLiteral).joined(separator: ", ")))
          """)
    }
  }
}

extension RetainedContent {
  fileprivate init(row: Row) {
    let day: Int64? = row[3]
    let flags: Int64 = row[4]
    self.init(
      kind: row[0], retentionClass: row[1], own: row[2],
      trigger: day.map { .day(Int($0)) } ?? (flags & 8 == 0 ? .awaited : .undecided), isKept: flags & 1 != 0,
      dependsOnOthers: flags & 2 != 0, isConcealed: flags & 4 != 0, isReadable: flags & 16 == 0)
  }

  fileprivate var storedTrigger: Int? {
    if case .day(let day) = trigger { day } else { nil }
  }

  fileprivate var storedFlags: Int {
    (isKept ? 1 : 0) | (dependsOnOthers ? 2 : 0) | (isConcealed ? 4 : 0) | (trigger == .undecided ? 8 : 0)
      | (isReadable ? 0 : 16)
  }
}

extension String {
  /// The text in quotes that SQLite reads as this text and nothing else.
  fileprivate var sqlLiteral: String {
    "'" + replacing("'", with: "''").replacing("\0", with: "") + "'"
  }
}
