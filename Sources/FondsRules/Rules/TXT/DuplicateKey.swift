import FondsText

/// `TXT005`: a field stands once.
enum DuplicateKey: TextRule {
  static let description = RuleDescription(
    code: "TXT005", name: "duplicate-key",
    explanation: LocalizedText(
      en: "A field that stands twice has two values, and programs disagree on which one counts.",
      zh: "同一个字段写了两次，就有两个内容，各种程序取哪一个并不一致。"),
    fails: .replacing("status: draft", with: "status: draft\nstatus: draft"))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .duplicateKey(let key) = fault.kind else { return nil }
    return diagnostic(
      at: path, fault.range,
      LocalizedText(en: "the field '\(key)' stands here a second time", zh: "字段“\(key)”重复出现"),
      help: LocalizedText(en: "keep one of the two lines", zh: "请只保留其中一行"))
  }
}
