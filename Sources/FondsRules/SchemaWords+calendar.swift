import FondsModel
import FondsText

extension SchemaWords {
  /// A calendar that contradicts itself.
  static func words(for fault: CalendarFault) -> Words {
    switch fault {
    case .disorderedHours(let text):
      (
        LocalizedText(
          en: "the hours '\(text)' end before they begin, or overlap those before them",
          zh: "“\(text)”的结束早于开始，或与前一段重叠"),
        LocalizedText(
          en: "write them one after the other: [\"09:00-12:00\", \"13:30-17:30\"]",
          zh: "请按先后写，如 [\"09:00-12:00\", \"13:30-17:30\"]")
      )
    case .endsBeforeItBegins(let day):
      (LocalizedText(en: "the holiday begins on \(day), later than it ends", zh: "假期从 \(day) 开始，结束却更早"), nil)
    case .longHoliday(let days):
      (
        LocalizedText(en: "a holiday of \(days) days", zh: "这个假期长达 \(days) 天"),
        LocalizedText(en: "is the year right? longer closures are entered in parts", zh: "年份对吗？更长的停工请分段填写")
      )
    case .overlaps(let day):
      (LocalizedText(en: "another holiday has \(day) already", zh: "另一个假期已包含 \(day)"), nil)
    case .isNoWeekend(let day):
      (
        LocalizedText(en: "\(day) is a working day by the week", zh: "\(day) 按周本来就上班"),
        LocalizedText(en: "list only days that are worked although the week says otherwise", zh: "这里只写调休上班的休息日")
      )
    case .isHoliday(let day):
      (LocalizedText(en: "\(day) is a holiday too", zh: "\(day) 同时列为假期"), nil)
    case .isBeyond(let day, let until):
      (
        LocalizedText(en: "\(day) lies behind \(until), where the calendar ends", zh: "\(day) 在日历截止日 \(until) 之后"),
        LocalizedText(en: "move calendar.until on", zh: "请把 calendar.until 往后移")
      )
    }
  }
}
