import FondsModel
import FondsText

/// `WFL007`: a signature is that of whoever decided, over what the entry says.
enum BadSignature: RecordRule {
  static let description = RuleDescription(
    code: "WFL007", name: "bad-signature",
    explanation: LocalizedText(
      en: """
        A signature is made by ssh-keygen for the namespace "fonds" over five lines: fonds-approval-v1, the number, the \
        step, decision and time, and what the entry covers. The key is one that Schemas/organization.yaml gives the \
        person for that day. Signatures by RSA and security keys are left to fonds verify, which asks ssh-keygen.
        """,
      zh: """
        签名由 ssh-keygen 以命名空间 fonds 对五行文字作出：fonds-approval-v1、编号、环节、意见和时间、内容校验值。\
        所用的密钥必须是 Schemas/organization.yaml 里该人员当日有效的密钥。RSA 密钥和硬件密钥的签名由 fonds verify 调用 ssh-keygen 核对。
        """),
    fails: ApprovalExample.signedForGit, passes: ApprovalExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root, let id = record.id else { return [] }
    let missing = record.trailDiagnostics(of: self) { problem, words in
      guard case .unsigned(let role) = problem else { return nil }
      return (
        LocalizedText(
          en: "decisions of the \(words.role(role).en) are signed, and this one is not",
          zh: "\(words.role(role).zh)的决定要签名，这一条没有"),
        LocalizedText(
          en: "take the step with fonds act, which signs it with the key of fonds.signingKey",
          zh: "请用 fonds act 办理，它会用 fonds.signingKey 的密钥签名")
      )
    }
    let organization = record.schemas.organization
    return missing
      + Approval.all(in: root, progress: record.progress, with: "signature").compactMap { approval in
        // Who is nobody of the office is another rule's, and what is no text the schema's.
        guard let signature = approval.signature, !record.hasSchemaFault(at: signature.range),
          organization.person(approval.entry.by) != nil,
          case .bad(let fault)? = approval.verdict(id: id.text, organization: organization)
        else { return nil }
        let words = SignatureWords.words(for: fault, of: approval)
        return diagnostic(at: record.path, signature.range, words.message, help: words.help)
      }
  }
}
