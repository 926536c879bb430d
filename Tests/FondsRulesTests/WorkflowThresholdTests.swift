import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// The numbers and classes of the shipped workflows: what applies just below, at and just above each, and by when. Whoever
/// changes a number of `Schemas/workflows/` changes it here too, on purpose.
@Suite("The thresholds of the shipped workflows")
struct WorkflowThresholdTests {
  /// A record by the fields that matter, and the steps that it goes through, each with its limit.
  struct Way: Sendable, CustomTestStringConvertible {
    let workflow: String
    /// Flow mappings, all of which go the same way.
    let records: [String]
    let steps: [String]

    init(_ workflow: String, _ records: String..., steps: String) {
      self.workflow = workflow
      self.records = records
      self.steps = steps.split(separator: ", ").map(String.init)
    }

    var testDescription: String { "\(workflow) \(records.joined(separator: " "))" }
  }

  static let ways: [Way] = [
    // C 5.5
    Way("appeal", "{}", steps: "filed 3wd, opened 2wd, inquiry 4wd, decided 5wd, told 1wd, closed 10d"),
    Way(
      "appeal", "{committee-asked: 2023-07-20}",
      steps: """
        filed 3wd, opened 2wd, inquiry 4wd, decided 5wd, told 1wd, committee-asked 3d, committee 3wd, closed 10d
        """),
    Way(
      "asset-disposal", "{method: transfer}", "{}",
      steps: "propose, department-head 24h, office-director 24h, carried-out 30d"),
    Way(
      "asset-disposal", "{method: scrap}", "{method: sell}", "{method: donate}",
      steps: "propose, opinion 3wd, department-head 24h, finance 24h, office-director 24h, carried-out 30d"),
    // By nine the next morning: C 4.4
    Way("bulletin", "{}", steps: "screen daily 08:00, verify, condense, publish daily 09:00"),
    Way("contract", "{}", steps: "department-head 24h, finance 24h, director 24h, filed 10wd"),
    Way("delegation", "{}", steps: "granted, leader, accepted, revoked, expired"),
    Way(
      "destruction", "{lines: [{medium: paper}]}", "{}",
      steps: """
        list, appraisal 30d, department-head 24h, finance-head 24h, leader-in-charge 24h, ceo 48h, check-before, \
        witness, filed 10wd
        """),
    Way(
      "destruction", "{lines: [{medium: electronic}]}", "{lines: [{medium: paper}, {medium: both}]}",
      steps: """
        list, appraisal 30d, department-head 24h, finance-head 24h, leader-in-charge 24h, ceo 48h, check-before, \
        technology, witness, filed 10wd
        """),
    // Mediation first; what is referred goes to personnel: B 七
    Way(
      "dispute", "{nature: staff}", "{nature: departments}",
      steps: "file 1wd, mediation 2wd, session, settlement"),
    Way("dispute", "{nature: supplier}", steps: "file 1wd, leader 24h, mediation 2wd, session, settlement"),
    Way(
      "dispute", "{nature: staff, referred: 2023-07-20, referred-to: hr}",
      steps: "file 1wd, mediation 2wd, session, refer 1wd, receive 1wd, decision 5wd, told 1wd"),
    Way(
      "dispute", "{nature: supplier, referred: 2023-07-20, referred-to: leader-in-charge}",
      "{nature: supplier, referred: 2023-07-20, referred-to: arbitration}",
      "{nature: supplier, referred: 2023-07-20, referred-to: court}",
      steps: "file 1wd, leader 24h, mediation 2wd, session, refer 1wd, decision 5wd, told 1wd"),
    // The duty officer alone up to 500, above it the duty chief: B 四
    Way(
      "expense", "{category: duty, amount: 499.99}", "{category: duty, amount: 500}",
      "{category: duty, amount: 500.00}",
      steps: "duty-officer, reported 3d, finance 24h, paid 5wd"),
    Way(
      "expense", "{category: duty, amount: 500.01}", "{category: duty, amount: 5000}",
      steps: "duty-chief 24h, finance 24h, paid 5wd"),
    // All others: the head; from 5000 on a leader
    Way(
      "expense", "{category: office, amount: 500}", "{category: emergency, amount: 4999.99}",
      "{category: travel, amount: 1}", "{category: vehicle, amount: 1}", "{category: meeting, amount: 1}",
      "{category: training, amount: 1}", "{category: other, amount: 1}",
      steps: "department-head 24h, finance 24h, paid 5wd"),
    Way(
      "expense", "{category: office, amount: 5000}", "{category: office, amount: 5000.01}",
      steps: "department-head 24h, finance 24h, leader 24h, paid 5wd"),
    Way(
      "incident", "{level: general}",
      steps: "report 30min, take-charge 1h, controlled, ended, closing-report 10wd, department-head 24h, closed 3mo"),
    Way(
      "incident", "{level: general, late-reason: 夜间无人发现}",
      steps: """
        report 30min, take-charge 1h, controlled, ended, closing-report 10wd, department-head 24h, leader 24h, closed 3mo
        """),
    Way(
      "incident", "{level: serious}",
      steps: """
        report 30min, take-charge 1h, leader-told 2h, ceo-told 12h, controlled, ended, closing-report 10wd, \
        department-head 24h, leader 24h, closed 3mo
        """),
    Way(
      "incident", "{level: major}",
      steps: """
        report 30min, take-charge 1h, leader-told 2h, ceo-told 1h, controlled, ended, closing-report 10wd, \
        department-head 24h, leader 24h, ceo 48h, closed 3mo
        """),
    // Routine 24 h; urgent an answer in 2 h, read in 24 h: C 5.2.1
    Way(
      "incoming", "{urgency: routine}", "{}", "{urgency: routine, classification: internal}",
      "{classification: public}",
      steps: "register 30min, first-check, handling-proposal 24h, leader 24h, readers 3wd, filed 6mo"),
    Way(
      "incoming", "{urgency: urgent}", "{urgency: critical}",
      steps: "register 30min, first-check, handling-proposal 2h, leader 2h, readers 24h, filed 6mo"),
    Way(
      "incoming", "{classification: confidential}", "{classification: secret, urgency: routine}",
      steps: "register 30min, first-check, handling-proposal 24h, circle 24h, leader 24h, readers 3wd, filed 6mo"),
    Way(
      "incoming", "{classification: secret, urgency: critical}",
      steps: "register 30min, first-check, handling-proposal 2h, circle 2h, leader 2h, readers 24h, filed 6mo"),
    Way(
      "leave", "{type: annual}", "{type: compensatory}", "{type: personal}", "{type: marriage}", "{type: maternity}",
      "{type: paternity}", "{type: parental}", "{type: care}", "{type: bereavement}", "{type: work-injury}",
      steps: "department-head 24h, back 1wd"),
    Way("leave", "{type: sick}", steps: "department-head 24h, certificate 3wd, back 1wd"),
    // Confidential: the head; a contract: the director: C 4.3.3
    Way(
      "loan", "{}", "{restricted: []}", steps: "archivist 24h, handed-out 2wd, renewal, reminder, returned 1d"),
    Way(
      "loan", "{restricted: [confidential]}",
      steps: "department-head 24h, handed-out 2wd, renewal, reminder, returned 1d"),
    Way(
      "loan", "{restricted: [contract]}",
      steps: "office-director 24h, handed-out 2wd, renewal, reminder, returned 1d"),
    Way(
      "loan", "{restricted: [contract, confidential]}",
      steps: "department-head 24h, office-director 24h, handed-out 2wd, renewal, reminder, returned 1d"),
    // Drafted in 2 h, out in 24 h: C, B
    Way("minutes", "{}", steps: "draft 2h, secretariat-review, chair 24h, distribution 24h, closed"),
    Way(
      "outgoing", "{genre: letter}", "{genre: report, urgency: routine}", "{genre: communique}",
      "{genre: announcement}",
      "{genre: public-notice}", "{genre: opinion}", "{genre: notice}", "{genre: circular}", "{genre: reply}",
      "{genre: minutes}",
      steps: "secretariat-review 24h, sign-off 24h, number 24h, send 24h, filed 6mo"),
    Way(
      "outgoing", "{genre: notice, urgency: urgent}", "{genre: letter, urgency: critical}",
      steps: "secretariat-review 2h, sign-off 2h, number 24h, send 24h, filed 6mo"),
    Way(
      "outgoing", "{genre: request-instruction}", "{genre: resolution}", "{genre: decision}", "{genre: order}",
      "{genre: bill}",
      steps: "secretariat-review 24h, leader 24h, sign-off 24h, number 24h, send 24h, filed 6mo"),
    Way(
      "outgoing", "{genre: decision, urgency: critical, countersigners: [chen.jie]}",
      steps: "countersign 2h, secretariat-review 2h, leader 2h, sign-off 2h, number 24h, send 24h, filed 6mo"),
    Way(
      "outgoing", "{genre: letter, countersigners: [chen.jie]}",
      steps: "countersign 24h, secretariat-review 24h, sign-off 24h, number 24h, send 24h, filed 6mo"),
    Way(
      "policy", "{}", steps: "department-head, finance, secretariat-review 24h, management 24h, publish 24h"),
    Way("project", "{gate: start}", steps: "department-head 24h, finance 24h, leader 24h"),
    Way("project", "{gate: interim}", steps: "department-head 24h, leader 24h"),
    Way("project", "{gate: acceptance}", steps: "joint-acceptance 5wd, leader 24h"),
    // A tender or collective decision from 200 000 on
    Way(
      "purchase", "{method: comparison, amount: 199999.99}", "{method: tender, amount: 50000}",
      "{method: collective, amount: 1}",
      steps: "department-head 24h, finance 24h, quotes 10wd, ceo 48h, acceptance"),
    Way(
      "purchase", "{method: framework, amount: 199999.99}", "{method: single, amount: 1}",
      steps: "department-head 24h, finance 24h, ceo 48h, acceptance"),
    Way(
      "purchase", "{method: tender, amount: 200000}", "{method: collective, amount: 200000.01}",
      steps: "department-head 24h, finance 24h, quotes 10wd, collective 10wd, ceo 48h, acceptance"),
    Way(
      "purchase", "{method: single, amount: 200000}",
      steps: "department-head 24h, finance 24h, collective 10wd, ceo 48h, acceptance"),
    // Three days, a process two weeks: D, A
    Way(
      "rectification", "{scope: fault}", "{}", steps: "issue, receive 24h, extension, carry-out 3d, verify 3wd, leader"),
    Way("rectification", "{scope: process}", steps: "issue, receive 24h, extension, carry-out 14d, verify 3wd, leader"),
    // Within 2 h, sudden ones 30 min; a major one mended in 24 h: A, C
    Way(
      "repair", "{severity: ordinary}", "{}",
      steps: "assign 1h, response 2h, purchase, solve 3wd, acceptance 3wd, follow-up"),
    Way(
      "repair", "{severity: sudden}",
      steps: "assign 15min, response 30min, purchase, solve 3wd, acceptance 3wd, follow-up"),
    Way(
      "repair", "{severity: major}",
      steps: "assign 15min, response 30min, purchase, solve 24h, acceptance 3wd, follow-up"),
    // Tried in two departments before all follow: C 4.5.3
    Way(
      "suggestion", "{area: process}", "{area: service}", "{area: cost}", "{area: system}", "{area: archives}",
      "{area: other}",
      steps: "collected 3wd, panel 1mo, pilot 1mo, pilot-result 3mo, roll-out 1mo"),
    Way("suggestion", "{area: safety}", steps: "collected 3wd, panel 1mo, carried-out 1mo"),
    Way(
      "supplies", "{}",
      steps: """
        supervisor 24h, secretariat-list 10d, finance 24h, office-director 24h, delivered monthly 25, collected 3d
        """),
    // Departments over 50 people also finance: D
    Way(
      "travel", "{department-size: 49}", "{department-size: 50}", "{}",
      steps: "supervisor 24h, booking 2wd, report 5wd, closed 3wd"),
    Way(
      "travel", "{department-size: 51}", steps: "supervisor 24h, finance 24h, booking 2wd, report 5wd, closed 3wd"),
    Way("vehicle", "{}", steps: "department-head 24h, dispatch 4wh, departure, return 2h"),
  ]

