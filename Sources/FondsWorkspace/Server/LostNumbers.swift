import FondsGit
import FondsModel
import Foundation

/// The numbers that a history lost at some commit, by removal or by renaming: few, and with what its tips hold, all that
/// it ever had.
///
/// Kept in `fonds/` of the repository's folder, so that a push is held against the whole past without walking it:
/// a first line, then `tip <oid>` for each commit whose past is known and `lost <number>` for each number.
private struct LostNumbers {
  private static let header = "fonds lost numbers 1"

  var tips: [OID] = []
  var numbers: Set<RecordID> = []

  init() {}

  /// Nil for a file of another form: it is made anew.
  init?(_ text: String) {
    var lines = text.split(separator: "\n")
    guard !lines.isEmpty, lines.removeFirst() == Self.header else { return nil }
    for line in lines {
      let parts = line.split(separator: " ")
      guard parts.count == 2 else { return nil }
      switch parts[0] {
      case "tip":
        guard let tip = OID(parts[1]) else { return nil }
        tips.append(tip)
      case "lost":
        guard let number = RecordID(parts[1]) else { return nil }
        numbers.insert(number)
      default: return nil
      }
    }
  }

  var text: String {
    ([Self.header] + tips.map { "tip \($0)" } + numbers.sorted().map { "lost \($0)" }).map { $0 + "\n" }.joined()
  }
}

extension Workspace {
  /// The numbers that the history of some commits lost. What was found out before is not walked again.
  func lostNumbers(upTo tips: [OID]) throws -> Set<RecordID> {
    let path = derivedFolder + "/lost-numbers"
    let kept = FileReading.derived(path).map { String(decoding: $0, as: UTF8.self) }
    var known = kept.flatMap { LostNumbers($0) } ?? LostNumbers()
    let walk = try RevisionWalk(of: repository, sorting: [])
    for tip in tips { try walk.push(tip) }
    // A commit that is gone by now was never let in, or nothing leads to it any more.
    for tip in known.tips where repository.contains(tip) { try walk.hide(tip) }
    let comparison = TreeDifference(of: repository, below: RecordPath.root)
    var isNew = false
    while let oid = try walk.next() {
      isNew = true
      let commit = try repository.commit(oid)
      for parent in commit.parents {
        for change in try comparison.changes(from: repository.rootTree(ofCommit: parent), to: commit.tree)
        where change.new == nil {
          if let number = RecordPath.number(atHome: change.path) { known.numbers.insert(number) }
        }
      }
    }
    guard isNew else { return known.numbers }
    known.tips = tips
    do {
      try FileWriting.write(Array(known.text.utf8), to: path)
    } catch WorkspaceError.unwritable {
      // It is derived: who may not write it finds it out again.
    }
    return known.numbers
  }
}
