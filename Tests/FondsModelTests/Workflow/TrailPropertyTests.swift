import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// What holds for every trail, over generated workflows and acts.
@Suite("Properties of trails")
struct TrailPropertyTests {
  /// A step as the generator made it: what an independent judge needs to know of it.
  private struct Step {
    let name: String
    let role: String
    let after: [Int]
    let isApproval: Bool
    let need: Int
  }

  private static let roles = ["head", "finance", "chief", "leader", "ceo", "witness"]
  private static let people = [
    "hr.head", "fin.head", "fin.two", "leader.one", "ceo.one", "clerk.one", "chief.one", "gone",
  ]

  private static func steps(_ random: inout SeededGenerator) -> [Step] {
    (0..<Int.random(in: 2...5, using: &random)).map { index in
      let isApproval = Bool.random(using: &random) || index == 0
      return Step(
        name: "s\(index)", role: roles.randomElement(using: &random) ?? "head",
        after: (0..<index).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }, isApproval: isApproval,
        need: isApproval ? 1 : Int.random(in: 1...2, using: &random))
    }
  }

  private static func office(_ steps: [Step]) throws -> WorkflowOffice {
    let lines = steps.map { step in
      let after = step.after.map { "s\($0)" }.joined(separator: ", ")
      return "  - {name: \(step.name), role: \(step.role), after: [\(after)], need: \(step.need)"
        + (step.isApproval ? "}" : ", decision: done}")
    }
    return try WorkflowOffice("steps:\n" + lines.joined(separator: "\n") + "\ndone: approved\n")
  }

  /// Acts at random, of which those are kept that the rules let through, as `fonds act` does.
  private static func trail(_ steps: [Step], _ office: WorkflowOffice, _ random: inout SeededGenerator) throws
    -> [String]
  {
    var trail: [String] = []
    for round in 0..<60 {
      let step = steps.randomElement(using: &random) ?? steps[0]
      let word = step.isApproval ? (Int.random(in: 0..<12, using: &random) == 0 ? "return" : "approve") : "done"
      let person = people.randomElement(using: &random) ?? "gone"
      let next = trail + ["\(step.name) \(person) \(word) \(2 + round / 3)"]
      if try office.progress("asks: clerk.one", next).faults.isEmpty { trail = next }
    }
    return trail
  }

  @Test func nothingIsApprovedWithoutEveryStepByTheRightHand() throws {
    let done = try (0..<60).count { seed in try Self.isDone(SeededGenerator(seed: UInt64(seed))) }
    // Else nothing would have been looked at.
    #expect(done > 15)
  }

  /// Makes a paper, and looks at it closely where it came to its end.
  private static func isDone(_ random: SeededGenerator) throws -> Bool {
    var random = random
    let steps = Self.steps(&random)
    let office = try Self.office(steps)
    let trail = try Self.trail(steps, office, &random)
    let progress = try office.progress("asks: clerk.one", trail)
    guard progress.outcome == .done else { return false }
    // Judged without the engine: after the last return, from the text of the trail alone.
    let words = trail.map { $0.split(separator: " ").map(String.init) }
    let last = words.lastIndex { $0[2] == "return" } ?? -1
    let standing = words[(last + 1)...]
    var deciders: [String] = []
    for step in steps {
      let taken = standing.filter { $0[0] == step.name }
      #expect(Set(taken.map { $0[1] }).count >= step.need, "\(step.name): \(trail)")
      for entry in taken {
        let person = try #require(office.schemas.organization.person(entry[1]))
        let chain = [step.role] + Self.superiors(of: step.role, office)
        let day = try #require(CalendarDate("2023-05-\(entry[3].count == 1 ? "0" : "")\(entry[3])"))
        #expect(
          chain.contains { person.holds($0, on: day) } || person.id == "fin.two", "\(entry)")
        for before in step.after {
          let name = steps[before].name
          let place = standing.firstIndex(of: entry) ?? 0
          #expect(standing[..<place].contains { $0[0] == name }, "\(entry) before \(name)")
        }
      }
      if step.isApproval { deciders += taken.map { $0[1] } }
    }
    #expect(Set(deciders).count == deciders.count, "\(trail)")
    #expect(!deciders.contains("clerk.one"))
    #expect(!standing.contains { $0[1] == "gone" })
    return true
  }

  private static func superiors(of role: String, _ office: WorkflowOffice) -> [String] {
    guard let superior = office.schemas.organization.role(role)?.superior else {
      return [office.schemas.organization.role(role)?.deputy].compactMap(\.self)
    }
    return [superior] + superiors(of: superior, office)
  }

  @Test(arguments: 0..<60)
  func theOrderOfIndependentStepsDoesNotMatter(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed &+ 1000)
    let steps = Self.steps(&random)
    let office = try Self.office(steps)
    // Any trail, sound or not, without returns: who takes a step is drawn once.
    let entries = steps.indices.flatMap { index in
      (0..<steps[index].need).map { _ in
        (
          index,
          "\(steps[index].name) \(Self.people.randomElement(using: &random) ?? "gone") \(steps[index].isApproval ? "approve" : "done")"
        )
      }
    }
    let orders = (0..<6).map { _ in Self.order(of: entries, steps, &random) }
    let results = try orders.map { order in
      let progress = try office.progress("asks: clerk.one", order.map { "\($0) 2" })
      return "\(progress.outcome) \(progress.status ?? "-") \(progress.faults.isEmpty)"
    }
    #expect(Set(results).count == 1, "\(Set(results)): \(orders)")
  }

  /// The entries in some order that each step's own permits.
  private static func order(
    of entries: [(step: Int, text: String)], _ steps: [Step], _ random: inout SeededGenerator
  ) -> [String] {
    var rest = entries
    var order: [String] = []
    while !rest.isEmpty {
      let free = rest.indices.filter { index in !rest.contains { steps[rest[index].step].after.contains($0.step) } }
      let next = free.randomElement(using: &random) ?? 0
      order.append(rest.remove(at: next).text)
    }
    return order
  }
}
