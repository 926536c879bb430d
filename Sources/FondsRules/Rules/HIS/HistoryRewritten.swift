import FondsText

/// `HIS005`: what is published stays published.
enum HistoryRewritten: ReferenceRule {
  static let description = RuleDescription(
    code: "HIS005", name: "history-rewritten",
    explanation: LocalizedText(
      en: """
        A published branch only goes forward: it is not deleted, and no forced push takes commits out of it. A published \
        tag stays where it is. Else whoever may push could make undone what the archive has seen. There is no exception \
        for administrators.
        """,
      zh: """
        已发布的分支只能向前：不能删除，也不能用强制推送（force push）去掉其中的提交；已发布的标签不能移动或删除。\
        否则有推送权的人就能抹掉档案库里发生过的事。管理员也不例外。
        """),
    fails: Example([]))

  static func check(_ change: ReferenceChange) -> [Diagnostic] {
    switch change.action {
    case .created: return []
    case .advanced where !change.isTag: return []
    case .advanced, .rewritten:
      guard !change.isTag else {
        return [
          diagnostic(
            at: change.name, nil, LocalizedText(en: "a published tag is moved", zh: "已发布的标签被移动"),
            help: LocalizedText(en: "leave it where it is, and make a new tag", zh: "请保留原标签，另建新标签"))
        ]
      }
      return [
        diagnostic(
          at: change.name, nil, LocalizedText(en: "published commits are taken out of a branch", zh: "分支里已发布的提交被去掉"),
          help: LocalizedText(
            en: "put your work on top, without --force: git fetch, then git merge origin/\(shortName(change))",
            zh: "不要强制推送；请先 git fetch，再 git merge origin/\(shortName(change))，然后推送"))
      ]
    case .deleted:
      return [
        diagnostic(
          at: change.name, nil,
          LocalizedText(
            en: "a published \(change.isTag ? "tag" : "branch") is deleted", zh: "已发布的\(change.isTag ? "标签" : "分支")被删除"),
          help: LocalizedText(en: "leave it; it does no harm", zh: "请保留，它不碍事"))
      ]
    }
  }

  private static func shortName(_ change: ReferenceChange) -> String {
    String(change.name.dropFirst("refs/heads/".count))
  }
}
