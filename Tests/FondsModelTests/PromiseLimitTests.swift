import FondsModel
import FondsTestSupport
import FondsText
import Foundation
import Testing

/// One promise of a kind, or one time of a duty, with its last second: an item of `Fixtures/promises.yaml` and
/// `Fixtures/duties.yaml`, which a reader can open.
///
/// The moments are counted from office.md, not from the program.
struct Promise: Sendable, CustomTestStringConvertible {
  static let promises = read("promises")
  static let duties = read("duties")

  let node: Node

  var name: String { text("name") ?? text("duty") ?? "" }
  var testDescription: String { [text("kind"), name, text("part")].compactMap(\.self).joined(separator: " ") }

  private static func read(_ name: String) -> [Promise] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Fixtures/\(name).yaml")
    let root = (try? Data(contentsOf: url)).flatMap { RecordReader.read([UInt8]($0)).root }
    return (root?[name]?.sequence ?? []).map { Promise(node: $0) }
  }

  func text(_ key: String) -> String? { node[key]?.string }

  /// Its record with a time in it.
  func record(_ time: String, done: String = "") throws -> Node {
    let head = "id: \(text("number") ?? "")\ntitle: 期限\nowner: li.na\n"
    let kind = text("kind").map { "kind: \($0)\ndate: 2023-05-08\n" } ?? ""
    let own = (text("record") ?? "").replacing("DONE", with: done).replacing("TIME", with: time)
    let status = own.contains("status:") ? "" : "status: in-review\n"
    return try #require(RecordReader.read(Array((head + kind + status + own).utf8)).root, "\(own)")
  }
}

@Suite("The limits of promises and duties")
struct PromiseLimitTests {
  private let schemas: Schemas
  private let time: OfficeTime
  private let last: Moment

  init() throws {
    schemas = try ShippedSchemas.load()
    time = OfficeTime(calendar: schemas.settings.calendar, zone: OfficeZone(offsetMinutes: 480))
    last = try #require(Moment("2024-06-01T00:00:00+08:00"))
  }

  private func moment(_ text: String, _ seconds: Int64 = 0) throws -> Moment {
    time.zone.moment(try #require(Moment(text)).seconds + seconds)
  }

  // MARK: What kinds promise

  private func deadline(_ promise: Promise, _ root: Node) throws -> Deadline? {
    let kind = try #require(promise.text("kind").flatMap { schemas.kinds[$0] })
    return kind.deadlines(of: root, through: last, by: time)
      .first { $0.name == promise.name && $0.part == (promise.text("part") ?? "") }
  }

  @Test(arguments: Promise.promises)
  func aPromiseIsInTimeToItsLastSecond(_ promise: Promise) throws {
    let due = try #require(promise.text("due"))
    // Without a time nothing is done; what came long before is of another round.
    let open = try #require(try deadline(promise, promise.record("2019-01-01")))
    try check(open, promise)
    guard let done = promise.text("done") else { return }
    let (inTime, late): (String, String) =
      switch promise.text("as") {
      case "day":
        (String(due.prefix(10)), try #require(CalendarDate(String(due.prefix(10)))).adding(days: 1).description)
      case "moment": (due, try moment(due, 1).text)
      default: (done, "")
      }
    let kept = try #require(try deadline(promise, promise.record(inTime, done: done)))
    #expect(kept.state(at: last) == .done && !kept.isLate(at: last))
    guard !late.isEmpty else { return }
    let missed = try #require(try deadline(promise, promise.record(late, done: done)))
    #expect(missed.isLate(at: last))
  }

  private func check(_ open: Deadline, _ promise: Promise) throws {
    let due = try #require(promise.text("due"))
    let reminds = try #require(promise.text("reminds"))
    #expect(open.completion == .open && open.due.text == due && open.reminder.text == reminds)
    let words = promise.text("escalates")?.split(separator: " ").map(String.init) ?? []
    // An important item that nobody read in time goes to the telephone at once.
    let isAtOnce = words.first == due
    #expect(try open.state(at: moment(due)) == .due)
    #expect(try open.state(at: moment(due, 1)) == (isAtOnce ? .escalated : .late))
    #expect(try open.state(at: moment(reminds, -1)) == .upcoming)
    if open.begin.map({ $0.seconds <= open.reminder.seconds }) ?? true {
      #expect(try open.state(at: moment(reminds)) == .due)
    }
    let who = open.role.map { "role " + $0 } ?? open.people.joined(separator: " ")
    #expect(who == promise.text("to"))
    guard words.count == 2 else { return #expect(open.escalation == nil) }
    #expect(open.escalation?.at.text == words[0] && open.escalation?.role == words[1])
    guard !isAtOnce else { return }
    #expect(try open.state(at: moment(words[0], -1)) == .late && open.state(at: moment(words[0])) == .escalated)
  }

  @Test func noPromiseIsLeftOut() {
    let stood = Set(Promise.promises.map { "\($0.text("kind") ?? "").\($0.name)" })
    let wanted = Set(schemas.kinds.values.flatMap { kind in kind.obligations.map { "\(kind.name).\($0.name)" } })
    #expect(!wanted.isEmpty && stood == wanted, "\(wanted.symmetricDifference(stood).sorted())")
  }

  // MARK: What comes round

  private func deadline(_ promise: Promise, by evidence: [Node]) throws -> Deadline? {
    let duty = try #require(schemas.duties.first { $0.name == promise.name }, "\(promise.name)")
    let kind = try #require(schemas.kinds[duty.kind])
    let found = evidence.flatMap { duty.evidence(in: $0, kind: kind, zone: time.zone) }
    #expect(found.count == evidence.count)
    let organization = schemas.organization
    return duty.deadlines(evidence: found, organization: organization, through: last, by: time)
      .first { $0.part == promise.text("part") }
  }

  @Test(arguments: Promise.duties)
  func aDutyIsInTimeToItsLastSecond(_ promise: Promise) throws {
    let open = try #require(try deadline(promise, by: []))
    try check(open, promise)
    let (inTime, tooLate) = (try #require(promise.text("in-time")), try #require(promise.text("too-late")))
    let kept = try #require(try deadline(promise, by: [promise.record(inTime)]))
    #expect(kept.state(at: last) == .done && !kept.isLate(at: last))
    let missed = try #require(try deadline(promise, by: [promise.record(tooLate)]))
    #expect(missed.isLate(at: last))
  }

  /// A record of another sort of the same kind fulfils nothing.
  @Test(arguments: ["cleaning", "round", "self-check", "safety-self-check", "safety-check"])
  func aSheetOfAnotherSortFulfilsNoDuty(_ name: String) throws {
    let promise = try #require(Promise.duties.first { $0.name == name })
    let duty = try #require(schemas.duties.first { $0.name == name })
    let kind = try #require(schemas.kinds[duty.kind])
    let root = try promise.record(try #require(promise.text("in-time")))
    #expect(duty.evidence(in: root, kind: kind, zone: time.zone).count == 1)
    let text = try #require(promise.text("record")).replacing("round: \(name)", with: "round: sample")
    let other = Promise(node: Node(.mapping(Mapping([.init(key: "record", value: Node(.string(text)))]))))
    let sample = try other.record(try #require(promise.text("in-time")))
    #expect(duty.evidence(in: sample, kind: kind, zone: time.zone).isEmpty)
  }

  @Test func noDutyIsLeftOut() {
    let wanted = Set(schemas.duties.map(\.name))
    #expect(!wanted.isEmpty && Set(Promise.duties.map(\.name)) == wanted)
  }
}
