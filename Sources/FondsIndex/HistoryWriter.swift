import Foundation
import GRDB

import struct FondsGit.OID

/// Writes what makes an update visible: versions, tenures, the first-parent chain and the indexed head.
struct HistoryWriter {
  private let db: Database
  private let history: PendingHistory
  private let insertVersion: Statement
  private let selectVersion: Statement
  private var nextVersion: Int64 = 1
  private var nextPosition: Int64 = 0
  /// The stretches that begin in this update, and which of them is open at a path.
  private var tenures: [Tenure] = []
  private var open: [Int32: Int] = [:]

  private struct Tenure {
    let blob: Int64
    let record: Int64
    let path: Int64
    let version: Int64
    let since: Int64
    var until: Int64?
  }

  /// One end of a version: a content at a path.
  private struct Place {
    let path: Int64
    let blob: Int64
  }

  init(_ db: Database, history: PendingHistory) throws {
    self.db = db
    self.history = history
    insertVersion = try db.cachedStatement(
      sql: "INSERT INTO versions(id, \"commit\", record, blob, path, previous, was) VALUES (?, ?, ?, ?, ?, ?, ?)")
    selectVersion = try db.cachedStatement(
      sql: "SELECT max(id) FROM versions WHERE blob = ? AND path = ? AND blob IS NOT NULL")
  }

  /// Removes everything that belongs to an indexed head. What is named by its content stays.
  static func clear(_ db: Database) throws {
    for table in ["versions", "tenures", "mainline", "hidden", "slices", "stale", "elsewhere", "state"] {
      try db.execute(sql: "DELETE FROM \(table)")
    }
  }

  /// - Parameter base: the indexed head that the commits follow upon; nil to start from nothing.
  mutating func write(head: OID, from base: OID?) throws {
    if base == nil { try HistoryWriter.clear(db) }
    // What was elsewhere may be part of this history now.
    try HistoryWriter.forgetElsewhere(db)
    nextVersion = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM versions") ?? 0) + 1
    nextPosition = (try Int64.fetchOne(db, sql: "SELECT max(position) FROM mainline") ?? -1) + 1
    let insertMainline = try db.cachedStatement(
      sql: "INSERT INTO mainline(position, \"commit\", seconds) VALUES (?, ?, ?)")
    var begin = 0
    for commit in history.commits {
      try writeChanges(begin..<commit.changesEnd, of: commit)
      begin = commit.changesEnd
      guard commit.isMainline else { continue }
      try insertMainline.run {
        $0.bind(nextPosition)
        $0.bind(commit.row)
        $0.bind(commit.seconds)
      }
      nextPosition += 1
    }
    try writeTenures()
    try hideDestroyed()
    try Slices.refresh(db)
    try db.execute(
      sql: "INSERT INTO state(id, head) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET head = excluded.head",
      arguments: [Data(head.bytes)])
  }

  // MARK: - Elsewhere

  /// Removes the versions that are no part of the head's history; the slices are to be refreshed.
  static func forgetElsewhere(_ db: Database) throws {
    try db.execute(sql: "UPDATE reach SET taken = 0")
    guard let first = try Int64.fetchOne(db, sql: "SELECT min(version) FROM elsewhere") else { return }
    try db.execute(sql: "DELETE FROM versions WHERE id >= ?; DELETE FROM elsewhere", arguments: [first])
    try Slices.forget(.versions, from: first, db)
  }

  /// Writes the versions that other branches and tags have, in the place of those written before.
  /// - Parameter branches: whose each commit of the history is.
  mutating func write(elsewhere branches: [String]) throws {
    try HistoryWriter.forgetElsewhere(db)
    nextVersion = (try Int64.fetchOne(db, sql: "SELECT max(id) FROM versions") ?? 0) + 1
    let insert = try db.cachedStatement(sql: "INSERT INTO elsewhere(version, branch) VALUES (?, ?)")
    var begin = 0
    for (commit, branch) in zip(history.commits, branches) {
      let first = nextVersion
      try writeChanges(begin..<commit.changesEnd, of: commit)
      begin = commit.changesEnd
      for version in first..<nextVersion {
        try insert.run {
          $0.bind(version)
          $0.bind(branch)
        }
      }
    }
    try hideDestroyed()
    try Slices.refresh(db)
    try db.execute(sql: "INSERT INTO reach(id, taken) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET taken = 1")
  }

  // MARK: - Versions

