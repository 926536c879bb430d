import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("Crashes and races")
struct CrashAndRaceTests {
  /// Runs several programs at the same time and waits for all of them.
  private func together(_ commands: [[String]], in office: OfficeRepository) throws -> [ProgramRun] {
    let script = commands.enumerated().map { index, words in
      let quoted = words.map { "'\($0)'" }.joined(separator: " ")
      return "(\(quoted) >../out.\(index) 2>../err.\(index); echo $? >../status.\(index)) &"
    }
    let all = try office.run(["sh", "-c", script.joined(separator: "\n") + "\nwait"])
    #expect(all.status == 0)
    return try commands.indices.map { index in
      let status = try office.folder.text("status.\(index)").split(separator: "\n").first ?? "-1"
      return try office.run([
        "sh", "-c", "cat ../out.\(index); cat ../err.\(index) >&2; exit \(status)",
      ])
    }
  }

  /// Whenever it is killed: nothing is lost, Git is content, and running it again completes it.
  @Test(arguments: 0..<4)
  func aCommitThatIsKilledLosesNothing(_ round: Int) throws {
    var generator = SeededGenerator(seed: UInt64(round))
    let office = try OfficeRepository()
    var written: [RecordText] = []
    // How long one takes here and now: kills are spread over all of it.
    try office.write("Schemas/fonds.yaml", try office.text("Schemas/fonds.yaml") + "# 一行\n")
    let start = ContinuousClock.now
    #expect(try office.fonds("commit").status == 0)
    let whole = (ContinuousClock.now - start) / .seconds(1)
    for attempt in 0..<3 {
      for number in 1...5 {
        let record = RecordText("HR-2023-01-\(100 + attempt * 5 + number)", title: "第\(attempt)次")
        try office.write(record)
        written.append(record)
      }
      let delay = Double.random(in: 0.3...1.1, using: &generator) * whole
      let killed = try office.kill([FondsProgram.path, "commit"], afterSeconds: delay)
      #expect(killed.status == 0 || killed.status == 137, "\(killed.status) \(killed.errors)")
      #expect(try office.damage() == "")
      for record in written { #expect(try office.text(record.path) == record.text) }
      #expect(try office.fonds("check").status == 0)
      // Locks of Git may be left, as a killed git leaves them too; the message says so.
      for lock in try office.leftovers() where lock.hasSuffix(".lock") {
        let refused = try office.fonds("commit")
        #expect(refused.status == 2 && refused.errors.contains("*.lock"))
        try office.remove(lock)
      }
      let again = try office.fonds("commit")
      #expect(again.status == 0 || again.errors.contains("nothing has changed"), "\(again.errors)")
      #expect(try office.git("status", "--porcelain") == "")
      #expect(try office.damage() == "")
      let committed = try office.git("ls-tree", "-r", "--name-only", "-z", "HEAD", "--", "Records").split(
        separator: "\0")
      #expect(Set(committed.map(String.init)) == Set(written.map(\.path)))
    }
    #expect(try office.leftovers().filter { !$0.contains("tmp_") } == [])
    #expect(try office.fonds("find", "第").status == 0)
  }

  @Test func aCommitKilledBeforeAnyOfItsWritesIsCompletedByTheNext() throws {
    let office = try OfficeRepository()
    let records = [RecordText("HR-2023-01-001", title: "第一"), RecordText("HR-2023-01-002", title: "第二")]
    for record in records { try office.write(record) }
    let calls = try office.killingBeforeEachCall(of: ["commit"]) { copy, call in
      for record in records { #expect(try copy.text(record.path) == record.text, "call \(call)") }
      for lock in try copy.leftovers() where lock.hasSuffix(".lock") { try copy.remove(lock) }
      let again = try copy.fonds("commit")
      #expect(again.status == 0 || again.errors.contains("nothing has changed"), "call \(call): \(again.errors)")
      #expect(try copy.git("status", "--porcelain") == "", "call \(call)")
      #expect(try copy.damage() == "", "call \(call)")
      #expect(try copy.git("show", "HEAD:\(records[1].path)") + "\n" == records[1].text)
    }
    #expect(calls > 10)
  }

  @Test func severalNewAtOnceGiveAsManyNumbers() throws {
    let office = try OfficeRepository()
    let runs = try together(
      (0..<6).map { _ in [FondsProgram.path, "new", "policy", "--dept", "HR", "--json"] }, in: office)
    #expect(runs.map(\.status) == Array(repeating: 0, count: 6), "\(runs.map(\.errors))")
    let numbers = try runs.compactMap { try JSONReader.read($0.bytes)["id"]?.string }
    #expect(Set(numbers) == Set((1...6).map { "HR-2023-01-00\($0)" }))
    #expect(try office.leftovers() == [])
  }

  @Test func severalCommitsAtOnceEachCommitWhatIsTheirs() throws {
    let office = try OfficeRepository()
    let records = (1...4).map { RecordText("HR-2023-01-00\($0)") }
    for record in records { try office.write(record) }
    let runs = try together(records.map { [FondsProgram.path, "commit", $0.path] }, in: office)
    #expect(runs.map(\.status) == [0, 0, 0, 0], "\(runs.map(\.errors))")
    #expect(try office.git("rev-list", "--count", "HEAD") == "5")
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.damage() == "")
    #expect(try office.leftovers() == [])
  }

  @Test func aRaceWithGitItselfLosesNobodysCommit() throws {
    let office = try OfficeRepository()
    for number in 1...5 { try office.write(RecordText("HR-2023-01-00\(number)")) }
    let commands =
      (1...5).map { [FondsProgram.path, "commit", RecordText("HR-2023-01-00\($0)").path] }
      + (1...5).map { ["git", "commit", "-q", "--allow-empty", "--no-verify", "-m", "empty \($0)"] }
    let runs = try together(commands, in: office)
    // Who finds the other at work is told so and has committed nothing.
    let done = runs.filter { $0.status == 0 }
    #expect(try office.git("rev-list", "--count", "HEAD") == "\(done.count + 1)")
    #expect(try office.damage() == "")
    _ = try office.fonds("commit")
    #expect(try office.git("ls-tree", "-r", "--name-only", "HEAD", "--", "Records").split(separator: "\n").count == 5)
    #expect(try office.git("status", "--porcelain") == "")
  }

  @Test func aLockThatIsHeldIsSaidAndNothingIsDone() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    let before = try office.head()
    try office.write(".git/index.lock", "")
    let run = try office.fonds("commit")
    #expect(run.status == 2)
    #expect(run.errors.contains("another program"))
    #expect(try office.head() == before)
    try office.remove(".git/index.lock")
    #expect(try office.fonds("commit").status == 0)
  }

