import FondsModel
import FondsText

/// `COD003`: the type code exists.
enum UnknownType: RecordRule {
  static let description = RuleDescription(
    code: "COD003", name: "unknown-type",
    explanation: LocalizedText(
      en: "The third part of a number is one of the type codes in Schemas/coding.yaml.",
      zh: "编号的第三部分必须是 Schemas/coding.yaml 里的类型代码。"),
    fails: Example([
      .init(
        path: "Records/HR/2023/77/HR-2023-77-001_2023-05-08_作废.yaml",
        bytes: Array(
          """
          id: HR-2023-77-001
          kind: void
          title: 作废
          date: 2023-05-08
          status: draft

          """.utf8))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    let coding = record.schemas.coding
    guard case .wellFormed(let id, let range) = record.number, !coding.types.isEmpty,
      coding.type(id.series.type) == nil
    else { return [] }
    let types = coding.types
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(en: "there is no type code '\(id.series.type)'", zh: "没有类型代码“\(id.series.type)”"),
        help: LocalizedText(
          en: "the types are " + types.map { "\($0.code) \($0.label.en)" }.joined(separator: ", "),
          zh: "现有类型：" + types.map { "\($0.code) \($0.label.zh)" }.joined(separator: "、")))
    ]
  }
}
