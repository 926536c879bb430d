import FondsModel
import FondsText

/// `COD004`: the number's type is the kind's.
enum KindTypeMismatch: RecordRule {
  static let description = RuleDescription(
    code: "COD004", name: "kind-type-mismatch",
    explanation: LocalizedText(
      en: """
        Each kind belongs to one type code: a contract has a number with 03. The kinds without a type of their own, \
        such as void, may have any.
        """,
      zh: "每个种类属于一个类型代码：合同的编号必须是 03。没有类型的种类（如作废卡 void）可以用任何类型。"),
    fails: Example([
      .init(
        path: "Records/HR/2023/03/HR-2023-03-001_2023-05-08_考勤制度.yaml",
        bytes: Array(Example.text.replacing("HR-2023-01", with: "HR-2023-03").utf8))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard case .wellFormed(let id, let range) = record.number, let kind = record.kind, let type = kind.type,
      id.series.type != type, record.schemas.coding.type(id.series.type) != nil
    else { return [] }
    let label = record.schemas.coding.type(type)?.label
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(
          en: "a '\(kind.name)' has a number of type \(type), not \(id.series.type)",
          zh: "“\(kind.label.zh)”的编号类型应为 \(type)\(label?.zh ?? "")，而不是 \(id.series.type)"),
        help: LocalizedText(
          en: "correct 'kind', or take a number with \(type): fonds new \(kind.name) --dept \(id.series.department)",
          zh: "请改正 kind，或另取 \(type) 类的编号：fonds new \(kind.name) --dept \(id.series.department)"))
    ]
  }
}
