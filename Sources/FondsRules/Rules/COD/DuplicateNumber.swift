import FondsModel
import FondsText

/// `COD007`: a number stands for one record.
///
/// Of two files at home under one number, the one with the later path is reported, or the one that is checked; of a
/// file at home and one astray, the one astray. So the check of one staged file says the same as the check of all.
enum DuplicateNumber: CollectionRule {
  static let description = RuleDescription(
    code: "COD007", name: "duplicate-number",
    explanation: LocalizedText(
      en: """
        A number is a record's identity: no two records share one. Two people who each took the next number at the same \
        time merge without a conflict, and then have this fault: `fonds renumber <number>` gives the one that is not \
        yet published the next number and rewrites what refers to it.
        """,
      zh: """
        编号就是档案的身份，两份档案不能同号。两个人同时取了同一个编号，合并时不会冲突，合并后就会报这个错：\
        用 `fonds renumber <编号>` 给尚未发布的那一份换下一个编号，并改好引用它的地方。
        """),
    fails: .numbered("HR-2023-01-001", "HR-2023-01-001"), passes: .numbered("HR-2023-01-001", "HR-2023-01-002"))

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    let id = entry.id
    let files = collection.files(id.series)[id.sequence] ?? []
    let other = files.first { other in
      other != entry.path && (!entry.isAtHome || other.isBytewiseBefore(entry.path) || !collection.isChecked(other))
    }
    guard let other else { return [] }
    return [
      diagnostic(
        at: entry.path, entry.range,
        LocalizedText(en: "the number \(id) is also that of \(other)", zh: "编号 \(id) 已被 \(other) 使用"),
        help: LocalizedText(
          en: "give the one that is not yet published another number: fonds renumber \(id)",
          zh: "请给尚未发布的一份换编号：fonds renumber \(id)"))
    ]
  }
}
