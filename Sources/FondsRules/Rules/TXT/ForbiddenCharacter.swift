import FondsText

/// `TXT007`: no character that would let a record look other than it is.
enum ForbiddenCharacter: TextRule {
  static let description = RuleDescription(
    code: "TXT007", name: "forbidden-character",
    explanation: LocalizedText(
      en: """
        Control characters, line separators other than LF and characters that reverse the direction of text are \
        refused, written out or as an escape: they can make a record show something else than it says, or break a line \
        for one program and not for another.
        """,
      zh: """
        不允许控制字符、LF 以外的换行符、改变文字方向的字符，直接写或用转义写都不行：\
        它们能让档案看起来和实际内容不一样，或者在不同程序里换行不一样。
        """),
    fails: .replacing("考勤制度\n", with: "考勤\u{202E}制度\n"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .forbiddenCharacter(let scalar) = fault.kind else { return nil }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "the character \(name) may not stand in a record", zh: "档案里不能有字符 \(name)"),
      help: LocalizedText(
        en: "remove it; it came along when text was copied, and may be invisible",
        zh: "请删除它；它可能看不见，多半是复制文字时带进来的"))
  }
}
