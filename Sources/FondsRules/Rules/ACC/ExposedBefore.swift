import FondsModel
import FondsText

/// `ACC005`: sealing a record does not take back what its history shows.
enum ExposedBefore: ChangeRule {
  static let description = RuleDescription(
    code: "ACC005", name: "exposed-before", severity: .warning,
    explanation: LocalizedText(
      en: """
        A record that is raised to a sealed level had its text here in clear before: every clone has it, and always will. \
        Raising the level is right, and not enough: report it as an exposure, and say who may have read it. Text that is to be \
        sealed one day is best never written here.
        """,
      zh: """
        档案提高到须封存的密级以前，正文曾以明文存入：每一份克隆里都有，去不掉。提高密级是对的，但还不够：\
        请按泄露报告，并说明哪些人可能看过。将来可能要封存的正文，从一开始就不要写进来。
        """),
    fails: Example.replacing("classification: internal", with: "classification: secret").after(
      .replacing("owner: li.na\n", with: "owner: li.na\nbody: 第一条 略\n")),
    passes: Example.replacing("classification: internal", with: "classification: secret").after(.sound))

  static func check(_ change: Change) -> [Diagnostic] {
    let levels = change.before.classification
    return change.records.compactMap { record in
      guard let after = record.after, let root = after.root, let level = levels.level(of: root), level.isSealed,
        record.before.lazy.compactMap(\.root).contains(where: { former in
          levels.level(of: former)?.isSealed != true && !former.clearTexts.isEmpty
        })
      else { return nil }
      return diagnostic(
        at: after.path, root["classification"]?.range,
        LocalizedText(
          en: "the text of \(record.id) stands in earlier versions in clear, and stays there",
          zh: "\(record.id) 的正文在以前的版本里是明文，去不掉"),
        help: LocalizedText(
          en: "report it as an exposure (fonds new data-leak); if it was never pushed, take those commits out",
          zh: "请按泄露报告（fonds new data-leak）；尚未推送的，可以去掉那些提交"))
    }
  }
}
