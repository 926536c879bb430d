import FondsText

/// `TXT002`: no byte order mark.
enum ByteOrderMark: TextRule {
  static let description = RuleDescription(
    code: "TXT002", name: "byte-order-mark", fix: .safe,
    explanation: LocalizedText(
      en: """
        Some editors put an invisible mark (U+FEFF) before the first character. Other programs take it for a part of \
        the first key. `fonds check --fix` and `fonds commit` remove it. In Notepad, choose UTF-8, not "UTF-8 with BOM".
        """,
      zh: """
        有的编辑器会在文件开头放一个看不见的标记（U+FEFF），别的程序会把它当成第一个字段名的一部分。\
        `fonds check --fix` 和 `fonds commit` 会自动去掉。记事本里请选 UTF-8，不要选“带有 BOM 的 UTF-8”。
        """),
    fails: .replacing("id: HR", with: "\u{FEFF}id: HR"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard fault.kind == .byteOrderMark else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "the file starts with a byte order mark", zh: "文件开头有 BOM 标记"),
      help: LocalizedText(en: "save it as UTF-8 without BOM", zh: "请存成不带 BOM 的 UTF-8"),
      fix: Fix(.safe, edits: fault.edits))
  }
}
