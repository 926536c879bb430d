import GRDB

import struct FondsGit.OID

/// Reads the commits of one update and stores what is named by its content, in batches.
///
/// While one batch is described and segmented on other threads, the next commits are read on this one.
final class HistoryReader {
  private(set) var history = PendingHistory()
  private let store: IndexStore
  private let describe: @Sendable ([UInt8], String) -> IndexedRecord
  private var blobPlaces: [OID: Int32] = [:]
  private var pathPlaces: [String: Int32] = [:]
  private var recordRows: [String: Int64] = [:]
  private var profileRows: [[String]: Int64] = [:]

  /// Commits and blobs seen since the last batch, which begin at these places of ``history``.
  private var newCommits: [HistoryCommit] = []
  private var newBlobs: [(oid: OID, path: Int32)] = []
  private var commitsStored = 0
  private var blobsSeen = 0
  private var pathsStored = 0
  private var prepared: Prepared?

  /// A batch on its way.
  private struct Prepared {
    let batch: RecordBatch
    /// The blobs' places in ``history``, in the order of the batch's rows.
    let places: [Int32]
  }

  /// How many blobs or commits make a batch: enough that a transaction's costs vanish, few enough that the
  /// contents of two batches stay small.
  private static let batchSize = 4000
  /// Large contents end a batch earlier.
  private static let batchBytes = 16 << 20

  init(store: IndexStore, describe: @escaping @Sendable ([UInt8], String) -> IndexedRecord) {
    self.store = store
    self.describe = describe
  }

  func add(_ commit: HistoryCommit, from source: some HistorySource) throws {
    for change in commit.changes {
      let path = place(ofPath: change.path)
      history.changes.append(
        PendingHistory.Change(
          path: path, old: place(of: change.old, path), new: place(of: change.new, path), isVersion: change.isVersion))
    }
    history.commits.append(
      PendingHistory.Commit(
        seconds: commit.seconds, isMainline: commit.isMainline, changesEnd: history.changes.count))
    var stored = commit
    stored.changes = []
    newCommits.append(stored)
    if newBlobs.count >= HistoryReader.batchSize || newCommits.count >= HistoryReader.batchSize {
      try storeBatch(from: source)
    }
  }

  /// Stores what is left, after the last commit.
  func finish(from source: some HistorySource) throws {
    try storeBatch(from: source)
    try write(prepared)
    prepared = nil
  }

  private func place(ofPath path: String) -> Int32 {
    if let place = pathPlaces[path] { return place }
    let place = Int32(history.paths.count)
    history.paths.append(PendingHistory.Path(text: path))
    pathPlaces[path] = place
    return place
  }

  private func place(of oid: OID?, _ path: Int32) -> Int32 {
    guard let oid else { return -1 }
    if let place = blobPlaces[oid] { return place }
    let place = Int32(history.blobs.count)
    history.blobs.append(PendingHistory.Blob())
    blobPlaces[oid] = place
    newBlobs.append((oid, path))
    return place
  }

  /// Starts to prepare the blobs seen since the last batch, then writes the batch before them.
  private func storeBatch(from source: some HistorySource) throws {
    let blobs = newBlobs
    newBlobs = []
    // Blobs of an interrupted update, or of a history that was rewritten, are known.
    let known = try store.read("update") { db in
      let select = try db.cachedStatement(sql: "SELECT id, record FROM blobs WHERE oid = ?")
      return try blobs.map { blob in try select.int64Pair { $0.bind(blob.oid) } }
    }
    var inputs: [RecordBatch.Input] = []
    var places: [Int32] = []
    var bytes = 0
    for (index, blob) in blobs.enumerated() {
      let place = blobsSeen + index
      if let known = known[index] {
        history.blobs[place] = PendingHistory.Blob(row: known.0, record: known.1)
        continue
      }
      let content = try source.blob(blob.oid)
      bytes += content.count
      inputs.append(
        RecordBatch.Input(oid: blob.oid, path: history.paths[Int(blob.path)].text, bytes: content))
      places.append(Int32(place))
      if bytes >= HistoryReader.batchBytes || inputs.count >= HistoryReader.batchSize {
        try exchange(inputs, places)
        (inputs, places, bytes) = ([], [], 0)
      }
    }
    blobsSeen += blobs.count
    try exchange(inputs, places)
  }

  private func exchange(_ inputs: [RecordBatch.Input], _ places: [Int32]) throws {
    let before = prepared
    prepared = Prepared(batch: RecordBatch(inputs, describe: describe), places: places)
    try write(before)
  }

  // MARK: - Writing

