import FondsModel
import FondsRules
import FondsText

extension [RecordChange] {
  /// What becomes of records that were published, each known by the number in its name.
  static func between(_ before: [Judgement.File], _ after: [Judgement.File]) -> [RecordChange] {
    let old = Dictionary(before.numbered) { first, _ in first }
    let new = Dictionary(after.numbered) { first, _ in first }
    return Set(old.keys).union(new.keys).sorted().map { id in
      let moved = new.filter { old[$0.key] == nil && $0.value.says(the: old[id]) }.min { $0.key < $1.key }
      return RecordChange(
        id: id, before: [old[id]].compactMap { $0?.version }, after: new[id]?.version,
        renumbered: new[id] == nil
          ? moved.map { .init(id: $0.key, path: $0.value.path, range: $0.value.root?["id"]?.range) } : nil,
        isPublished: old[id] != nil)
    }
  }
}

extension [Judgement.File] {
  fileprivate var numbered: [(RecordID, Judgement.File)] {
    compactMap { file in RecordPath.number(atHome: file.path).map { ($0, file) } }
  }
}

extension Judgement.File {
  fileprivate var version: RecordChange.Version { .init(path: path, root: root, source: bytes) }

  fileprivate func says(the old: Judgement.File?) -> Bool {
    guard let root, let former = old?.root else { return false }
    return ["kind", "title", "date"].allSatisfy { root[$0] == former[$0] }
  }
}

extension [Judgement.File] {
  /// The holds among the files that cover a record by its number.
  func holds(on version: RecordChange.Version, by schemas: Schemas, day: CalendarDate?) -> [Hold] {
    compactMap { file in
      guard let root = file.root, let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }) else { return nil }
      return kind.hold(in: root)
    }.filter { hold in
      hold.records.contains(version.root?["id"]?.string ?? "") && day.map(hold.isInForce) ?? true
    }
  }
}
