import FondsModel
import FondsText

/// `COD001`: a number has the form department-year-type-sequence.
enum MalformedNumber: RecordRule {
  static let description = RuleDescription(
    code: "COD001", name: "malformed-number",
    explanation: LocalizedText(
      en: """
        A number has four parts, DEPARTMENT-YEAR-TYPE-SEQUENCE: HR-2023-01-015. The department is 2 to 8 capital letters \
        or digits, the year four digits, the type two, the sequence at least three, from 001; 1000 follows 999.
        """,
      zh: """
        编号由四部分组成：部门-年份-类型-顺序号，如 HR-2023-01-015。部门为 2 到 8 个大写字母或数字，年份四位，\
        类型两位，顺序号至少三位，从 001 开始，999 之后是 1000。
        """),
    fails: .replacing("id: HR-2023-01-001", with: "id: HR-2023-1-1"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard case .malformed(let text, let range) = record.number else { return [] }
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(en: "'\(text)' is not a number of the office", zh: "“\(text)”不是规范的编号"),
        help: LocalizedText(
          en: "a number is DEPARTMENT-YEAR-TYPE-SEQUENCE, such as HR-2023-01-015",
          zh: "编号由部门-年份-类型-顺序号组成，如 HR-2023-01-015"))
    ]
  }
}
