import FondsModel

/// Which files carry which numbers in a tree.
struct NumberTable: Sendable {
  private var files: [RecordID.Series: [Int: [String]]] = [:]

  /// - Parameter paths: all files below `Records/`.
  init(paths: some Sequence<String>) {
    for path in paths { add(path) }
  }

  /// The table of some series alone, each known by listing its folder.
  init(of series: Set<RecordID.Series>, in tree: some FileTree) throws {
    for one in series {
      for name in try tree.names(in: one.folder) { add("\(one.folder)/\(name)") }
    }
  }

  private mutating func add(_ path: String) {
    guard let id = RecordPath.number(atHome: path) else { return }
    files[id.series, default: [:]][id.sequence, default: []].append(path)
  }

  func files(in series: RecordID.Series) -> [Int: [String]] {
    files[series] ?? [:]
  }

  func files(of id: RecordID) -> [String] {
    files[id.series]?[id.sequence] ?? []
  }

  /// The highest sequence of a series; 0 where it has none.
  func last(in series: RecordID.Series) -> Int {
    files[series]?.keys.max() ?? 0
  }
}
