import FondsTestSupport
import Testing

/// Clocks that run backwards, stand still, or are wrong by decades, in zones east and west: answers as the design has them.
@Suite("Clocks")
struct ClockTests {
  /// Seconds since 1970 and zones, commit by commit.
  private static let times = [
    "1683511200 +0800", "1683424800 +0800", "1683511200 -1130", "0 +0000", "4294967400 +1400", "1683511200 +0800",
    "1683511200 +0800", "1685577599 -0000", "5000000000 -0330", "1685000000 +0545",
  ]

  /// One record whose title counts the commits.
  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository(schemas: false)
    for (path, bytes) in try ShippedSchemas.files() { try office.write(path, bytes) }
    for (number, time) in Self.times.enumerated() {
      try office.write(RecordText("HR-2023-01-001", title: "第\(number)版"))
      office.variables = ["GIT_AUTHOR_DATE": "@" + time, "GIT_COMMITTER_DATE": "@" + time]
      try office.commit("\(number)")
    }
    office.variables = [:]
    return office
  }

  @Test(arguments: [
    "1969-12-31", "1970-01-01", "2000-01-01", "2023-05-06", "2023-05-07", "2023-05-08", "2023-05-31", "2023-06-01",
    "2106-02-07", "2106-02-08", "2128-06-11", "2128-06-12", "9999-12-31",
  ])
  func aPastDayIsTheCommitThatGitFinds(_ day: String) throws {
    let office = try office()
    let args = ["rev-list", "--first-parent", "HEAD"]
    let expected = try office.git(args + ["-1", "--until=\(day) 23:59:59 +0800"])
    let first = try #require(try office.git(args).split(separator: "\n").last.map(String.init))
    // Git's own reading of days before 1970 and far ahead is no day at all; then the rule is applied by hand.
    let isPlain = day > "1970-01-01" && day < "2099"
    let shown = try office.fonds("show", "HR-2023-01-001", "--at", day)
    #expect(shown.status == 0, "\(shown.errors)")
    if isPlain {
      let title = try office.git("show", "\(expected.isEmpty ? first : expected):\(RecordText("HR-2023-01-001").path)")
      #expect(shown.output.contains(title.split(separator: "\n")[2]), "\(day) \(expected) \(shown.output)")
      #expect(try office.fonds("find", "版", "--at", day).output.contains(title.split(separator: "\n")[2].dropFirst(7)))
    }
    // Nor does it depend on what was asked before, or on the index.
    #expect(try office.fonds("index", "--rebuild").status == 0)
    #expect(try office.fonds("show", "HR-2023-01-001", "--at", day).output == shown.output)
  }

  @Test func historyIsInTheOrderOfParents() throws {
    let office = try office()
    let versions = try office.json("log", "HR-2023-01-001")["versions"]?.items ?? []
    let commits = try office.git("rev-list", "--first-parent", "HEAD").split(separator: "\n").map(String.init)
    #expect(versions.compactMap { $0["commit"]?.string } == commits)
    #expect(versions.allSatisfy { ($0["committed"]?.string ?? "").count == 25 }, "\(versions)")
    let found = try office.json("find", "版", "--history")["matches"]?.items ?? []
    #expect(found.count == Self.times.count)
    #expect(try office.fonds("check", "--range", "HEAD~9..HEAD").status == 0)
  }

  @Test(arguments: [["due", "--at", "2023-06-30"], ["retention", "--at", "2060-01-01"], ["check", "--due"], ["due"]])
  func whatTimeBringsIsTheSameEachTime(_ arguments: [String]) throws {
    let office = try office()
    let first = try office.fonds(arguments)
    #expect(first.status <= 1, "\(first.errors)")
    #expect(try office.fonds("index", "--rebuild").status == 0)
    let again = try office.fonds(arguments)
    #expect(again.output == first.output && again.status == first.status)
  }
}
