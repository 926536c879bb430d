import FondsModel
import FondsText

/// `WFL009`: nobody enters a step in somebody else's name.
enum ForeignEntry: ChangeRule {
  static let description = RuleDescription(
    code: "WFL009", name: "foreign-entry",
    explanation: LocalizedText(
      en: """
        An entry of a trail that is not signed first appears in a commit of the person who took the step, by the addresses \
        in Schemas/organization.yaml. A decision that was taken on paper is entered by somebody else, who says so in \
        'entered-by', with the scan in 'evidence'. Who acts for another enters the step in their own name, with the \
        number of the delegation.
        """,
      zh: """
        没有签名的一条办理过程，第一次提交的人必须就是办理人（按 Schemas/organization.yaml 里的邮箱）。纸面批示由别人录入，\
        要写 entered-by 和扫描件 evidence。代他人办理的，写自己的名字和授权委托的编号。
        """),
    fails: TrailExample.sound.by("liu.yang").after(TrailExample.begun),
    passes: TrailExample.sound.by("qian.feng").after(TrailExample.begun))

  static func check(_ change: Change) -> [Diagnostic] {
    change.trails.flatMap { trail in trail.added.compactMap { check($0, of: trail) } }
  }

  private static func check(_ entry: Node, of trail: TrailChange) -> Diagnostic? {
    guard entry["signature"] == nil, let by = entry["by"]?.string else { return nil }
    let writer = entry["entered-by"]?.string ?? by
    guard trail.author != .person(writer) else { return nil }
    let node = entry["entered-by"] ?? entry["by"] ?? entry
    let author =
      switch trail.author {
      case .person(let id): id
      case .stranger(let address): address
      }
    return diagnostic(
      at: trail.path, node.range,
      LocalizedText(
        en: "this step is entered in the name of \(writer), but committed by \(author)",
        zh: "这一步写的是 \(writer)，提交的却是 \(author)"),
      help: LocalizedText(
        en: "\(writer) takes it with fonds act; of a decision on paper give entered-by and evidence",
        zh: "请由 \(writer) 用 fonds act 办理；纸面批示请写 entered-by 和 evidence"))
  }
}
