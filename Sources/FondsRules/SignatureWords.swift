import FondsModel
import FondsText

/// What is wrong with a signature, in words: the same in a check and in `fonds verify`.
public enum SignatureWords {
  public static func words(
    for fault: SignatureVerdict.Fault, of approval: Approval
  ) -> (message: LocalizedText, help: LocalizedText) {
    switch fault {
    case .malformed:
      return (
        LocalizedText(en: "this is no signature of OpenSSH", zh: "这不是 OpenSSH 的签名"),
        LocalizedText(
          en: "it begins with -----BEGIN SSH SIGNATURE----- and is kept as it was made; have it signed again",
          zh: "签名以 -----BEGIN SSH SIGNATURE----- 开头，必须原样保存；请重新签名")
      )
    case .wrongNamespace(let namespace):
      return (
        LocalizedText(
          en: "the signature was made for '\(namespace)', not for 'fonds'", zh: "这个签名是为“\(namespace)”作的，不是为“fonds”"),
        LocalizedText(en: "what was signed for something else approves nothing", zh: "为别的用途作的签名不能当作批准")
      )
    case .foreignKey(let key, let owner):
      let whose = owner.map { LocalizedText(en: ": it is that of '\($0)'", zh: "，是“\($0)”的") }
      return (
        LocalizedText(
          en: "the signature was made with a key that is not that of '\(approval.entry.by)'\(whose?.en ?? "")",
          zh: "签名所用的密钥不是“\(approval.entry.by)”的\(whose?.zh ?? "")"),
        LocalizedText(
          en: "the key is \(key.fingerprint); keys are listed with people in Schemas/organization.yaml",
          zh: "该密钥为 \(key.fingerprint)；人员的密钥列在 Schemas/organization.yaml")
      )
    case .notValidThen(let key):
      let (from, until) = (key.from?.description ?? "…", key.until?.description ?? "…")
      return (
        LocalizedText(
          en: "the key of '\(approval.entry.by)' did not hold on \(approval.entry.day)",
          zh: "“\(approval.entry.by)”的密钥在 \(approval.entry.day) 无效"),
        LocalizedText(en: "it holds from \(from) to \(until)", zh: "密钥有效期：\(from) 至 \(until)")
      )
    case .nothingToSign:
      return (
        LocalizedText(en: "the entry is signed but does not say what it covers", zh: "有签名，却没有写明批准的是什么内容"),
        LocalizedText(en: "a signature is over 'covers' too: have it signed again", zh: "签名也包括 covers，请重新签名")
      )
    case .otherStatement:
      return (
        LocalizedText(
          en: "'\(approval.entry.by)' did not sign what this entry says", zh: "“\(approval.entry.by)”签的不是这一条所写的内容"),
        LocalizedText(
          en: "number, step, decision, time or 'covers' differ from what was signed; have it signed again",
          zh: "编号、环节、意见、时间或 covers 与签名时不同；请重新签名")
      )
    }
  }
}
