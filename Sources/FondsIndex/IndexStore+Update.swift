import struct FondsGit.OID

extension IndexStore {
  /// Brings the index to the head of `source`.
  ///
  /// Where the indexed head is on the new head's first-parent chain, only what is new is added. Otherwise
  /// (history rewritten, another branch) versions are built again, from the contents that are known already.
  ///
  /// Interrupted at any point, by a kill too, the index still holds its old head, whole; the contents that were stored by
  /// then are not read again. A damaged index is deleted and built anew.
  /// - Parameters:
  ///   - describe: what to index of a blob, from its bytes and a path it stands at. Called on several threads.
  ///   - progress: first the commits read so far, of a number that nobody knows yet (0); then the contents read so far,
  ///     and how many there are to read.
  /// - Returns: how many contents were read because the index did not have them.
  /// - Throws: ``IndexError``, and what `source` throws.
  @discardableResult
  public func update(
    from source: some HistorySource,
    describe: @escaping @Sendable (_ bytes: [UInt8], _ path: String) -> IndexedRecord,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> Int {
    do {
      return try updateUntilCurrent(from: source, describe: describe, progress: progress)
    } catch let error as IndexError where error.code == .damaged {
      try discard()
      return try updateUntilCurrent(from: source, describe: describe, progress: progress)
    }
  }

  private func updateUntilCurrent(
    from source: some HistorySource, describe: @escaping @Sendable ([UInt8], String) -> IndexedRecord,
    progress: (Int, Int) -> Void
  ) throws -> Int {
    var contentsRead = 0
    while true {
      do {
        let (stored, generation) = try read("update") { (try IndexStore.head($0), try IndexLayout.generation($0)) }
        guard let head = try source.head() else {
          if stored != nil { try write("update") { try HistoryWriter.clear($0) } }
          return contentsRead
        }
        guard stored != head else { return contentsRead }
        var base: OID?
        if let stored, try source.mainline(of: head, contains: stored) { base = stored }
        let reader = HistoryReader(store: self, generation: generation, describe: describe)
        var commits = 0
        try source.commits(to: head, after: base) { commit in
          try reader.add(commit)
          commits += 1
          progress(commits, 0)
        }
        try reader.finish(from: source, progress: progress)
        contentsRead += reader.contentsRead
        let isDone = try reader.write("update") { db in
          // Another process may have brought the index further meanwhile; then this one starts over, from there.
          guard try IndexStore.head(db) == stored else { return false }
          var writer = try HistoryWriter(db, history: reader.history)
          try writer.write(head: head, from: base)
          return true
        }
        if isDone { return contentsRead }
      } catch is HistoryReader.Emptied {
        continue
      }
    }
  }
}
