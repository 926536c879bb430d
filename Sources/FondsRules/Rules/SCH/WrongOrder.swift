import FondsModel
import FondsText

/// `SCH012`: what comes first in time comes first in the record.
enum WrongOrder: RecordRule {
  static let description = RuleDescription(
    code: "SCH012", name: "wrong-order",
    explanation: LocalizedText(
      en:
        "A kind says which of its dates, times or numbers may not decrease: a contract does not end before it is signed.",
      zh: "种类文件规定哪些日期、时间或数目必须依次不减：合同的到期日不会早于签订日。"),
    fails: AgreementExample.replacing("until: 2023-05-09", with: "until: 2023-05-01"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.agreements.flatMap { agreement -> [Diagnostic] in
      guard case .order(let paths) = agreement, let root = record.root, let first = paths.first else { return [] }
      // One path alone: the rows of a list follow one another.
      if paths.count == 1 { return check(root.values(at: first).map { (first, $0) }, record) }
      return root.owners(of: first).flatMap { owner in
        check(paths.compactMap { path in owner[lastKey(path)].map { (path, $0) } }, record)
      }
    }
  }

  private static func check(_ values: [(path: String, node: Node)], _ record: RecordContext) -> [Diagnostic] {
    var last: (path: String, node: Node, value: Ordinal)?
    var found: [Diagnostic] = []
    for (path, node) in values {
      guard let value = Ordinal(node) else { continue }
      if let last, last.value.isAfter(value) == true {
        let (earlier, later) = (record.name(ofField: last.path), record.name(ofField: path))
        let (a, b) = (Words.value(last.node), Words.value(node))
        found.append(
          diagnostic(
            at: record.path, node.range,
            LocalizedText(
              en: "\(later.en) (\(b)) comes before \(earlier.en) (\(a))",
              zh: "\(later.zh)（\(b)）早于或小于\(earlier.zh)（\(a)）"),
            help: LocalizedText(en: "correct one of the two", zh: "请改正其中一个")))
      }
      last = (path, node, value)
    }
    return found
  }
}
