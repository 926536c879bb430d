import FondsModel
import FondsText

/// `COD008`: numbers follow one another.
enum NumberGap: CollectionRule {
  static let description = RuleDescription(
    code: "COD008", name: "number-gap", severity: .warning,
    explanation: LocalizedText(
      en: """
        The numbers of a department, year and type follow one another from 001, so that a missing record is noticed. A \
        number that will not be used gets a card of kind void that says why: \
        fonds new void --dept HR id=HR-2023-01-014 reason=…
        """,
      zh: """
        同一部门、年份、类型的编号从 001 起连续，少了一份就看得出来。不再使用的编号要放一张作废卡说明原因：\
        fonds new void --dept HR id=HR-2023-01-014 reason=…
        """),
    fails: .numbered("HR-2023-01-001", "HR-2023-01-004"), passes: .numbered("HR-2023-01-001", "HR-2023-01-002"))

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    let id = entry.id
    guard entry.isAtHome else { return [] }
    let files = collection.files(id.series)
    // Two files of one number are one end of a gap.
    guard files[id.sequence - 1] == nil, id.sequence > 1,
      files[id.sequence]?.min(by: { $0.isBytewiseBefore($1) }) == entry.path
    else { return [] }
    let before = files.keys.filter { $0 < id.sequence }.max() ?? 0
    let first = RecordID(series: id.series, sequence: before + 1).text
    let last = RecordID(series: id.series, sequence: id.sequence - 1).text
    let missing = first == last ? first : "\(first) – \(last)"
    return [
      diagnostic(
        at: entry.path, entry.range,
        LocalizedText(en: "before \(id), \(missing) is missing", zh: "\(id) 之前缺少 \(missing)"),
        help: LocalizedText(
          en:
            "if the number is not used, say why: fonds new void --dept \(id.series.department) id=\(first) reason=…",
          zh: "如果编号不用了，请放一张作废卡：fonds new void --dept \(id.series.department) id=\(first) reason=…"))
    ]
  }
}
