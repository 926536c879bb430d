import FondsText
import JSONSchema

/// `SCH004`: a field that lists its values has one of them.
enum NotAllowedValue: RecordRule {
  static let description = RuleDescription(
    code: "SCH004", name: "not-allowed-value",
    explanation: LocalizedText(
      en: "Some fields have a fixed set of values, such as classification or status. `fonds kinds <kind>` lists them.",
      zh: "有的字段只能取固定的几个值，如密级、状态。用 `fonds kinds <种类>` 查看。"),
    fails: .replacing("classification: internal", with: "classification: intern"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      let allowed: [Node]
      if case .values(let values)? = fault.closestBranch {
        allowed = values
      } else if case .notAllowedValue(let values) = fault.detail {
        allowed = values
      } else {
        return nil
      }
      let field = Words.field(fault.path, in: record)
      let words = allowed.map(Words.value)
      let value = Words.value(fault.instance)
      let nearest = nearestName(to: value.lowercased(), among: words) ?? words.first { $0 == value.lowercased() }
      let list = LocalizedText(
        en: "allowed: \(words.joined(separator: ", "))", zh: "可以是：\(words.joined(separator: "、"))")
      return diagnostic(
        at: record.path, fault.range,
        LocalizedText(en: "\(field.en) can't be '\(value)'", zh: "\(field.zh)不能是“\(value)”"),
        help: nearest.map { near in
          let ask = Words.suggestion(near)
          return LocalizedText(en: "\(ask.en) (\(list.en))", zh: "\(ask.zh)（\(list.zh)）")
        } ?? list)
    }
  }
}