  private mutating func writeChanges(_ range: Range<Int>, of commit: PendingHistory.Commit) throws {
    // A record that left one path and came to another in the same commit has moved, whatever its content.
    // Most commits only change contents in place and need no table of what left.
    var left: [Int64: [Int]] = [:]
    for index in range.reversed() where history.changes[index].old >= 0 {
      let change = history.changes[index]
      if change.new < 0 || record(of: change.new, at: change.path) != record(of: change.old, at: change.path) {
        left[record(of: change.old, at: change.path), default: []].append(index)
      }
    }
    for index in range where history.changes[index].new >= 0 {
      let change = history.changes[index]
      let record = record(of: change.new, at: change.path)
      let place = self.place(change.new, change.path)
      var before: Place?
      if change.old >= 0, self.record(of: change.old, at: change.path) == record {
        before = self.place(change.old, change.path)
      } else if let origin = left[record]?.popLast() {
        before = self.place(history.changes[origin].old, history.changes[origin].path)
      }
      var version: Int64?
      if change.isVersion {
        version = try writeVersion(of: record, in: commit, place, before: before)
      }
      if commit.isMainline {
        try openTenure(change, record: record, place, version: version, before: before, commit)
      }
    }
    for (record, origins) in left.sorted(by: { $0.key < $1.key }) {
      for origin in origins.reversed() {
        let change = history.changes[origin]
        guard change.isVersion else { continue }
        let before = place(change.old, change.path)
        _ = try writeVersion(of: record, in: commit, nil, before: before)
      }
    }
    guard commit.isMainline else { return }
    for index in range where history.changes[index].new < 0 {
      try closeTenure(at: history.changes[index].path)
    }
  }

  private mutating func writeVersion(
    of record: Int64, in commit: PendingHistory.Commit, _ place: Place?, before: Place?
  ) throws -> Int64 {
    let id = nextVersion
    nextVersion += 1
    try insertVersion.run {
      $0.bind(id)
      $0.bind(commit.row)
      $0.bind(record)
      $0.bind(place?.blob)
      $0.bind(place?.path ?? before?.path)
      $0.bind(before?.path)
      $0.bind(before?.blob)
    }
    return id
  }

  private func record(of blob: Int32, at path: Int32) -> Int64 {
    let named = history.blobs[Int(blob)].record
    return named != 0 ? named : history.paths[Int(path)].record
  }

  private func place(_ blob: Int32, _ path: Int32) -> Place {
    Place(path: history.paths[Int(path)].row, blob: history.blobs[Int(blob)].row)
  }

  // MARK: - Tenures

  /// Lets a content stand at a path from this commit of the first-parent chain on.
  private mutating func openTenure(
    _ change: PendingHistory.Change, record: Int64, _ place: Place, version: Int64?, before: Place?,
    _ commit: PendingHistory.Commit
  ) throws {
    if change.old >= 0 { try closeTenure(at: change.path) }
    // What a merge took over from a side branch became a version there, or before the branches parted.
    let found =
      try version
      ?? selectVersion.int64 { [place] in
        $0.bind(place.blob)
        $0.bind(place.path)
      }
    let origin = try found ?? writeVersion(of: record, in: commit, place, before: before)
    open[change.path] = tenures.count
    tenures.append(
      Tenure(
        blob: place.blob, record: record, path: place.path, version: origin, since: nextPosition, until: nil))
  }

  private mutating func closeTenure(at path: Int32) throws {
    if let index = open.removeValue(forKey: path) {
      tenures[index].until = nextPosition
      return
    }
    try db.cachedStatement(sql: "UPDATE tenures SET until = ? WHERE path = ? AND until IS NULL").run {
      $0.bind(nextPosition)
      $0.bind(history.paths[Int(path)].row)
    }
  }

  private func writeTenures() throws {
    let insert = try db.cachedStatement(
      sql: "INSERT INTO tenures(blob, record, path, version, since, until) VALUES (?, ?, ?, ?, ?, ?)")
    for tenure in tenures {
      try insert.run {
        $0.bind(tenure.blob)
        $0.bind(tenure.record)
        $0.bind(tenure.path)
        $0.bind(tenure.version)
        $0.bind(tenure.since)
        $0.bind(tenure.until)
      }
    }
  }

  /// Hides the earlier contents of every record whose present content says that it was destroyed.
  private func hideDestroyed() throws {
    try db.execute(sql: "DELETE FROM hidden")
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO hidden
        SELECT v.blob FROM blobs b
        CROSS JOIN tenures t ON t.blob = b.id AND t.until IS NULL
        CROSS JOIN versions v ON v.record = t.record
        WHERE b.tombstone AND v.blob IS NOT NULL
          AND v.blob NOT IN (SELECT id FROM blobs WHERE tombstone)
        """)
  }
}
