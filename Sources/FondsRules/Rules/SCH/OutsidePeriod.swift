import FondsModel
import FondsText

/// `SCH016`: the rows of a sheet are of its period.
enum OutsidePeriod: RecordRule {
  static let description = RuleDescription(
    code: "SCH016", name: "outside-period",
    explanation: LocalizedText(
      en: "A sheet of May holds what happened in May: its rows have dates within the period that the sheet names.",
      zh: "五月的登记表只记五月的事：每一行的日期都要在表头所写的期间之内。"),
    fails: AgreementExample.replacing("period: 2023-05", with: "period: 2023-06"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root else { return [] }
    return record.agreements.flatMap { agreement -> [Diagnostic] in
      guard case .within(let path, let field) = agreement,
        let period = root.values(at: field).first?.string.flatMap({ CalendarPeriod($0) })
      else { return [] }
      return root.values(at: path).compactMap { node in
        guard let text = node.string, let day = CalendarDate(String(text.prefix(10))), !period.contains(day) else {
          return nil
        }
        let name = record.name(ofField: path)
        return diagnostic(
          at: record.path, node.range,
          LocalizedText(
            en: "\(name.en) (\(day)) lies outside \(period.text)", zh: "\(name.zh)（\(day)）不在 \(period.text) 之内"),
          help: LocalizedText(
            en: "enter it in the record of its own period, or correct the date", zh: "请登记到它自己期间的那一份里，或改正日期"))
      }
    }
  }
}
