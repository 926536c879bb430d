import FondsModel
import FondsText

/// `SCH017`: nothing stands twice in a list of different things.
enum RepeatedEntry: RecordRule {
  static let description = RuleDescription(
    code: "SCH017", name: "repeated-entry",
    explanation: LocalizedText(
      en:
        "A kind says which lists hold each thing once: a stocktake counts an asset once, a roster lists a person once.",
      zh: "种类文件规定哪些列表里每样只能出现一次：盘点表里一件资产只点一次。"),
    fails: AgreementExample.replacing("{what: B, weight", with: "{what: A, weight"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root else { return [] }
    return record.agreements.flatMap { agreement -> [Diagnostic] in
      guard case .unique(let paths) = agreement else { return [] }
      var seen: Set<String> = []
      return paths.flatMap { path in
        root.values(at: path).compactMap { node in
          guard !seen.insert(Words.value(node)).inserted else { return nil }
          let name = record.name(ofField: path)
          return diagnostic(
            at: record.path, node.range,
            LocalizedText(
              en: "\(name.en) has '\(Words.value(node))' a second time", zh: "\(name.zh)里“\(Words.value(node))”重复出现"))
        }
      }
    }
  }
}
