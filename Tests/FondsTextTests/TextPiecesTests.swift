import FondsText
import Testing

@Suite("Pieces of text")
struct TextPiecesTests {
  @Test func jsonEscapesWhatATerminalActsOn() {
    #expect(JSONText.quoted("a\"\\\n\t合同🙂") == #""a\"\\\n\t合同🙂""#)
    #expect(JSONText.quoted("\u{1B}[2J\u{202E}\u{2028}\u{0}") == #""\u001b[2J\u202e\u2028\u0000""#)
  }

  @Test func jsonKeepsNumbersAndOrder() {
    let text = "b: 1.50\na: [1, {c: ~}]\nd: {}\n"
    let root = RecordReader.read(Array(text.utf8)).root ?? Node(.null)
    #expect(JSONText.compact(root) == #"{"b":1.50,"a":[1,{"c":null}],"d":{}}"#)
    #expect(JSONText.pretty(Node(.sequence([Node(.bool(true))]))) == "[\n  true\n]")
  }

  @Test(arguments: ["2024-02-29", "2000-02-29", "2023-12-31", "0001-01-01"])
  func daysOfTheCalendarAreDates(_ text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "2023-4-1", "20230401", "２０２３-04-01",
    "0000-01-01",
  ])
  func otherDaysAreNone(_ text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: [
    "2023-05-08T09:00:00+08:00", "2016-12-31T23:59:60Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.9Z",
  ])
  func momentsAreReadAsTheyAreWritten(_ text: String) throws {
    let moment = try #require(Moment(text))
    #expect(Moment(moment.text) == moment)
  }

  /// A leap second behind the last day: found by fuzzing.
  @Test(arguments: ["9999-12-31T23:59:60-12:00", "9999-12-31T23:59:60Z", "9999-12-31T23:59:60.5+08:00"])
  func behindTheLastYearThereIsNoMoment(_ text: String) {
    #expect(Moment(text) == nil)
  }

  @Test func editsThatOverlapAreLeftForTheNextRun() {
    let bytes = Array("abcdef".utf8)
    let edits = [Edit(3..<5, "X"), Edit(0..<1, "Y"), Edit(4..<6, "Z")]
    #expect(edits.applied(to: bytes) == Array("YbcXf".utf8))
  }

  @Test func columnsCountScalarsAndSkipTheByteOrderMark() {
    let source = SourceText(Array("\u{FEFF}合同🙂x\r\nab".utf8))
    #expect(source.position(of: 3) == .init(line: 1, column: 1))
    #expect(source.position(of: 3 + 6 + 4) == .init(line: 1, column: 4))
    #expect(source.text(source.line(1)) == "合同🙂x")
    #expect(source.position(of: 1000) == .init(line: 2, column: 3))
  }

  @Test(arguments: [("Cafe\u{301}", "Café"), ("\u{1112}\u{1161}\u{11AB}", "한"), ("\u{F900}", "豈"), ("か\u{3099}", "が")])
  func composedTextIsNormal(_ text: String, _ composed: String) {
    #expect(!Normalization.isNormalized(text))
    #expect(Normalization.normalized(text).unicodeScalars.elementsEqual(composed.unicodeScalars))
    #expect(Normalization.isNormalized(composed))
  }

  @Test(arguments: [("聘用合同", "合同书"), ("contrct", "contract"), ("帐号", "")])
  func theNearestNameIsASlipAway(_ name: String, _ expected: String) {
    #expect(nearestName(to: name, among: ["contract", "policy"]) == (expected == "contract" ? expected : nil))
  }

  @Test func gb18030IsDecoded() {
    #expect(TextFault.Encoding.gb18030.decoded([0xBF, 0xBC, 0xC7, 0xDA]) == Array("考勤".utf8))
    #expect(TextFault.Encoding.gb18030.decoded([0x81]) == nil)
  }
}
