import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Hold")
struct HoldTests {
  private func hold(_ fields: String) throws -> Hold? {
    let root = try #require(RecordReader.read(Array(("id: SEC-2023-12-006\n" + fields).utf8)).root)
    return try ShippedSchemas.load().kinds[root["kind"]?.string ?? ""]?.hold(in: root)
  }

  @Test func readsWhatIsHeld() throws {
    let hold = try #require(
      try hold(
        """
        kind: hold
        title: 冻结：洁雅
        status: effective
        reason: 扣款争议
        records: [LOG-2023-03-001, LOG-2023-03-002]
        query: 洁雅
        from: 2023-07-05
        """))
    #expect(hold.records == ["LOG-2023-03-001", "LOG-2023-03-002"])
    #expect(hold.query == "洁雅")
    #expect(hold.reason == "扣款争议")
    #expect(try self.hold("kind: policy\nstatus: effective") == nil)
  }

  @Test(arguments: [
    ("status: effective\nfrom: 2023-07-05", "2023-07-04", false),
    ("status: effective\nfrom: 2023-07-05", "2023-07-05", true),
    ("status: effective", "1999-01-01", true),
    ("status: draft\nfrom: 2023-07-05", "2023-07-06", false),
    ("status: in-review\nfrom: 2023-07-05", "2023-07-06", false),
    ("status: rejected\nfrom: 2023-07-05", "2023-07-06", false),
    ("status: withdrawn\nfrom: 2023-07-05", "2023-07-06", false),
    ("status: nonsense\nfrom: 2023-07-05", "2023-07-06", false),
    ("status: released\nfrom: 2023-07-05\nreleased: 2023-10-25", "2023-10-24", true),
    ("status: released\nfrom: 2023-07-05\nreleased: 2023-10-25", "2023-10-25", false),
    ("status: archived\nfrom: 2023-07-05", "2023-10-25", false),
  ])
  func holdsFromItsFirstDayToItsRelease(_ fields: String, _ day: String, _ isInForce: Bool) throws {
    let hold = try #require(try hold("kind: hold\n" + fields))
    #expect(hold.isInForce(on: try #require(CalendarDate(day))) == isInForce)
  }
}
