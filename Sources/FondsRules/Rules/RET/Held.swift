import FondsModel
import FondsText

/// `RET004`: what is held stays.
enum Held: ChangeRule {
  static let description = RuleDescription(
    code: "RET004", name: "held",
    explanation: LocalizedText(
      en: """
        While any hold covers a record, by its number or by a search, it is not destroyed, whatever its period: a dispute, \
        an audit, a debt that is not settled (order no. 79 of 2015, article 19). The holds before the change count: one \
        that is released in the same push still holds; push the release first. A hold whose search can't be read holds \
        everything until it is mended.
        """,
      zh: """
        只要有一份冻结单列了这份档案的编号、或它符合冻结单的查找条件，无论是否到期都不能销毁：纠纷、审计、未结清的债权债务\
        （《会计档案管理办法》第十九条）。以改动以前的冻结为准：同一次推送里解除的仍然有效，请先推送解除。\
        查找条件读不懂的冻结单，改好以前视为冻结全部档案。
        """),
    fails: TombstoneExample.held, passes: TombstoneExample.sound)

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      let holds = record.destroyed.flatMap(change.holds)
      guard let after = record.after, let hold = holds.first else { return nil }
      let others = Set(holds.map(\.number)).count - 1
      return diagnostic(
        at: after.path, after.root?["kind"]?.range,
        LocalizedText(
          en: "the record is held by \(hold.number)" + (others > 0 ? " and \(others) more" : ""),
          zh: "本件被 \(hold.number)" + (others > 0 ? " 等 \(others + 1) 份冻结单" : "") + "冻结"),
        help: LocalizedText(
          en:
            "put the record back and take it off the list; once the matter is over: fonds hold release \(hold.number)",
          zh: "请恢复原件，并从清册里抽出；事情了结以后解除冻结：fonds hold release \(hold.number)"))
    }
  }
}
