import FondsModel
import FondsText

/// `DUE004`: when something was done is entered soon after.
enum ClaimedEarly: DueRule {
  static let description = RuleDescription(
    code: "DUE004", name: "claimed-early", severity: .info,
    explanation: LocalizedText(
      en: """
        A record says when a thing was done; the first commit that has it says by when it was there. A time is borne out \
        where its commit comes no earlier, and within timeliness.entered-within of Schemas/fonds.yaml (one working day where \
        that is not set). Of what is not borne out the later of the two counts as done. It may be honest: told by fonds \
        report timeliness and fonds verify, never a fault.
        """,
      zh: """
        档案写明何时办完，最早写有这一时间的提交说明最晚何时已录入。提交不早于所写时间，且在 Schemas/fonds.yaml 的 \
        timeliness.entered-within（未设为一个工作日）以内，才算印证。不能印证的，以两者中较晚的时间计。\
        这不一定有错，只由 fonds report timeliness 和 fonds verify 提示。
        """),
    fails: DueExample.finished("2023-05-18").at("2023-06-01T09:00:00+08:00", committed: "2023-05-25T10:00:00+08:00"),
    passes: DueExample.finished("2023-05-18").at("2023-06-01T09:00:00+08:00", committed: "2023-05-19T10:00:00+08:00"))

  static func diagnose(_ matter: DueMatter) -> Diagnostic? {
    guard let claim = matter.claim, claim.verdict != .borneOut else { return nil }
    let (time, commit) = (claim.time.shortText, claim.committed.shortText)
    let message =
      claim.verdict == .early
      ? LocalizedText(
        en: "says \(time), and was first committed at \(commit): \(matter.name.en)",
        zh: "所写时间 \(time)，最早提交于 \(commit)：\(matter.name.zh)")
      : LocalizedText(
        en: "says \(time), after its commit at \(commit): \(matter.name.en)",
        zh: "所写时间 \(time) 晚于提交时间 \(commit)：\(matter.name.zh)")
    return diagnostic(at: matter.path, matter.deadline.doneRange, message, help: claim.explanation)
  }
}

extension Claim {
  /// What to make of a time that its commit does not bear out.
  public var explanation: LocalizedText? {
    switch verdict {
    case .borneOut: nil
    case .early:
      LocalizedText(
        en: "the commit's time counts; enter things within the time that Schemas/fonds.yaml allows",
        zh: "以提交时间计；请在 Schemas/fonds.yaml 规定的时间内录入")
    case .later:
      LocalizedText(
        en: "a thing is committed after it was done: the time or a clock is wrong", zh: "先办后提交：时间写错了，或者时钟不准")
    }
  }
}
