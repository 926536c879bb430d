import FondsModel
import FondsText

/// `ACC003`: nothing is secret for longer than its level allows.
enum SecrecyTooLong: RecordRule {
  static let description = RuleDescription(
    code: "ACC003", name: "secrecy-too-long",
    explanation: LocalizedText(
      en: """
        A record is secret for at most as many years from its date as Schemas/classification.yaml gives its level: by law \
        20 and 30 for the two highest degrees and 10 for the third (Law on Guarding State Secrets, article on periods). \
        Where the record says nothing, that longest term holds. An extension within it is decided before the term ends.
        """,
      zh: """
        保密期限从档案日期起算，不得超过 classification.yaml 里该密级的最长期限：法定绝密不超过三十年，机密不超过二十年，\
        秘密不超过十年（保守国家秘密法关于保密期限的规定）。档案没有写期限的，按最长期限。在最长期限内延长的，要在期满以前决定。
        """),
    fails: Example.replacing(
      "classification: internal", with: "classification: confidential\nsecrecy-until: 2043-05-09"),
    passes: Example.replacing("classification: internal", with: "classification: confidential\nsecrecy-period: 20y"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    let classification = record.schemas.classification
    guard let root = record.root, let secrecy = classification.secrecy(of: root), let range = secrecy.range,
      !record.hasSchemaFault(at: range), let end = secrecy.end, let longest = secrecy.level.longest,
      let limit = classification.limit(of: root, at: secrecy.level), end > limit
    else { return [] }
    let level = secrecy.level.label
    return [
      diagnostic(
        at: record.path, range,
        LocalizedText(
          en: "this ends on \(end); a record that is \(level.en.lowercased()) is secret for at most \(longest) years",
          zh: "保密到 \(end)，而\(level.zh)级最长保密 \(longest) 年"),
        help: LocalizedText(
          en: "end it on \(limit) at the latest, or leave it out: the longest term holds then",
          zh: "最迟到 \(limit)；也可以不写，按最长期限"))
    ]
  }
}
