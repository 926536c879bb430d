import FondsModel
import FondsText

/// A workflow for people: its steps, who takes each, and by when.
struct WorkflowOutput {
  let console: Console
  let organization: Organization

  func print(_ workflow: Workflow) {
    console.print(console.styled(Console.clean(say(workflow.label)), .bold) + "  \(workflow.path)")
    for (index, step) in workflow.steps.enumerated() {
      let mark = step.isOptional ? " " : step.condition == nil ? "*" : "?"
      let name = DisplayWidth.padded(step.name, to: 20)
      let label = DisplayWidth.padded(Console.clean(say(step.label)), to: 30)
      let parts = [actor(of: step), words(of: step), limits(of: step)].compactMap(\.self)
      console.print("\(mark) \(name)\(label)\(Console.clean(parts.joined(separator: say("; ", "；"))))")
      let before = step.after.map { workflow.steps[$0].name }
      if index > 0, before != [workflow.steps[index - 1].name] {
        let text =
          before.isEmpty
          ? say("open from the beginning", "一开始就可以办") : say("after ", "在这些环节之后：") + before.joined(separator: ", ")
        console.print(String(repeating: " ", count: 22) + console.styled(text, .dim))
      }
    }
    if let channel = workflow.greenChannel {
      let skipped = workflow.steps.indices.filter(channel.skips.contains).map { workflow.steps[$0].name }
      let leader = channel.to.map(role) ?? say("nobody, the act comes first", "先办后补")
      let text = say(
        "decides at once; made up within \(channel.makeUpWithin): ", "直接决定；\(channel.makeUpWithin) 内补办：")
      console.print(
        "? \(DisplayWidth.padded(Workflow.GreenChannel.step, to: 20))"
          + Console.clean("\(leader) \(text)\(skipped.joined(separator: ", "))"))
    }
    console.note(
      say(
        "* every record   ? where its condition holds   (blank) may be left out",
        "* 都要办   ? 符合条件的才办   （空白）可以不办"))
  }

  private func actor(of step: Workflow.Step) -> String {
    switch step.actor {
    case .role(let roles, let need):
      let names = roles.map(role).joined(separator: say(" or ", "或"))
      return switch need {
      case .some(1): names
      case .some(let count): say("\(count) of: ", "\(count) 名") + names
      case .all: say("all of: ", "全体") + names
      }
    case .person(let field):
      let holds = step.holds.map(role).joined(separator: say(" or ", "或"))
      return say("who stands in '\(field)'", "“\(field)”写的人")
        + (holds.isEmpty ? "" : say(", as \(holds)", "，须为\(holds)"))
    case .readers(let field): return say("those in '\(field)', in their order", "“\(field)”里的人，依次")
    }
  }

  private func words(of step: Workflow.Step) -> String {
    step.completing.map(\.rawValue).joined(separator: "|")
      + (step.isSelfAllowed ? say(", the requester too", "，本人也可以") : "")
  }

  private func limits(of step: Workflow.Step) -> String? {
    guard !step.limits.isEmpty || step.by != nil else { return nil }
    let times =
      step.by.map { say("by ", "最迟 ") + $0.description }
      ?? say("within ", "时限 ") + step.limits.map { "\($0.time)" }.joined(separator: say(" or ", "或"))
    let escalation = step.escalation.map {
      say(", after \($0.after) to the \(role($0.to))", "，\($0.after) 后报\(role($0.to))")
    }
    return times + (escalation ?? "")
  }

  private func role(_ name: String) -> String {
    organization.role(name).map { say($0.label) } ?? name
  }
}
