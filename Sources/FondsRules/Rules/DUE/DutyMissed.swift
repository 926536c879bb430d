import FondsModel
import FondsText

/// `DUE003`: each time of a recurring duty has its record.
enum DutyMissed: DueRule {
  static let description = RuleDescription(
    code: "DUE003", name: "duty-missed", severity: .warning,
    explanation: LocalizedText(
      en: """
        What comes round in the office (Schemas/duties.yaml) shows by a record, or a row of one, each time. Of the times that \
        were missed since it was last done the latest is told, by fonds check --due and fonds due.
        """,
      zh: """
        单位定期要做的事（Schemas/duties.yaml）每次都要有相应的档案或表中的一行。上次做过以后漏了的，\
        fonds check --due 和 fonds due 提示其中最近的一次。
        """),
    fails: DueExample.duty.at("2023-04-16T09:00:00+08:00"), passes: DueExample.duty.at("2023-04-15T09:00:00+08:00"))

  static func diagnose(_ matter: DueMatter) -> Diagnostic? {
    let deadline = matter.deadline
    guard deadline.source == .duty, matter.state == .late || matter.state == .escalated else { return nil }
    let department = deadline.department.map { " (\($0))" } ?? ""
    let with = matter.escalatedTo.map { LocalizedText(en: ", and is now with \($0.en)", zh: "，现已报\($0.zh)") }
    return diagnostic(
      at: matter.path, deadline.range,
      LocalizedText(
        en:
          "no record for \(deadline.part) was there by \(matter.due)\(with?.en ?? ""): \(deadline.label.en)\(department)",
        zh: "\(deadline.part) 这一次到 \(matter.due) 还没有档案\(with?.zh ?? "")：\(deadline.label.zh)\(department)"),
      help: LocalizedText(
        en: "make the record up, with the day on which it was done", zh: "请补上档案，日期写实际办理的那天"))
  }
}
