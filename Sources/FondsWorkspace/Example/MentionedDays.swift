import FondsText

/// The days that a text speaks of: `2023-07-03`, `2023 年 7 月 3 日`, and `7 月 3 日` of a year that is understood.
struct MentionedDays {
  let days: [CalendarDate]

  /// - Parameters:
  ///   - year: the year of what is said without one.
  ///   - countsMonths: whether a month alone stands for its first day.
  init(in text: String, year: Int, countsMonths: Bool = false) {
    let iso = text.split { !($0.isASCII && $0.isNumber) && $0 != "-" }.compactMap { CalendarDate(String($0)) }
    // Figures with the character behind each, blanks left out: 2023年, 7月, 3日.
    var figures: [(value: Int, unit: Character)] = []
    var digits = ""
    for character in text where character != " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if let value = Int(digits) { figures.append((value, character)) }
      digits = ""
    }
    var written: [CalendarDate] = []
    for index in figures.indices where figures[index].unit == "月" {
      let month = figures[index].value
      let year = index > 0 && figures[index - 1].unit == "年" ? figures[index - 1].value : year
      let hasDay = index + 1 < figures.count && figures[index + 1].unit == "日"
      guard hasDay || countsMonths else { continue }
      let day = hasDay ? figures[index + 1].value : 1
      if let date = CalendarDate(year: year, month: month, day: day) { written.append(date) }
    }
    days = iso + written
  }
}
