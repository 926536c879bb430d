import FondsText

/// `TXT010`: a record is a regular file.
enum NotARegularFile: RecordRule {
  static let description = RuleDescription(
    code: "TXT010", name: "not-a-regular-file",
    explanation: LocalizedText(
      en: """
        Below Records/ there are folders and regular files, nothing else: a link, a submodule or a device has no \
        content of its own that the archive could keep.
        """,
      zh: "Records/ 下面只能有文件夹和普通文件。链接、子模块、设备文件没有自己的内容，无法归档。"),
    fails: Example([]), passes: .sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    let what: LocalizedText
    switch record.content {
    case .symbolicLink: what = LocalizedText(en: "a symbolic link", zh: "符号链接")
    case .submodule: what = LocalizedText(en: "a submodule", zh: "子模块")
    case .special: what = LocalizedText(en: "a pipe, socket or device", zh: "管道、套接字或设备文件")
    case .text, .unread, .tooLarge: return []
    }
    return [
      diagnostic(
        at: record.path, nil,
        LocalizedText(en: "this is \(what.en), not a record", zh: "这是\(what.zh)，不是档案"),
        help: LocalizedText(en: "put the file itself in its place", zh: "请换成文件本身"))
    ]
  }
}
