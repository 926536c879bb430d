import FondsModel
import FondsText

/// `HIS004`: once the office names somebody who keeps its rules, nobody else changes them.
enum UnauthorizedRuleChange: ChangeRule {
  static let description = RuleDescription(
    code: "HIS004", name: "unauthorized-rule-change",
    explanation: LocalizedText(
      en: """
        Who may change the rules may change what is refused. A role of Schemas/organization.yaml with 'keeps-rules: true' \
        holds them: from the commit on that gives it to somebody, each commit that changes a file of Schemas/ is signed \
        (an SSH signature, as git commit -S makes it) with a key that a holder of that role has, by the rules before the \
        commit. Whoever is named by the change itself may not sign it.
        """,
      zh: """
        能改规则的人，就能改变什么会被拒绝。Schemas/organization.yaml 里标有 keeps-rules: true 的岗位负责保管规则：\
        从有人担任这一岗位起，凡改动 Schemas/ 的提交都要有任职者的 SSH 签名（git commit -S），公钥以提交之前的规则为准。\
        不能由改动自己任命的人来签。
        """),
    fails: Example([]))

  static func check(_ change: Change) -> [Diagnostic] {
    guard let rules = change.rules, let first = rules.paths.first else { return [] }
    let office = change.before.organization
    let keepers = office.ruleKeepers(on: rules.day)
    guard !keepers.isEmpty else { return [] }
    let reason: LocalizedText
    switch rules.signature {
    case .none:
      reason = LocalizedText(en: "the commit is not signed", zh: "提交没有签名")
    case .bad:
      reason = LocalizedText(en: "its signature is not good", zh: "提交的签名无效")
    case .good(let key):
      guard let signer = office.person(withKey: key) else {
        reason = LocalizedText(
          en: "it is signed with a key that nobody of the office has (\(key.fingerprint))",
          zh: "签名用的公钥（\(key.fingerprint)）不是本单位人员的")
        break
      }
      guard keepers.contains(where: { $0.id == signer.id }) else {
        reason = LocalizedText(
          en: "\(signer.id), who signed it, does not keep the rules", zh: "签名人 \(signer.id) 不是规则保管人")
        break
      }
      guard !signer.keys.contains(where: { $0.publicKey == key && $0.isValid(on: rules.day) }) else { return [] }
      reason = LocalizedText(
        en: "the key of \(signer.id) does not hold on \(rules.day)", zh: "\(signer.id) 的公钥在 \(rules.day) 无效")
    }
    let others = rules.paths.count - 1
    let names = keepers.map(\.id).joined(separator: ", ")
    return [
      diagnostic(
        at: first, nil,
        LocalizedText(
          en: "a change of the rules that no keeper of the rules signed: \(reason.en)"
            + (others > 0 ? " (\(others) more \(others == 1 ? "file" : "files"))" : ""),
          zh: "改动规则而没有规则保管人的签名：\(reason.zh)" + (others > 0 ? "（另有 \(others) 个文件）" : "")),
        help: LocalizedText(
          en: "let \(names) sign it: git -c gpg.format=ssh commit --amend -S",
          zh: "请由 \(names) 签名：git -c gpg.format=ssh commit --amend -S"))
    ]
  }
}