  private func write(_ prepared: Prepared?) throws {
    let parts = prepared?.batch.finish() ?? []
    guard !parts.isEmpty || !newCommits.isEmpty || pathsStored < history.paths.count else { return }
    try store.write("update") { db in
      try writePaths(db)
      try writeCommits(db)
      guard let prepared else { return }
      var places = prepared.places.makeIterator()
      for part in parts {
        try part.words.withUnsafeBytes { words in
          for row in part.rows {
            guard let place = places.next() else { return }
            history.blobs[Int(place)] = try write(row, words, db)
          }
        }
      }
    }
  }

  private func writePaths(_ db: Database) throws {
    let insert = try db.cachedStatement(sql: "INSERT INTO paths(path) VALUES (?) ON CONFLICT DO NOTHING")
    let select = try db.cachedStatement(sql: "SELECT id FROM paths WHERE path = ?")
    for place in pathsStored..<history.paths.count {
      let text = history.paths[place].text
      try insert.run { $0.bind(text) }
      history.paths[place].row =
        db.changesCount > 0 ? db.lastInsertedRowID : try select.int64 { $0.bind(text) } ?? 0
      // Needed where a content names no number; every path has one or is one.
      history.paths[place].record = try row(ofRecord: NumberPattern.inFileName(of: text) ?? text, db)
    }
    pathsStored = history.paths.count
  }

  private func writeCommits(_ db: Database) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO commits(oid, seconds, offset, author, email, summary, action) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """)
    let select = try db.cachedStatement(sql: "SELECT id FROM commits WHERE oid = ?")
    for commit in newCommits {
      try insert.run {
        $0.bind(commit.oid)
        $0.bind(commit.seconds)
        $0.bind(commit.offset)
        $0.bind(commit.author)
        $0.bind(commit.email)
        $0.bind(commit.summary)
        $0.bind(commit.action)
      }
      history.commits[commitsStored].row =
        db.changesCount > 0 ? db.lastInsertedRowID : try select.int64 { $0.bind(commit.oid) } ?? 0
      commitsStored += 1
    }
    newCommits = []
  }

  private func write(
    _ row: RecordBatch.Row, _ words: UnsafeRawBufferPointer, _ db: Database
  ) throws -> PendingHistory.Blob {
    let record = try row.number.map { try self.row(ofRecord: $0, db) }
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO blobs(oid, record, day, tombstone, kind, title, date, status, profile, serial)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """)
    let profile = try self.row(ofProfile: row.profile, db)
    try insert.run {
      $0.bind(row.oid)
      $0.bind(record)
      $0.bind(row.day)
      $0.bind(row.isTombstone ? 1 : 0)
      $0.bind(row.kind)
      $0.bind(row.title)
      $0.bind(row.date)
      $0.bind(row.status)
      $0.bind(profile)
      $0.bind(row.profile.serial)
    }
    guard db.changesCount > 0 else {
      // Another process was quicker; its words are there, and a second row of words could never be removed.
      let select = try db.cachedStatement(sql: "SELECT id, record FROM blobs WHERE oid = ?")
      let known = try select.int64Pair { $0.bind(row.oid) }
      return PendingHistory.Blob(row: known?.0 ?? 0, record: known?.1 ?? 0)
    }
    let id = db.lastInsertedRowID
    let insertWords = try db.cachedStatement(
      sql: """
        INSERT INTO words(rowid, \(IndexLayout.Column.list))
        VALUES (?\(String(repeating: ", ?", count: IndexLayout.Column.allCases.count)))
        """)
    try insertWords.run {
      $0.bind(id)
      var start = row.start
      for end in row.ends {
        $0.bind(uncopied: UnsafeRawBufferPointer(rebasing: words[start..<end]))
        start = end
      }
    }
    return PendingHistory.Blob(row: id, record: record ?? 0)
  }

  private func row(ofProfile profile: RecordProfile, _ db: Database) throws -> Int64 {
    if let row = profileRows[profile.values] { return row }
    let names = RecordProfile.columns.joined(separator: ", ")
    let insert = try db.cachedStatement(
      sql: "INSERT INTO profiles(\(names)) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    try insert.run { for value in profile.values { $0.bind(value) } }
    let select = try db.cachedStatement(sql: "SELECT id FROM profiles WHERE (\(names)) = (?, ?, ?, ?, ?, ?)")
    let row = try select.int64 { for value in profile.values { $0.bind(value) } } ?? 0
    profileRows[profile.values] = row
    return row
  }

  private func row(ofRecord number: String, _ db: Database) throws -> Int64 {
    if let row = recordRows[number] { return row }
    let select = try db.cachedStatement(sql: "SELECT id FROM records WHERE number = ?")
    var found = try select.int64 { $0.bind(number) }
    if found == nil {
      try db.cachedStatement(sql: "INSERT INTO records(number) VALUES (?)").run { $0.bind(number) }
      found = db.lastInsertedRowID
    }
    let row = found ?? 0
    recordRows[number] = row
    return row
  }
}
