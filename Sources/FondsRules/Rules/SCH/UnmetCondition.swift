import FondsText
import JSONSchema

/// `SCH009`: the conditions of the kind that no other rule words.
enum UnmetCondition: RecordRule {
  static let description = RuleDescription(
    code: "SCH009", name: "unmet-condition",
    explanation: LocalizedText(
      en:
        "A kind may set further conditions: no item twice in a list, one of several forms, a field only with another.",
      zh: "种类还可以有其他条件：列表里不能有重复项，几种写法必须符合其中一种，某字段只能与另一字段同时出现。"),
    fails: .replacing("owner: li.na", with: "owner: li.na\nkeywords: [考勤, 考勤]"),
    passes: .replacing("owner: li.na", with: "owner: li.na\nkeywords: [考勤, 休假]"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      guard let words = words(for: fault) else { return nil }
      let field = Words.field(fault.path, in: record)
      return diagnostic(
        at: record.path, fault.range, LocalizedText(en: "\(field.en) \(words.en)", zh: "\(field.zh)\(words.zh)"),
        help: LocalizedText(
          en: "the condition stands in \(fault.schema.document) at \(fault.schema.pointer)",
          zh: "条件见 \(fault.schema.document) 的 \(fault.schema.pointer)"))
    }
  }

  private static func words(for fault: SchemaFault) -> LocalizedText? {
    switch fault.detail {
    case .repeatedItem(let index, let first):
      return LocalizedText(
        en: "has the same item twice (\(first + 1) and \(index + 1))", zh: "有重复项（第 \(first + 1) 项和第 \(index + 1) 项）")
    case .branches(let branches, let matched):
      switch fault.closestBranch {
      case .values, .types, .faults: return nil
      case ClosestBranch.none?, nil:
        return matched.isEmpty
          ? LocalizedText(
            en: "fits none of the \(branches.count) forms it may have", zh: "不符合 \(branches.count) 种写法中的任何一种")
          : LocalizedText(
            en: "fits \(matched.count) forms, and may fit only one", zh: "同时符合 \(matched.count) 种写法，只能符合一种")
      }
    case .notAllowed: return LocalizedText(en: "may not stand here so", zh: "在这里不允许这样写")
    case .endlessReference: return LocalizedText(en: "is judged by a schema without end", zh: "所用的规则无限循环")
    default: return nil
    }
  }
}
