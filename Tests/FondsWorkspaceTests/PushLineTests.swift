import FondsGit
import FondsTestSupport
import Testing

@testable import FondsWorkspace

/// What Git writes to hooks of a push, and whatever else may come there.
@Suite("the lines of a push")
struct PushLineTests {
  @Test func whatWasTypedMayHoldSpaces() throws {
    let office = try OfficeRepository()
    let workspace = try office.workspace()
    let old = try office.head()
    try office.write(HookTests.bad)
    let new = try office.commit("bad")
    for name in ["refs/heads/main", "HEAD@{1 day ago}", ":/a b c", ""] {
      let report = try workspace.checkPush(["\(name) \(new) refs/heads/x \(old)"])
      #expect(report.diagnostics.filter { $0.severity == .error }.map(\.code) == ["SCH004"], "\(name)")
    }
    let zero = OID.zero.description
    #expect(try workspace.checkPush(["(delete) \(zero) refs/heads/x \(old)"]).isClean)
    for line in [
      "", "x", "\(new) refs/heads/x \(old)", "x \(new) refs/heads/x", "x \(new.dropLast()) refs/heads/x \(old)",
    ] {
      #expect(throws: WorkspaceError.self, "\(line)") { try workspace.checkPush([line]) }
    }
  }

  /// Whatever is said of a push: a commit with a fault is not let in, and nothing else goes wrong than what has a name.
  @Test func noLinesLetAFaultIn() throws {
    let office = try OfficeRepository()
    try office.write(HookTests.good)
    let base = try office.commit("base")
    try office.write(RecordText("HR-2023-01-003"))
    let good = try office.commit("good")
    try office.git("reset", "-q", "--hard", base)
    try office.write(HookTests.bad)
    let bad = try office.commit("bad")
    try office.git("tag", "-a", "-m", "t", "t", bad)
    let tag = try office.git("rev-parse", "t")
    let tree = try office.git("rev-parse", "\(bad)^{tree}")
    try office.git("tag", "-d", "t")
    try office.git("reset", "-q", "--hard", base)
    let workspace = try office.workspace()

    var dice = SeededGenerator(seed: 7)
    let news = [
      OID.zero.description, base, good, bad, bad, tag, tree, String(repeating: "7", count: 40), bad.uppercased(),
    ]
    let olds = [OID.zero.description, base, good, tree, String(repeating: "8", count: 40)]
    let names = [
      "refs/heads/main", "refs/heads/x", "refs/heads/会议", "refs/tags/t", "refs/tags/sealed/2023", "refs/notes/x",
      "HEAD",
      "refs/heads/../x", "refs/heads/a b", "refs/heads/\u{1B}[31m", "x",
    ]
    #expect(try workspace.checkReceived(["\(base) \(good) refs/heads/main"]).isClean)
    var (refused, thrown) = (0, 0)
    for _ in 0..<150 {
      let lines = (0..<Int.random(in: 1...3, using: &dice)).map { _ in
        var line = [olds, news, names].map { $0.randomElement(using: &dice) ?? "" }.joined(separator: " ")
        if Int.random(in: 0..<6, using: &dice) == 0, let place = line.indices.randomElement(using: &dice) {
          line.replaceSubrange(place...place, with: ["", " ", "\0", "é", "f"].randomElement(using: &dice) ?? "")
        }
        return line
      }
      let bringsFault = lines.compactMap { ReferenceUpdate($0)?.new?.description }.contains { $0 == bad || $0 == tag }
      do {
        let report = try workspace.checkReceived(lines)
        #expect(!(report.isClean && bringsFault), "\(lines)")
        if !report.isClean { refused += 1 }
      } catch {
        #expect(error is GitError || error is WorkspaceError, "\(lines) \(error)")
        thrown += 1
      }
    }
    #expect(refused > 20 && thrown > 20, "\(refused) \(thrown)")
  }
}
