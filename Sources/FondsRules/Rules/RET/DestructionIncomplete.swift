import FondsModel
import FondsText

/// `RET005`: a tombstone and the list that it names bear each other out, for ever.
enum DestructionIncomplete: CollectionRule, ChangeRule {
  static let description = RuleDescription(
    code: "RET005", name: "destruction-incomplete",
    explanation: LocalizedText(
      en: """
        Nothing is destroyed but by a list that was approved and carried out before at least two witnesses who have \
        neither proposed nor approved it; every record that a completed list names has left a tombstone, and every \
        tombstone is named by such a list. A tombstone is never changed: it is kept for ever, like the list. fonds dispose \
        carry-out writes both in one commit. Basis: Measures for the Administration of Accounting Archives (Order 79 of \
        the Ministry of Finance and the State Archives Administration, 2016); the office's rule C 4.3.3.
        """,
      zh: """
        档案只能按清册销毁：清册经批准，由至少两名监销人在场执行，监销人不得是提出人或批准人。清册办结后，所列每份档案都留下销毁证明；\
        每份销毁证明都能在清册里查到。销毁证明和清册永久保存，不得改动。fonds dispose carry-out 在一次提交里写好两者。\
        依据：《会计档案管理办法》（财政部、国家档案局令第79号，2016）；本单位制度 C 4.3.3。
        """),
    fails: TombstoneExample.unlisted, passes: TombstoneExample.sound)

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    tombstone(entry, collection) + list(entry, collection)
  }

  // MARK: The tombstone

  private static func tombstone(_ entry: RecordEntry, _ collection: RecordCollection) -> [Diagnostic] {
    guard let tombstone = entry.tombstone, let reference = entry.references.first(where: { $0.field.path == "list" }),
      let list = collection.record(reference.target)
    else { return [] }
    return [fault(tombstone, of: entry.id, in: list)].compactMap(\.self).map { message in
      diagnostic(at: entry.path, reference.range, message, help: carryOut(reference.target))
    }
  }

  /// What the list does not bear out.
  private static func fault(_ tombstone: Tombstone, of id: RecordID, in list: RecordEntry) -> LocalizedText? {
    guard let disposal = list.disposal, disposal.action == .destroy else {
      return LocalizedText(en: "\(list.id) is no destruction list", zh: "\(list.id) 不是销毁清册")
    }
    guard disposal.names(id) else {
      return LocalizedText(en: "the list \(list.id) does not name \(id)", zh: "清册 \(list.id) 没有列入 \(id)")
    }
    guard disposal.isComplete else {
      return LocalizedText(en: "the list \(list.id) is not carried out", zh: "清册 \(list.id) 还没有执行")
    }
    guard Set(tombstone.witnesses) == Set(disposal.witnesses) else {
      return LocalizedText(
        en: "the list \(list.id) names other witnesses: \(disposal.witnesses.joined(separator: ", "))",
        zh: "清册 \(list.id) 写的监销人是 \(disposal.witnesses.joined(separator: "、"))")
    }
    guard tombstone.destroyed == disposal.carriedOut else {
      return LocalizedText(
        en: "the list \(list.id) was carried out at another time", zh: "清册 \(list.id) 写的销毁时间不同")
    }
    return nil
  }

  // MARK: The list

  private static func list(_ entry: RecordEntry, _ collection: RecordCollection) -> [Diagnostic] {
    guard let list = entry.disposal, list.action == .destroy, list.isComplete else { return [] }
    var found: [Diagnostic] = []
    if let witness = list.witnesses.first(where: list.partial.contains) {
      found.append(
        diagnostic(
          at: entry.path, entry.range,
          LocalizedText(
            en: "\(witness) has proposed or approved the list and can't watch it carried out",
            zh: "\(witness) 提出或批准了清册，不能监销"),
          help: LocalizedText(en: "two others watch and sign", zh: "请由另外两人监销、签字")))
    }
    for line in list.lines {
      guard let record = collection.record(line.record), record.tombstone?.list != entry.id else { continue }
      found.append(
        diagnostic(
          at: entry.path, line.range,
          record.tombstone == nil
            ? LocalizedText(
              en: "\(line.record) is listed as destroyed and is still there", zh: "清册已办结，\(line.record) 却还在")
            : LocalizedText(
              en: "\(line.record) was destroyed by another list", zh: "\(line.record) 是按另一份清册销毁的"),
          help: carryOut(entry.id)))
    }
    return found
  }

  private static func carryOut(_ list: RecordID) -> LocalizedText {
    LocalizedText(
      en: "put the record back as it was; a list is carried out by: fonds dispose carry-out \(list)",
      zh: "请恢复原样；清册用这条命令执行：fonds dispose carry-out \(list)")
  }

  // MARK: What a change may not do

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard let after = record.after, let root = after.root else { return nil }
      let stones = record.before.filter { $0.root.map(Tombstone.stands) ?? false }
      if !stones.isEmpty {
        // A merge takes the tombstone of either side.
        guard !stones.contains(where: { $0.root == root }) else { return nil }
        return diagnostic(
          at: after.path, root["kind"]?.range,
          LocalizedText(en: "the tombstone of \(record.id) is changed", zh: "\(record.id) 的销毁证明被改动"),
          help: LocalizedText(
            en: "a tombstone stays for ever as it was written; put it back: git checkout -- \(after.path)",
            zh: "销毁证明永久保存、不得改动；请恢复：git checkout -- \(after.path)"))
      }
      guard Tombstone.stands(in: root), let tombstone = Tombstone(root) else { return nil }
      guard let old = record.before.first else {
        return diagnostic(
          at: after.path, root["kind"]?.range,
          LocalizedText(en: "no record stood under the number \(record.id)", zh: "编号 \(record.id) 下没有过档案"),
          help: LocalizedText(
            en: "a number that was never used gets a void card: fonds new void id=\(record.id)",
            zh: "没有用过的编号请写作废卡：fonds new void id=\(record.id)"))
      }
      guard !record.before.contains(where: { tombstone.digest.isOf($0.source) }) else { return nil }
      return diagnostic(
        at: after.path, root["digest"]?.range,
        LocalizedText(
          en: "the digest is not that of the record which stood at \(old.path)", zh: "校验值与原档案 \(old.path) 不符"),
        help: carryOut(tombstone.list))
    }
  }
}