  private static func node(_ text: String) throws -> Node {
    try #require(RecordReader.read(Array(text.utf8)).root, "\(text)")
  }

  private static func workflow(_ name: String) throws -> Workflow {
    try #require(try ShippedSchemas.load().workflows[name], "\(name)")
  }

  @Test(arguments: ways)
  func aRecordGoesThroughTheStepsThatConcernIt(_ way: Way) throws {
    let workflow = try Self.workflow(way.workflow)
    for text in way.records {
      let record = try Self.node(text)
      let steps = workflow.steps.indices.filter { workflow.applies($0, to: record) }.map { index in
        let limit = workflow.limit(of: index, for: record)?.description ?? workflow.steps[index].by?.description
        return workflow.steps[index].name + (limit.map { " \($0)" } ?? "")
      }
      #expect(steps == way.steps, "\(text)")
    }
  }

  /// No condition, and no limit under a condition, that the table does not show to hold and not to hold.
  @Test func theTableKnowsBothSidesOfEveryCondition() throws {
    let schemas = try ShippedSchemas.load()
    #expect(Set(Self.ways.map(\.workflow)) == Set(schemas.workflows.keys))
    for workflow in schemas.workflows.values {
      let records = try Self.ways.filter { $0.workflow == workflow.name }.flatMap(\.records).map(Self.node)
      for (index, step) in workflow.steps.enumerated() {
        let applying = records.filter { workflow.applies(index, to: $0) }
        #expect(!applying.isEmpty, "\(workflow.name).\(step.name) never applies")
        #expect((applying.count == records.count) == (step.condition == nil), "\(workflow.name).\(step.name)")
        for (place, limit) in step.limits.enumerated() {
          let first = applying.filter { record in
            step.limits.firstIndex { $0.condition?.isValid(record) ?? true } == place
          }
          #expect(!first.isEmpty, "\(workflow.name).\(step.name) \(limit.time)")
        }
      }
    }
  }

