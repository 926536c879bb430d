import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds act")
struct ActCommandTests {
  private let office: OfficeRepository
  private static let id = "HR-2023-09-001"

  /// A leave of 吴霞's (HR), asked for and committed.
  init() throws {
    office = try OfficeRepository()
    try Self.ask(office, Self.id)
  }

  private static func ask(
    _ office: OfficeRepository, _ id: String, for person: String = "wu.xia", deputy: String = "tang.xin"
  ) throws {
    var record = RecordText(id, title: "年假")
    record.kind = "leave"
    record.status = "in-review"
    record.summary = "年假"
    record.more = """
      person: \(person)
      type: annual
      from: 2023-05-15T09:00:00+08:00
      until: 2023-05-16T18:00:00+08:00
      days: 2
      deputy: \(deputy)
      reason: 回家

      """
    try office.write(record.path, record.text.replacing("owner: li.na", with: "owner: \(person)"))
    try office.commit("ask")
  }

  private func become(_ person: String, at time: String = "2023-05-08T10:00:00+08:00") {
    office.variables["GIT_AUTHOR_EMAIL"] = "\(person)@office.example"
    office.variables["FONDS_NOW"] = time
  }

  private var path: String { RecordText(Self.id).with { $0.summary = "年假" }.path }

  private func act(_ arguments: String...) throws -> ProgramRun {
    try office.fonds(["act", Self.id] + arguments)
  }

  // MARK: Steps

