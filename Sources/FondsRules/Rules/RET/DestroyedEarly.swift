import FondsModel
import FondsText

/// `RET003`: nothing is destroyed before its time.
enum DestroyedEarly: ChangeRule {
  static let description = RuleDescription(
    code: "RET003", name: "destroyed-early",
    explanation: LocalizedText(
      en: """
        A record may be destroyed once the period of its class, and its own where that is longer, has passed since the \
        first day of the year after it began (order no. 10 of the State Archives Administration, 2012; order no. 79, 2015, \
        articles 14 and 18), by the rules and the record as they were before the change: nobody shortens a period and \
        profits by it in one go. What is kept for ever, is still on its way, waits for what its period counts from, has no \
        class, or is to be transferred, is not destroyed at all.
        """,
      zh: """
        档案要满了所属类的保管期限（自己写的期限更长的，以它为准）才可以销毁，期限从次年 1 月 1 日起算（国家档案局令第10号，2012；\
        《会计档案管理办法》第十四、十八条），按改动以前的规则和档案判断：不能一边缩短期限一边销毁。永久保管的、还在办理的、\
        起算的事还没有发生的、没有类别的、应当移交的，都不能销毁。
        """),
    fails: TombstoneExample.early, passes: TombstoneExample.sound)

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard let after = record.after, let fault = record.destroyed.lazy.compactMap({ fault($0, change) }).first else {
        return nil
      }
      return diagnostic(
        at: after.path, after.root?["kind"]?.range, fault,
        help: LocalizedText(
          en: "put the record back; fonds retention \(record.id) tells its class, its day and what is to be done next",
          zh: "请恢复原件；fonds retention \(record.id) 可查类别、到期日和下一步"))
    }
  }

  /// Why a record may not be destroyed; nil where its time is over.
  private static func fault(_ version: RecordChange.Version, _ change: Change) -> LocalizedText? {
    guard let root = version.root, let kind = root["kind"]?.string.flatMap({ change.before.kinds[$0] }) else {
      return LocalizedText(en: "nobody can tell what was destroyed", zh: "无法判断销毁的是什么")
    }
    guard let schedule = change.before.retention else {
      return LocalizedText(
        en: "without Schemas/retention.yaml nothing says that the record may be destroyed",
        zh: "没有 Schemas/retention.yaml，无从判断能否销毁")
    }
    guard
      let disposition = schedule.disposition(
        of: root, kind: kind, in: change.zone(), other: { change.recordBefore($0)?.root })
    else { return LocalizedText(en: "no class of the schedule fits the record", zh: "保管期限表里没有适合本件的类") }
    let name = disposition.retentionClass
    if let reason = disposition.keptFor {
      return LocalizedText(en: "its class keeps it: \(reason.en)", zh: "所属类规定暂不销毁：\(reason.zh)")
    }
    guard let due = disposition.due else {
      return disposition.period == .permanent
        ? LocalizedText(en: "the class '\(name.name)' keeps it for ever", zh: "“\(name.label.zh)”永久保管")
        : LocalizedText(en: "its period has not begun", zh: "保管期限还没有开始计算")
    }
    guard disposition.action != .transfer else {
      return LocalizedText(
        en: "the class '\(name.name)' is transferred, not destroyed", zh: "“\(name.label.zh)”应当移交，不能销毁")
    }
    guard let day = change.day, day < due else { return nil }
    return LocalizedText(
      en: "it is kept until \(due.adding(days: -1)) (\(disposition.period), class '\(name.name)')",
      zh: "应保管到 \(due.adding(days: -1))（\(disposition.period.label.zh)，\(name.label.zh)）")
  }
}