  /// The classes by which a workflow forks: each value of the kind's field goes some way of the table.
  @Test(arguments: [
    ("asset-disposal", "method"), ("destruction", "lines.medium"), ("dispute", "nature"), ("dispute", "referred-to"),
    ("expense", "category"), ("incident", "level"), ("incoming", "urgency"), ("incoming", "classification"),
    ("leave", "type"), ("outgoing", "genre"), ("loan", "restricted"), ("project-gate", "gate"), ("purchase", "method"),
    ("repair", "severity"),
    ("rectification", "scope"), ("suggestion", "area"),
  ])
  func everyClassGoesSomeWay(_ kind: String, _ path: String) throws {
    let kind = try #require(try ShippedSchemas.load().kinds[kind])
    let names = path.split(separator: ".").map(String.init)
    let outer = try #require(kind.field(names[0]))
    let field = try #require(names.count == 1 ? outer : outer.children.first { $0.name == names[1] })
    let records = try Self.ways.filter { $0.workflow == kind.workflow }.flatMap(\.records).map(Self.node)
    let said = Set(
      records.flatMap { record in
        let parts = names.reduce([record]) { nodes, name in
          nodes.flatMap { $0.sequence ?? [$0] }.compactMap { $0[name] }
        }
        return parts.flatMap { $0.sequence ?? [$0] }.compactMap(\.string)
      })
    #expect(!field.values.isEmpty && Set(field.values).subtracting(said).isEmpty, "\(field.values)")
  }

