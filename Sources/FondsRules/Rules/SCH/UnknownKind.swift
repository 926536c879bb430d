import FondsModel
import FondsText

/// `SCH010`: the kind has a file in `Schemas/kinds/`.
enum UnknownKind: RecordRule {
  static let description = RuleDescription(
    code: "SCH010", name: "unknown-kind",
    explanation: LocalizedText(
      en: "A record's kind is the name of a file in Schemas/kinds/. `fonds kinds` lists them.",
      zh: "档案的种类必须是 Schemas/kinds/ 里的一个文件。用 `fonds kinds` 查看。"),
    fails: .replacing("kind: policy", with: "kind: polcy"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    let schemas = record.schemas
    guard let name = record.kindName, schemas.kinds[name] == nil, !schemas.brokenKinds.contains(name) else { return [] }
    let names = schemas.kinds.keys.sorted()
    let nearest = nearestName(to: name, among: names) ?? schemas.kinds.values.first { $0.label.zh == name }?.name
    return [
      diagnostic(
        at: record.path, record.root?["kind"]?.range,
        LocalizedText(en: "there is no kind '\(name)'", zh: "没有种类“\(name)”"),
        help: nearest.map(Words.suggestion)
          ?? LocalizedText(
            en: "the kinds are \(names.joined(separator: ", "))", zh: "现有种类：\(names.joined(separator: "、"))"))
    ]
  }
}
