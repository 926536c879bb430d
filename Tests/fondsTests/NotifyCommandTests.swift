import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds due --notify")
struct NotifyCommandTests {
  private static let hostile = "$(touch pwned)`touch pwned`'; touch pwned; \"\nBcc: all@office.example\u{1B}[31m"
  private static let keeping = #"cat >> "$HOME/out""#

  /// Three resolutions, due on 5 May and escalated two days later; one is of a confidential meeting.
  private func office(_ command: String? = keeping) throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.remove("Schemas/duties.yaml")
    for (id, title, level) in [
      ("SEC-2023-04-001", "检修复印机", "internal"), ("SEC-2023-04-002", Self.hostile, "internal"),
      ("SEC-2023-04-003", "并购谈判", "confidential"),
    ] {
      let record = RecordText(
        id, title: "x",
        more: "resolutions:\n  - {what: \(JSONText.quoted(title)), owner: sun.li, due: 2023-05-05}\n"
      ).with {
        $0.kind = "minutes"
        $0.status = "effective"
      }
      try office.write(
        record.path,
        record.text.replacing("title: x", with: "title: \(JSONText.quoted(title))")
          .replacing("classification: internal", with: "classification: \(level)"))
    }
    try office.commit("minutes", at: 1_683_110_000)
    if let command { try office.git("config", "--local", "fonds.notify", command) }
    return office
  }

  /// What the command got so far, a document a line.
  private func received(_ office: OfficeRepository) throws -> [Node] {
    guard office.folder.exists("home/out") else { return [] }
    return try office.folder.text("home/out").split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
  }

  private func numbers(_ office: OfficeRepository) throws -> [String?] { try received(office).map { $0["id"]?.string } }

  @Test func eachReminderIsHandedOutOnce() throws {
    let office = try office()
    office.variables["FONDS_NOW"] = "2023-05-06T10:00:00+08:00"
    let run = try office.fonds("due", "--notify")
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.contains("late  2023-05-05  SEC-2023-04-001  Resolution: 检修复印机  孙丽"))
    #expect(run.output.hasSuffix("handed out: 3, refused: 0\n") && !run.output.contains("并购"))
    #expect(try numbers(office) == ["SEC-2023-04-001", "SEC-2023-04-002", "SEC-2023-04-003"])
    #expect(try office.fonds("due", "--notify", "--lang", "zh").output == "没有新的提醒\n")
    #expect(try received(office).count == 3)
    // Two days later it goes to somebody else, which is news, once.
    office.variables["FONDS_NOW"] = "2023-05-09T10:00:00+08:00"
    for _ in 1...2 { _ = try office.fonds("due", "--notify") }
    let escalations = try received(office).dropFirst(3).filter { $0["obligation"]?.string == "resolution" }
    #expect(escalations.map { $0["occasion"]?.string } == ["escalation", "escalation", "escalation"])
    #expect(escalations.first?["escalatedTo"]?.items.first?["id"]?.string == "zhang.wei")
    // A limit that was put off is a new one.
    let path = try #require(try office.folder.contents(below: "office/Records").first { $0.contains("04-001") })
    let file = "Records/" + (path.components(separatedBy: "Records/").last ?? path)
    try office.write(file, office.text(file).replacing("due: 2023-05-05", with: "due: 2023-05-09"))
    #expect(try office.fonds("due", "--notify").output.hasPrefix("due  2023-05-09  SEC-2023-04-001"))
  }

  @Test func theCommandReadsTheContractAndNoSecrets() throws {
    let office = try office()
    _ = try office.fonds("due", "--notify")
    let documents = try received(office)
    let first = try #require(documents.first)
    #expect(
      first.keys == [
        "occasion", "id", "title", "obligation", "source", "label", "part", "detail", "department", "role", "state",
        "due", "day", "people", "escalatedTo", "office", "at",
      ])
    #expect(first["title"]?.string == "检修复印机" && first["obligation"]?.string == "resolution")
    #expect(first["label"]?["zh"]?.string == "决议" && first["state"]?.string == "escalated")
    #expect(first["due"]?.string == "2023-05-05T23:59:59+08:00")
    #expect(first["people"]?.items.first?.keys == ["id", "name", "email"])
    #expect(first["people"]?.items.first?["name"]?.string == "孙丽")
    #expect(first["office"]?["code"]?.string == "XZ")
    let secret = try #require(documents.last)
    #expect(secret["title"]?.isNull == true && secret["detail"]?.isNull == true)
    #expect(!JSONText.compact(secret).contains("并购"))
  }

  @Test func textOfARecordNeverReachesAShell() throws {
    let office = try office()
    let run = try office.fonds("due", "--notify")
    #expect(run.status == 0 && !run.output.contains("\u{1B}"))
    #expect(try received(office)[1]["title"]?.string == Self.hostile)
    #expect(!office.exists("pwned"))
    #expect(try office.folder.text("office/.git/fonds/notified").split(separator: "\n").count == 3)
  }

  @Test func aCommandThatACommitBringsIsNotRun() throws {
    let office = try office(nil)
    let evil = "[fonds]\n\tnotify = touch pwned\n"
    for file in [".gitconfig", "config", ".git-config"] { try office.write(file, evil) }
    try office.commit("evil")
    try office.git("config", "--local", "include.path", "../.gitconfig")
    // Even the user's own is for another place.
    try office.folder.write("home/.gitconfig", evil)
    office.variables["GIT_CONFIG_COUNT"] = "1"
    office.variables["GIT_CONFIG_KEY_0"] = "fonds.notify"
    office.variables["GIT_CONFIG_VALUE_0"] = "touch pwned"
    // Git itself follows the include.
    #expect(try office.git("config", "--local", "--includes", "--get", "fonds.notify") == "touch pwned")
    let run = try office.fonds("due", "--notify")
    #expect(run.status == 2 && run.errors.contains("git config --local fonds.notify COMMAND"))
    #expect(!office.exists("pwned"))
    // A linked worktree may have a command of its own.
    try office.git("config", "--local", "fonds.notify", "exit 9")
    try office.git("config", "--local", "extensions.worktreeConfig", "true")
    try office.git("config", "--worktree", "fonds.notify", Self.keeping)
    #expect(try office.fonds("due", "--notify").status == 0)
    #expect(try received(office).count == 3)
  }

  @Test func whatTheCommandRefusesComesAgain() throws {
    let office = try office(
      #"t=$(cat); case $t in *04-002*) printf 'no route\033[31m\n' >&2; exit 75;; esac; printf '%s\n' "$t" >> "$HOME/out""#
    )
    let run = try office.fonds("due", "--notify")
    #expect(run.status == 2)
    #expect(run.errors.contains("SEC-2023-04-002 resolution: the command ended with status 75: no route"))
    #expect(!run.errors.contains("\u{1B}"))
    #expect(try numbers(office) == ["SEC-2023-04-001", "SEC-2023-04-003"])
    let chinese = try office.fonds("due", "--notify", "--lang", "zh")
    #expect(chinese.status == 2 && chinese.errors.contains("SEC-2023-04-002 resolution: 命令的退出状态为 75"))
    let json = try office.json("due", "--notify")
    #expect(json["refused"]?.items.first?["status"]?.number == Number("75"))
    try office.git("config", "--local", "fonds.notify", Self.keeping)
    #expect(try office.json("due", "--notify")["handedOut"]?.items.count == 1)
    #expect(try numbers(office).count == 3)
  }

  @Test func aKillBetweenCostsOneRepetition() throws {
    let office = try office(#"cat >> "$HOME/out"; case $(tail -n 1 "$HOME/out") in *04-002*) kill -9 $PPID;; esac"#)
    #expect(try office.fonds("due", "--notify").status != 0)
    #expect(try numbers(office) == ["SEC-2023-04-001", "SEC-2023-04-002"])
    try office.git("config", "--local", "fonds.notify", Self.keeping)
    #expect(try office.fonds("due", "--notify").status == 0)
    #expect(try numbers(office).dropFirst(2) == ["SEC-2023-04-002", "SEC-2023-04-003"])
    #expect(try office.leftovers().filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test func twoRunsAtOnceHandOutOnce() async throws {
    let office = try office(#"sleep 0.1; cat >> "$HOME/out""#)
    let (folder, environment) = (office.path, office.environment)
    let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 1...3 {
        group.addTask {
          try ProgramRun([FondsProgram.path, "due", "--notify"], in: folder, environment: environment).status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == [0, 0, 0])
    #expect(try numbers(office).count == 3)
  }

  @Test func whereNothingCanBeRememberedNothingIsHandedOut() throws {
    let office = try office()
    try office.folder.write("office/.git/fonds/notified/in-the-way", "")
    #expect(try office.fonds("due", "--notify").status == 2)
    #expect(try received(office).isEmpty)
  }

  @Test func aPersonsRemindersAloneAreHandedOut() throws {
    let office = try office()
    #expect(try office.fonds("due", "--notify", "--person", "li.na").output == "nothing new\n")
    #expect(try office.fonds("due", "--notify", "--person", "孙丽", "--json").status == 0)
    #expect(try received(office).count == 3)
  }

  @Test(arguments: [
    ["--at", "2023-05-06"], ["--within", "7d"], ["--all"], ["--report", "weekly"], ["--format", "csv"],
    ["--format", "ics"],
  ])
  func remindersAreOfNow(_ arguments: [String]) throws {
    let office = try office()
    #expect(try office.fonds(["due", "--notify"] + arguments).status == 64)
    #expect(try received(office).isEmpty)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func theExampleSendsMail() throws {
    let script = ShippedSchemas.projectRoot.appendingPathComponent("Scripts/mail-reminder").path
    let office = try office("/usr/bin/python3 '\(script)'")
    try office.folder.write("home/sendmail", "#!/bin/sh\n{ echo \"arguments: $*\"; cat; } >> \"$HOME/mails\"\n")
    #expect(try office.run(["chmod", "+x", office.folder.file("home/sendmail")]).status == 0)
    office.variables["SENDMAIL"] = office.folder.file("home/sendmail")
    let run = try office.fonds("due", "--notify")
    #expect(run.status == 0, "\(run.errors)")
    let mails = try office.folder.text("home/mails")
    #expect(mails.components(separatedBy: "arguments: -t -i\n").count == 4)
    let heads = mails.components(separatedBy: "arguments: -t -i\n").map { $0.components(separatedBy: "\n\n")[0] }
    #expect(heads.dropFirst().allSatisfy { $0.contains("\nTo: ") && $0.contains("Subject: =?utf-8?") })
    #expect(!heads.contains { $0.lowercased().contains("\nbcc") })
  }
}
