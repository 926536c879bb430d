import FondsText
import JSONSchema

/// `SCH002`: a record has the fields that its kind demands.
enum MissingField: RecordRule {
  static let description = RuleDescription(
    code: "SCH002", name: "missing-field",
    explanation: LocalizedText(
      en: """
        Every record has a number, kind, title, date and status. A record that is no longer a draft also has what its \
        kind demands: `fonds kinds <kind>` lists it. While something is still unknown, `status: draft` keeps the record.
        """,
      zh: """
        每份档案都要有编号、种类、标题、日期和状态；不再是草稿的，还要有该种类要求的字段，用 `fonds kinds <种类>` 查看。\
        内容还不全时，可以先写 status: draft 存下来。
        """),
    fails: .replacing("title: 考勤制度\n", with: ""))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      guard case .missingProperty(let name, let because) = fault.detail else { return nil }
      let isField = fault.path.tokens.isEmpty
      let field = Words.field(name, label: record.label(of: name, in: fault.path))
      let owner = isField ? record.kindLabel : Words.field(fault.path, in: record)
      let reason = because.map { other in
        LocalizedText(
          en: ", which '\(other)' demands",
          zh: "（填了\(Words.field(other, label: record.label(of: other, in: fault.path)).zh)就必须填写）")
      }
      return diagnostic(
        at: record.path, fault.range,
        LocalizedText(
          en: "this \(owner.en) lacks \(field.en)\(reason?.en ?? "")", zh: "\(owner.zh)缺少\(field.zh)\(reason?.zh ?? "")"
        ),
        help: help(name, isField: isField, record))
    }
  }

  private static func help(_ name: String, isField: Bool, _ record: RecordContext) -> LocalizedText {
    let isDraft = record.root?["status"]?.string == "draft"
    let needed = record.kind?.field(name)?.isRequired ?? true
    if isField, !isDraft, !needed {
      return LocalizedText(
        en: "add '\(name): …', or keep the record as a draft for now: status: draft",
        zh: "请加上“\(name): …”，或者暂时保留为草稿：status: draft")
    }
    return LocalizedText(en: "add '\(name): …'", zh: "请加上“\(name): …”")
  }
}
