import GRDB

import struct FondsGit.OID

extension IndexStore {
  /// What the index holds of other branches and tags than the indexed head.
  public enum Reach: Sendable {
    /// Nothing: it was never asked for.
    case head
    /// It was asked for, but the head has moved on since, or the update was interrupted.
    case outdated
    /// What they had when they were taken in.
    case everywhere
  }

  /// What the index holds beyond the history of its head.
  public func reach() throws -> Reach {
    try read("read") { db in
      guard let isTaken = try Bool.fetchOne(db, sql: "SELECT taken FROM reach") else { return .head }
      return isTaken ? .everywhere : .outdated
    }
  }

  /// Takes in what branches and tags have that the indexed head's history has not, in the place of what was taken in before.
  ///
  /// A search through the history then finds these versions too, as the latest, each with the first branch that has it
  /// (``RecordVersion/branch``). The present, the past of a day, the versions of a record and the numbers taken stay those
  /// of the head. With the next update of the head they go, until they are taken in again.
  /// - Returns: how many contents were read because the index did not have them.
  /// - Throws: ``IndexError``, and what `source` throws.
  @discardableResult
  public func takeIn(
    _ branches: [HistoryBranch], from source: some HistorySource,
    describe: @escaping @Sendable (_ bytes: [UInt8], _ path: String) -> IndexedRecord,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> Int {
    let (head, generation) = try read("update") { (try IndexStore.head($0), try IndexLayout.generation($0)) }
    guard let head else { return 0 }
    let reader = HistoryReader(store: self, generation: generation, describe: describe)
    do {
      try takeIn(branches, beyond: head, into: reader, from: source, progress: progress)
    } catch is HistoryReader.Emptied {
      // Nor is there a head that anything could be beyond.
    }
    return reader.contentsRead
  }

  private func takeIn(
    _ branches: [HistoryBranch], beyond head: OID, into reader: HistoryReader, from source: some HistorySource,
    progress: (Int, Int) -> Void
  ) throws {
    var owners: [String] = []
    // The last branch first, as each history is read from its end.
    for (index, branch) in branches.enumerated().reversed() {
      let known = [head] + branches[..<index].map(\.tip)
      try source.commits(to: branch.tip, beyond: known) { commit in
        try reader.add(commit)
        owners.append(branch.name)
        progress(owners.count, 0)
      }
    }
    try reader.finish(from: source, progress: progress)
    try reader.write("update") { db in
      // Another process has moved the head on: what is elsewhere is for it, or for the next, to find out.
      guard try IndexStore.head(db) == head else { return }
      var writer = try HistoryWriter(db, history: reader.history)
      try writer.write(elsewhere: owners.reversed())
    }
  }
}
