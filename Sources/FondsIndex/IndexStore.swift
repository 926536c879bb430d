import Foundation
import GRDB

import struct FondsGit.OID

/// The index of one repository: every version of every record, searchable.
///
/// Everything in it is computed from Git and may be deleted at any time. Any number of threads and processes
/// may read while one writes; a second writer waits. What a reader sees is always the whole of one indexed
/// head.
public final class IndexStore: Sendable {
  /// The index file.
  public let path: String
  private let form: Form
  private let connection: Connection

  /// What is opened.
  private enum Form {
    /// The file, for writing; so many seconds are waited for another writer.
    case written(waitingTime: TimeInterval)
    case read
    /// None that lasts: in a file without a name, or in memory.
    case passing(inMemory: Bool)
  }

  /// The open database, which a damaged file makes anew.
  private final class Connection: @unchecked Sendable {
    private let lock = NSLock()
    private var database: (any DatabaseWriter)?
    private var generation: Int64?

    /// Whether the file is of the generation that was found first.
    func isUnchanged(_ found: Int64) -> Bool {
      lock.lock()
      defer { lock.unlock() }
      defer { generation = generation ?? found }
      return generation ?? found == found
    }

    /// The open database, opened by `open` where there is none.
    func current(_ open: () throws -> any DatabaseWriter) rethrows -> any DatabaseWriter {
      lock.lock()
      defer { lock.unlock() }
      if let database { return database }
      let fresh = try open()
      database = fresh
      return fresh
    }

    func drop() throws {
      lock.lock()
      defer { lock.unlock() }
      let old = database
      database = nil
      try old?.close()
    }
  }

