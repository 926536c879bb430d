import FondsModel
import FondsText

/// `WFL008`: a step that demands something is complete only with it.
enum MissingEvidence: RecordRule {
  static let description = RuleDescription(
    code: "WFL008", name: "missing-evidence",
    explanation: LocalizedText(
      en: """
        Some steps leave something behind: three quotes, a list, a certificate ('requires' in the workflow). A decision \
        that was taken on paper and entered by somebody else ('entered-by') names its scan in 'evidence'.
        """,
      zh: """
        有的环节必须留下凭据，如三家报价、清单、证明（流程里的 requires）。由他人录入的纸面批示（entered-by）要在 evidence 里写明扫描件。
        """),
    fails: TrailExample.replacing("attachments: [{name: 报价.pdf}]\n", with: ""), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.trailDiagnostics(of: self) { problem, words in
      switch problem {
      case .missingEvidence(let fields):
        let names = fields.map { Words.field($0, label: record.kind?.field($0)?.label) }
        return (
          LocalizedText(en: "this step demands more of the record than there is", zh: "这个环节要求的内容档案里没有"),
          LocalizedText(
            en: "see to \(names.map(\.en).joined(separator: ", "))", zh: "请补全\(names.map(\.zh).joined(separator: "、"))")
        )
      case .noScan:
        return (
          LocalizedText(en: "a decision that was taken on paper needs its scan", zh: "纸面批示要有扫描件"),
          LocalizedText(en: "name it in 'evidence'", zh: "请在 evidence 里写明扫描件")
        )
      default: return nil
      }
    }
  }
}
