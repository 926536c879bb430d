import FondsModel
import FondsText

/// `COD010`: the number's year is the date's.
enum YearMismatch: RecordRule {
  static let description = RuleDescription(
    code: "COD010", name: "year-mismatch",
    explanation: LocalizedText(
      en: "The year in a number is the year of the record's date.",
      zh: "编号里的年份就是档案日期的年份。"),
    fails: Example([
      .init(
        path: "Records/HR/2023/01/HR-2023-01-001_2022-05-08_考勤制度.yaml",
        bytes: Array(Example.text.replacing("date: 2023", with: "date: 2022").utf8))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let id = record.id, let date = record.date, date.year != id.series.year else { return [] }
    return [
      diagnostic(
        at: record.path, record.root?["date"]?.range,
        LocalizedText(
          en: "the date \(date) is not of \(id.series.year), the year of \(id)",
          zh: "日期 \(date) 与编号 \(id) 的年份 \(id.series.year) 不一致"),
        help: LocalizedText(en: "correct the date or the number", zh: "请改正日期或编号"))
    ]
  }
}
