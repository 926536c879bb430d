import FondsText
import JSONSchema

/// `SCH003`: a record has no fields that its kind does not know.
enum UnknownField: RecordRule {
  static let description = RuleDescription(
    code: "SCH003", name: "unknown-field",
    explanation: LocalizedText(
      en: """
        A kind lists its fields; a name that is not among them is usually a slip, and what it says would be overlooked. \
        `fonds kinds <kind>` shows them. What has no field of its own goes into `note` or `body`.
        """,
      zh: """
        每个种类都列明了字段；不在其中的名称多半是写错了，内容会被忽略。用 `fonds kinds <种类>` 查看有哪些字段。\
        没有专门字段的内容可以写在 note 或 body 里。
        """),
    fails: .replacing("owner: li.na", with: "owner: li.na\nkeyword: [考勤]"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      switch fault.detail {
      case .unknownProperty(let name, let known):
        let nearest = nearestName(to: name, among: known) ?? byLabel(name, record)
        // `{note: ok, but hurry}` reads as two fields, the second one empty.
        let isSplit = record.root?.value(at: fault.path.steps + [.key(name)])?.isNull == true && name.contains(" ")
        let quote = LocalizedText(en: "put text that has commas in quotes", zh: "含逗号的文字请加引号")
        return diagnostic(
          at: record.path, fault.range,
          LocalizedText(
            en: "'\(name)' is not a field of this \(record.kindLabel.en)", zh: "\(record.kindLabel.zh)没有字段“\(name)”"),
          help: isSplit ? quote : nearest.map(Words.suggestion))
      case .unknownItem(let index):
        return diagnostic(
          at: record.path, fault.range,
          LocalizedText(en: "item \(index + 1) of this list is one too many", zh: "列表的第 \(index + 1) 项是多余的"))
      default: return nil
      }
    }
  }

  /// A field whose Chinese label was written for its name.
  private static func byLabel(_ name: String, _ record: RecordContext) -> String? {
    record.kind?.fields.first { $0.label.zh == name }?.name
  }
}

extension InstancePath {
  var steps: [RecordEditor.Step] {
    tokens.map { token in
      switch token {
      case .key(let key): .key(key)
      case .index(let index): .index(index)
      }
    }
  }
}
