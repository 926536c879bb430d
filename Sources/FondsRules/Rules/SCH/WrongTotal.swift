import FondsModel
import FondsText

/// `SCH013`: parts add up to their whole.
enum WrongTotal: RecordRule {
  static let description = RuleDescription(
    code: "SCH013", name: "wrong-total",
    explanation: LocalizedText(
      en: """
        A kind says which values add up to a number or to another field: the weights of an appraisal are 100 together, \
        the lines of a bill its amount. Sums are exact. Drafts are not looked at, since they may lack a part.
        """,
      zh: "种类文件规定哪些数加起来等于某个数或某个字段：考核权重之和为 100，明细之和等于总额。按十进制精确计算；草稿可以不全，不核对。"),
    fails: AgreementExample.replacing("weight: 40", with: "weight: 50"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard !record.isDraft, let root = record.root else { return [] }
    return record.agreements.compactMap { agreement in
      guard case .total(let paths, let sum) = agreement else { return nil }
      let parts = paths.flatMap { root.values(at: $0) }
      // Nothing to add up, or a part that is no number: the schema says what is missing or wrong.
      guard paths.allSatisfy({ !root.values(at: $0).isEmpty }), parts.allSatisfy({ $0.number != nil }),
        let last = parts.last, let total = Number.sum(parts.compactMap(\.number)), let wanted = wanted(sum, root),
        total != wanted.number
      else { return nil }
      let field = record.names(ofFields: paths)
      let whole = wanted.name.map { record.name(ofField: $0) }
      return diagnostic(
        at: record.path, wanted.range ?? last.range,
        LocalizedText(
          en:
            "\(field.en) adds up to \(total.text), not to \(wanted.number.text)\(whole.map { " as \($0.en) says" } ?? "")",
          zh: "\(field.zh)合计为 \(total.text)，应为 \(wanted.number.text)\(whole.map { "（\($0.zh)）" } ?? "")"))
    }
  }

  private static func wanted(_ sum: Agreement.Sum, _ root: Node) -> (number: Number, range: Range<Int>?, name: String?)?
  {
    switch sum {
    case .number(let number): (number, nil, nil)
    case .field(let name):
      root.values(at: name).first.flatMap { node in node.number.map { ($0, node.range, name) } }
    }
  }
}
