import FondsModel
import FondsText

/// `COD005`: a record lies in the folder that its number names.
enum WrongFolder: RecordRule {
  static let description = RuleDescription(
    code: "COD005", name: "wrong-folder", fix: .safe,
    explanation: LocalizedText(
      en: """
        A record lies in Records/<department>/<year>/<type>, as its number says, so that a number is found without \
        an index. `fonds check --fix` moves it there.
        """,
      zh: "档案按编号存放在 Records/<部门>/<年份>/<类型>，这样不靠索引也找得到。`fonds check --fix` 会移动文件。"),
    fails: .moved(to: "Records/HR/2022/01/HR-2023-01-001_2023-05-08_考勤制度.yaml"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let id = record.id, RecordPath.folder(of: record.path) != id.series.folder else { return [] }
    return [
      diagnostic(
        at: record.path, nil,
        LocalizedText(en: "\(id) belongs in \(id.series.folder)/", zh: "\(id) 应放在 \(id.series.folder)/"),
        help: LocalizedText(en: "move the file there, or correct its number", zh: "请移动文件，或改正编号"),
        fix: record.move)
    ]
  }
}
