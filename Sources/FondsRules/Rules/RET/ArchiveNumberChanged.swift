import FondsModel
import FondsText

/// `RET008`: an archive number, once given, stays.
enum ArchiveNumberChanged: ChangeRule {
  static let description = RuleDescription(
    code: "RET008", name: "archive-number-changed",
    explanation: LocalizedText(
      en: """
        The archive number (档号) that a record gets at filing stands on the box, in the catalogue and in other papers: it is \
        unique and stable (DA/T 13-2022, 4). It is neither changed nor taken away; what was filed in the wrong class is set right \
        by an approved amendment that names the field archive-number.
        """,
      zh: """
        归档时编定的档号写在档案盒、目录和其他文件上，要唯一、稳定（DA/T 13-2022 第 4 章）。不能改，也不能去掉；\
        归错类的，用批准过的更正单更正，更正单要写明字段 archive-number。
        """),
    fails: SealedExample.replacing("WS·2023-D30-HR-0001", with: "WS·2023-D30-HR-0002", year: nil),
    passes: SealedExample.replacing("title: 考勤制度", with: "title: 考勤办法", year: nil))

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard let after = record.after, let root = after.root, !change.isPlaceholder(root) else { return nil }
      let former = record.before.compactMap { $0.root?["archive-number"]?.string }
      let number = root["archive-number"]?.string
      guard let old = former.first, !former.contains(where: { $0 == number }) else { return nil }
      guard !change.amendments(of: record).contains(where: { $0.covers("archive-number", after: root) }) else {
        return nil
      }
      return diagnostic(
        at: after.path, (root["archive-number"] ?? root["id"])?.range,
        number.map {
          LocalizedText(en: "the archive number was \(old), not \($0)", zh: "档号原为 \(old)，不是 \($0)")
        } ?? LocalizedText(en: "the archive number \(old) was taken away", zh: "档号 \(old) 被去掉"),
        help: LocalizedText(en: "write archive-number: \(old)", zh: "请写 archive-number: \(old)"))
    }
  }
}
