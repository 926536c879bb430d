import FondsModel
import FondsText

/// `SCH014`: rows follow one another without a gap and without overlap.
enum BrokenSequence: RecordRule {
  static let description = RuleDescription(
    code: "SCH014", name: "broken-sequence",
    explanation: LocalizedText(
      en: """
        A kind says which rows must be without gaps: each shift of a duty roster begins when the one before ends, the \
        first when the roster begins, the last ends when it ends. Drafts are not looked at.
        """,
      zh: "种类文件规定哪些行必须首尾相接：值班表每一班从上一班结束时开始，第一班从值班表开始时开始，最后一班到值班表结束时结束。草稿不核对。"),
    fails: AgreementExample.replacing("{from: 3, until: 5}", with: "{from: 4, until: 5}"),
    passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard !record.isDraft, let root = record.root else { return [] }
    return record.agreements.flatMap { agreement -> [Diagnostic] in
      guard case .continuous(let rows, let from, let until, let starts, let ends) = agreement else { return [] }
      let items = root.values(at: rows)
      var found: [Diagnostic] = []
      /// Reports a row's end that is not where the one before it, or the whole, ends.
      func compare(_ node: Node?, _ wanted: Node?, _ words: (Bool) -> LocalizedText) {
        guard let node, let wanted, let a = Ordinal(node), let b = Ordinal(wanted) else { return }
        let (isLater, isEarlier) = (a.isAfter(b) == true, b.isAfter(a) == true)
        guard isLater || isEarlier else { return }
        let text = words(isLater)
        let (x, y) = (Words.value(wanted), Words.value(node))
        found.append(
          diagnostic(
            at: record.path, node.range, LocalizedText(en: "\(text.en): \(x) / \(y)", zh: "\(text.zh)：\(x) / \(y)")))
      }
      compare(items.first?[from], starts.flatMap { root.values(at: $0).first }) { isLater in
        isLater
          ? LocalizedText(en: "the first row begins too late", zh: "第一行开始得太晚")
          : LocalizedText(en: "the first row begins too early", zh: "第一行开始得太早")
      }
      for (before, row) in zip(items, items.dropFirst()) {
        compare(row[from], before[until]) { isLater in
          isLater
            ? LocalizedText(en: "there is a gap before this row", zh: "与上一行之间有空档")
            : LocalizedText(en: "this row overlaps the one before", zh: "与上一行重叠")
        }
      }
      compare(items.last?[until], ends.flatMap { root.values(at: $0).first }) { isLater in
        isLater
          ? LocalizedText(en: "the last row ends too late", zh: "最后一行结束得太晚")
          : LocalizedText(en: "the last row ends too early", zh: "最后一行结束得太早")
      }
      return found
    }
  }
}
