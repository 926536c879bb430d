import FondsText

/// `HIS006`: commits come into the archive by branches and tags, and nothing else does.
enum MisplacedReference: ReferenceRule {
  static let description = RuleDescription(
    code: "HIS006", name: "misplaced-reference",
    explanation: LocalizedText(
      en: """
        A branch or a tag names a commit: a tag of a single file or folder would bring in what no rule has looked at. \
        References other than refs/heads/ and refs/tags/ (notes, stashes, those of other programs) may only name what the \
        branches have already.
        """,
      zh: """
        分支和标签只能指向提交：指向单个文件或文件夹的标签，会带进没有核对过的内容。\
        refs/heads/、refs/tags/ 以外的引用（notes、stash 等）只能指向分支里已有的提交。
        """),
    fails: Example([]))

  static func check(_ change: ReferenceChange) -> [Diagnostic] {
    guard change.action != .deleted else { return [] }
    if !change.namesCommit {
      return [
        diagnostic(
          at: change.name, nil, LocalizedText(en: "it names no commit", zh: "它指向的不是提交"),
          help: LocalizedText(en: "tag the commit instead", zh: "请给提交打标签"))
      ]
    }
    guard !change.isBranch, !change.isTag, !change.isKnown else { return [] }
    return [
      diagnostic(
        at: change.name, nil,
        LocalizedText(en: "commits come by branches and tags only", zh: "只能通过分支和标签推送提交"),
        help: LocalizedText(en: "push a branch: git push origin main", zh: "请推送分支：git push origin main"))
    ]
  }
}
