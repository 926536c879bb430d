import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

/// What no commit of a push may do with what is secret, or sealed.
@Suite("Secrecy and sealed years, commit by commit")
struct AccessRangeTests {
  private let record = RecordText("HR-2023-01-001")

  private func classified(_ level: String, _ more: String = "", draft: RecordText? = nil) -> String {
    (draft ?? record).text.replacing("classification: internal", with: "classification: \(level)") + more
  }

  /// An office whose first record is published, and what a push of all that came after it would be told.
  private func office(_ text: String) throws -> (office: OfficeRepository, base: String) {
    let office = try OfficeRepository()
    try office.write(record.path, text)
    return (office, try office.commit("first"))
  }

  private func codes(_ office: OfficeRepository, since base: String, now: String? = nil) throws -> [String] {
    let workspace = try Workspace(.init(directory: office.path, now: now.flatMap { Moment($0) }))
    return try workspace.check(range: "\(base)..HEAD").codes
  }

  @Test func aSecretThatIsAddedAndRemovedAgainStaysRefused() throws {
    let (office, base) = try office(record.text)
    let secret = RecordText("HR-2023-01-002")
    try office.write(secret.path, classified("secret", "body: 第一条 略\n", draft: secret))
    try office.commit("a secret")
    try office.write(secret.path, classified("secret", draft: secret))
    try office.commit("taken back")
    #expect(try codes(office, since: base).contains("ACC001"))
  }

  @Test func aSecretInTextThatCannotBeReadIsNoneTheLess() throws {
    let (office, base) = try office(record.text)
    let secret = RecordText("HR-2023-01-002")
    try office.write(secret.path, classified("secret", "body: [第一条 略\n", draft: secret))
    try office.commit("a secret in broken YAML")
    try office.write(secret.path, classified("secret", draft: secret))
    try office.commit("mended")
    #expect(try codes(office, since: base).contains("ACC001"))
  }

  @Test(arguments: ["before", "after"])
  func theLevelsBeforeAPushJudgeItAndSoDoThoseItBrings(_ side: String) throws {
    let sealing = "    sealed: true\n"
    let (office, _) = try office(record.text)
    let levels = try office.text("Schemas/classification.yaml")
    if side == "after" {
      try office.write("Schemas/classification.yaml", levels.replacing(sealing, with: ""))
      try office.commit("not sealed")
    }
    let base = try office.head()
    let other = side == "after" ? levels : levels.replacing(sealing, with: "")
    try office.write("Schemas/classification.yaml", other)
    let secret = RecordText("HR-2023-01-002")
    try office.write(secret.path, classified("secret", "body: 第一条 略\n", draft: secret))
    try office.commit("levels and a secret")
    #expect(try codes(office, since: base).contains("ACC001"))
  }

  @Test(arguments: ["", "geheim"])
  func aLevelIsNotLoweredByWayOfNoneOrOfAnUnknownOne(_ word: String) throws {
    let (office, base) = try office(classified("confidential"))
    try office.write(record.path, classified(word.isEmpty ? "\"\"" : word))
    try office.commit("on the way")
    try office.write(record.path, record.text)
    try office.commit("there")
    #expect(try codes(office, since: base) == ["ACC002"])
  }

  @Test func secrecyEndsByItselfWhenItsTermIsOver() throws {
    let term = "classification: confidential\nsecrecy-until: 2023-05-31"
    let (office, base) = try office(record.text.replacing("classification: internal", with: term))
    try office.write(record.path, record.text)
    // 2023-05-20, and 2023-06-01.
    for (time, expected) in [(1_684_548_000, ["ACC002"]), (1_685_584_800, [])] {
      try office.git("reset", "-q", "--soft", base)
      try office.commit("open", at: time)
      #expect(try codes(office, since: base, now: "2023-06-02T10:00:00+08:00") == expected)
    }
    // A date that has not come yet proves nothing.
    #expect(try codes(office, since: base, now: "2023-05-20T10:00:00+08:00") == ["ACC002"])
    // Open to the house is not open to all.
    try office.write(record.path, classified("public"))
    try office.commit("public", at: 1_685_584_860)
    #expect(try codes(office, since: base) == ["ACC002"])
  }

  @Test func aSealedYearIsJudgedFromItsSealOn() throws {
    let filed = record.text + "archive-number: XZ-WS·2023-D30-HR-0001\n"
    let (office, base) = try office(record.text)
    try office.write(record.path, filed)
    try office.commit("file")
    try office.git("tag", "-a", "-m", "seal", "sealed/2023")
    // What came before the seal is pushed together with it.
    #expect(try codes(office, since: base) == [])
    let changed = filed.replacing("title: 考勤制度", with: "title: 考勤办法")
    try office.write(record.path, changed)
    try office.git("add", "-A")
    #expect(try office.workspace().checkStaged().codes == ["RET006"])
    try office.commit("changed")
    #expect(try codes(office, since: base) == ["RET006"])
    // Nor from a commit that is older than the seal.
    try office.git("checkout", "-q", "-b", "side", base)
    try office.write(record.path, filed)
    try office.commit("filed elsewhere")
    try office.write(record.path, changed)
    try office.commit("changed elsewhere")
    #expect(try codes(office, since: base) == ["RET006"])
  }
}