  // MARK: What a step leaves behind

  private static func list(_ count: Int, _ item: String) -> String {
    "[" + Array(repeating: item, count: count).joined(separator: ", ") + "]"
  }

  /// Three offers from 50 000 on, two watchers, two who accept, two departments that try, a decision from 200 000 on.
  @Test(
    arguments: [
      ("purchase", "quotes", "{amount: 49999.99, quotes: \(list(1, "{}")), chosen: A, choice-reason: B}", true),
      ("purchase", "quotes", "{amount: 50000, quotes: \(list(2, "{}")), chosen: A, choice-reason: B}", false),
      ("purchase", "quotes", "{amount: 50000, quotes: \(list(3, "{}")), chosen: A, choice-reason: B}", true),
      ("purchase", "quotes", "{amount: 50000.01, quotes: \(list(2, "{}")), chosen: A, choice-reason: B}", false),
      ("purchase", "quotes", "{amount: 50000.01, quotes: \(list(4, "{}")), chosen: A, choice-reason: B}", true),
      ("purchase", "quotes", "{amount: 1, quotes: [{}], chosen: A}", false),
      ("purchase", "collective", "{method: tender, decision: SEC-2023-04-001}", true),
      ("purchase", "collective", "{method: comparison, decision: SEC-2023-04-001}", false),
      ("purchase", "collective", "{method: collective}", false),
      ("destruction", "check-before", "{witnesses: \(list(1, "guo.tao")), checked: 2023-12-01}", false),
      ("destruction", "check-before", "{witnesses: [guo.tao, lin.yue], checked: 2023-12-01}", true),
      ("destruction", "check-before", "{witnesses: [guo.tao, lin.yue, ma.chao], checked: 2023-12-01}", true),
      ("project", "joint-acceptance", "{acceptance: \(list(1, "{}")), result: passed}", false),
      ("project", "joint-acceptance", "{acceptance: \(list(2, "{}")), result: passed}", true),
      ("project", "joint-acceptance", "{acceptance: \(list(3, "{}")), result: passed}", true),
      ("suggestion", "pilot", "{pilots: \(list(1, "{}"))}", false),
      ("suggestion", "pilot", "{pilots: \(list(2, "{}"))}", true),
      ("suggestion", "pilot", "{pilots: \(list(3, "{}"))}", true),
      ("suggestion", "pilot-result", "{pilots: [{result: 好}, {}]}", false),
      ("suggestion", "pilot-result", "{pilots: [{result: 好}, {result: 可}]}", true),
      ("travel", "booking", "{bookings: []}", false),
      ("travel", "booking", "{bookings: [{voucher: A}, {}]}", false),
      ("travel", "booking", "{bookings: [{voucher: A}]}", true),
      ("appeal", "closed", "{committee-asked: 2023-07-20}", false), ("appeal", "closed", "{}", true),
    ] as [(String, String, String, Bool)])
  func aStepIsCompleteOnlyWithWhatItDemands(
    _ name: String, _ step: String, _ fields: String, _ isEnough: Bool
  ) throws {
    let workflow = try Self.workflow(name)
    let index = try #require(workflow.index(of: step))
    let evidence = try #require(workflow.steps[index].evidence)
    #expect(evidence.isValid(try Self.node(fields)) == isEnough)
  }

