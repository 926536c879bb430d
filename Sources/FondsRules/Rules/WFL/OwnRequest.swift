import FondsModel
import FondsText

/// `WFL004`: nobody decides on what they ask for, and nobody twice on one paper.
enum OwnRequest: RecordRule {
  static let description = RuleDescription(
    code: "WFL004", name: "own-request",
    explanation: LocalizedText(
      en: """
        Four eyes: who asks does not decide, unless the step is self-allowed, and each approval of a paper is another \
        person's. Where only the requester has the role, the superior decides, then the deputy. A decision that was taken \
        on paper is entered by somebody else than who decided.
        """,
      zh: """
        一事两人：申请人不批自己的申请（流程允许本人决定的环节除外），同一份文件的各级批准由不同的人作出。\
        只有申请人任该岗位时，由上级办理，再没有就由代理人办理。纸面批示由批示人以外的人录入。
        """),
    fails: TrailExample.replacing("owner: lin.yue", with: "owner: wang.fang"), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.trailDiagnostics(of: self) { problem, words in
      switch problem {
      case .ownRequest(let eligible):
        (LocalizedText(en: "nobody decides on their own request", zh: "不能批准自己的申请"), others(eligible, words))
      case .decidedBefore(let step, let eligible):
        (
          LocalizedText(
            en: "this person has decided on the paper already, in the step \(words.step(step).en)",
            zh: "此人已在环节\(words.step(step).zh)作过决定"),
          others(eligible, words)
        )
      case .enteredByDecider:
        (
          LocalizedText(en: "a decision on paper is entered by somebody else", zh: "纸面批示要由别人录入"),
          LocalizedText(
            en: "remove 'entered-by' if the decision was taken here", zh: "如果是本人在系统里批的，请去掉 entered-by")
        )
      default: nil
      }
    }
  }

  private static func others(_ eligible: [String], _ words: TrailWords) -> LocalizedText {
    eligible.isEmpty
      ? LocalizedText(
        en: "name a superior or a deputy of the role in Schemas/organization.yaml",
        zh: "请在 Schemas/organization.yaml 里写明该岗位的上级或代理")
      : LocalizedText(en: "it falls to \(words.people(eligible).en)", zh: "应由\(words.people(eligible).zh)决定")
  }
}
