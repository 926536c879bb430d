import struct FondsGit.OID

extension IndexStore {
  /// Brings the index to the head of `source`.
  ///
  /// Where the indexed head is on the new head's first-parent chain, only what is new is added. Otherwise
  /// (history rewritten, another branch) versions are built again, from the contents that are known already.
  ///
  /// Interrupted at any point, the index still holds its old head, whole; what was read by then need not be
  /// read again. A damaged index is deleted and built anew.
  /// - Parameters:
  ///   - describe: what to index of a blob, from its bytes and a path it stands at. Called on several threads.
  ///   - progress: commits read so far, and in all (0 where the source doesn't know).
  /// - Throws: ``IndexError``, and what `source` throws.
  public func update(
    from source: some HistorySource,
    describe: @escaping @Sendable (_ bytes: [UInt8], _ path: String) -> IndexedRecord,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    do {
      try updateUntilCurrent(from: source, describe: describe, progress: progress)
    } catch let error as IndexError where error.code == .damaged {
      try discard()
      try updateUntilCurrent(from: source, describe: describe, progress: progress)
    }
  }

  private func updateUntilCurrent(
    from source: some HistorySource, describe: @escaping @Sendable ([UInt8], String) -> IndexedRecord,
    progress: (Int, Int) -> Void
  ) throws {
    while true {
      let stored = try head()
      guard let head = try source.head() else {
        if stored != nil { try write("update") { try HistoryWriter.clear($0) } }
        return
      }
      guard stored != head else { return }
      var base: OID?
      if let stored, try source.mainline(of: head, contains: stored) { base = stored }
      let reader = HistoryReader(store: self, describe: describe)
      let total = try source.commitCount(to: head, after: base)
      var done = 0
      try source.commits(to: head, after: base) { commit in
        try reader.add(commit, from: source)
        done += 1
        progress(done, total)
      }
      try reader.finish(from: source)
      let isDone = try write("update") { db in
        // Another process may have brought the index further meanwhile; then this one starts over, from there.
        guard try IndexStore.head(db) == stored else { return false }
        var writer = try HistoryWriter(db, history: reader.history)
        try writer.write(head: head, from: base)
        return true
      }
      if isDone { return }
    }
  }
}
