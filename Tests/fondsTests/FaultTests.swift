import FondsTestSupport
import Foundation
import Testing

/// A disk that is full, broken, forbidden or read-only, at every call of every command that writes.
///
/// With `FONDS_TORTURE=1` in the environment every call fails with every fault, with a higher number N every Nth of them;
/// else a few.
@Suite("Disk faults")
struct FaultTests {
  /// A command, and an office in which it has something to do.
  struct Work: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let prepare: @Sendable () throws -> OfficeRepository
    /// Whether it finds nothing to do, or something else, once it is done.
    var isDoneOnce = false
    /// Whether it lays files one by one, and goes on where it stopped.
    var mayStop = false
    /// Whether what it writes has random parts, so that two runs of it differ.
    var isSalted = false

    var testDescription: String { arguments.joined(separator: " ") }

    init(
      _ arguments: String..., isDoneOnce: Bool = false, mayStop: Bool = false, isSalted: Bool = false,
      prepare: @escaping @Sendable () throws -> OfficeRepository
    ) {
      self.arguments = arguments
      (self.isDoneOnce, self.mayStop, self.isSalted) = (isDoneOnce, mayStop, isSalted)
      self.prepare = prepare
    }
  }

  static let records = [RecordText("HR-2023-01-001", title: "第一"), RecordText("HR-2023-01-002", title: "第二")]

  private static func committed(_ records: [RecordText] = Self.records) throws -> OfficeRepository {
    let office = try OfficeRepository()
    for record in records { try office.write(record) }
    try office.commit("records")
    return office
  }

  static let work: [Work] = [
    Work("init", isDoneOnce: true, mayStop: true) { try OfficeRepository(schemas: false) },
    Work("new", "policy", "--dept", "HR", "title=考勤", isDoneOnce: true) { try committed() },
    Work("commit", isDoneOnce: true) {
      let office = try OfficeRepository()
      for record in records { try office.write(record) }
      return office
    },
    Work("act", "HR-2023-09-001", "department-head", "--decision", "approve", isDoneOnce: true) {
      let leave = RecordText("HR-2023-09-001", title: "年假").with {
        ($0.kind, $0.status) = ("leave", "in-review")
        $0.more = """
          person: wu.xia
          type: annual
          from: 2023-05-15T09:00:00+08:00
          until: 2023-05-16T18:00:00+08:00
          days: 2
          deputy: tang.xin
          reason: 回家

          """
      }
      let office = try OfficeRepository()
      try office.write(leave.path, leave.text.replacing("owner: li.na", with: "owner: wu.xia"))
      try office.commit("ask")
      return office
    },
    Work("add", "LOG-2023-08-001", "item=纸", "received=2", isDoneOnce: true) {
      let office = try OfficeRepository(ownKinds: ["stock": OwnKinds.stock])
      _ = try office.fonds("new", "stock", "--dept", "LOG", "store=一号库")
      _ = try office.fonds("commit")
      return office
    },
    Work("import", "asset", "chairs.csv", "--dept", "LOG", isDoneOnce: true) {
      let office = try committed()
      try office.write("chairs.csv", "标题,日期,备注\n办公椅 1,2023/5/1,甲\n办公椅 2,2023/5/2,乙\n办公椅 3,2023/5/3,丙\n")
      return office
    },
    Work("fmt", mayStop: true) {
      let office = try committed()
      for record in records { try office.write(record.path, record.text.replacing("title: ", with: "title:    ")) }
      return office
    },
    Work("check", "--fix", mayStop: true) {
      let office = try committed()
      for record in records { try office.write(record.path, record.text.replacing("\n", with: "\r\n")) }
      return office
    },
    Work("renumber", "HR-2023-01-001", isDoneOnce: true) {
      let office = try OfficeRepository()
      for record in records { try office.write(record) }
      return office
    },
    Work("hold", "release", "SEC-2023-12-001", "--reason", "债务已清", isDoneOnce: true) {
      var card = RecordText("ADM-2023-08-001", title: "打印机")
      card.kind = "asset"
      let hold = RecordText(
        "SEC-2023-12-001", title: "冻结：打印机",
        more: "cause: debt\nreason: 债务未清\nfrom: 2023-05-08\nrecords: [ADM-2023-08-001]\n"
      ).with { ($0.kind, $0.status) = ("hold", "effective") }
      return try committed([card, hold])
    },
    Work("dispose", "carry-out", Destruction.list, isDoneOnce: true, isSalted: true) { try Destruction().office },
    Work("index", "--rebuild") { try committed() },
    Work("hook", "install") { try committed() },
    Work("label", "HR-2023-01-001", "--output", "label.html") { try committed() },
    Work("register", "policy", "--output", "book.csv") { try committed() },
    Work("kinds", "--json-schema", "schemas", mayStop: true) { try committed() },
    Work("kinds", "--editor", mayStop: true) { try committed() },
    Work("verify", "--allowed-signers", "signers.txt") { try committed() },
  ]

  /// What is there: the branch's tree and the files of the work tree, by name and content.
  private func state(_ office: OfficeRepository, namesOnly: Bool = false) throws -> String {
    if namesOnly {
      return try office.run(["sh", "-c", "git rev-list --count HEAD; git status -z; git ls-files"]).output
    }
    let script = """
      git rev-parse -q --verify 'HEAD^{tree}'
      find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0r sha256sum
      """
    return try office.run(["sh", "-c", script]).output
  }

  /// What went wrong is said, what was there is there, and the next run does the work.
  @Test(arguments: work)
  func aFaultIsSaidAndTheNextRunCompletes(_ work: Work) throws {
    let step = ProcessInfo.processInfo.environment["FONDS_TORTURE"].map { Int($0) ?? 1 }
    let office = try work.prepare()
    let whole = OfficeRepository(beside: office, named: "whole")
    whole.variables = office.variables
    _ = try office.run(["sh", "-c", "cp -a . ../whole"])
    let sound = try whole.fonds(work.arguments)
    #expect(sound.status == 0, "\(sound.output)\(sound.errors)")
    let (before, after) = (try state(office, namesOnly: work.isSalted), try state(whole, namesOnly: work.isSalted))

    // Some early call and some late one, other ones for each command. A disk that becomes read-only in the middle of the work
    // lets nothing be put back.
    let seed = work.testDescription.utf8.reduce(0) { ($0 + Int($1)) % 97 }
    let some: [(DiskFault, [Int])] = [
      (seed % 2 == 0 ? .noSpace : .overQuota, [2 + seed % 13, 17 + seed % 11]),
      (seed % 3 == 0 ? .noPermission : .brokenDisk, [1 + seed % 19]), (.readOnly, [1]),
    ]
    let all = step.map { step in
      DiskFault.allCases.enumerated().map { number, fault in
        (fault, fault == .readOnly ? [1] : Array(stride(from: 1 + (seed + number) % step, through: 2000, by: step)))
      }
    }
    for (fault, calls) in all ?? some {
      try office.failing(work.arguments, atCalls: calls, with: [fault]) { copy, run, place in
        #expect(run.status == 0 || run.status == 2, "\(place) \(run.status) \(run.output)\(run.errors)")
        #expect(!run.errors.contains("Fatal error") && !run.errors.contains("rash"), "\(place) \(run.errors)")
        // Nor is a file gone that can't be removed.
        if place.contains(": unlink") { return }
        let left = try state(copy, namesOnly: work.isSalted)
        if run.status == 0 {
          // What failed was not needed: a cache, the tidying up.
          #expect(left == after, "\(place) was passed over")
        } else {
          #expect(run.errors.contains("error: ") && run.errors.contains("help: "), "\(place) \(run.errors)")
          #expect(work.mayStop || left == before || left == after, "\(place) left something between: \(run.errors)")
        }
        #expect(try copy.leftovers() == [], "\(place)")
        if try copy.run(["git", "rev-parse", "-q", "--verify", "HEAD"]).status == 0 {
          #expect(try copy.damage() == "", "\(place)")
        }
        if work.isDoneOnce, left == after { return }
        let again = try copy.fonds(work.arguments)
        #expect(again.status == 0, "\(place), then \(again.output)\(again.errors)")
        #expect(try state(copy, namesOnly: work.isSalted) == after, "\(place), then something else")
      }
    }
  }

  /// The system may read and write less than it is asked, and a signal may come at any time.
  @Test(arguments: work)
  func readingAndWritingByHalvesLeavesTheSame(_ work: Work) throws {
    let office = try work.prepare()
    let other = OfficeRepository(beside: office, named: "other")
    other.variables = office.variables
    // Both shall commit in the same second.
    other.passTime(-3600)
    _ = try office.run(["sh", "-c", "cp -a . ../other"])
    let whole = try office.fonds(work.arguments)
    let halves = try other.fondsByHalves(work.arguments)
    #expect(halves.status == 0, "\(halves.output)\(halves.errors)")
    if !work.isSalted { #expect(halves.output.replacing(other.path, with: office.path) == whole.output) }
    #expect(try state(other, namesOnly: work.isSalted) == state(office, namesOnly: work.isSalted))
    #expect(try other.leftovers() == [])
    if try other.run(["git", "rev-parse", "-q", "--verify", "HEAD"]).status == 0 { #expect(try other.damage() == "") }
  }

  @Test(arguments: [
    ["check"], ["check", "--staged"], ["check", "--rev", "HEAD"], ["find", "第一", "--history", "--json"],
    ["find", "第", "--at", "2030-01-01"], ["log", "HR-2023-01-001", "--json"], ["show", "HR-2023-01-002"], ["kinds"],
    ["show", "HR-2023-01-002", "--content"], ["register", "policy"], ["due", "--format", "ics"], ["doctor"],
  ])
  func readingByHalvesGivesTheSameAnswer(_ arguments: [String]) throws {
    let office = try Self.committed()
    let whole = try office.fonds(arguments)
    let halves = try office.fondsByHalves(arguments)
    #expect(halves.status == whole.status && halves.output == whole.output, "\(halves.errors)")
  }

  /// A hook that read half of what Git says of a push would let the rest in.
  @Test func aHookReadsAllOfAPushByHalves() throws {
    let office = try Self.committed()
    let old = try office.head()
    try office.write(Self.records[0].path, Self.records[0].text.replacing("owner: li.na", with: "owner: nobody"))
    let new = try office.commit("fault")
    let harmless = (1...200).map { "refs/heads/b\($0) \(old) refs/heads/b\($0) \(old)\n" }.joined()
    let push = harmless + "refs/heads/main \(new) refs/heads/main \(old)\n"
    let arguments = ["hook", "run", "pre-push"]
    let whole = try office.fonds(arguments, input: push)
    #expect(whole.status == 1 && whole.errors.contains("nobody"))
    let halves = try office.fondsByHalves(arguments, input: push)
    #expect(halves.status == 1 && halves.errors == whole.errors)
  }

  @Test(arguments: [
    ["find", "第一"], ["check", "--json"], ["register", "policy"], ["show", "HR-2023-01-001", "--content"], ["--help"],
  ])
  func aResultThatFindsNoRoomIsNoSuccess(_ arguments: [String]) throws {
    let office = try Self.committed()
    let run = try office.run(["sh", "-c", "\"$@\" > /dev/full", "sh", FondsProgram.path] + arguments)
    #expect(run.status == 2 && run.errors.contains("stdout can't be written") && run.errors.contains("help: "))
  }
}
