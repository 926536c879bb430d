import FondsText
import JSONSchema

/// `SCH006`: a number lies within its limits.
enum OutOfRange: RecordRule {
  static let description = RuleDescription(
    code: "SCH006", name: "out-of-range",
    explanation: LocalizedText(
      en: "Some numbers have limits: an amount is not negative, a count is whole. Numbers are compared exactly.",
      zh: "有的数字有范围：金额不能是负数，份数必须是整数。数字按十进制精确比较。"),
    fails: .replacing("owner: li.na", with: "owner: li.na\npaper: {location: 柜1, copies: 0}"),
    passes: .replacing("owner: li.na", with: "owner: li.na\npaper: {location: 柜1, copies: 1}"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      guard let limit = limit(of: fault) else { return nil }
      let field = Words.field(fault.path, in: record)
      let value = Words.value(fault.instance)
      return diagnostic(
        at: record.path, fault.range,
        LocalizedText(
          en: "\(field.en) must be \(limit.en); this is \(value)", zh: "\(field.zh)应\(limit.zh)，这里是 \(value)"))
    }
  }

  private static func limit(of fault: SchemaFault) -> LocalizedText? {
    switch fault.detail {
    case .outOfRange(let limit):
      let text = limit.text
      return switch fault.keyword {
      case .minimum: LocalizedText(en: "at least \(text)", zh: "不小于 \(text)")
      case .maximum: LocalizedText(en: "at most \(text)", zh: "不大于 \(text)")
      case .exclusiveMinimum: LocalizedText(en: "more than \(text)", zh: "大于 \(text)")
      default: LocalizedText(en: "less than \(text)", zh: "小于 \(text)")
      }
    case .notMultiple(let divisor):
      return LocalizedText(en: "a multiple of \(divisor.text)", zh: "是 \(divisor.text) 的倍数")
    default:
      return nil
    }
  }
}
