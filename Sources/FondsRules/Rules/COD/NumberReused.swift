import FondsModel
import FondsText

/// `COD009`: a number once taken is never given to another record.
public enum NumberReused: ChangeRule {
  public static let description = RuleDescription(
    code: "COD009", name: "number-reused",
    explanation: LocalizedText(
      en: """
        A number that was once published stands for that record for ever, even when the record has been removed: who \
        finds the number on paper must not find another record under it. Take the next free number: fonds renumber. A void \
        card is no other record: it may say what became of the number.
        """,
      zh: """
        发布过的编号永远代表那一份档案，即使它已被移除：凭纸上的编号查档，不能查到另一份。\
        请用 fonds renumber 取下一个空号。作废卡不算另一份档案，可以用来说明编号的去向。
        """),
    fails: Example(Example.sound.files, taken: ["HR-2023-01-001"]))

  public static func check(_ change: Change) -> [Diagnostic] { check(change.newNumbers) }

  /// What is wrong with some numbers, whoever brought them.
  public static func check(_ numbers: [Change.NewNumber]) -> [Diagnostic] {
    numbers.compactMap { number in
      guard let former = number.takenAs else { return nil }
      return diagnostic(
        at: number.path, number.range,
        LocalizedText(
          en: "the number \(number.id) was that of \(former)", zh: "编号 \(number.id) 曾经是 \(former) 的编号"),
        help: LocalizedText(
          en: "a number is never given twice; take the next: fonds renumber \(number.id)",
          zh: "编号不能重复使用，请取下一个：fonds renumber \(number.id)"))
    }
  }
}