  @Test func twoClonesThatMadeOneNumberAreMendedByOneCommand() throws {
    let office = try OfficeRepository()
    for number in 1...14 { try office.write(RecordText("HR-2023-01-\(number < 10 ? "00" : "0")\(number)")) }
    try office.commit("fourteen")
    try office.publish()
    let colleague = try office.colleague("colleague")
    for (who, title) in [(office, "考勤制度"), (colleague, "休假制度")] {
      let new = try who.fonds("new", "policy", "--dept", "HR", "title=\(title)")
      #expect(new.line.contains("HR-2023-01-015"))
      #expect(try who.fonds("commit").status == 0)
    }
    try colleague.git("push", "-q")
    try office.git("fetch", "-q")
    #expect(try office.run(["git", "merge", "-q", "--no-edit", "origin/main"]).status == 0)
    let check = try office.fonds("check")
    #expect(check.status == 1 && check.output.contains("COD007") && check.output.contains("fonds renumber"))
    let mended = try office.fonds("renumber", "HR-2023-01-015")
    #expect(mended.status == 0, "\(mended.errors)")
    #expect(try office.fonds("check").status == 0)
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.fonds("show", "HR-2023-01-015").output.contains("休假制度"))
    #expect(try office.fonds("show", "HR-2023-01-016").output.contains("考勤制度"))
    #expect(try office.fonds("log", "HR-2023-01-016").status == 0)
    #expect(try office.damage() == "")
  }
}
