import FondsText

/// `TXT012`: no value that common YAML readers type differently.
enum AmbiguousScalar: TextRule {
  static let description = RuleDescription(
    code: "TXT012", name: "ambiguous-scalar", fix: .safe,
    explanation: LocalizedText(
      en: """
        YAML readers disagree on unquoted words such as yes, no, on and off, on numbers such as 0012, 1_000, 1e3 and \
        0x1F, on 1:30, and on dates that do not exist: text for one, a number or true for another. In quotes they are \
        text for all. Where a number is meant, write it in plain digits.
        """,
      zh: """
        不加引号的 yes、no、on、off，0012、1_000、1e3、0x1F 这样的数字，1:30，以及不存在的日期，各种 YAML 程序读法不一：\
        有的当文字，有的当数字或真假值。加了引号就都是文字。如果本意是数字，请直接写阿拉伯数字。
        """),
    fails: .replacing("title: 考勤制度", with: "title: off"),
    passes: .replacing("title: 考勤制度", with: "title: \"off\""))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .ambiguousScalar(let text) = fault.kind else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "programs read '\(text)' differently", zh: "“\(text)”在不同程序里读法不一"),
      help: LocalizedText(
        en: "put text in quotes: \"\(text)\"; write a number in plain digits",
        zh: "文字请加引号：\"\(text)\"；数字请直接写阿拉伯数字"),
      fix: Fix(.safe, edits: fault.edits))
  }
}
