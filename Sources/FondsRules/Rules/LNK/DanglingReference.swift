import FondsModel
import FondsText

/// `LNK001`: a record that another refers to exists.
enum DanglingReference: CollectionRule {
  static let description = RuleDescription(
    code: "LNK001", name: "dangling-reference",
    explanation: LocalizedText(
      en: """
        A number that a record gives as a reference is that of a record in the same tree. A record that was given up \
        leaves a void card under its number, and a destroyed one a tombstone, so a reference never has to dangle.
        """,
      zh: """
        档案里引用的编号，必须有这份档案。编号作废的留有作废卡，销毁的留有销毁凭证，所以引用不会落空。
        """),
    fails: .replacing("owner: li.na\n", with: "owner: li.na\nreferences: [HR-2023-01-007]\n"))

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    entry.references.filter { collection.files(of: $0.target).isEmpty }.map { reference in
      diagnostic(
        at: entry.path, reference.range,
        LocalizedText(
          en: "no record has the number '\(reference.target)'", zh: "没有编号为“\(reference.target)”的档案"),
        help: help(reference.target, collection))
    }
  }

  /// The nearest number of the same series with its summary, which stands in the file's name.
  private static func help(_ number: RecordID, _ collection: RecordCollection) -> LocalizedText {
    let files = collection.files(number.series)
    let numbers = files.keys.map { RecordID(series: number.series, sequence: $0).text }
    guard let nearest = nearestName(to: number.text, among: numbers), let id = RecordID(nearest),
      let path = files[id.sequence]?.first
    else {
      return LocalizedText(
        en: "look for the record: fonds find WORDS", zh: "可以查找一下正确的编号：fonds find 关键词")
    }
    // NUMBER_DATE_SUMMARY.yaml
    let name = RecordPath.name(of: path).dropLast(RecordPath.ending.count)
    let summary = name.split(separator: "_", maxSplits: 2).last ?? name
    return LocalizedText(en: "did you mean \(nearest) (\(summary))?", zh: "是不是 \(nearest)（\(summary)）？")
  }
}
