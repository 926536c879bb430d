import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// A paper's whole way, step by step: `Fixtures/Limits/*.yaml`, which a reader can open. Each step has who takes it, the
/// last second at which it is in time, and when it goes to whom after that; it is taken at that very second, or at `at`.
///
/// The moments are counted from office.md, not from the program.
struct PaperWay: Sendable, CustomTestStringConvertible {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Limits")
  static let all: [PaperWay] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().compactMap(PaperWay.init)
  }()

  struct Step: Sendable {
    let name: String
    /// `role a b`, `person field` or `readers field`; nil for the green channel's decision.
    let who: String?
    let by: [String]
    let word: String
    let due: String?
    let escalation: (at: String, to: String)?
    let at: String
  }

  let name: String
  let kind: String
  let number: String
  let record: String
  let steps: [Step]

  var testDescription: String { name }

  init?(_ name: String) {
    guard let bytes = try? Data(contentsOf: Self.root.appendingPathComponent(name)),
      let root = RecordReader.read([UInt8](bytes)).root, let kind = root["kind"]?.string,
      let number = root["number"]?.string, let record = root["record"]?.string
    else { return nil }
    (self.name, self.kind, self.number, self.record) = (name, kind, number, record)
    steps = (root["steps"]?.sequence ?? []).compactMap { node in
      guard let step = node["step"]?.string, let word = node["word"]?.string,
        let at = node["at"]?.string ?? node["due"]?.string
      else { return nil }
      let by = node["by"]?.sequence?.compactMap(\.string) ?? [node["by"]?.string].compactMap(\.self)
      let words = node["escalates"]?.string?.split(separator: " ").map(String.init)
      return Step(
        name: step, who: node["who"]?.string, by: by, word: word, due: node["due"]?.string,
        escalation: words.map { ($0[0], $0[1]) }, at: at)
    }
  }

  /// The record with the entries so far.
  func root(_ entries: [String]) throws -> Node {
    let trail = entries.isEmpty ? "" : "trail:\n" + entries.joined()
    let text = """
      id: \(number)
      kind: \(kind)
      title: 流转
      date: 2023-05-08
      status: draft
      \(record)\(trail)
      """
    return try #require(RecordReader.read(Array(text.utf8)).root, "\(text)")
  }

  static func entry(_ step: String, _ by: String, _ word: String, _ at: String) -> String {
    "  - {step: \(step), by: \(by), decision: \(word), at: \(at)}\n"
  }
}

@Suite("The limits of the steps")
struct StepLimitTests {
  private let schemas: Schemas
  private let time: OfficeTime

  init() throws {
    schemas = try ShippedSchemas.load()
    time = OfficeTime(calendar: schemas.settings.calendar, zone: OfficeZone(offsetMinutes: 480))
  }

  private func deadline(_ way: PaperWay, _ entries: [String], of step: String, on at: String) throws -> Deadline? {
    let kind = try #require(schemas.kinds[way.kind])
    let day = try #require(CalendarDate(String(at.prefix(10))))
    return try schemas.steps(of: way.root(entries), kind: kind, on: day, by: time).first { $0.name == step }
  }

  private func moment(_ text: String, _ seconds: Int64 = 0) throws -> Moment {
    time.zone.moment(try #require(Moment(text)).seconds + seconds)
  }

  @Test(arguments: PaperWay.all)
  func eachStepIsInTimeToItsLastSecond(_ way: PaperWay) throws {
    var entries: [String] = []
    for step in way.steps {
      let open = try deadline(way, entries, of: step.name, on: step.at)
      #expect(open?.due.text == step.due, "\(step.name)")
      if let open, let due = step.due {
        try check(open, due, step)
        // The last who takes it decides: a second later and the step was late.
        for (seconds, isLate) in [(Int64(0), false), (1, true)] {
          let at = try moment(due, seconds).text
          let taken = entries + step.by.map { PaperWay.entry(step.name, $0, step.word, at) }
          let done = try #require(try deadline(way, taken, of: step.name, on: due))
          let now = try moment(due, 400 * 86_400)
          #expect(done.state(at: now) == .done && done.isLate(at: now) == isLate, "\(step.name) \(at)")
        }
      }
      entries += step.by.map { PaperWay.entry(step.name, $0, step.word, step.at) }
    }
    // What comes later moves no limit.
    for step in way.steps where step.due != nil {
      #expect(try deadline(way, entries, of: step.name, on: step.at)?.due.text == step.due, "\(step.name)")
    }
  }

  private func check(_ open: Deadline, _ due: String, _ step: PaperWay.Step) throws {
    #expect(try open.state(at: moment(due)) == .due, "\(step.name)")
    #expect(Set(open.people).isSuperset(of: step.by.prefix(1)), "\(step.name): \(open.people)")
    guard let escalation = step.escalation else {
      #expect(open.escalation == nil, "\(step.name)")
      return #expect(try open.state(at: moment(due, 1)) == .late, "\(step.name)")
    }
    #expect(open.escalation?.at.text == escalation.at && open.escalation?.role == escalation.to, "\(step.name)")
    // What is made up may be due only after the time at which it would have gone up: then it does so at once.
    let isAtOnce = escalation.at <= due
    #expect(try open.state(at: moment(due, 1)) == (isAtOnce ? .escalated : .late), "\(step.name)")
    guard !isAtOnce else { return }
    #expect(try open.state(at: moment(escalation.at, -1)) == .late, "\(step.name)")
    #expect(try open.state(at: moment(escalation.at)) == .escalated, "\(step.name)")
  }

  @Test(arguments: PaperWay.all)
  func eachStepIsTakenByWhoTheOfficeSays(_ way: PaperWay) throws {
    let workflow = try #require(schemas.kinds[way.kind].flatMap { schemas.workflow(of: $0) })
    for step in way.steps where step.who != nil {
      let definition = workflow.steps[try #require(workflow.index(of: step.name), "\(step.name)")]
      let who =
        switch definition.actor {
        case .role(let roles, _): "role " + roles.joined(separator: " ")
        case .person(let field): "person " + field
        case .readers(let field): "readers " + field
        }
      #expect(who == step.who, "\(step.name)")
    }
  }

  /// The ways together stand at every limit of every workflow, and at every escalation.
  @Test func noLimitIsLeftOut() throws {
    #expect(!PaperWay.all.isEmpty)
    var stood: Set<String> = []
    for way in PaperWay.all {
      let workflow = try #require(schemas.kinds[way.kind].flatMap { schemas.workflow(of: $0) })
      let record = try way.root([])
      for step in way.steps where step.due != nil {
        let index = try #require(workflow.index(of: step.name))
        let limits = workflow.steps[index].limits
        let place = limits.firstIndex { $0.condition?.isValid(record) ?? true } ?? 0
        stood.insert("\(workflow.name).\(step.name) \(place)")
        if way.steps.contains(where: { $0.who == nil }) { stood.insert("\(workflow.name) green-channel") }
      }
    }
    let wanted = schemas.workflows.values.flatMap { workflow -> [String] in
      let steps = workflow.steps.filter { !$0.limits.isEmpty || $0.by != nil }.flatMap { step in
        (0..<max(1, step.limits.count)).map { "\(workflow.name).\(step.name) \($0)" }
      }
      return steps + (workflow.greenChannel == nil ? [] : ["\(workflow.name) green-channel"])
    }
    #expect(Set(wanted).subtracting(stood).isEmpty, "\(Set(wanted).subtracting(stood).sorted())")
  }
}
