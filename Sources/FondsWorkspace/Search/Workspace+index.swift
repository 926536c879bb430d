import FondsGit
import FondsIndex
import FondsText

extension Workspace {
  /// The index, brought up to date with HEAD.
  ///
  /// - Parameters:
  ///   - rebuild: throws the old one away first.
  ///   - everywhere: takes in what other branches and tags have, too. Once asked for, it is done again whenever HEAD has
  ///     moved, until the index is built anew.
  ///   - mayPass: where it can't be written, as on a read-only or full disk, a complete one serves this workspace alone.
  public func updatedIndex(
    rebuild: Bool = false, everywhere: Bool = false, mayPass: Bool = true, progress: ((Int, Int) -> Void)? = nil
  ) throws -> IndexStore {
    if let passingIndex { return passingIndex }
    if !rebuild, !everywhere, let store = try currentIndex() { return store }
    do {
      let store = try IndexStore(directory: derivedFolder)
      if rebuild { try store.clear() }
      _ = try store.isUnemptied()
      try update(store, everywhere: everywhere, progress: progress)
      return store
    } catch let error as IndexError where error.code == .notWritable && mayPass {
      notice?(.passingIndex(reason: error.message))
      return try makePassingIndex(progress: progress)
    }
  }

  /// On the disk, else in memory, which a large archive needs much of.
  private func makePassingIndex(progress: ((Int, Int) -> Void)?) throws -> IndexStore {
    func made(inMemory: Bool) throws -> IndexStore {
      let store = try IndexStore(besides: derivedFolder, inMemory: inMemory)
      try update(store, everywhere: false, progress: progress)
      return store
    }
    do {
      passingIndex = try made(inMemory: false)
    } catch let error as IndexError where error.code == .notWritable {
      passingIndex = try made(inMemory: true)
    }
    return try updatedIndex()
  }

  private func update(_ store: IndexStore, everywhere: Bool, progress: ((Int, Int) -> Void)?) throws {
    // Contents that Git damaged would show when the record is read; for the index their hash is not worth a third
    // of the time.
    try Library.setHashVerification(false)
    defer { do { try Library.setHashVerification(true) } catch { assertionFailure("\(error)") } }
    let history = GitHistory(repository: repository)
    let progress = progress ?? { _, _ in }
    try store.update(from: history, describe: Self.describe, progress: progress)
    if try everywhere || store.reach() == .outdated {
      try store.takeIn(try history.branches(), from: history, describe: Self.describe, progress: progress)
    }
  }

  /// Answers from the index, once more where another process emptied it meanwhile (`fonds index --rebuild`).
  func answered<Answer>(
    progress: ((Int, Int) -> Void)? = nil, _ body: (IndexStore) throws -> Answer
  ) throws -> Answer {
    while true {
      let store = try updatedIndex(progress: progress)
      let answer = try body(store)
      if try store.isUnemptied() { return answer }
    }
  }

  /// The index, opened for reading, where it knows HEAD already.
  private func currentIndex() throws -> IndexStore? {
    guard let head = try repository.head(), IndexStore.exists(in: derivedFolder) else { return nil }
    do {
      let store = try IndexStore(reading: derivedFolder)
      _ = try store.isUnemptied()
      return try store.head() == head && store.reach() != .outdated ? store : nil
    } catch is IndexError {
      // Whoever may write to it makes it anew.
      return nil
    }
  }

  /// The index where it knows HEAD, or can learn of it in a moment; nil where there is none or it is far behind.
  func currentIndexIfCheap() throws -> IndexStore? {
    guard let head = try repository.head() else { return nil }
    if let store = try currentIndex() { return store }
    do {
      var indexed: OID?
      if IndexStore.exists(in: derivedFolder) {
        indexed = try IndexStore(directory: derivedFolder, waitingTime: 0.2).head()
      }
      guard try isNear(indexed, to: head) else { return nil }
      return try updatedIndex(mayPass: false)
    } catch is IndexError {
      // The index is derived: what it can't tell is looked up in Git.
      return nil
    }
  }

  /// Whether a few commits lead from what is indexed, or from nothing, to HEAD.
  private func isNear(_ indexed: OID?, to head: OID) throws -> Bool {
    let walk = try RevisionWalk(of: repository, sorting: [])
    try walk.push(head)
    if let indexed {
      guard repository.contains(indexed), try repository.isAncestor(indexed, of: head) else { return false }
      try walk.hide(indexed)
    }
    var count = 0
    while try walk.next() != nil {
      count += 1
      if count > 200 { return false }
    }
    return true
  }

  /// What the index holds of a record.
  static func describe(_ bytes: [UInt8], path: String) -> IndexedRecord {
    let reading = RecordReader.read(bytes)
    return IndexedRecord(node: reading.root, text: String(decoding: bytes, as: UTF8.self), path: path)
  }
}

/// What the index holds.
public struct IndexState: Sendable {
  public let head: OID?
  public let versions: Int
  /// Whether those of other branches and tags are among them.
  public let holdsBranches: Bool
}

extension Workspace {
  /// Whether parts of the history are missing here.
  public var isShallow: Bool { repository.isShallow }

  /// Brings the index up to date and says what it holds.
  /// - Parameter everywhere: takes in what other branches and tags have, too; see ``updatedIndex(rebuild:everywhere:progress:)``.
  public func updateIndex(
    rebuild: Bool, everywhere: Bool = false, progress: ((Int, Int) -> Void)? = nil
  ) throws -> IndexState {
    let store = try updatedIndex(rebuild: rebuild, everywhere: everywhere, mayPass: false, progress: progress)
    try rememberRetention()
    let everything = try store.search(.everything, scope: .history, limit: 0)
    return IndexState(
      head: try store.head(), versions: everything.total, holdsBranches: try store.reach() == .everywhere)
  }
}
