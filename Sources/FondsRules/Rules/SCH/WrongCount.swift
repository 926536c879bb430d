import FondsText
import JSONSchema

/// `SCH008`: texts, lists and groups have as many characters, items and fields as they may.
enum WrongCount: RecordRule {
  static let description = RuleDescription(
    code: "SCH008", name: "wrong-count",
    explanation: LocalizedText(
      en:
        "Some texts and lists have a shortest or longest length: a title has 1 to 200 characters, a list at least one item.",
      zh: "有的文字和列表有长度限制：标题 1 到 200 个字，列表至少一项。"),
    fails: .replacing("title: 考勤制度", with: "title: \"\""))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      guard let words = words(for: fault) else { return nil }
      let field = Words.field(fault.path, in: record)
      return diagnostic(
        at: record.path, fault.range,
        LocalizedText(en: "\(field.en) must have \(words.en)", zh: "\(field.zh)应有\(words.zh)"))
    }
  }

  private static func words(for fault: SchemaFault) -> LocalizedText? {
    switch fault.detail {
    case .wrongCount(let limit, let actual):
      let unit = unit(of: fault.keyword)
      let isMinimum = [.minLength, .minItems, .minProperties].contains(fault.keyword)
      return LocalizedText(
        en: "\(isMinimum ? "at least" : "at most") \(limit) \(limit == 1 ? unit.one : unit.many); this has \(actual)",
        zh: "\(isMinimum ? "至少" : "最多") \(limit) \(unit.zh)，这里有 \(actual) \(unit.zh)")
    case .wrongMatches(let actual, let minimum, let maximum):
      let range = maximum.map { "\(minimum)–\($0)" } ?? "≥ \(minimum)"
      return LocalizedText(
        en: "\(range) items of the right form; this has \(actual)", zh: "\(range) 项符合要求，这里有 \(actual) 项")
    default: return nil
    }
  }

  private static func unit(of keyword: SchemaKeyword?) -> (one: String, many: String, zh: String) {
    switch keyword {
    case .minLength, .maxLength: ("character", "characters", "个字")
    case .minItems, .maxItems: ("item", "items", "项")
    default: ("field", "fields", "个字段")
    }
  }
}
