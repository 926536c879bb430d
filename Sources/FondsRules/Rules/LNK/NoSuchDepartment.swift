import FondsModel
import FondsText

/// `LNK007`: a department that a record names exists, on the day it speaks of.
enum NoSuchDepartment: RecordRule {
  static let description = RuleDescription(
    code: "LNK007", name: "no-such-department",
    explanation: LocalizedText(
      en: """
        A department that a field names, other than the number's own, is one of Schemas/organization.yaml and in force \
        on the day that the record, or the row of it, is of.
        """,
      zh: "字段里写的部门（编号里的部门另有规则）必须列在 Schemas/organization.yaml，并且在档案或该行所写的日期存在。"),
    fails: Example([
      .init(
        path: "\(Schemas.root)/kinds/example.yaml",
        bytes: Array(
          """
          $schema: https://json-schema.org/draft/2020-12/schema
          $id: example
          allOf: [{$ref: record}]
          properties: {asked: {$ref: "record#/$defs/departments"}}
          unevaluatedProperties: false
          x-fonds: {label: {en: Example, zh: 示例}, type: "01"}

          """.utf8)),
      .init(
        path: Example.path,
        bytes: Array(
          Example.text.replacing("kind: policy", with: "kind: example")
            .replacing("owner: li.na\n", with: "owner: li.na\nasked: [FIN, HX]\n").utf8)),
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    let organization = record.schemas.organization
    return record.namedValues.lazy.filter { $0.field.naming == .department }.compactMap { value in
      guard !record.hasSchemaFault(at: value.range) else { return nil }
      let departments = organization.departments(value.text)
      guard !departments.isEmpty else {
        let codes = organization.departments.map(\.code)
        return diagnostic(
          at: record.path, value.range,
          LocalizedText(en: "there is no department '\(value.text)'", zh: "没有部门“\(value.text)”"),
          help: nearestName(to: value.text, among: codes).map(Words.suggestion)
            ?? LocalizedText(
              en: "the departments are \(codes.joined(separator: ", "))", zh: "现有部门：\(codes.joined(separator: "、"))"))
      }
      guard let day = value.day, !departments.contains(where: { $0.isInForce(on: day) }) else { return nil }
      return diagnostic(
        at: record.path, value.range,
        LocalizedText(en: "the department \(value.text) did not exist on \(day)", zh: "\(day) 这一天没有部门 \(value.text)"),
        help: LocalizedText(
          en: "correct it, or the department's days in Schemas/organization.yaml",
          zh: "请改正，或在 Schemas/organization.yaml 里改正部门的起止日期"))
    }
  }
}
