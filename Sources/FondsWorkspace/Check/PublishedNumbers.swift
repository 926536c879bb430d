import FondsModel

/// The numbers that the published archive holds.
final class PublishedNumbers {
  private let trees: [CommittedTree]
  private var known: [RecordID.Series: Set<Int>] = [:]

  /// - Parameter trees: those of the published tips.
  init(_ trees: [CommittedTree]) {
    self.trees = trees
  }

  func holds(_ id: RecordID) throws -> Bool {
    if let held = known[id.series] { return held.contains(id.sequence) }
    let held = try trees.reduce(into: Set<Int>()) { held, tree in
      held.formUnion(try NumberTable(of: [id.series], in: tree).files(in: id.series).keys)
    }
    known[id.series] = held
    return held.contains(id.sequence)
  }
}
