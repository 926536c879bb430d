import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds init --example")
struct ExampleCommandTests {
  /// The commands that it tells to try next do something there; a variable that names another repository leads nowhere.
  @Test func whatItSuggestsWorks() throws {
    let office = try OfficeRepository()
    let head = try office.head()
    let made = try office.run([
      "env", "LC_ALL=zh_CN.UTF-8", "GIT_DIR=\(office.path)/.git", "GIT_WORK_TREE=\(office.path)",
      "GIT_INDEX_FILE=\(office.path)/.git/index", FondsProgram.path, "init", "--example", "../样例",
    ])
    #expect(made.status == 0, "\(made.errors)")
    #expect(try office.head() == head)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(!office.exists("Records"))
    #expect(made.line == office.folder.file("样例"))
    let example = OfficeRepository(beside: office, named: "样例")
    #expect(try example.git("status", "--porcelain") == "")
    let suggested = made.errors.split(separator: "\n").filter { $0.hasPrefix("  fonds ") }
    #expect(suggested.count == 3)
    for command in suggested {
      let words = command.split(separator: " ").dropFirst().map(String.init)
      let run = try example.fonds(words)
      #expect(run.status == 0 && run.output.utf8.count > 100, "\(command): \(run.output)\(run.errors)")
    }
    // The steps that people took are told apart from what was only changed.
    let log = try example.fonds("log", "LOG-2023-10-010", "--lang", "zh").output.split(separator: "\n")
    #expect(log.count { $0.contains("  办理 ") } == 4 && log.count { $0.contains("  修改 ") } == 2)
    // Whoever works there next works under their own name, and the hooks judge it.
    try example.write(RecordText("HR-2026-01-001"))
    #expect(try example.fonds("commit").status == 0)
    #expect(try example.git("log", "-1", "--format=%an") == "李娜")
    let again = try example.fonds("init", "--example")
    #expect(again.status == 2)
    #expect(again.errors.contains("fonds init --example FOLDER"))
  }

  /// Killed while the commits are written, or while the files are: there is no history that looks finished.
  @Test(arguments: ["fast-import", "read-tree"])
  func aReplayThatIsKilledLeavesNoHistory(_ step: String) throws {
    let office = try OfficeRepository(schemas: false)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    try office.folder.write(
      "bin/git",
      "#!/bin/sh\ncase \" $* \" in *\" \(step) \"*) kill -9 $PPID; exit 1 ;; esac\nPATH='\(path)' exec git \"$@\"\n")
    #expect(try office.run(["chmod", "+x", office.folder.file("bin/git")]).status == 0)
    let killed = try office.run([
      "sh", "-c", "PATH='\(office.folder.file("bin")):\(path)' '\(FondsProgram.path)' init --example ../new",
    ])
    #expect(killed.status == 137, "\(killed.errors)")
    let example = OfficeRepository(beside: office, named: "new")
    #expect(throws: ProgramFailure.self) { try example.head() }
    guard step == "fast-import" else { return }
    // Nothing but an empty repository is there: it can be made again.
    let node = try example.json("init", "--example")
    #expect(node.keys == ["path", "commit", "records", "commits", "first", "last"])
    #expect(node["commit"]?.string == (try example.head()))
    #expect(node["first"]?.string == "2022-01-04T09:00:00+08:00")
  }
}
