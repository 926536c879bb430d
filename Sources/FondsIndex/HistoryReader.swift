import GRDB

import struct FondsGit.OID

/// Reads the commits of one update and stores what is named by its content, in batches.
///
/// First the commits, newest first, which tells the contents they need; then those of the contents that are not known
/// yet, in the order in which they are read fastest. While one batch is described and segmented on other threads, the
/// next one is read on this one.
final class HistoryReader {
  private(set) var history = PendingHistory()
  /// How many contents were not known.
  private(set) var contentsRead = 0
  private let store: IndexStore
  private let generation: Int64
  private let describe: @Sendable ([UInt8], String) -> IndexedRecord
  private var blobPlaces: [OID: Int32] = [:]
  private var pathPlaces: [String: Int32] = [:]
  private var recordRows: [String: Int64] = [:]
  private var profileRows: [[String]: Int64] = [:]
  /// The contents at their places in ``history``, and the first path in the order of history that they stood at.
  private var blobs: [(oid: OID, path: Int32)] = []

  /// Commits and paths from these places of ``history`` on are not stored yet.
  private var newCommits: [HistoryCommit] = []
  private var commitsStored = 0
  private var pathsStored = 0
  private var prepared: Prepared?

  /// A batch on its way.
  private struct Prepared {
    let batch: RecordBatch
    /// The blobs' places in ``history``, in the order of the batch's rows.
    let places: [Int32]
  }

  /// How many blobs or commits make a batch: enough that a transaction's costs vanish, few enough that the
  /// contents of two batches stay small, and that little is lost with a process that is killed.
  private static let batchSize = 1000
  /// Large contents end a batch earlier.
  private static let batchBytes = 4 << 20

  /// Another process has emptied the index: the rows that were stored are gone, and others have their numbers.
  struct Emptied: Error {}

  /// - Parameter generation: that of the index when the work began.
  init(
    store: IndexStore, generation: Int64, describe: @escaping @Sendable ([UInt8], String) -> IndexedRecord
  ) {
    self.store = store
    self.generation = generation
    self.describe = describe
  }

  /// Takes in a commit, the newest first.
  func add(_ commit: HistoryCommit) throws {
    for change in commit.changes.reversed() {
      let path = place(ofPath: change.path)
      let new = place(of: change.new, path)
      let old = place(of: change.old, path)
      history.changes.append(PendingHistory.Change(path: path, old: old, new: new, isVersion: change.isVersion))
    }
    history.commits.append(
      PendingHistory.Commit(
        seconds: commit.seconds, isMainline: commit.isMainline, changesEnd: history.changes.count))
    var stored = commit
    stored.changes = []
    newCommits.append(stored)
    if newCommits.count >= HistoryReader.batchSize { try write(nil) }
  }

  /// Reads and stores the contents that the commits need, after the last commit.
  func finish(from source: some HistorySource, progress: (_ done: Int, _ total: Int) -> Void) throws {
    // No more is looked up by name: a long history's names take as much memory as everything else.
    (blobPlaces, pathPlaces) = ([:], [:])
    let missing = try recognizeContents()
    contentsRead = missing.count
    let order = try source.readingOrder(of: missing.map { blobs[Int($0)].oid })
    var inputs: [RecordBatch.Input] = []
    var places: [Int32] = []
    var bytes = 0
    for (done, index) in order.enumerated() {
      let blob = blobs[Int(missing[index])]
      let content = try source.blob(blob.oid)
      bytes += content.count
      inputs.append(RecordBatch.Input(oid: blob.oid, path: history.paths[Int(blob.path)].text, bytes: content))
      places.append(missing[index])
      if bytes >= HistoryReader.batchBytes || inputs.count >= HistoryReader.batchSize {
        try exchange(inputs, places)
        (inputs, places, bytes) = ([], [], 0)
      }
      progress(done + 1, order.count)
    }
    try exchange(inputs, places)
    try write(prepared)
    prepared = nil
    (blobs, recordRows, profileRows) = ([], [:], [:])
    history.reverse()
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
    if let place = blobPlaces[oid] {
      blobs[Int(place)].path = path
      return place
    }
    let place = Int32(history.blobs.count)
    history.blobs.append(PendingHistory.Blob())
    blobPlaces[oid] = place
    blobs.append((oid, path))
    return place
  }

  /// Looks up the contents that are in the index: those before this update, of an interrupted one, or of a history
  /// that was rewritten. Returns the places of the others.
  private func recognizeContents() throws -> [Int32] {
    try store.read("update") { db in
      try requireGeneration(db)
      let select = try db.cachedStatement(sql: "SELECT id, record FROM blobs WHERE oid = ?")
      var missing: [Int32] = []
      for (place, blob) in blobs.enumerated() {
        if let known = try select.int64Pair({ $0.bind(blob.oid) }) {
          history.blobs[place] = PendingHistory.Blob(row: known.0, record: known.1)
        } else {
          missing.append(Int32(place))
        }
      }
      return missing
    }
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
    try write("update") { db in
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

  /// Writes in one transaction, to the index that the work began with. Throws ``Emptied``.
  func write<T>(_ operation: String, _ body: (Database) throws -> T) throws -> T {
    try store.write(operation) { db in
      try requireGeneration(db)
      return try body(db)
    }
  }

  private func requireGeneration(_ db: Database) throws {
    guard try IndexLayout.generation(db) == generation else { throw Emptied() }
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
