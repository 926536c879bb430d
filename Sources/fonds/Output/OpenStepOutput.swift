import FondsModel
import FondsText
import FondsWorkspace

/// Steps that can be taken, for people and for programs.
struct OpenStepOutput {
  let console: Console

  /// What comes next, and who does it by when.
  func printNext(_ steps: [OpenStep]) {
    for step in steps where !step.isOptional {
      let people = step.people.map { Console.clean($0.name) }.joined(separator: say(", ", "、"))
      let due = step.due.map { say(" by \($0.shortText)", "，期限 \($0.shortText)") } ?? ""
      console.note(
        say("next: \(step.step): ", "下一步：\(step.label.zh)(\(step.step))：")
          + (people.isEmpty
            ? say("nobody may take it: see Schemas/organization.yaml", "没有人可以办理，请看 Schemas/organization.yaml") : people)
          + due)
    }
  }

  func printList(_ steps: [OpenStep]) {
    for step in steps {
      let words = step.decisions.map(\.rawValue).joined(separator: "|")
      let due = step.due.map { say("  by \($0.shortText)", "  期限 \($0.shortText)") } ?? ""
      console.print("\(step.id)  \(step.step) (\(words))\(due)  \(Console.clean(step.title))")
    }
  }

  static func json(_ step: OpenStep) -> Node {
    JSON.object([
      ("id", JSON.string(step.id.text)), ("title", JSON.string(step.title)), ("step", JSON.string(step.step)),
      ("decisions", JSON.array(step.decisions.map { JSON.string($0.rawValue) })),
      ("people", JSON.array(step.people.map { JSON.string($0.id) })), ("due", JSON.string(step.due?.text)),
      ("optional", Node(.bool(step.isOptional))), ("toMakeUp", Node(.bool(step.isToMakeUp))),
    ])
  }
}
