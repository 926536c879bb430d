import FondsModel
import FondsText

/// `COD002`: the department exists.
enum UnknownDepartment: RecordRule {
  static let description = RuleDescription(
    code: "COD002", name: "unknown-department",
    explanation: LocalizedText(
      en: "The first part of a number is the code of a department in Schemas/organization.yaml.",
      zh: "编号的第一部分必须是 Schemas/organization.yaml 里某个部门的代码。"),
    fails: Example([
      .init(
        path: "Records/HX/2023/01/HX-2023-01-001_2023-05-08_考勤制度.yaml",
        bytes: Array(Example.text.utf8).replacingHR(with: "HX"))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard case .wellFormed(let id, let range) = record.number else { return [] }
    let organization = record.schemas.organization
    let code = id.series.department
    guard organization.departments(code).isEmpty, !organization.departments.isEmpty else { return [] }
    let codes = organization.departments.map(\.code)
    let nearest = nearestName(to: code, among: codes)
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(en: "no department has the code '\(code)'", zh: "没有代码为“\(code)”的部门"),
        help: nearest.map(Words.suggestion)
          ?? LocalizedText(
            en: "the departments are \(codes.joined(separator: ", "))", zh: "现有部门：\(codes.joined(separator: "、"))"))
    ]
  }
}

extension [UInt8] {
  /// The example's text with another department's code in its number.
  fileprivate func replacingHR(with code: String) -> [UInt8] {
    guard let range = firstRange(of: Array("HR-2023".utf8)) else { return self }
    return Array(self[..<range.lowerBound]) + Array("\(code)-2023".utf8) + Array(self[range.upperBound...])
  }
}
