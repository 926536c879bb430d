import FondsText

/// `TXT001`: records are UTF-8, whatever the editor's old habit is.
enum NotUTF8: TextRule {
  static let description = RuleDescription(
    code: "TXT001", name: "not-utf8", fix: .unsafe,
    explanation: LocalizedText(
      en: """
        A record is text in UTF-8. Older Windows editors save Chinese text as GBK (GB18030) or "Unicode" (UTF-16); \
        other programs would then show wrong characters, and nobody could search the record.

        In Notepad: File > Save As, Encoding: UTF-8. Or: fonds check --fix --unsafe-fixes FILE, and read the result.
        """,
      zh: """
        档案必须是 UTF-8 文字。旧版记事本会把中文存成 GBK（GB18030）或“Unicode”（UTF-16），别的程序打开就是乱码，也查不到。

        用记事本：文件 > 另存为，编码选 UTF-8。或者：fonds check --fix --unsafe-fixes 文件，然后核对内容。
        """),
    fails: Example([.init(path: Example.path, bytes: Array("title: ".utf8) + [0xBF, 0xBC, 0xC7, 0xDA, 0x0A])]))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    guard case .notUTF8(let encoding) = fault.kind else { return nil }
    guard let encoding else {
      return diagnostic(
        at: path, fault.range,
        LocalizedText(en: "the file is not UTF-8 text", zh: "文件不是 UTF-8 文字"),
        help: LocalizedText(
          en: "open it in the program that wrote it and save it as UTF-8; if it is no text, it does not belong here",
          zh: "请用原来的程序打开，另存为 UTF-8；如果不是文字文件，就不该放在这里"))
    }
    let name = encoding.rawValue
    let fix = encoding.decoded(source).map { Fix(.unsafe, edits: [Edit(0..<source.count, $0)]) }
    // The whole file is at fault, and its line would only show wrong characters.
    return diagnostic(
      at: path, nil,
      LocalizedText(en: "the file is \(name) text, not UTF-8", zh: "文件是 \(name) 编码，不是 UTF-8"),
      help: LocalizedText(
        en:
          "in Notepad: File > Save As, Encoding: UTF-8; or: fonds check --fix --unsafe-fixes FILE, and read the result",
        zh: "用记事本：文件 > 另存为，编码选 UTF-8；或者：fonds check --fix --unsafe-fixes 文件，然后核对内容"),
      fix: fix)
  }
}
