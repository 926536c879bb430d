import FondsModel
import FondsText

/// `WFL001`: the trail names steps of the record's workflow.
enum UnknownStep: RecordRule {
  static let description = RuleDescription(
    code: "WFL001", name: "unknown-step",
    explanation: LocalizedText(
      en: """
        Each entry of a trail names a step of the workflow that the record's kind goes by (Schemas/workflows/), besides \
        'withdraw' and, for urgent papers, 'green-channel'. 'fonds kinds' tells the workflow of a kind.
        """,
      zh: """
        办理过程的每一条都要写流程里的环节（见 Schemas/workflows/），此外只有 withdraw（撤回）和急件的 green-channel（绿色通道）。\
        fonds kinds 会列出种类使用的流程。
        """),
    fails: TrailExample.replacing("step: finance", with: "step: finances"), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.trailDiagnostics(of: self) { problem, words in
      guard case .unknownStep(let nearest) = problem else { return nil }
      let steps = words.steps(words.workflow.steps.map(\.name))
      return (
        LocalizedText(
          en: "the workflow '\(words.workflow.name)' has no such step",
          zh: "流程“\(words.workflow.label.zh)”没有这个环节"),
        nearest.map(Words.suggestion) ?? LocalizedText(en: "its steps are \(steps.en)", zh: "流程的环节：\(steps.zh)")
      )
    }
  }
}
