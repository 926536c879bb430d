import FondsModel
import FondsText

/// `RET007`: a record whose period is over waits for its disposition.
enum DispositionDue: DueRule {
  static let description = RuleDescription(
    code: "RET007", name: "disposition-due", severity: .info,
    explanation: LocalizedText(
      en: """
        Nothing leaves too early, and nothing stays without reason: once the period of a record's class is over, and no hold and \
        no unsettled matter keeps it, it is reviewed, transferred or destroyed by an approved list (order no. 79 of 2015, \
        articles 17 and 18: what has reached its term is appraised in time, and destroyed by list). Time alone breaks no \
        commit: fonds check --due tells of it, fonds retention lists it.
        """,
      zh: """
        既不能提前销毁，也不能无故久存：所属类的保管期满，又没有冻结和未了事项的，应当按批准的清册鉴定、移交或销毁\
        （《会计档案管理办法》令第79号第十七、十八条：定期对已到保管期限的档案进行鉴定，按清册销毁）。只因时间到期不影响入库：\
        fonds check --due 给出提示，fonds retention 列出清单。
        """),
    fails: DueExample.scrapped.at("2034-01-01T09:00:00+08:00"),
    passes: DueExample.scrapped.at("2033-12-31T09:00:00+08:00"))

  static func diagnose(_ matter: DueMatter) -> Diagnostic? {
    guard let disposition = matter.disposition, let due = disposition.due else { return nil }
    let found = disposition.retentionClass
    let id = matter.deadline.record ?? ""
    return diagnostic(
      at: matter.path, matter.deadline.range,
      LocalizedText(
        en:
          "its period of \(disposition.period) is over since \(due): \(found.action.label.en) (class '\(found.name)')",
        zh: "保管期限 \(disposition.period.label.zh) 已满，自 \(due) 起可以\(found.action.label.zh)（\(found.label.zh)）"),
      help: LocalizedText(
        en: "see fonds retention \(id); fonds dispose list proposes what is due",
        zh: "见 fonds retention \(id)；用 fonds dispose list 提出清册"))
  }
}
