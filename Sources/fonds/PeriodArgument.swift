import ArgumentParser
import FondsText

extension CalendarPeriod {
  /// Reads the value of `--period`; nil where it was left out.
  static func argument(_ text: String?) throws -> CalendarPeriod? {
    guard let text else { return nil }
    guard let period = CalendarPeriod(text) else {
      throw ValidationError(
        say(
          "'\(text)' is no period: write 2023, 2023-H1, 2023-Q2, 2023-05, 2023-05-08 or A..B",
          "“\(text)”不是期间：请写 2023、2023-H1、2023-Q2、2023-05、2023-05-08 或 A..B"))
    }
    return period
  }
}
