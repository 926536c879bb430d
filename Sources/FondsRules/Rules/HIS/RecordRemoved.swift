import FondsModel
import FondsText

/// `HIS003`: a published record does not disappear.
enum RecordRemoved: ChangeRule {
  static let description = RuleDescription(
    code: "HIS003", name: "record-removed",
    explanation: LocalizedText(
      en: """
        A record whose number is published is never deleted, moved out of Records/ or covered by a void card: an office \
        must be able to account for every number. Withdraw it or close it by its status; once its time is over it is \
        destroyed by an approved list, which leaves a tombstone (fonds dispose). A merge keeps what each of its sides has. \
        A number that is not yet published may be given up.
        """,
      zh: """
        编号已经发布的档案不能删除、不能移出 Records/，也不能用作废卡顶替：每一个编号都要有着落。不再使用的，改它的状态；\
        保管期满的，按批准的销毁清册销毁并留下销毁标记（fonds dispose）。合并时，双方的档案都要在。尚未发布的编号可以撤销。
        """),
    fails: Example.numbered("HR-2023-01-001").after(.numbered("HR-2023-01-001", "HR-2023-01-002")),
    passes: Example.numbered("HR-2023-01-001", "HR-2023-01-002").after(.numbered("HR-2023-01-001")))

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard record.isPublished, let last = record.before.first else { return nil }
      guard let after = record.after else {
        return record.renumbered == nil ? removed(record.id, last) : nil
      }
      guard isVoid(after, by: change.before), !record.before.contains(where: { isVoid($0, by: change.before) }) else {
        return nil
      }
      return diagnostic(
        at: after.path, after.root?["kind"]?.range,
        LocalizedText(
          en: "a void card stands in the place of the published record \(record.id)",
          zh: "已发布的档案 \(record.id) 被作废卡顶替"),
        help: help(record.id, last))
    }
  }

  private static func removed(_ id: RecordID, _ last: RecordChange.Version) -> Diagnostic {
    diagnostic(
      at: last.path, nil,
      LocalizedText(en: "the published record \(id) is removed", zh: "已发布的档案 \(id) 被移除"), help: help(id, last))
  }

  private static func help(_ id: RecordID, _ last: RecordChange.Version) -> LocalizedText {
    LocalizedText(
      en: "bring it back (git log -- '*\(id)*' shows where it was); what is out of use gets another status",
      zh: "请恢复原件（git log -- '*\(id)*' 可查到它在哪次提交）；不再使用的请改状态")
  }

  /// Whether a record only says what became of its number: a kind without a type code. A tombstone says that the record
  /// was destroyed, which `RET003` and those behind it judge.
  private static func isVoid(_ version: RecordChange.Version, by schemas: Schemas) -> Bool {
    guard let name = version.root?["kind"]?.string, name != Tombstone.kind, let kind = schemas.kinds[name] else {
      return false
    }
    return kind.type == nil
  }
}
