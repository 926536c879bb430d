import FondsModel
import FondsText

/// `HIS002`: what a trail says has happened and stays said.
enum TrailRewritten: ChangeRule {
  static let description = RuleDescription(
    code: "HIS002", name: "trail-rewritten",
    explanation: LocalizedText(
      en: """
        Entries of a trail are added at its end and never changed, moved or removed: who decided what and when is the \
        evidence that the record keeps. A mistake is set right by a further entry, such as a return. After a merge each \
        side's entries are all there, in their order.
        """,
      zh: """
        办理过程只能在末尾增加，不能改动、调换或删除：谁在何时作了什么决定，是档案要留存的凭据。写错了用后面的环节更正，如退回重办。\
        合并以后，双方的各条都要在，先后不变。
        """),
    fails: TrailExample.replacing("at: \"2023-05-08T10:00:00+08:00\"", with: "at: \"2023-05-08T09:00:00+08:00\"").after(
      TrailExample.sound
    ).by("wang.fang"),
    passes: TrailExample.sound.after(TrailExample.begun))

  static func check(_ change: Change) -> [Diagnostic] {
    change.trails.flatMap { trail in trail.before.compactMap { lost(of: $0, in: trail) }.prefix(1) }
  }

  /// The first entry that the trail no longer has in its place.
  private static func lost(of before: [Node], in trail: TrailChange) -> Diagnostic? {
    var rest = trail.after[...]
    for (index, entry) in before.enumerated() {
      guard let place = rest.firstIndex(of: entry) else {
        let step = entry["step"]?.string ?? ""
        let by = entry["by"]?.string ?? ""
        let range = trail.after.indices.contains(index) ? trail.after[index].range : trail.range
        return diagnostic(
          at: trail.path, range,
          LocalizedText(
            en: "entry \(index + 1) of the trail was changed or removed: '\(step)' by \(by)",
            zh: "办理过程第 \(index + 1) 条被改动或删除：“\(step)”，\(by)"),
          help: LocalizedText(
            en: "put it back (fonds diff shows how it was) and add a new entry behind the last",
            zh: "请恢复原样（fonds diff 可看原文），更正写在最后一条之后"))
      }
      rest = rest[(place + 1)...]
    }
    return nil
  }
}
