import FondsModel
import FondsText

/// `COD011`: the department existed on the record's date.
enum DepartmentNotInForce: RecordRule {
  static let description = RuleDescription(
    code: "COD011", name: "department-not-in-force",
    explanation: LocalizedText(
      en: """
        The department of a number exists on the record's date, by the `from` and `until` that \
        Schemas/organization.yaml gives it.
        """,
      zh: "按 Schemas/organization.yaml 里的 from 和 until，档案日期当天编号所属的部门必须存在。"),
    fails: Example([
      .init(
        path: "Records/HR/1999/01/HR-1999-01-001_1999-05-08_考勤制度.yaml",
        bytes: Array(Example.text.replacing("2023", with: "1999").utf8))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard case .wellFormed(let id, let range) = record.number, let date = record.date else { return [] }
    let departments = record.schemas.organization.departments(id.series.department)
    guard let department = departments.first, !departments.contains(where: { $0.isInForce(on: date) }) else {
      return []
    }
    let from = department.from?.description ?? "…"
    let until = department.until?.description ?? "…"
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(
          en: "the department \(department.code) did not exist on \(date) (\(from) to \(until))",
          zh: "\(date) 这一天没有部门 \(department.code)（\(from) 至 \(until)）"),
        help: LocalizedText(
          en: "correct the date, or the department in Schemas/organization.yaml",
          zh: "请改正日期，或在 Schemas/organization.yaml 里改正部门的起止日期"))
    ]
  }
}