  @Test func aStepIsTakenInOneCommit() throws {
    become("li.na")
    let before = try office.text(path)
    let commits = try office.git("rev-list", "--count", "HEAD")
    let run = try act("department-head", "--decision", "approve", "--note", "同意, 但: \"周一\" 回来")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.line == "HR-2023-09-001  department-head  approved")
    #expect(run.errors.contains("next: back: 吴霞"))
    let after = try office.text(path)
    // The rest of the file stays as it was.
    let lines = after.split(separator: "\n", omittingEmptySubsequences: false)
    let trail = try #require(lines.firstIndex(of: "trail:"))
    #expect(
      lines[..<trail].joined(separator: "\n") + "\n" == before.replacing("status: in-review", with: "status: approved"))
    #expect(after.contains("    note: \"同意, 但: \\\"周一\\\" 回来\"\n"))
    #expect(after.contains("    covers: sha256:"))
    #expect(try Int(office.git("rev-list", "--count", "HEAD")) == (Int(commits) ?? 0) + 1)
    #expect(
      try office.git("log", "-1", "--format=%(trailers:key=Fonds-Action,valueonly)%ae") == "act\nli.na@office.example")
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.fonds("check").status == 0)
  }

  @Test func whatARuleStandsAgainstIsNotWritten() throws {
    let before = try office.text(path)
    let cases: [(String, [String], String)] = [
      ("qian.feng", ["department-head", "--decision", "approve"], "WFL003"),
      ("wu.xia", ["back"], "WFL002"),
      ("li.na", ["department-head", "--decision", "read"], "WFL002"),
      ("li.na", ["department-head", "--decision", "return", "--to", "back"], "WFL002"),
      ("qian.feng", ["withdraw"], "WFL003"),
      ("li.na", ["department-head", "--decision", "approve", "--by", "zhang.wei", "--evidence", "a.pdf"], "WFL003"),
      ("wu.xia", ["department-head", "--decision", "approve", "--by", "li.na"], "WFL008"),
    ]
    for (person, arguments, code) in cases {
      become(person)
      let run = try office.fonds(["act", Self.id] + arguments)
      #expect(run.status == 1 && run.output.contains("[\(code)]"), "\(person) \(arguments): \(run.output)\(run.errors)")
      #expect(try office.text(path) == before)
    }
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func ownRequestsFallToTheSuperior() throws {
    try Self.ask(office, "HR-2023-09-002", for: "li.na")
    become("li.na")
    let own = try office.fonds("act", "HR-2023-09-002", "department-head", "--decision", "approve")
    #expect(
      own.status == 1 && own.output.contains("[WFL004]") && own.output.contains("zhou.ming (周明)"), "\(own.output)")
    become("zhou.ming")
    #expect(try office.json("act", "--list")["steps"]?.items.map { $0["id"]?.string } == ["HR-2023-09-002"])
    #expect(try office.fonds("act", "HR-2023-09-002", "department-head", "--decision", "approve").status == 0)
  }

  @Test func errorsSayWhatToDo() throws {
    become("li.na")
    let cases: [([String], String)] = [
      ([Self.id, "department-head"], "--decision approve | reject | return"),
      ([Self.id, "department-haed", "--decision", "approve"], "department-head"),
      (["HR-2023-09-009", "back"], "HR-2023-09-009"),
      (["HR-2023-9-1", "back"], "HR-2023-9-1"),
      ([Self.id, "department-head", "--decision", "approve", "--by", "li.nan"], "li.na"),
      ([Self.id, "department-head", "--decision", "approve", "--at", "2023-05-09T10:00:00+08:00"], "has not come yet"),
      ([Self.id, "department-head", "--decision", "approve", "--note", "a\u{1B}[31m"], "control characters"),
      ([Self.id, "back", "--sign", "back=2023-05-08T09:00:00+08:00"], "fonds.signingKey"),
    ]
    for (arguments, hint) in cases {
      let run = try office.fonds(["act"] + arguments)
      #expect(run.status == 2 && run.errors.contains(hint), "\(arguments): \(run.errors)")
    }
    become("nobody")
    #expect(try act("back").errors.contains("organization.yaml"))
    #expect(try office.fonds("act").status == 64)
  }

  @Test func aClockSetBackIsRefused() throws {
    become("li.na", at: "2023-05-09T10:00:00+08:00")
    #expect(try act("department-head", "--decision", "approve").status == 0)
    become("wu.xia", at: "2023-05-09T09:59:59+08:00")
    let run = try act("back", "back=2023-05-09T09:00:00+08:00")
    #expect(run.status == 2 && run.errors.contains("clock"), "\(run.errors)")
  }

  @Test func aPaperIsReturnedRejectedAndWithdrawn() throws {
    become("li.na")
    #expect(try act("department-head", "--decision", "return").status == 0)
    #expect(try office.text(path).contains("status: in-review"))
    become("wu.xia", at: "2023-05-08T11:00:00+08:00")
    #expect(try act("withdraw").status == 0)
    #expect(try office.text(path).contains("status: withdrawn"))
    become("li.na", at: "2023-05-08T12:00:00+08:00")
    let late = try act("department-head", "--decision", "approve")
    #expect(late.status == 1 && late.output.contains("[WFL002]"))
  }

  @Test func fieldsAreFilledWithTheirStep() throws {
    become("li.na")
    #expect(try act("department-head", "--decision", "approve").status == 0)
    become("wu.xia", at: "2023-05-17T09:00:00+08:00")
    let bare = try act("back")
    #expect(bare.status == 1 && bare.output.contains("[WFL008]") && !bare.output.contains("[SCH002]"))
    #expect(try act("back", "back=2023-05-17T08:30:00+08:00").status == 0)
    #expect(try office.text(path).contains("status: closed"))
    #expect(try office.fonds("check").status == 0)
  }

  @Test func aDecisionOnPaperIsEnteredByAnother() throws {
    become("wu.xia")
    let run = try act(
      "department-head", "--decision", "approve", "--by", "李娜", "--at", "2023-05-08T09:00:00+08:00", "--evidence",
      "批示.pdf")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let text = try office.text(path)
    #expect(text.contains("by: li.na") && text.contains("entered-by: wu.xia") && text.contains("evidence: 批示.pdf"))
  }

  @Test func aDelegateActsUnderTheDelegation() throws {
    var delegation = RecordText("HR-2023-09-003", title: "委托")
    delegation.kind = "delegation"
    delegation.status = "effective"
    delegation.summary = "委托"
    delegation.more = """
      delegator: li.na
      delegate: qian.feng
      from: 2023-05-08T09:00:00+08:00
      until: 2023-05-08T18:00:00+08:00
      reason: 出差
      matters: [日常审批]
      roles: [department-head]

      """
    let trail = """
      trail:
        - {step: granted, by: li.na, decision: approve, at: 2023-05-08T08:30:00+08:00}
        - {step: accepted, by: qian.feng, decision: received, at: 2023-05-08T08:40:00+08:00}

      """
    // Nobody gives themselves a power: the delegate wrote it, and who delegates never signed.
    try office.write(delegation.path, delegation.text)
    try office.commit("delegation")
    become("qian.feng", at: "2023-05-08T10:00:00+08:00")
    #expect(try act("department-head", "--decision", "approve").output.contains("[WFL003]"))
    #expect(try office.fonds("check").output.contains("[WFL005]"))
    delegation.more += trail
    try office.write(delegation.path, delegation.text)
    try office.commit("delegation")
    become("qian.feng", at: "2023-05-08T18:00:01+08:00")
    #expect(try act("department-head", "--decision", "approve").output.contains("[WFL003]"))
    become("qian.feng", at: "2023-05-08T18:00:00+08:00")
    let run = try act("department-head", "--decision", "approve")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(try office.text(path).contains("delegation: HR-2023-09-003"))
    // The delegation is shortened afterwards: then it no longer bears the act out.
    try office.write(delegation.path, delegation.text.replacing("2023-05-08T18:00", with: "2023-05-08T17:00"))
    let check = try office.fonds("check")
    #expect(check.status == 1 && check.output.contains("[WFL003]") && check.output.contains("17:00"), "\(check.output)")
  }

  @Test func theStepsOfAKindAreTold() throws {
    let lines = try office.fonds("kinds", "leave").lines
    #expect(
      lines.contains {
        $0.hasPrefix("* department-head")
          && $0.hasSuffix("Head of department; approve; within 24h, after 48h to the Leader in charge")
      })
    #expect(lines.contains { $0.hasPrefix("? certificate") && $0.contains("received") })
    #expect(try office.fonds("kinds", "请假", "--lang", "zh").output.contains("48h 后报分管领导"))
  }

  // MARK: What stands around it

  @Test func aPaperGoesOnUnderTheVersionItBeganWith() throws {
    become("li.na")
    #expect(try act("department-head", "--decision", "approve").status == 0)
    try demandASecondLook()
    // Changed and not committed, committed, and with the derived files gone.
    for round in 0..<3 {
      #expect(try office.fonds("check").status == 0, "\(round)")
      #expect(try office.json("act", "--list", "--person", "he.jun")["steps"]?.items.isEmpty == true)
      if round == 0 { try office.commit("rules") } else { _ = try office.run(["rm", "-rf", ".git/fonds"]) }
    }
    become("wu.xia", at: "2023-05-17T09:00:00+08:00")
    let run = try act("back", "back=2023-05-17T08:30:00+08:00")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(try office.fonds("check", "--range", "HEAD~1..HEAD").status == 0)
    // One that begins now goes by the new version.
    try Self.ask(office, "HR-2023-09-002")
    become("li.na", at: "2023-05-17T10:00:00+08:00")
    let new = try office.fonds("act", "HR-2023-09-002", "department-head", "--decision", "approve")
    #expect(new.errors.contains("next: second-look: 何军"), "\(new.errors)")
  }

  /// Another step before the last, in the office's own file.
  private func demandASecondLook() throws {
    let file = "Schemas/workflows/leave.yaml"
    let old = try office.text(file)
    let step = "  - {name: second-look, label: {en: Second look, zh: 复核}, role: ceo}\n"
    let place = try #require(old.range(of: "  - name: back"))
    let lead = old[..<place.lowerBound]
    // Before the step, and before the comments that stand above it.
    var lines = lead.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeLast()
    while lines.last?.hasPrefix("  #") == true { lines.removeLast() }
    let head = lines.joined(separator: "\n") + "\n"
    try office.write(file, head + step + old.dropFirst(head.count))
  }

  /// The server has seen neither the paper's beginning nor the change that came after it.
  @Test func aPushIsJudgedByTheVersionsThatItsPapersBeganWith() throws {
    let server = try Server(of: office)
    become("li.na")
    #expect(try act("department-head", "--decision", "approve").status == 0)
    try demandASecondLook()
    try office.commit("rules", at: 1_684_000_000)
    become("wu.xia", at: "2023-05-17T09:00:00+08:00")
    #expect(try act("back", "back=2023-05-17T08:30:00+08:00").status == 0)
    try server.push("main")
    // One that begins after the change goes by it.
    try Self.ask(office, "HR-2023-09-002")
    become("li.na", at: "2023-05-17T10:00:00+08:00")
    #expect(try office.fonds("act", "HR-2023-09-002", "department-head", "--decision", "approve").status == 0)
    let record = RecordText("HR-2023-09-002").with { $0.summary = "年假" }
    let text = try office.text(record.path).replacing("status: approved", with: "status: closed")
    try office.write(
      record.path,
      text + "  - {step: back, by: wu.xia, decision: done, at: 2023-05-18T09:00:00+08:00}\n")
    try office.commit("back, and no second look")
    try server.expectRefusal("WFL002", "main")
  }

  @Test func twoAtOnceAreOne() throws {
    become("li.na")
    let command = "'\(FondsProgram.path)' act \(Self.id) department-head --decision approve"
    let script = (0..<4).map { "\(command) >../out.\($0) 2>&1 &" } + ["wait"]
    #expect(try office.run(["sh", "-c", script.joined(separator: "\n")]).status == 0)
    let text = try office.text(path)
    #expect(text.components(separatedBy: "step: department-head").count == 2)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.damage() == "")
  }

  @Test(arguments: 0..<4)
  func killedItLeavesNothingOrAStep(_ seed: Int) throws {
    become("li.na")
    var generator = SeededGenerator(seed: UInt64(seed))
    let before = try office.text(path)
    let delay = Double.random(in: 0.02...0.6, using: &generator)
    _ = try office.kill(
      [FondsProgram.path, "act", Self.id, "department-head", "--decision", "approve"], afterSeconds: delay)
    #expect(try office.damage() == "")
    for file in try office.leftovers() where !file.contains("tmp_obj") { try office.remove(file) }
    let after = try office.text(path)
    #expect(after == before || after.contains("status: approved\n"))
    if try office.git("status", "--porcelain") != "" { #expect(try office.fonds("commit").status == 0) }
    let again = try act("department-head", "--decision", "approve")
    #expect(again.status == (after == before ? 0 : 1), "\(again.errors)")
    #expect(try office.fonds("check").status == 0)
  }

  // MARK: By plain Git

  @Test func nobodyEntersAStepInAnothersName() throws {
    let entry = "trail:\n  - {step: department-head, by: li.na, decision: approve, at: 2023-05-08T10:00:00+08:00}\n"
    let text = try office.text(path).replacing("status: in-review", with: "status: approved") + entry
    try office.write(path, text)
    try office.git("add", "-A")
    become("wu.xia")
    let staged = try office.fonds("check", "--staged")
    #expect(staged.status == 1 && staged.output.contains("[WFL009]"), "\(staged.output)")
    become("li.na")
    #expect(try office.fonds("check", "--staged").status == 0)
    office.variables["GIT_AUTHOR_EMAIL"] = "wu.xia@office.example"
    try office.commit("foreign")
    let range = try office.fonds("check", "--range", "HEAD~1..HEAD")
    #expect(range.status == 1 && range.output.contains("[WFL009]"), "\(range.output)")
  }

  @Test func nobodyRewritesATrail() throws {
    become("li.na")
    #expect(try act("department-head", "--decision", "return", "--note", "a").status == 0)
    let text = try office.text(path)
    for changed in [text.replacing("note: a", with: "note: b"), text.components(separatedBy: "trail:")[0]] {
      try office.write(path, changed)
      let refused = try office.fonds("commit")
      #expect(refused.status == 1 && refused.output.contains("[HIS002]"), "\(refused.output)")
    }
    try office.commit("rewritten, then put back")
    try office.write(path, text)
    try office.commit("back")
    // The end is sound, the way to it was not.
    let range = try office.fonds("check", "--range", "HEAD~2..HEAD")
    #expect(range.status == 1 && range.output.contains("[HIS002]"), "\(range.output)")
  }

  @Test func aMergeKeepsBothTrails() throws {
    try office.git("checkout", "-q", "-b", "side")
    become("li.na")
    #expect(try act("department-head", "--decision", "return").status == 0)
    try office.git("checkout", "-q", "main")
    try Self.ask(office, "HR-2023-09-002")
    try office.git("merge", "-q", "--no-commit", "--no-ff", "side")
    let sound = try office.text(path)
    let place = try #require(sound.range(of: "trail:"))
    try office.write(path, String(sound[..<place.lowerBound]))
    let refused = try office.fonds("commit")
    #expect(refused.status == 1 && refused.output.contains("[HIS002]"), "\(refused.output)\(refused.errors)")
    try office.write(path, sound)
    #expect(try office.fonds("commit").status == 0)
  }

  @Test func nobodyGivesThemselfAPower() throws {
    let file = "Schemas/organization.yaml"
    let organization = try office.text(file)
    try office.write(
      file,
      organization.replacing(
        "{id: li.na, name: 李娜, department: HR, roles: [department-head",
        with: "{id: li.na, name: 李娜, department: HR, roles: [ceo"
      ).replacing(
        "{id: wu.xia, name: 吴霞, department: HR, roles: [",
        with: "{id: wu.xia, name: 吴霞, department: HR, roles: [department-head, "))
    try Self.ask(
      OfficeRepository(beside: office, named: office.name), "HR-2023-09-002", for: "tang.xin", deputy: "wu.xia")
    try office.git("reset", "-q", "HEAD~1")
    become("wu.xia")
    let path = RecordText("HR-2023-09-002").with { $0.summary = "年假" }.path
    let entry = "trail:\n  - {step: department-head, by: wu.xia, decision: approve, at: 2023-05-08T10:00:00+08:00}\n"
    try office.write(path, try office.text(path).replacing("status: in-review", with: "status: approved") + entry)
    // By the rules of the same tree all is well; by those before it nothing is.
    let check = try office.fonds("check", path)
    #expect(check.status == 0, "\(check.output)")
    try office.git("add", "-A")
    let staged = try office.fonds("check", "--staged")
    #expect(staged.status == 1 && staged.output.contains("[WFL003]"), "\(staged.output)")
  }

  // MARK: Signed

  @Test func whereTheRoleSignsAnUnsignedDecisionIsRefused() throws {
    let file = "Schemas/organization.yaml"
    let key = try SigningKeyFile("na", in: office.folder)
    let organization = try office.text(file)
      .replacing("- {name: department-head,", with: "- {name: department-head, signs-from: 2023-05-08,")
      .replacing("- {id: li.na,", with: "- {id: li.na, keys: [{key: \"\(key.publicKey)\", until: 2023-05-31}],")
    try office.write(file, organization)
    try office.commit("keys")
    become("li.na")
    #expect(try act("department-head", "--decision", "approve").status == 2)
    try office.git("config", "fonds.signingKey", key.path)
    become("li.na", at: "2023-06-01T00:00:00+08:00")
    #expect(try act("department-head", "--decision", "approve").errors.contains("li.na"))
    become("li.na", at: "2023-05-31T23:59:59+08:00")
    let run = try act("department-head", "--decision", "approve")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let verification = try office.json("verify", Self.id)
    #expect(verification["approvals"]?.items.first?["signature"]?.string == "good")
    // The signature is over this content alone.
    try office.write(path, try office.text(path).replacing("days: 2", with: "days: 3"))
    #expect(try office.fonds("check").output.contains("[WFL006]"))
    try office.git("checkout", "-q", "--", "Records")
    let unsigned = try office.text(path)
    let place = try #require(unsigned.range(of: "    signature: "))
    try office.write(path, String(unsigned[..<place.lowerBound]))
    #expect(try office.fonds("check").output.contains("[WFL007]"))
  }
}
