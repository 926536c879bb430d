import FondsTestSupport
import Testing

/// An approved list lies on the server; what comes next is pushed by plain Git.
@Suite("Destruction on a server")
struct DestructionPushTests {
  private let destruction: Destruction
  private let server: Server
  private var office: OfficeRepository { server.office }
  private let path = Destruction.visitor(1).path

  init() throws {
    destruction = try Destruction()
    server = try Server(of: destruction.office)
  }

  @Test func whatIsCarriedOutByTheCommandIsLetInAndStays() throws {
    let original = try office.text(path)
    #expect(try destruction.carryOut().status == 0)
    try server.push("main")

    try office.write(path, original)
    try office.commit("brought back")
    try server.expectRefusal("RET005", "main")
    try office.git("reset", "-q", "--hard", "HEAD~1")
    try office.remove(path)
    try office.commit("the tombstone removed")
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aTombstoneThatNoListNames() throws {
    let third = Destruction.visitor(3).path
    #expect(try destruction.carryOut().status == 0)
    try office.write(third, office.text(path).replacing("ADM-2023-06-001", with: "ADM-2023-06-003"))
    try office.commit("one more")
    try server.expectRefusal("RET005", "main")
  }

  @Test func aListThatIsNotCarriedOutByAllItsWitnesses() throws {
    let before = try office.text(Destruction.listPath)
    #expect(try destruction.carryOut().status == 0)
    try office.git("reset", "-q", "--soft", "HEAD~1")
    try office.write(Destruction.listPath, before)
    try office.commit("tombstones alone")
    try server.expectRefusal("RET005", "main")
  }

  @Test func aHoldIsReleasedAndItsRecordDestroyedInOnePush() throws {
    let hold = RecordText("ADM-2033-12-001", title: "劳动仲裁").with {
      $0.kind = "hold"
      $0.status = "effective"
      $0.more = "cause: litigation\nreason: 仲裁未结\nrecords: [ADM-2023-06-001]\nfrom: 2033-05-08\n"
    }
    try office.write(hold)
    try office.commit("hold", at: 2_022_000_000)
    try server.push("main")
    #expect(try office.fonds("hold", "release", "ADM-2033-12-001", "--reason", "结案").status == 0)
    #expect(try destruction.carryOut().status == 0)
    try server.expectRefusal("RET004", "main")
    // One after the other it is let in.
    try server.push("HEAD~1:main")
    try server.push("main")
  }

  @Test func aClockThatIsSetForwardDoesNotHelp() throws {
    #expect(try destruction.carryOut().status == 0)
    destruction.become("guo.tao", at: "2033-12-31T10:00:00+08:00")
    try server.expectRefusal("RET003", "main")
  }

  @Test func aSoftenedScheduleDoesNotHelp() throws {
    destruction.become("zhang.wei", at: "2033-12-30T10:00:00+08:00")
    let schedule = try office.text("Schemas/retention.yaml")
    try office.write("Schemas/retention.yaml", schedule.replacing("period: 10y", with: "period: 1y"))
    try office.write(path, office.text(path).replacing("retention: 10y", with: "retention: 1y"))
    try office.commit("softened", at: 2_019_000_000)
    try server.expectRefusal("RET001", "main")
  }
}
