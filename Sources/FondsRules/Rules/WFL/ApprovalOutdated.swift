import FondsModel
import FondsText

/// `WFL006`: an approval covers the content that the record has.
enum ApprovalOutdated: RecordRule {
  static let description = RuleDescription(
    code: "WFL006", name: "approval-outdated",
    explanation: LocalizedText(
      en: """
        An approval names the content that it covers by its SHA-256. Whoever changes the content afterwards has it \
        approved anew: the old approval was of something else. Not covered are the trail, the status and the fields \
        that a kind keeps free after approval (x-fonds.free) or a later step fills. fonds show ID --content --step STEP \
        prints what is covered, fonds diff ID what has changed. Approvals that were returned or taken again are past.
        """,
      zh: """
        批准写明所批准内容的 SHA-256 校验值。以后改动内容的，要重新报批：原来批准的不是现在的内容。办理过程、状态和批准后可更新的\
        字段（x-fonds.free）、由以后的环节填写的字段不在其内。fonds show 编号 --content --step 环节 输出所批准的内容，fonds diff 编号 列出改动。\
        已退回的或已重新作出的批准不再核对。
        """),
    fails: ApprovalExample.replacing("amount: 100", with: "amount: 900"), passes: ApprovalExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root, let kind = record.kind else { return [] }
    return Approval.all(in: root, progress: record.progress, with: "covers").compactMap { approval in
      guard approval.isApproving, approval.isStanding, let covers = approval.covers,
        !record.hasSchemaFault(at: covers.range)
      else { return nil }
      let step = approval.entry.step
      guard
        covers.string.map({ CoveredContent.isCovered(root, by: $0, in: step, kind: kind, schemas: record.schemas) })
          != true
      else { return nil }
      let content = CoveredContent(of: root, in: step, kind: kind, schemas: record.schemas)
      return diagnostic(
        at: record.path, covers.range,
        LocalizedText(
          en: "'\(approval.entry.by)' approved other content than the record has now",
          zh: "“\(approval.entry.by)”批准的不是现在的内容"),
        help: LocalizedText(
          en: "set the content back, or have it approved again; now it is \(content.digest)",
          zh: "请改回原内容，或重新报批；现在的内容是 \(content.digest)"))
    }
  }
}
