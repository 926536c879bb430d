import FondsText
import JSONSchema

/// `SCH001`: a field has a value of its type.
enum WrongType: RecordRule {
  static let description = RuleDescription(
    code: "SCH001", name: "wrong-type",
    explanation: LocalizedText(
      en: """
        Each field has a type: text, number, true or false, a list, or a group of fields. A number stands without \
        quotes and without separators (50000, not "50,000"); a list stands in brackets or one item a line behind '- '.
        """,
      zh: """
        每个字段都有类型：文字、数字、真假值、列表或一组字段。数字不加引号也不加千分位（写 50000，不写 "50,000"）；\
        列表写在方括号里，或者每行一项，以“- ”开头。
        """),
    fails: .replacing("owner: li.na", with: "owner: li.na\nkeywords: 考勤"),
    passes: .replacing("owner: li.na", with: "owner: li.na\nkeywords: [考勤]"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      if case .types(let types)? = fault.closestBranch {
        return diagnose(fault, expected: types, actual: SchemaType(fault.instance), record)
      }
      guard case .wrongType(let expected, let actual) = fault.detail else { return nil }
      return diagnose(fault, expected: expected, actual: actual, record)
    }
  }

  private static func diagnose(
    _ fault: SchemaFault, expected: [SchemaType], actual: SchemaType, _ record: RecordContext
  ) -> Diagnostic {
    let field = Words.field(fault.path, in: record)
    let (wanted, found) = (Words.types(expected), Words.type(actual))
    return diagnostic(
      at: record.path, fault.range,
      LocalizedText(
        en: "\(field.en) must be \(wanted.en); this is \(found.en)", zh: "\(field.zh)应为\(wanted.zh)，这里是\(found.zh)"),
      help: help(fault.instance, expected: expected))
  }

  private static func help(_ node: Node, expected: [SchemaType]) -> LocalizedText? {
    if node.isNull { return LocalizedText(en: "fill it in, or remove the line", zh: "请填写内容，或删除这一行") }
    if expected.contains(.number) || expected.contains(.integer), let text = node.string {
      if node.style != .plain, FondsText.Number(text) != nil {
        return LocalizedText(en: "remove the quotes", zh: "请去掉引号")
      }
      let digits = text.filter { !",，_ ￥¥元".contains($0) }
      if FondsText.Number(digits) != nil {
        return LocalizedText(en: "write \(digits), digits alone", zh: "只写数字：\(digits)")
      }
    }
    if expected == [.array], case .string(let text) = node.value {
      return LocalizedText(en: "write it as a list: [\(text)]", zh: "请写成列表：[\(text)]")
    }
    if expected == [.string], case .number(let number) = node.value {
      return LocalizedText(en: "put it in quotes: \"\(number.text)\"", zh: "请加引号：\"\(number.text)\"")
    }
    return nil
  }
}
