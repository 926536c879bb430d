import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// What holds for every sequence of acts along the workflows that Fonds ships, by the people of its organisation.
@Suite("Properties of trails of the shipped workflows")
struct ShippedTrailPropertyTests {
  private struct Entry {
    let step: String
    let by: String
    let word: String
  }

  private let schemas: Schemas

  init() throws {
    schemas = try ShippedSchemas.load()
  }

  /// Acts at random, of which those are kept that the rules let through, as `fonds act` does. Evidence is left out: what
  /// a step has to leave behind is another matter.
  private func acts(
    _ way: PaperWay, _ workflow: Workflow, _ kind: Kind, _ random: inout SeededGenerator
  ) throws -> (entries: [Entry], lines: [String], progress: Progress) {
    var entries: [Entry] = []
    var lines: [String] = []
    var progress = try replay(way, lines, kind)
    let people = schemas.organization.people.map(\.id)
    for round in 0..<140 {
      guard progress.outcome != .rejected, progress.outcome != .withdrawn else { break }
      let step = workflow.steps.randomElement(using: &random)
      let isGreen = workflow.greenChannel != nil && Int.random(in: 0..<12, using: &random) == 0
      let name = isGreen ? Workflow.GreenChannel.step : step?.name ?? ""
      var words = isGreen ? ["approve"] : (step?.completing ?? []).map(\.rawValue)
      if Int.random(in: 0..<40, using: &random) == 0 { words = ["return", "reject", "approve", "done"] }
      // Half of them by somebody whom the file names, half by anybody.
      let named = way.steps.first { $0.name == name }?.by ?? []
      let by = (Bool.random(using: &random) ? named : people).randomElement(using: &random) ?? "he.jun"
      let entry = Entry(step: name, by: by, word: words.randomElement(using: &random) ?? "done")
      let minute = round < 60 ? "09:\(round < 10 ? "0" : "")\(round)" : "\(10 + round / 60):\(10 + round % 50)"
      let line = PaperWay.entry(entry.step, entry.by, entry.word, "2023-05-09T\(minute):00+08:00")
      let next = try replay(way, lines + [line], kind)
      let isSound = next.faults.allSatisfy { fault in
        if case .missingEvidence = fault.problem { return true }
        return false
      }
      guard isSound else { continue }
      entries.append(entry)
      lines.append(line)
      progress = next
    }
    return (entries, lines, progress)
  }

  private func replay(_ way: PaperWay, _ lines: [String], _ kind: Kind) throws -> Progress {
    try #require(
      Progress(of: way.root(lines), kind: kind, schemas: schemas, organization: schemas.organization))
  }

  /// All to whom a role can fall, read from the organisation alone: its holders, those above it, those who stand in.
  private func reach(_ role: String, _ department: String, _ day: CalendarDate) -> Set<String> {
    var roles: [String] = [role]
    var index = 0
    while index < roles.count {
      let found = schemas.organization.role(roles[index])
      roles += [found?.superior, found?.deputy].compactMap(\.self).filter { !roles.contains($0) }
      index += 1
    }
    let holders = roles.flatMap { name in
      schemas.organization.people.filter { person in
        let isOwn = schemas.organization.role(name)?.isPerDepartment ?? false
        return person.holds(name, on: day) && (!isOwn || person.department == department)
      }
    }
    return Set(holders.map(\.id) + holders.compactMap(\.deputy))
  }

  @Test(arguments: PaperWay.all)
  func nothingComesToItsEndWithoutEveryStepByTheRightHand(_ way: PaperWay) throws {
    let kind = try #require(schemas.kinds[way.kind])
    let workflow = try #require(schemas.workflow(of: kind))
    let record = try way.root([])
    let day = try #require(CalendarDate("2023-05-09"))
    let department = String(way.number.prefix { $0 != "-" })
    for seed in 0..<3 {
      var random = SeededGenerator(seed: UInt64(seed))
      let (entries, lines, progress) = try acts(way, workflow, kind, &random)
      // Of the words that the trail has brought each agrees with it.
      for word in progress.reachedStatuses(of: kind) { #expect(progress.agrees(with: word, of: kind), "\(word)") }
      // Read from the text of the trail alone, from the last return on.
      let standing = entries[((entries.lastIndex { $0.word == "return" } ?? -1) + 1)...].filter { $0.word != "reject" }
      let isGreen = standing.contains { $0.step == Workflow.GreenChannel.step }
      var deciders: [String] = standing.filter { $0.step == Workflow.GreenChannel.step }.map(\.by)
      for (index, step) in workflow.steps.enumerated() where workflow.applies(index, to: record) {
        let taken = standing.filter { $0.step == step.name }
        if case .role(let roles, _) = step.actor {
          let reach = roles.reduce(into: Set<String>()) { $0.formUnion(self.reach($1, department, day)) }
          #expect(taken.allSatisfy { reach.contains($0.by) }, "\(step.name): \(lines.joined())")
        }
        // To have read a paper is no decision on it.
        let decided = taken.filter { $0.word == "approve" }
        if step.isApproval, !step.isSelfAllowed { deciders += Set(decided.map(\.by)) }
        guard progress.outcome == .done, !step.isOptional else { continue }
        switch step.actor {
        case .role: #expect(!taken.isEmpty, "\(step.name) is missing: \(lines.joined())")
        case .person(let field), .readers(let field):
          let named = Set(record.values(at: field).compactMap(\.string))
          #expect(Set(taken.map(\.by)) == named, "\(step.name): \(lines.joined())")
        }
      }
      // Who decided, decided once; who asks, never.
      #expect(Set(deciders).count == deciders.count, "\(lines.joined())")
      #expect(Set(deciders).isDisjoint(with: requesters(workflow, record)), "\(lines.joined())")
      if isGreen { #expect(reach("leader-in-charge", department, day).contains(deciders[0])) }
      // The same trail gives the same again.
      let again = try replay(way, lines, kind)
      #expect(again.outcome == progress.outcome && again.status == progress.status)
    }
  }

  /// The persons of the first field that is filled.
  private func requesters(_ workflow: Workflow, _ record: Node) -> [String] {
    workflow.requester.lazy.map { record.values(at: $0).compactMap(\.string) }.first { !$0.isEmpty } ?? []
  }

  /// The property speaks of something: most papers come to their end.
  @Test func mostPapersComeToTheirEnd() throws {
    let done = try PaperWay.all.count { way in
      let kind = try #require(schemas.kinds[way.kind])
      let workflow = try #require(schemas.workflow(of: kind))
      return try (0..<3).contains { seed in
        var random = SeededGenerator(seed: UInt64(seed))
        return try acts(way, workflow, kind, &random).progress.outcome == .done
      }
    }
    #expect(done * 2 > PaperWay.all.count, "\(done) of \(PaperWay.all.count)")
  }
}
