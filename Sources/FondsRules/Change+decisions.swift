import FondsModel
import FondsText

extension Change {
  /// The approved records that lower a record's level or change its term: they are part of the change, or the record
  /// names them in `references`. The level that each gives it.
  func reclassifications(of record: RecordChange) -> [String] {
    decisions(on: record).compactMap { root, kind in
      guard let found = kind.reclassification(in: root, organization: before.organization), found.isApproved else {
        return nil
      }
      return found.levels[record.id.text]
    }
  }

  /// The approved corrections of a record, found in the same way.
  func amendments(of record: RecordChange) -> [Amendment] {
    decisions(on: record).compactMap { root, kind in
      guard let found = kind.amendment(in: root, organization: before.organization), found.isApproved,
        found.record == record.id.text
      else { return nil }
      return found
    }
  }

  /// The records that may decide on another, as they are after the change.
  private func decisions(on record: RecordChange) -> [(root: Node, kind: Kind)] {
    let beside = records.filter { $0.id != record.id }.compactMap { $0.after?.root }
    let named = (record.after?.root?["references"]?.sequence ?? []).compactMap { $0.string.flatMap { RecordID($0) } }
      .compactMap { recordAfter($0)?.root }
    return (beside + named).compactMap { root in
      root["kind"]?.string.flatMap { before.kinds[$0] }.map { (root, $0) }
    }
  }

  /// The kind of a version by the rules before the change; nil where they know none.
  func kind(of root: Node) -> Kind? { root["kind"]?.string.flatMap { before.kinds[$0] } }

  /// Whether a record only says what became of its number: a void card or a tombstone.
  func isPlaceholder(_ root: Node) -> Bool { kind(of: root).map { $0.type == nil } ?? false }
}
