import FondsText

/// `TXT008`: Unicode normalization form C.
enum NotNormalized: TextRule {
  static let description = RuleDescription(
    code: "TXT008", name: "not-normalized", fix: .safe,
    explanation: LocalizedText(
      en: """
        Some characters can be written in two ways that look the same: é as one character, or as e and an accent. \
        Records use the composed form (Unicode NFC), so that what looks the same is found. `fonds check --fix` mends it.
        """,
      zh: """
        有些字符有两种写法，看起来一样：é 可以是一个字符，也可以是 e 加重音符号。\
        档案统一用合成形式（Unicode NFC），看起来一样的就能查得到。`fonds check --fix` 会自动改好。
        """),
    fails: .replacing("title: 考勤制度", with: "title: Cafe\u{301} 考勤制度"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard fault.kind == .notNormalized else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "these characters are not in their composed form (NFC)", zh: "这些字符不是合成形式（NFC）"),
      help: LocalizedText(en: "fonds check --fix composes them", zh: "fonds check --fix 会自动改好"),
      fix: Fix(.safe, edits: fault.edits))
  }
}
