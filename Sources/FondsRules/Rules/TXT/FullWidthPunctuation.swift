import FondsText

/// `TXT011`: the colon behind a field is the ASCII one.
enum FullWidthPunctuation: TextRule {
  static let description = RuleDescription(
    code: "TXT011", name: "full-width-punctuation", fix: .safe,
    explanation: LocalizedText(
      en: """
        Behind the name of a field stands the ASCII colon and a blank. Chinese input methods write the full-width colon \
        '：', which YAML takes for a part of the text. `fonds check --fix` and `fonds commit` mend it.
        """,
      zh: """
        字段名后面要用英文冒号加一个空格。中文输入法打出的全角冒号“：”会被当成文字的一部分。\
        `fonds check --fix` 和 `fonds commit` 会自动改好。
        """),
    fails: .replacing("title: 考勤制度", with: "title：考勤制度"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .fullWidthColon(let key) = fault.kind else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "'：' behind '\(key)' is a full-width colon", zh: "“\(key)”后面是全角冒号“：”"),
      help: LocalizedText(en: "write '\(key): ' with an ASCII colon", zh: "请改成英文冒号加空格：\(key): "),
      fix: Fix(.safe, edits: fault.edits))
  }
}
