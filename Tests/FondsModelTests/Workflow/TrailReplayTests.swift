import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// What a trail makes of a paper.
@Suite("A trail along its workflow")
struct TrailReplayTests {
  static let purchase = """
    steps:
      - {name: head, role: head}
      - {name: finance, role: finance}
      - name: quotes
        role: clerk
        decision: done
        when: {properties: {amount: {minimum: 50000}}, required: [amount]}
        requires: {properties: {quotes: {minItems: 3}}, required: [quotes]}
      - {name: ceo, role: ceo, status: approved}
      - {name: receipt, person: accepts, decision: received, when: {required: [accepts]}}
    done: closed

    """

  static let asked = "asks: clerk.one\namount: 1000"

  /// Outcome, faults by their entry, and the status that is due.
  @Test(
    arguments: [
      ([], .notBegun, nil), (["head hr.head approve 2"], .underWay, nil),
      (["head hr.head approve 2", "finance fin.head approve 3", "ceo ceo.one approve 4"], .done, "closed"),
      (["head hr.head reject 2"], .rejected, nil),
      (["head hr.head approve 2", "finance fin.head return 3"], .returned, nil),
      (["head hr.head approve 2", "finance fin.head return 3 to=head"], .underWay, nil),
      (["withdraw clerk.one withdraw 2"], .withdrawn, nil),
    ] as [([String], Progress.Outcome, String?)])
  func theOutcomeIsDerived(_ trail: [String], _ outcome: Progress.Outcome, _ status: String?) throws {
    let progress = try WorkflowOffice(Self.purchase).progress(Self.asked, trail)
    #expect(progress.outcome == outcome)
    #expect(progress.status == status)
    #expect(progress.faults.isEmpty, "\(progress.faults.map(\.problem))")
  }

  /// The entry at fault, and what is said of it.
  @Test(
    arguments: [
      (["heads hr.head approve 2"], 0, .unknownStep(nearest: "head")),
      (["finance fin.head approve 2"], 0, .waits(for: ["head"])),
      (["head hr.head approve 2", "head hr.head approve 3"], 1, .alreadyTaken),
      (["head hr.head approve 2", "quotes clerk.one done 3"], 1, .notApplicable),
      (["head hr.head approve 3", "finance fin.head approve 2"], 1, .earlierThanBefore(moment(3))),
      (["head hr.head received 2"], 0, .wrongDecision(allowed: [.approve, .reject, .return])),
      (["head hr.head reject 2", "finance fin.head approve 3"], 1, .alreadyEnded(.rejected)),
      (["head hr.head approve 2", "finance fin.head return 3 to=ceo"], 1, .returnNotBack(known: ["head"])),
      (["head hr.head return 2 to=head"], 0, .returnNotBack(known: [])),
      (["head fin.head approve 2"], 0, .wrongRole(roles: ["head"], eligible: ["hr.head"])),
      (["head gone approve 2"], 0, .notInOffice),
      (["withdraw hr.head withdraw 2"], 0, .wrongPerson(expected: ["clerk.one"])),
      (["head hr.head approve 2 entered-by=clerk.one"], 0, .noScan),
      (["head hr.head approve 2 entered-by=hr.head evidence=a.pdf"], 0, .enteredByDecider),
    ] as [([String], Int, TrailFault.Problem)])
  func aFaultStandsAtItsEntry(_ trail: [String], _ entry: Int, _ problem: TrailFault.Problem) throws {
    let progress = try WorkflowOffice(Self.purchase).progress(Self.asked, trail)
    #expect(progress.faults.map(\.problem) == [problem])
    #expect(progress.faults.map(\.entry) == [entry])
  }

  static func moment(_ day: Int) -> Moment {
    Moment(seconds: 1_682_902_800 + Int64(day - 1) * 86_400, offsetMinutes: 480)
  }

  // MARK: Thresholds

  @Test(arguments: [("49999.99", false), ("50000", true)])
  func aConditionHoldsFromItsThresholdOn(_ amount: String, _ isNeeded: Bool) throws {
    let office = try WorkflowOffice(Self.purchase)
    let trail = ["head hr.head approve 2", "finance fin.head approve 3", "ceo ceo.one approve 4"]
    let progress = try office.progress("asks: clerk.one\namount: \(amount)", trail)
    #expect(progress.faults.map(\.problem) == (isNeeded ? [.waits(for: ["quotes"])] : []))
    #expect((progress.outcome == .done) == !isNeeded)
  }

