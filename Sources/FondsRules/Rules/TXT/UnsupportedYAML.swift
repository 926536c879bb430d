import FondsText

/// `TXT006`: only the part of YAML that every reader reads the same way.
enum UnsupportedYAML: TextRule {
  static let description = RuleDescription(
    code: "TXT006", name: "unsupported-yaml",
    explanation: LocalizedText(
      en: """
        A record is one YAML document, a mapping of fields, without anchors (&), aliases (*), tags (!), directives \
        (%), merge keys (<<), .nan or .inf, and at most 64 levels deep. So every program reads it the same way, and a \
        person can too.
        """,
      zh: """
        一份档案就是一个 YAML 文档，由字段组成，不用锚点(&)、别名(*)、标签(!)、指令(%)、合并键(<<)、.nan 和 .inf，\
        层次不超过 64 层。这样所有程序读出来都一样，人也看得懂。
        """),
    fails: .replacing("title: 考勤制度", with: "title: &name 考勤制度"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .unsupported(let construct) = fault.kind else { return nil }
    let words = words(for: construct)
    return diagnostic(at: path, fault.range, words.message, help: words.help)
  }

  private static func words(for construct: TextFault.Construct) -> (message: LocalizedText, help: LocalizedText?) {
    let quote = LocalizedText(en: "if it is text, put it in quotes", zh: "如果是文字，请加引号")
    return switch construct {
    case .anchor: (LocalizedText(en: "records have no anchors ('&')", zh: "档案里不能用锚点(&)"), quote)
    case .alias: (LocalizedText(en: "records have no aliases ('*')", zh: "档案里不能用别名(*)"), quote)
    case .tag: (LocalizedText(en: "records have no tags ('!')", zh: "档案里不能用标签(!)"), quote)
    case .directive: (LocalizedText(en: "records have no directives ('%')", zh: "档案里不能用指令(%)"), nil)
    case .mergeKey: (LocalizedText(en: "records have no merge keys ('<<')", zh: "档案里不能用合并键(<<)"), nil)
    case .secondDocument:
      (
        LocalizedText(en: "a second document starts here", zh: "从这里开始是第二个文档"),
        LocalizedText(en: "one file holds one record: remove the '---'", zh: "一个文件只放一份档案，请去掉 ---")
      )
    case .nonScalarKey:
      (LocalizedText(en: "the name of a field is one word", zh: "字段名必须是一个词"), nil)
    case .notANumber:
      (LocalizedText(en: "no number that a record could mean", zh: "不是有意义的数字"), quote)
    case .empty:
      (
        LocalizedText(en: "the file holds no record", zh: "文件里没有内容"),
        LocalizedText(en: "fill it in, or remove the file", zh: "请填写内容，或删除文件")
      )
    case .rootIsNoMapping:
      (
        LocalizedText(en: "a record is lines of the form 'field: value'", zh: "档案必须由“字段: 内容”这样的行组成"), nil
      )
    case .tooDeep:
      (
        LocalizedText(
          en: "more than \(RecordLimit.depth) levels deep", zh: "嵌套超过 \(RecordLimit.depth) 层"), nil
      )
    }
  }
}
