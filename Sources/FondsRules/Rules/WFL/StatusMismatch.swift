import FondsModel
import FondsText

/// `WFL005`: the status says what the trail says.
enum StatusMismatch: RecordRule {
  static let description = RuleDescription(
    code: "WFL005", name: "status-mismatch",
    explanation: LocalizedText(
      en: """
        What happened to a paper is its trail, and 'status' must agree with it: approved only once every step of the \
        workflow that concerns it has been taken, rejected where somebody rejected it. 'fonds act' keeps both together.
        """,
      zh: """
        文件办到哪一步以办理过程（trail）为准，status 要与它一致：有关环节都办完才能写已批准，有人否决才是未批准。\
        用 fonds act 办理，两处会一起更新。
        """),
    fails: TrailExample.replacing("status: in-review", with: "status: approved"), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let progress = record.progress, let kind = record.kind, let node = record.root?["status"],
      let word = node.string,
      // Where a step is at fault, that is the cause.
      progress.faults.isEmpty, !record.hasSchemaFault(at: node.range), !progress.agrees(with: word, of: kind),
      let words = TrailWords(record)
    else { return [] }
    let right = progress.statuses(of: kind).map { word in
      Words.field(word, label: kind.field("status")?.valueLabels[word])
    }
    let open = words.steps(
      progress.runs.filter { $0.isOpen && !words.workflow.steps[$0.step].isOptional }
        .map { words.workflow.steps[$0.step].name })
    return [
      diagnostic(
        at: record.path, node.range,
        LocalizedText(
          en: open.en.isEmpty
            ? "the trail does not bear this status out"
            : "the trail does not bear this status out: the next step is \(open.en)",
          zh: open.zh.isEmpty ? "办理过程与这个状态不符" : "办理过程与这个状态不符：下一步是\(open.zh)"),
        // A paper that was rejected or withdrawn takes no further step.
        help: LocalizedText(
          en: "write \(right.map(\.en).joined(separator: " or "))"
            + (open.en.isEmpty ? "" : ", or enter the steps with fonds act"),
          zh: "请写\(right.map(\.zh).joined(separator: "或"))" + (open.zh.isEmpty ? "" : "，或用 fonds act 登记环节")))
    ]
  }
}
