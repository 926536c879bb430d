import FondsGit
import FondsModel
import FondsText

extension Workspace {
  /// The next number of a series that is free everywhere it could be taken: on disk, in HEAD, in the upstream, and in
  /// the history.
  func nextNumber(in series: RecordID.Series) throws -> RecordID {
    var last = try NumberTable(of: [series], in: workTree()).last(in: series)
    for commit in [try repository.head(), try publishedTip()] {
      last = max(last, try NumberTable(of: [series], in: tree(ofCommit: commit)).last(in: series))
    }
    var next = RecordID(series: series, sequence: last + 1)
    var notes: [CheckReport.Note] = []
    while try isTaken(next, &notes) { next = next.next }
    return next
  }

  private func isTaken(_ number: RecordID, _ notes: inout [CheckReport.Note]) throws -> Bool {
    try !takenNumbers(among: [number], upTo: try publishedTips(), notes: &notes).isEmpty
  }

  /// The files at home in the work tree that carry a number.
  func workTreeFiles(of number: RecordID) throws -> [String] {
    try NumberTable(of: [number.series], in: workTree()).files(of: number).sorted { $0.isBytewiseBefore($1) }
  }
}
