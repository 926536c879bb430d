import FondsText
import JSONSchema

/// `SCH005`: a text has the form that its field demands.
enum WrongPattern: RecordRule {
  static let description = RuleDescription(
    code: "SCH005", name: "wrong-pattern",
    explanation: LocalizedText(
      en: "Some fields have a fixed form: a retention period is permanent or 30y, a person is an id such as li.na.",
      zh: "有的字段有固定写法：保管期限写 permanent 或 30y，人员写代号，如 li.na。"),
    fails: .replacing("retention: 30y", with: "retention: 30 years"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      switch fault.detail {
      case .wrongPattern(let pattern):
        let field = Words.field(fault.path, in: record)
        let value = Words.value(fault.instance)
        return diagnostic(
          at: record.path, fault.range,
          LocalizedText(
            en: "\(field.en) does not have the right form: '\(value)'", zh: "\(field.zh)的写法不对：“\(value)”"),
          help: form(pattern))
      case .wrongPropertyName(let name, _):
        return diagnostic(
          at: record.path, fault.range,
          LocalizedText(en: "'\(name)' does not have the right form", zh: "“\(name)”的写法不对"))
      default: return nil
      }
    }
  }

  /// The forms that the shipped base schema knows, in words; any other is shown as it stands in the schema.
  private static func form(_ pattern: String) -> LocalizedText {
    switch pattern {
    case "^(permanent|[1-9][0-9]?y)$":
      LocalizedText(en: "write permanent, or a number of years such as 30y", zh: "请写 permanent（永久）或年数，如 30y")
    case "^[A-Z][A-Z0-9]{1,7}-[0-9]{4}-[0-9]{2}-[0-9]{3,9}$":
      LocalizedText(en: "write a number such as HR-2023-01-015", zh: "请写编号，如 HR-2023-01-015")
    case "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$":
      LocalizedText(
        en: "write the person's id from Schemas/organization.yaml, such as li.na",
        zh: "请写 Schemas/organization.yaml 里的人员代号，如 li.na")
    default: LocalizedText(en: "the form is \(pattern)", zh: "规定的写法：\(pattern)")
    }
  }
}
