import FondsModel
import FondsText

/// `LNK002`: a field points to records of the kinds that it may point to.
enum WrongKindReference: CollectionRule {
  static let description = RuleDescription(
    code: "LNK002", name: "wrong-kind-reference",
    explanation: LocalizedText(
      en: """
        A kind says in `x-fonds.references` which kinds a field may point to: what supersedes a contract is a contract, \
        the order of an asset card is a purchase or a contract.
        """,
      zh: """
        种类文件的 x-fonds.references 规定一个字段可以引用哪些种类：替代合同的只能是合同，资产卡片的来源只能是采购或合同。
        """),
    fails: Example([
      .init(path: Example.path, bytes: Array(Example.text.utf8)),
      .init(
        path: "Records/HR/2023/03/HR-2023-03-001_2023-05-08_体检服务合同.yaml",
        bytes: Array(
          Example.text.replacing("HR-2023-01", with: "HR-2023-03").replacing("kind: policy", with: "kind: contract")
            .replacing("owner: li.na\n", with: "owner: li.na\nsupersedes: HR-2023-01-001\n").utf8)),
    ]))

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    entry.references.compactMap { reference in
      guard !reference.field.allowedKinds.isEmpty, let target = collection.record(reference.target),
        let kind = target.kind, !reference.field.allowedKinds.contains(kind),
        // What became of a number is told by a void card, whatever stood there.
        !target.isPlaceholder
      else { return nil }
      let kinds = reference.field.allowedKinds
      let field = Words.field(reference.field.path, label: reference.field.label)
      return diagnostic(
        at: entry.path, reference.range,
        LocalizedText(
          en: "\(field.en) points to \(reference.target), which is a '\(kind)'",
          zh: "\(field.zh)引用的 \(reference.target) 是“\(target.kindLabel?.zh ?? kind)”"),
        help: LocalizedText(
          en: "it may point to: \(kinds.joined(separator: ", "))", zh: "只能引用：\(kinds.joined(separator: "、"))"))
    }
  }
}
