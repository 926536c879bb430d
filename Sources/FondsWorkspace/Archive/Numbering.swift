import FondsGit
import FondsModel
import FondsText

extension Workspace {
  /// The next number of a series that is free everywhere it could be taken: on disk, in HEAD, in the upstream, and in
  /// the history.
  func nextNumber(in series: RecordID.Series) throws -> RecordID {
    try nextNumbers(1, in: series)[0]
  }

  /// The next free numbers of a series, as many as are wanted, in order.
  func nextNumbers(_ count: Int, in series: RecordID.Series) throws -> [RecordID] {
    var last = try NumberTable(of: [series], in: workTree()).last(in: series)
    for commit in [try repository.head(), try publishedTip()] {
      last = max(last, try NumberTable(of: [series], in: tree(ofCommit: commit)).last(in: series))
    }
    var numbers: [RecordID] = []
    var notes: [CheckReport.Note] = []
    while numbers.count < count {
      let missing = count - numbers.count
      let candidates = (1...missing).map { RecordID(series: series, sequence: last + $0) }
      let taken = try takenNumbers(among: Set(candidates), upTo: try publishedTips(), notes: &notes)
      numbers += candidates.filter { taken[$0] == nil }
      last += missing
    }
    return numbers
  }

  /// The files at home in the work tree that carry a number.
  func workTreeFiles(of number: RecordID) throws -> [String] {
    try NumberTable(of: [number.series], in: workTree()).files(of: number).sorted { $0.isBytewiseBefore($1) }
  }
}
