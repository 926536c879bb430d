import FondsModel
import FondsText

/// `DUE001`: what a record promises, and the open step of its workflow, is done in time.
enum Late: DueRule {
  static let description = RuleDescription(
    code: "DUE001", name: "late", severity: .warning,
    explanation: LocalizedText(
      en: """
        What a record promises (x-fonds.obligations of its kind) and the open steps of its workflow are done by their limit. \
        Time alone keeps nothing out of the archive: fonds check --due warns, and fonds due lists by who sees to it. \
        Write down when it was done, or put it off where the kind has a field for that.
        """,
      zh: """
        档案里约定的事项（种类文件的 x-fonds.obligations）和流程里待办的环节要在期限内办完。只因时间而逾期不影响入库：\
        fonds check --due 给出警告，fonds due 按责任人列出。办完的请写上办结时间；种类有延期字段的，可按规定延期。
        """),
    fails: DueExample.open.at("2023-05-20T09:00:00+08:00"),
    passes: DueExample.finished("2023-05-19").at("2023-05-20T09:00:00+08:00"))

  static func diagnose(_ matter: DueMatter) -> Diagnostic? {
    guard matter.state == .late, matter.deadline.source != .duty else { return nil }
    return diagnostic(
      at: matter.path, matter.deadline.range,
      LocalizedText(
        en: "was to be done by \(matter.due): \(matter.name.en)", zh: "应于 \(matter.due) 前办完：\(matter.name.zh)"),
      help: matter.cure)
  }
}

extension DueMatter {
  /// How a record says that it is done.
  var cure: LocalizedText {
    if deadline.source == .step {
      let id = deadline.record ?? ""
      return LocalizedText(
        en: "take the step: fonds act \(id) \(deadline.name)", zh: "请办理：fonds act \(id) \(deadline.name)")
    }
    guard let field = deadline.doneField else {
      return LocalizedText(en: "see fonds due for who sees to it", zh: "由谁办理见 fonds due")
    }
    return LocalizedText(en: "once it is done, write since when in \(field)", zh: "办完后在 \(field) 写上办结时间")
  }
}
