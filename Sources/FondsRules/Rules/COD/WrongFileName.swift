import FondsModel
import FondsText

/// `COD006`: a file name carries number, date and a summary.
enum WrongFileName: RecordRule {
  static let description = RuleDescription(
    code: "COD006", name: "wrong-file-name", fix: .safe,
    explanation: LocalizedText(
      en: """
        A record's file is named <number>_<date>_<summary>.yaml, with the number and date that stand in it. The summary \
        is free: 1 to 40 characters, at most 150 bytes, none of / \\ : * ? " < > | %, no blank or full stop at its end. \
        Other files do not belong below Records/. `fonds check --fix` renames what it can.
        """,
      zh: """
        文件名是 <编号>_<日期>_<摘要>.yaml，编号和日期必须与内容一致。摘要可以自己定：1 到 40 个字，不超过 150 字节，\
        不能有 / \\ : * ? " < > | %，结尾不能是空格或句点。Records/ 下面不放别的文件。`fonds check --fix` 会改名。
        """),
    fails: .moved(to: "Records/HR/2023/01/HR-2023-01-001_2023-05-08_考勤制度.yml"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    switch record.content {
    case .symbolicLink, .submodule, .special: return []
    case .text, .unread, .tooLarge: break
    }
    switch record.name {
    // The malformed number that the record says itself: COD001 has told of it.
    case .failure(.noNumber) where record.nameStartsWithItsMalformedNumber: return []
    case .failure(let fault):
      let words = words(for: fault)
      let fix = record.move ?? endingFix(fault, record)
      return [diagnostic(at: record.path, nil, words.message, help: words.help, fix: fix)]
    case .success(let name):
      return disagreement(of: name, with: record)
    }
  }

  private static func disagreement(of name: RecordName, with record: RecordContext) -> [Diagnostic] {
    if let id = record.id, name.id != id {
      return [
        diagnostic(
          at: record.path, nil,
          LocalizedText(
            en: "the file name says \(name.id), the record says \(id)", zh: "文件名写的是 \(name.id)，内容写的是 \(id)"),
          help: LocalizedText(en: "correct whichever is wrong", zh: "请改正写错的一处"))
      ]
    }
    if let date = record.date, name.date != date.description {
      return [
        diagnostic(
          at: record.path, nil,
          LocalizedText(
            en: "the file name says \(name.date), the record says \(date)", zh: "文件名写的是 \(name.date)，内容写的是 \(date)"),
          help: LocalizedText(en: "rename the file, or correct the date", zh: "请改文件名，或改正日期"))
      ]
    }
    return []
  }

  private static func endingFix(_ fault: RecordName.Fault, _ record: RecordContext) -> Fix? {
    guard case .wrongEnding(let mended?) = fault else { return nil }
    return Fix(.safe, newPath: RecordPath.folder(of: record.path) + "/" + mended)
  }

  private static func words(for fault: RecordName.Fault) -> (message: LocalizedText, help: LocalizedText?) {
    let form = LocalizedText(
      en: "name it <number>_<date>_<summary>.yaml, such as HR-2023-01-015_2023-05-08_Leave.yaml",
      zh: "文件名应为 <编号>_<日期>_<摘要>.yaml，如 HR-2023-01-015_2023-05-08_考勤制度.yaml")
    return switch fault {
    case .wrongEnding(.some):
      (LocalizedText(en: "the name does not end with '.yaml'", zh: "文件名不是以 .yaml 结尾"), form)
    case .wrongEnding(nil):
      (
        LocalizedText(en: "this file is not a record", zh: "这个文件不是档案"),
        LocalizedText(en: "keep it somewhere else than below Records/", zh: "请放到 Records/ 以外的地方")
      )
    case .noNumber: (LocalizedText(en: "the name does not start with a number", zh: "文件名开头不是编号"), form)
    case .noDate: (LocalizedText(en: "the name has no date behind the number", zh: "文件名的编号后面没有日期"), form)
    case .noSummary: (LocalizedText(en: "the name has no summary behind the date", zh: "文件名的日期后面没有摘要"), form)
    case .summaryTooLong:
      (
        LocalizedText(en: "the summary in the name is too long", zh: "文件名里的摘要太长"),
        LocalizedText(en: "at most 40 characters and 150 bytes", zh: "最多 40 个字、150 字节")
      )
    case .summaryCharacter(let character):
      (
        LocalizedText(
          en: "the summary in the name has the character '\(character)'", zh: "文件名的摘要里有字符“\(character)”"),
        LocalizedText(en: "other systems can't have it in a name: use a dash", zh: "有的系统不允许，请换成短横线")
      )
    case .summaryEnd:
      (LocalizedText(en: "the summary ends with a blank or a full stop", zh: "摘要结尾是空格或句点"), nil)
    case .notNormalized:
      (LocalizedText(en: "the name is not in Unicode's composed form (NFC)", zh: "文件名不是 Unicode 合成形式（NFC）"), nil)
    }
  }
}