  /// Opens the index in `directory`, which is created if need be.
  ///
  /// A file of another layout or segmentation is emptied, a damaged one is deleted: ``head()`` is then nil and
  /// the next update builds it again. Damage deeper in the file shows as ``IndexError/Code/damaged`` when a search
  /// meets it: ``discard()`` and update.
  /// - Parameter waitingTime: how many seconds to wait for another writer before ``IndexError/Code/busy``.
  /// - Throws: ``IndexError``, `notWritable` on a read-only disk.
  public init(directory: String, waitingTime: TimeInterval = 30) throws {
    path = (directory as NSString).appendingPathComponent("index.sqlite")
    form = .written(waitingTime: waitingTime)
    connection = Connection()
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw IndexError(.notWritable, operation: "create", message: IndexStore.reason(error), path: directory)
    }
    do {
      _ = try database(for: "open")
    } catch let error as IndexError where error.code == .damaged {
      try discard()
      _ = try database(for: "open")
    }
  }

  /// Opens the index in `directory` for reading alone: nothing is created, and nothing is written when it is closed, which
  /// spares a search the waiting for the disk.
  /// - Throws: ``IndexError``, also where there is none, or one of another layout.
  public init(reading directory: String) throws {
    path = (directory as NSString).appendingPathComponent("index.sqlite")
    form = .read
    connection = Connection()
    _ = try database(for: "open")
  }

  /// An index that is gone when it is closed, for where none can be written. It begins with what the one in `directory`
  /// knows, where that can be read.
  ///
  /// - Parameter inMemory: else in a file without a name, where SQLite finds a place for one (`TMPDIR`, `/var/tmp`, `/tmp`);
  ///   small ones need none.
  /// - Throws: ``IndexError``, `notWritable` where there is no such place.
  public init(besides directory: String, inMemory: Bool) throws {
    path = (directory as NSString).appendingPathComponent("index.sqlite")
    form = .passing(inMemory: inMemory)
    connection = Connection()
    let database = try database(for: "open")
    guard IndexStore.exists(in: directory) else { return }
    do {
      let known = try IndexStore(reading: directory)
      try attempt("copy") {
        try known.database(for: "copy").backup(to: database)
        try database.write(IndexLayout.prepare)
      }
    } catch let error as IndexError where error.path == path && error.operation != "copy" {
      // What can't be read is made anew.
    }
  }

  /// The commit whose history the index holds; nil while it holds nothing.
  public func head() throws -> OID? {
    try read("read") { try IndexStore.head($0) }
  }

  /// Empties the index, so that the next update builds it anew. Others that have it open see the empty one and not a file
  /// that is gone; one too damaged for that is deleted.
  public func clear() throws {
    do {
      try write("clear") { db in
        try IndexLayout.clear(db)
        try IndexLayout.create(db)
      }
    } catch let error as IndexError where error.code == .damaged {
      try discard()
    }
  }

  /// Deletes the index; the next use starts an empty one.
  public func discard() throws {
    try attempt("discard") { try connection.drop() }
    if case .passing = form { return }
    // The journal first: whoever opens the file in between finds the old file, not a new one with an old journal.
    for suffix in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: path + suffix) {
      do {
        try FileManager.default.removeItem(atPath: path + suffix)
      } catch {
        throw IndexError(.notWritable, operation: "delete", message: IndexStore.reason(error), path: path + suffix)
      }
    }
  }

  /// What the system says, in its own words.
  private static func reason(_ error: any Error) -> String {
    guard let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain
    else { return error.localizedDescription }
    return String(cString: strerror(Int32(cause.code)))
  }

  /// Whether nobody has emptied the index since this was asked first. What was read in between belongs together then.
  public func isUnemptied() throws -> Bool {
    connection.isUnchanged(try read("read") { try IndexLayout.generation($0) })
  }

  static func head(_ db: Database) throws -> OID? {
    try Data.fetchOne(db, sql: "SELECT head FROM state").flatMap { OID(bytes: $0) }
  }

  // MARK: - Access

  /// Reads one consistent state of the index, whatever is being written.
  func read<T>(_ operation: String, _ body: (Database) throws -> T) throws -> T {
    let database = try database(for: operation)
    return try attempt(operation) { try database.read(body) }
  }

  /// Writes in one transaction.
  func write<T>(_ operation: String, _ body: (Database) throws -> T) throws -> T {
    let database = try database(for: operation)
    return try attempt(operation) { try database.write(body) }
  }

  private func database(for operation: String) throws -> any DatabaseWriter {
    try attempt(operation) {
      try connection.current { [path, form] in
        switch form {
        case .written(let waitingTime): try IndexStore.open(path, waitingTime: waitingTime)
        case .read: try IndexStore.openForReading(path)
        case .passing(let inMemory): try IndexStore.open(inMemory ? ":memory:" : "", isPassing: true)
        }
      }
    }
  }

  /// Opens a file that can be read and perhaps not written.
  ///
  /// SQLite keeps a table beside a file in this mode while it is open, and refuses where it can't make one. Where no journal
  /// is there nobody writes, and it can do without.
  private static func openForReading(_ path: String) throws -> any DatabaseWriter {
    do {
      return try open(path, isReadOnly: true)
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
      && !FileManager.default.fileExists(atPath: path + "-wal")
    {
      let name = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
      return try open("file:\(name)?immutable=1", isReadOnly: true)
    }
  }

  private static func open(
    _ path: String, waitingTime: TimeInterval = 1, isReadOnly: Bool = false, isPassing: Bool = false
  ) throws -> any DatabaseWriter {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(waitingTime)
    configuration.foreignKeysEnabled = false
    configuration.label = "fonds.index"
    configuration.prepareDatabase { db in
      // 32 MiB of pages, and of journal before it is copied back: an update of a large history touches the
      // same pages over and over.
      try db.execute(sql: "PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8192")
      // A search reads a few megabytes once: mapped, they are not copied.
      if isReadOnly { try db.execute(sql: "PRAGMA mmap_size = 4294967296") }
    }
    // One connection opens quicker than a pool's two, and a command reads on one thread.
    let database: any DatabaseWriter =
      isReadOnly || isPassing
      ? try DatabaseQueue(path: path, configuration: configuration)
      : try DatabasePool(path: path, configuration: configuration)
    // Asked before writing: opening a sound index must not wait for whoever is writing to it.
    let stamp = try database.read { try Int64.fetchOne($0, sql: "PRAGMA user_version") }
    if stamp != IndexLayout.stamp {
      guard !isReadOnly else {
        throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "an index of another layout")
      }
      try database.write(IndexLayout.prepare)
    }
    return database
  }

  /// Runs `body`; a fault of SQLite becomes an ``IndexError``.
  private func attempt<T>(_ operation: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw IndexError(error, operation: operation, path: path)
    }
  }
}
