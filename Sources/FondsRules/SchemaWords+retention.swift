import FondsModel
import FondsText

extension SchemaWords {
  /// What is wrong with the schedule beyond its form.
  static func words(forRetention problem: SchemaFileFault.Problem) -> Words {
    switch problem {
    case .noTrigger(let kind):
      (
        LocalizedText(
          en: "the kind '\(kind)' has none of the fields in `from`, so its records would never be due",
          zh: "种类“\(kind)”没有 from 里的任何字段，这类档案永远不会到期"),
        LocalizedText(
          en: "add a date field of the kind to `from`, or list the kind in another class",
          zh: "请在 from 里加上该种类的日期字段，或把该种类列到别的类")
      )
    case .unreachableClass(let kind, let other):
      (
        LocalizedText(
          en:
            "the class '\(other)' above takes these records\(kind.map { " of the kind '\($0)'" } ?? "") already: none gets here",
          zh: "上面的类“\(other)”已经包括\(kind.map { "种类“\($0)”的" } ?? "")这些档案，轮不到这里"),
        LocalizedText(
          en: "move this class above it, or give the upper one a condition (when)",
          zh: "请把这个类移到它前面，或给上面的类加条件（when）")
      )
    case .permanentDestroyed:
      (
        LocalizedText(en: "what is kept for ever is not destroyed", zh: "永久保管的档案不能销毁"),
        LocalizedText(en: "write review or transfer, or give a period", zh: "请改为 review 或 transfer，或写保管年限")
      )
    default: (LocalizedText(en: "this does not have the right form", zh: "写法不对"), nil)
    }
  }
}