  /// A leader in charge spends up to 10 000, the chief executive more.
  @Test(arguments: [
    ("9999.99", "zhou.ming"), ("10000", "zhou.ming"), ("10000.00", "zhou.ming"), ("10000.01", "he.jun"),
  ])
  func aSumBeyondTheLimitOfTheLeaderGoesToTheChiefExecutive(_ amount: String, _ decider: String) throws {
    let workflow = try Self.workflow("expense")
    let organization = try ShippedSchemas.load().organization
    let record = try Self.node("{category: office, amount: \(amount), owner: guo.tao}")
    let progress = workflow.progress(of: record, trail: [], department: "LOG", organization: organization)
    let candidates = workflow.candidates(
      for: workflow.index(of: "leader"), of: record, trail: [], progress: progress, department: "LOG",
      organization: organization, on: try #require(CalendarDate("2023-05-08")))
    #expect(candidates.map(\.id) == [decider])
  }

  // MARK: Urgent and late

  /// Which steps an urgent paper skips; they are entered within three working days.
  @Test(arguments: [
    ("incoming", "handling-proposal, leader"),
    ("outgoing", "countersign, secretariat-review, leader, sign-off"),
    ("purchase", "department-head, finance, quotes, ceo"),
  ])
  func anUrgentPaperGoesToTheLeaderInCharge(_ name: String, _ skipped: String) throws {
    let workflow = try Self.workflow(name)
    let channel = try #require(workflow.greenChannel)
    #expect(channel.to == "leader-in-charge" && "\(channel.makeUpWithin)" == "3wd")
    #expect(channel.skips.sorted().map { workflow.steps[$0].name }.joined(separator: ", ") == skipped)
    for (urgency, isGreen) in [("routine", false), ("urgent", true), ("critical", true)] {
      #expect(workflow.isGreen(try Self.node("{urgency: \(urgency)}")) == isGreen, "\(urgency)")
    }
    #expect(!workflow.isGreen(try Self.node("{}")))
  }

  @Test func noOtherWorkflowHasAGreenChannel() throws {
    let green = try ShippedSchemas.load().workflows.values.filter { $0.greenChannel != nil }.map(\.name)
    #expect(Set(green) == ["incoming", "outgoing", "purchase"])
  }

  /// Who hears of a step that is late, and when.
  static let escalations: [(when: String, steps: String)] = [
    // C 4.3.2
    (
      "48h leader-in-charge",
      """
      asset-disposal.department-head asset-disposal.finance asset-disposal.office-director contract.department-head \
      contract.director contract.finance destruction.department-head destruction.finance-head expense.department-head \
      expense.duty-chief expense.finance incident.department-head incoming.circle incoming.handling-proposal \
      leave.department-head loan.archivist loan.department-head loan.office-director outgoing.countersign \
      outgoing.secretariat-review outgoing.send policy.publish policy.secretariat-review project.department-head \
      project.finance purchase.department-head purchase.finance supplies.finance supplies.office-director \
      supplies.supervisor travel.finance travel.supervisor vehicle.department-head
      """
    ),
    (
      "48h ceo",
      """
      destruction.leader-in-charge dispute.leader expense.leader incident.leader incoming.leader outgoing.leader \
      outgoing.sign-off policy.management project.leader
      """
    ),
    ("48h office-director", "minutes.chair minutes.distribution"),
    ("2h leader-in-charge", "incident.take-charge"),
    ("4h ceo", "incident.leader-told"),
    ("4h dispatcher", "repair.response"),
    ("11h office-director", "bulletin.publish"),
    ("3wd leader-in-charge", "appeal.opened"),
    ("7wd ceo", "appeal.decided"),
    ("10wd ceo", "dispute.decision"),
    ("15wd office-director", "purchase.quotes"),
    ("20wd leader-in-charge", "incident.closing-report"),
    ("7d office-director", "loan.returned rectification.verify repair.solve"),
    ("10d office-director", "incoming.readers"),
    ("12d office-director", "supplies.secretariat-list"),
    ("21d leader-in-charge", "rectification.carry-out"),
    ("60d leader-in-charge", "destruction.appraisal"),
    ("2mo ceo", "suggestion.panel"),
  ]

  @Test func whoHearsOfALateStepAndWhen() throws {
    var found: [String: Set<String>] = [:]
    for workflow in try ShippedSchemas.load().workflows.values {
      for step in workflow.steps {
        guard let escalation = step.escalation else { continue }
        found["\(escalation.after) \(escalation.to)", default: []].insert("\(workflow.name).\(step.name)")
      }
    }
    let wanted = Dictionary(
      uniqueKeysWithValues: Self.escalations.map { ($0.when, Set($0.steps.split(separator: " ").map(String.init))) })
    for when in Set(found.keys).union(wanted.keys).sorted() {
      let difference = (found[when] ?? []).symmetricDifference(wanted[when] ?? [])
      #expect(difference.isEmpty, "\(when): \(difference.sorted())")
    }
  }
}
