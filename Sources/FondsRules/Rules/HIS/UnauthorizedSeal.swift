import FondsModel
import FondsText

/// `HIS007`: a year is sealed by whoever files, and by nobody else.
enum UnauthorizedSeal: ReferenceRule {
  static let description = RuleDescription(
    code: "HIS007", name: "unauthorized-seal",
    explanation: LocalizedText(
      en: """
        The tag sealed/2023 closes a year for everybody, and no tag is ever taken back: it is let in only when it is signed \
        with a key of somebody who holds the role that files (`role` in Schemas/filing.yaml), by the organisation before the \
        push. fonds file --year 2023 --seal makes it.
        """,
      zh: """
        标签 sealed/2023 对所有人封存一个年度，而且标签不能收回：必须由归档人员（Schemas/filing.yaml 的 role）用自己的密钥签名，\
        人员和公钥以推送以前的 organization.yaml 为准。用 fonds file --year 2023 --seal 生成。
        """),
    fails: Example([]))

  static func check(_ change: ReferenceChange) -> [Diagnostic] {
    guard let seal = change.seal, change.action != .deleted, let reason = fault(seal) else { return [] }
    return [
      diagnostic(
        at: change.name, nil,
        LocalizedText(en: "the seal is not valid: \(reason.en)", zh: "封存无效：\(reason.zh)"),
        help: LocalizedText(
          en: "let who files seal the year: fonds file --year YYYY --seal, then git push origin sealed/YYYY",
          zh: "请由归档人员封存：fonds file --year 年度 --seal，再 git push origin sealed/年度"))
    ]
  }

  private static func fault(_ seal: ReferenceChange.Seal) -> LocalizedText? {
    guard case .good(let key) = seal.signature else {
      return seal.signature == .none
        ? LocalizedText(en: "the tag is not signed", zh: "标签没有签名")
        : LocalizedText(en: "its signature is not good", zh: "标签的签名无效")
    }
    guard let signer = seal.organization.person(withKey: key),
      signer.keys.contains(where: { $0.publicKey == key && $0.isValid(on: seal.day) })
    else {
      return LocalizedText(
        en: "nobody of the office signs with the key \(key.fingerprint) today", zh: "公钥 \(key.fingerprint) 不是本单位人员现用的")
    }
    guard let role = seal.role, !signer.holds(role, on: seal.day) else { return nil }
    let label = seal.organization.role(role)?.label ?? LocalizedText(en: role, zh: role)
    return LocalizedText(en: "\(signer.id), who signed it, is no \(label.en)", zh: "签名人 \(signer.id) 不是\(label.zh)")
  }
}
