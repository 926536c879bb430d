import FondsModel
import FondsText

/// `SCH015`: a balance is the one before, plus what came and minus what went.
enum WrongBalance: RecordRule {
  static let description = RuleDescription(
    code: "SCH015", name: "wrong-balance",
    explanation: LocalizedText(
      en: """
        A kind says which rows keep a running balance: the stock of each article is its last balance, plus what was \
        received and minus what was issued. `fonds add` works it out.
        """,
      zh: "种类文件规定哪些行要逐行结存：每种物品的结存等于上次结存加收入减发出。用 `fonds add` 登记时会自动算好。"),
    fails: AgreementExample.replacing("left: 7", with: "left: 8"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root else { return [] }
    return record.agreements.flatMap { agreement -> [Diagnostic] in
      guard case .balance(let balance) = agreement else { return [] }
      var results = balance.openings(in: root)
      return root.values(at: balance.rows).compactMap { row in
        let key = balance.key(of: row)
        let expected = balance.result(of: row, after: results[key])
        guard let node = row[balance.result], let stated = node.number else {
          // A row without a balance is the schema's to judge; the next one goes on from what it should be.
          results[key] = expected
          return nil
        }
        results[key] = stated
        guard let expected, stated != expected else { return nil }
        let name = record.name(ofField: "\(balance.rows).\(balance.result)")
        return diagnostic(
          at: record.path, node.range,
          LocalizedText(
            en: "\(name.en) is \(stated.text), but what came and went leaves \(expected.text)",
            zh: "\(name.zh)写的是 \(stated.text)，按收发计算应为 \(expected.text)"),
          help: LocalizedText(en: "one slip shows once: mend this row first", zh: "请先改正这一行"))
      }
    }
  }
}
