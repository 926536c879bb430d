import FondsText

/// `TXT003`: lines end with LF.
enum LineEnding: TextRule {
  static let description = RuleDescription(
    code: "TXT003", name: "line-ending", fix: .safe,
    explanation: LocalizedText(
      en: """
        Lines end with LF. Windows editors write CR LF; then the same record has two sets of bytes, and its digest and \
        signature no longer hold. `fonds check --fix` and `fonds commit` mend it.
        """,
      zh: """
        行尾必须是 LF。Windows 编辑器会写成 CR LF，同一份档案就有了两种字节，摘要和签名就对不上了。\
        `fonds check --fix` 和 `fonds commit` 会自动改好。
        """),
    fails: .replacing("考勤制度\n", with: "考勤制度\r\n"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .lineEnding(let count) = fault.kind else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(
        en: count == 1 ? "a line ends with CR" : "\(count) lines end with CR, this one first",
        zh: "有 \(count) 行以 CR 结尾，这是第一处"),
      help: LocalizedText(en: "lines end with LF alone", zh: "行尾只用 LF"),
      fix: Fix(.safe, edits: fault.edits))
  }
}