  @Test(arguments: [(2, false), (3, true)])
  func whatAStepDemandsIsThere(_ quotes: Int, _ isEnough: Bool) throws {
    let list = (1...quotes).map { "商家\($0)" }.joined(separator: ", ")
    let trail = ["head hr.head approve 2", "finance fin.head approve 3", "quotes clerk.one done 4"]
    let progress = try WorkflowOffice(Self.purchase)
      .progress("asks: clerk.one\namount: 50000\nquotes: [\(list)]", trail)
    #expect(progress.faults.map(\.problem) == (isEnough ? [] : [.missingEvidence(fields: ["quotes"])]))
  }

  @Test(arguments: [("500", "clerk.one"), ("500.01", "chief.one")])
  func aSumBeyondTheRolesLimitGoesToItsSuperior(_ amount: String, _ decider: String) throws {
    let office = try WorkflowOffice(
      "steps: [{name: spend, role: clerk, amount: amount, self-allowed: true}]\ndone: paid\n")
    for person in ["clerk.one", "chief.one"] {
      let progress = try office.progress("asks: clerk.one\namount: \(amount)", ["spend \(person) approve 2"])
      #expect(progress.faults.isEmpty == (person == decider), "\(person)")
    }
  }

  // MARK: Persons

  @Test func whoAsksDoesNotDecideAndTheSuperiorDoes() throws {
    let office = try WorkflowOffice(Self.purchase)
    let own = try office.progress("asks: hr.head", ["head hr.head approve 2"])
    #expect(own.faults.map(\.problem) == [.ownRequest(eligible: ["leader.one"])])
    #expect(try office.progress("asks: hr.head", ["head leader.one approve 2"]).faults.isEmpty)
    // While the head may decide, the superior may not.
    #expect(
      try office.progress(Self.asked, ["head leader.one approve 2"]).faults.map(\.problem)
        == [.wrongRole(roles: ["head"], eligible: ["hr.head"])])
  }

  @Test func withoutASuperiorItFallsToTheDeputy() throws {
    let office = try WorkflowOffice("steps: [{name: ceo, role: ceo}]\ndone: approved\n")
    for (person, isAllowed) in [("ceo.one", false), ("leader.one", true), ("fin.two", true), ("fin.head", false)] {
      let progress = try office.progress("asks: ceo.one", ["ceo \(person) approve 2"])
      #expect(progress.faults.isEmpty == isAllowed, "\(person)")
    }
  }

  @Test func nobodyDecidesTwiceOnOnePaper() throws {
    let office = try WorkflowOffice(
      "steps: [{name: finance, role: finance}, {name: head, role: head}]\ndone: approved\n")
    let record = try office.record("asks: clerk.one", ["finance fin.head approve 2", "head hr.head approve 3"])
    #expect(try office.progress(of: record).faults.isEmpty)
    let both = try WorkflowOffice(
      "steps: [{name: one, role: finance}, {name: two, role: finance}]\ndone: approved\n")
    let same = try both.progress(Self.asked, ["one fin.head approve 2", "two fin.head approve 3"])
    #expect(same.faults.map(\.problem) == [.decidedBefore(step: "one", eligible: ["fin.two"])])
    #expect(try both.progress(Self.asked, ["one fin.head approve 2", "two fin.two approve 3"]).faults.isEmpty)
  }

  @Test(arguments: [
    ("31", false), ("2023-06-01T00:00:00+08:00", true), ("2023-06-30T23:59:59+08:00", true),
    ("2023-07-01T00:00:00+08:00", false),
  ])
  func aRoleIsHeldFromItsFirstToItsLastDay(_ day: String, _ isHeld: Bool) throws {
    let office = try WorkflowOffice("steps: [{name: watch, role: witness, decision: done}]\ndone: approved\n")
    #expect(try office.progress("", ["watch chief.one done \(day)"]).faults.isEmpty == isHeld)
  }

  @Test func twoWitnessesAreTwoPersons() throws {
    let office = try WorkflowOffice("steps: [{name: watch, role: witness, need: 2, decision: done}]\ndone: approved\n")
    #expect(try office.progress("", ["watch fin.two done 2"]).outcome == .underWay)
    let same = try office.progress("", ["watch fin.two done 2", "watch fin.two done 3"])
    #expect(same.faults.map(\.problem) == [.alreadyTaken] && same.outcome == .underWay)
    let two = try office.progress("", ["watch fin.two done 2", "watch clerk.one done 3"])
    #expect(two.outcome == .done && two.faults.isEmpty)
  }

  @Test func allOfARoleAreAll() throws {
    let office = try WorkflowOffice("steps: [{name: panel, role: finance, need: all}]\ndone: approved\n")
    #expect(try office.progress(Self.asked, ["panel fin.two approve 2"]).outcome == .underWay)
    #expect(try office.progress(Self.asked, ["panel fin.two approve 2", "panel fin.head approve 2"]).outcome == .done)
  }

  @Test func readersReadInTheirOrder() throws {
    let office = try WorkflowOffice("steps: [{name: read, readers: readers.who, decision: read}]\ndone: closed\n")
    let readers = "readers: [{who: hr.head}, {who: fin.head}]"
    let turned = try office.progress(readers, ["read fin.head read 2", "read hr.head read 3"])
    #expect(turned.faults.map(\.problem) == [.notNextReader("hr.head")])
    let ordered = try office.progress(readers, ["read hr.head read 2", "read fin.head read 3"])
    #expect(ordered.faults.isEmpty && ordered.outcome == .done)
    #expect(try office.progress(readers, ["read hr.head read 2"]).outcome == .underWay)
    #expect(try office.progress(readers, ["read ceo.one read 2"]).faults.count == 1)
  }

  // MARK: Returns

  @Test func aReturnVoidsWhatCameAfter() throws {
    let office = try WorkflowOffice(Self.purchase)
    let trail = [
      "head hr.head approve 2", "finance fin.head approve 3", "ceo ceo.one return 4 to=finance",
    ]
    let returned = try office.progress(Self.asked, trail)
    #expect(returned.approvals.map(\.entry) == [0])
    #expect(returned.runs.first { $0.step == 1 }?.opened == .moment(Self.moment(4)))
    let again = try office.progress(Self.asked, trail + ["finance fin.two approve 5", "ceo ceo.one approve 6"])
    #expect(again.faults.isEmpty && again.outcome == .done)
  }

  @Test func aThousandReturnsComeToAnEnd() throws {
    let rounds = (0..<1000).flatMap { _ in ["head hr.head approve 2", "finance fin.head return 2"] }
    let progress = try WorkflowOffice(Self.purchase).progress(Self.asked, rounds)
    #expect(progress.outcome == .returned && progress.faults.isEmpty)
  }

  // MARK: The green channel

  static let urgent =
    Self.purchase + """
      green-channel:
        when: {properties: {urgency: {enum: [urgent, critical]}}, required: [urgency]}
        to: leader
        skips: [head, finance]
        make-up-within: 3wd

      """

  @Test func theGreenChannelGoesPastLevelsThatAreMadeUpAfterwards() throws {
    let office = try WorkflowOffice(Self.urgent)
    let asked = Self.asked + "\nurgency: urgent"
    let passed = try office.progress(asked, ["green-channel leader.one approve 2", "ceo ceo.one approve 2"])
    #expect(passed.faults.isEmpty)
    #expect(passed.outcome == .underWay && passed.status == "closed")
    #expect(passed.runs.filter(\.isToMakeUp).map(\.step) == [0, 1])
    let whole = try office.progress(
      asked,
      [
        "green-channel leader.one approve 2", "ceo ceo.one approve 2", "finance fin.head approve 3",
        "head hr.head approve 3",
      ])
    #expect(whole.faults.isEmpty && whole.outcome == .done)
  }

  @Test(arguments: [("routine", 1), ("urgent", 0), ("critical", 0)])
  func theGreenChannelIsForUrgentPapers(_ urgency: String, _ faults: Int) throws {
    let progress = try WorkflowOffice(Self.urgent)
      .progress(Self.asked + "\nurgency: \(urgency)", ["green-channel leader.one approve 2"])
    #expect(progress.faults.count == faults)
  }

  @Test func withoutALeaderTheActComesFirst() throws {
    let office = try WorkflowOffice(
      """
      steps: [{name: head, role: head}]
      green-channel: {when: {properties: {urgency: {const: critical}}, required: [urgency]}, make-up-within: 3wd}
      done: approved

      """)
    let acted = try office.progress("asks: clerk.one\nurgency: critical", [])
    #expect(acted.status == "approved" && acted.runs.map(\.isToMakeUp) == [true])
  }

  // MARK: Delegations

  @Test func whoActsForAnotherClaimsIt() throws {
    let progress = try WorkflowOffice(Self.purchase)
      .progress(Self.asked, ["head fin.two approve 2 delegation=HR-2023-09-002"])
    #expect(progress.faults.isEmpty)
    #expect(progress.claims.map(\.number) == ["HR-2023-09-002"])
    #expect(progress.claims.map(\.principals) == [["hr.head"]])
  }

  // MARK: Papers of before

  @Test(arguments: [("2023-05-02", false), ("2023-05-01", true)])
  func recordsOfBeforeTheWorkflowAreNotJudged(_ since: String, _ isJudged: Bool) throws {
    let office = try WorkflowOffice("since: \(since)\n" + Self.purchase)
    let record = try office.record()
    let progress = Progress(
      of: record, kind: office.kind, schemas: office.schemas, organization: office.schemas.organization)
    #expect((progress != nil) == isJudged)
  }
}
