import FondsModel
import FondsText

/// `DUE002`: what is late is done before it goes to somebody higher.
enum Escalated: DueRule {
  static let description = RuleDescription(
    code: "DUE002", name: "escalated", severity: .warning,
    explanation: LocalizedText(
      en: """
        What stays undone for long goes to another role: escalate, in an obligation of a kind, in a step of a workflow. From \
        then on that role answers for it as well. fonds check --due warns, and fonds due lists it with both.
        """,
      zh: """
        逾期太久没有办的要报给上级：由种类的期限或流程环节里的 escalate 规定。从那时起上级也要负责。\
        fonds check --due 给出警告，fonds due 同时列出责任人和上级。
        """),
    fails: DueExample.open.at("2023-05-22T09:00:00+08:00"),
    passes: DueExample.finished("2023-05-19").at("2023-05-22T09:00:00+08:00"))

  static func diagnose(_ matter: DueMatter) -> Diagnostic? {
    guard matter.state == .escalated, matter.deadline.source != .duty, let role = matter.escalatedTo else { return nil }
    return diagnostic(
      at: matter.path, matter.deadline.range,
      LocalizedText(
        en: "was to be done by \(matter.due), and is now with \(role.en): \(matter.name.en)",
        zh: "应于 \(matter.due) 前办完，现已报\(role.zh)：\(matter.name.zh)"),
      help: matter.cure)
  }
}
