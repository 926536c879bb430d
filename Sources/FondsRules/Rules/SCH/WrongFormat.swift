import FondsText
import JSONSchema

/// `SCH007`: dates, times and the like are real ones.
enum WrongFormat: RecordRule {
  static let description = RuleDescription(
    code: "SCH007", name: "wrong-format",
    explanation: LocalizedText(
      en: """
        A date is a day of the calendar, YYYY-MM-DD; a time has date, time and offset, 2023-05-08T09:00:00+08:00. Other \
        formats: time, duration, email, uri, uuid, regex.
        """,
      zh: """
        日期写成 YYYY-MM-DD，而且日历上要有这一天；时间要写日期、时刻和时区：2023-05-08T09:00:00+08:00。\
        其他格式：time、duration、email、uri、uuid、regex。
        """),
    fails: .replacing("owner: li.na", with: "owner: li.na\nreview-by: 2024-2-30"),
    passes: .replacing("owner: li.na", with: "owner: li.na\nreview-by: 2024-02-29"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.schemaFaults.compactMap { fault in
      guard case .wrongFormat(let format) = fault.detail else { return nil }
      let field = Words.field(fault.path, in: record)
      let value = Words.value(fault.instance)
      let words = words(for: format)
      return diagnostic(
        at: record.path, fault.range,
        LocalizedText(en: "\(field.en): '\(value)' is not \(words.en)", zh: "\(field.zh)：“\(value)”不是\(words.zh)"),
        help: sample(format))
    }
  }

  private static func words(for format: String) -> LocalizedText {
    switch format {
    case "date": LocalizedText(en: "a day of the calendar", zh: "日历上的日期")
    case "date-time": LocalizedText(en: "a date with time and offset", zh: "带时区的日期时间")
    case "time": LocalizedText(en: "a time with offset", zh: "带时区的时刻")
    case "duration": LocalizedText(en: "a duration", zh: "时长")
    case "email": LocalizedText(en: "an e-mail address", zh: "电子邮箱地址")
    case "uri": LocalizedText(en: "a web address", zh: "网址")
    default: LocalizedText(en: "of the format '\(format)'", zh: "“\(format)”格式")
    }
  }

  private static func sample(_ format: String) -> LocalizedText? {
    let sample: String
    switch format {
    case "date": sample = "2023-05-08"
    case "date-time": sample = "2023-05-08T09:00:00+08:00"
    case "time": sample = "09:00:00+08:00"
    case "duration": sample = "P1Y6M"
    case "email": sample = "li.na@office.example"
    default: return nil
    }
    return LocalizedText(en: "write it like \(sample)", zh: "写法如：\(sample)")
  }
}
