/// The commits of one update, with the row ids of what they changed.
///
/// Integers only: 300 000 changes take 10 MB, so they can wait in memory for the one transaction that
/// makes them visible.
struct PendingHistory {
  struct Commit {
    var row: Int64 = 0
    let seconds: Int64
    let isMainline: Bool
    /// Where the changes of the commit end in ``changes``; they begin where the last commit's end.
    let changesEnd: Int
  }

  struct Change {
    let path: Int32
    /// Places in ``blobs``; -1 where there is none.
    let old: Int32
    let new: Int32
    let isVersion: Bool
  }

  struct Blob {
    var row: Int64 = 0
    /// The record that the content names; 0 where it names none.
    var record: Int64 = 0
  }

  struct Path {
    var row: Int64 = 0
    /// The record to which a content without a number belongs at this path; 0 where it isn't known yet.
    var record: Int64 = 0
    let text: String
  }

  var commits: [Commit] = []
  var changes: [Change] = []
  var blobs: [Blob] = []
  var paths: [Path] = []

  /// Turns commits that were read newest first into the order of history.
  mutating func reverse() {
    commits = commits.indices.reversed().map { index in
      let begin = index > 0 ? commits[index - 1].changesEnd : 0
      let commit = commits[index]
      return Commit(
        row: commit.row, seconds: commit.seconds, isMainline: commit.isMainline, changesEnd: changes.count - begin)
    }
    changes.reverse()
  }
}
