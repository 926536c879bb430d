import FondsModel
import FondsText

/// `WFL003`: whoever takes a step has the role for it on that day.
enum WrongRole: RecordRule, CollectionRule {
  static let description = RuleDescription(
    code: "WFL003", name: "wrong-role",
    explanation: LocalizedText(
      en: """
        A step is taken by a holder of its role, as Schemas/organization.yaml has it on the day of the entry: of a role \
        that each department has for itself, by the record's own department. Where the holders ask for the thing \
        themselves, have decided on it already, or may not approve such a sum, it falls to the role's superior, then to \
        the deputy. Who acts for somebody else names the delegation: it is in force at that time, for that role and sum.
        """,
      zh: """
        每个环节由当天担任该岗位的人办理（见 Schemas/organization.yaml）；各部门自有的岗位，由本件所属部门的人办理。\
        任职人就是申请人、已在别的环节作过决定，或者金额超过权限时，由上级岗位办理，再没有就由代理人办理。\
        代他人办理要写授权委托的编号（delegation），并且在委托的期限、岗位和金额之内。
        """),
    fails: TrailExample.replacing("by: qian.feng", with: "by: liu.yang"), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.trailDiagnostics(of: self) { problem, words in
      switch problem {
      case .wrongRole(let roles, let eligible):
        (
          LocalizedText(
            en: "this step is for the \(words.roles(roles).en.lowercasedFirst), not for this person",
            zh: "这个环节由\(words.roles(roles).zh)办理，不是此人"),
          eligible.isEmpty
            ? LocalizedText(
              en: "nobody in the office may take it: name a holder, superior or deputy in Schemas/organization.yaml",
              zh: "目前没有人可以办理：请在 Schemas/organization.yaml 里写明任职人、上级或代理")
            : LocalizedText(
              en: "that day it could be taken by \(words.people(eligible).en)",
              zh: "当天可以办理的人：\(words.people(eligible).zh)")
        )
      case .wrongPerson(let expected):
        (
          LocalizedText(en: "the record names somebody else for this step", zh: "本件写明这个环节由别人办理"),
          LocalizedText(en: "that is \(words.people(expected).en)", zh: "应由\(words.people(expected).zh)办理")
        )
      default: nil
      }
    }
  }

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    entry.claims.compactMap { claim in
      // A delegation that was destroyed in its time tells nothing any more.
      guard let id = RecordID(claim.number), let record = collection.record(id), record.tombstone == nil else {
        return nil
      }
      guard let reason = reason(against: claim, record.delegation) else { return nil }
      return diagnostic(
        at: entry.path, claim.range,
        LocalizedText(en: "\(id) does not allow this act: \(reason.en)", zh: "\(id) 不包含这次办理：\(reason.zh)"),
        help: LocalizedText(
          en: "name the delegation that covers the time, role and sum, or have the right person decide",
          zh: "请写期限、岗位、金额都符合的授权委托，或由本人办理"))
    }
  }

  /// Why a delegation does not bear an act out; nil where it does.
  private static func reason(against claim: DelegationClaim, _ delegation: Delegation?) -> LocalizedText? {
    guard let delegation else { return LocalizedText(en: "it is no delegation", zh: "它不是授权委托") }
    guard delegation.isGranted else { return LocalizedText(en: "it was never granted", zh: "它没有获批") }
    guard delegation.delegate == claim.by else {
      return LocalizedText(en: "it is for \(delegation.delegate)", zh: "受托人是 \(delegation.delegate)")
    }
    guard claim.principals.contains(delegation.delegator) else {
      return LocalizedText(
        en: "\(delegation.delegator) could not take the step either", zh: "\(delegation.delegator) 本人也不能办这个环节")
    }
    guard delegation.covers(claim.at) else {
      return LocalizedText(
        en: "it runs from \(delegation.from.shortText) to \(delegation.end.shortText)",
        zh: "委托期限是 \(delegation.from.shortText) 至 \(delegation.end.shortText)")
    }
    guard delegation.roles.isEmpty || claim.roles.isEmpty || !Set(claim.roles).isDisjoint(with: delegation.roles) else {
      return LocalizedText(en: "it is for other roles", zh: "委托的岗位不同")
    }
    guard let limit = delegation.limit, let amount = claim.amount, amount > limit else { return nil }
    return LocalizedText(en: "it ends at a sum of \(limit.text)", zh: "委托金额上限是 \(limit.text)")
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
