import FondsText

/// `TXT009`: at most 1 MiB.
enum TooLarge: RecordRule {
  static let description = RuleDescription(
    code: "TXT009", name: "too-large",
    explanation: LocalizedText(
      en: "A record is a text of at most 1 MiB (1 048 576 bytes). Longer papers belong beside it, as an attachment.",
      zh: "一份档案的文字最多 1 MiB（1 048 576 字节）。更长的内容应作为附件另存。"),
    fails: Example([
      .init(path: Example.path, bytes: [UInt8](repeating: UInt8(ascii: "#"), count: RecordLimit.fileSize + 1))
    ]))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let size = size(of: record.content) else { return [] }
    return [
      diagnostic(
        at: record.path, nil,
        LocalizedText(
          en: "the file has \(size) bytes; a record has at most \(RecordLimit.fileSize)",
          zh: "文件有 \(size) 字节，档案最多 \(RecordLimit.fileSize) 字节"),
        help: LocalizedText(en: "keep long papers as attachments", zh: "长文请作为附件保存"))
    ]
  }

  private static func size(of content: RecordFile.Content) -> Int? {
    switch content {
    case .tooLarge(let size): return size
    case .text(let reading):
      for fault in reading.faults { if case .tooLarge(let size) = fault.kind { return size } }
      return nil
    default: return nil
    }
  }
}
