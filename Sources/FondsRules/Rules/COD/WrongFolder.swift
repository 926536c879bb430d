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

  /// A folder of the archive spelt otherwise, such as `records/`: a disk that does not tell capitals apart would lay its
  /// files among the records. Nil for any other path.
  static func check(topOf path: String) -> Diagnostic? {
    let top = path.prefix { $0 != "/" }
    let folded = Normalization.normalized(top.lowercased()).filter { $0 != "." && $0 != " " }
    guard let folder = [RecordPath.root, Schemas.root].first(where: { $0.lowercased() == folded && $0 != top }) else {
      return nil
    }
    return diagnostic(
      at: path, nil,
      LocalizedText(en: "'\(top)' would be taken for \(folder)/ on many disks", zh: "“\(top)”在许多磁盘上会被当成 \(folder)/"),
      help: LocalizedText(en: "move it into \(folder)/, or name it otherwise", zh: "请移入 \(folder)/，或改用别的名字"))
  }
}
