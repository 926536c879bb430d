import FondsTestSupport
import Foundation
import Testing

/// What nobody gets into a server that has nothing but the hook.
@Suite("attacks on a server")
struct AttackTests {
  private static let first = RecordText("HR-2023-01-001")
  private static let second = RecordText("HR-2023-01-002", title: "休假制度")

  // MARK: Records

  @Test func aPublishedRecordIsRemoved() throws {
    let server = try Server(holding: Self.first)
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aPublishedRecordIsRemovedAndPutBack() throws {
    let server = try Server(holding: Self.first)
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.office.write(Self.first)
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test(arguments: ["Hidden/x.yaml", "Records/HR/2023/01/HR-2023-01-001.bin"])
  func aPublishedRecordIsMovedAside(_ place: String) throws {
    let server = try Server(holding: Self.first)
    try server.office.move(Self.first.path, to: place)
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aPublishedRecordIsMovedOutOfTheWayStepByStep() throws {
    let server = try Server(holding: Self.first)
    try server.office.move(Self.first.path, to: "Records/x.yaml")
    try server.office.commit()
    try server.office.remove("Records/x.yaml")
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aPublishedRecordGetsAnotherNumber() throws {
    let server = try Server(holding: Self.first)
    try server.office.remove(Self.first.path)
    try server.office.write(RecordText("SEC-2023-01-001"))
    try server.office.commit()
    try server.expectRefusal("HIS001", "main")
  }

  @Test func theNumberInThePublishedFileIsWrittenOver() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(Self.first.path, Self.second.text)
    try server.office.commit()
    try server.office.write(Self.first)
    try server.office.commit()
    try server.expectRefusal("HIS001", "main")
  }

  @Test func aVoidCardTakesThePlaceOfAPublishedRecord() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(
      Self.first.with {
        $0.kind = "void"
        $0.status = "closed"
        $0.more = "reason: 不用了\n"
      })
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aRewrittenTrail() throws {
    let server = try Server(holding: Self.first.inForce)
    let forged = Self.first.inForce.text.replacing("decision: approve", with: "decision: reject", maxReplacements: 1)
    try server.office.write(Self.first.path, forged)
    try server.office.commit()
    try server.expectRefusal("HIS002", "main")
  }

  /// In between nobody can read what the trail says.
  @Test func aTrailRewrittenBehindACommitThatCanNotBeRead() throws {
    let server = try Server(holding: Self.first.inForce)
    try server.office.write(Self.first.path, "{")
    try server.office.commit()
    let forged = Self.first.inForce.text.replacing("decision: approve", with: "decision: reject", maxReplacements: 1)
    try server.office.write(Self.first.path, forged)
    try server.office.commit()
    try server.expectRefusal("HIS002", "main")
  }

  @Test func aNumberThatAnotherBranchHas() throws {
    let server = try Server(holding: Self.first)
    try server.office.git("switch", "-q", "-c", "topic", "HEAD~1")
    try server.office.write(Self.second.with { $0.id = "HR-2023-01-001" })
    try server.office.commit()
    try server.office.git("merge", "-q", "--no-edit", "-s", "ours", "main")
    try server.expectRefusal("COD009", "topic:main")
  }

  /// Before there was a hook.
  @Test func aNumberThatTheArchiveOnceHeld() throws {
    let server = try Server(isEmpty: true)
    try server.office.write(Self.first)
    try server.office.commit()
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.push("main")
    try server.office.write(Self.first.with { $0.title = "另一份" })
    try server.office.commit()
    try server.expectRefusal("COD009", "main")
  }

  @Test func twoRecordsOfOneNumber() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(Self.first.with { $0.summary = "另一份" })
    try server.office.commit()
    try server.expectRefusal("COD007", "main")
  }

  // MARK: Secrets and sealed years

  @Test func aSecretInClearIsAddedAndTakenOutAgain() throws {
    let server = try Server(holding: Self.first)
    let secret = Self.second.text.replacing("internal", with: "secret") + "body: 机密内容\n"
    try server.office.write(Self.second.path, secret)
    try server.office.commit()
    try server.office.write(Self.second)
    try server.office.commit()
    let lines = try server.expectRefusal("ACC001", "main")
    #expect(!lines.contains { $0.contains("机密内容") })
  }

  @Test func aRecordOfASealedYearIsChangedOrAdded() throws {
    let filed = Self.first.with { $0.more = "archive-number: WS·2023-D30-HR-0001\n" }
    let server = try Server(holding: filed)
    // Nobody seals a year but who files, and signs for it.
    try server.office.git("tag", "sealed/2022")
    try server.expectRefusal("HIS007", "sealed/2022")
    try server.office.git("tag", "-a", "-m", "2023", "sealed/2023")
    try server.expectRefusal("HIS007", "sealed/2023")
    try server.office.git("-C", server.path, "tag", "-a", "-m", "2023", "sealed/2023", "main")
    try server.office.write(Self.second)
    try server.office.commit()
    try server.expectRefusal("RET006", "main")
    try server.office.git("reset", "-q", "--hard", "HEAD~1")
    try server.office.write(filed.with { $0.title = "改过的" })
    try server.office.commit()
    try server.expectRefusal("RET006", "main")
  }

  // MARK: Rules

  @Test func theScheduleIsSoftenedAndTheRecordRemovedInOnePush() throws {
    let server = try Server(holding: Self.first)
    try server.office.write("Schemas/retention.yaml", "classes: []\n")
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }

  @Test func theRulesAreRemoved() throws {
    let server = try Server(holding: Self.first)
    let before = try server.references()
    try server.office.git("rm", "-r", "-q", "Schemas")
    try server.office.commit()
    #expect(try server.office.run(["git", "push", "origin", "main"]).status != 0)
    #expect(try server.references() == before)
  }

  // MARK: Branches and tags

  @Test func historyIsRewrittenByForce() throws {
    let server = try Server(holding: Self.first)
    try server.office.git("reset", "-q", "--hard", "HEAD~1")
    try server.office.write(Self.second)
    try server.office.commit()
    try server.expectRefusal("HIS005", "--force", "main")
  }

  @Test func aBranchIsDeleted() throws {
    let server = try Server(holding: Self.first)
    try server.push("main:old")
    try server.expectRefusal("HIS005", ":old")
    try server.expectRefusal("HIS005", ":main")
  }

  @Test func aTagIsMovedOrDeleted() throws {
    let server = try Server(holding: Self.first)
    try server.office.git("tag", "sealed", "HEAD~1")
    try server.push("sealed")
    try server.office.git("tag", "-f", "sealed", "HEAD")
    try server.expectRefusal("HIS005", "--force", "sealed")
    try server.expectRefusal("HIS005", ":sealed")
  }

  @Test(arguments: ["HEAD:refs/heads/other", "annotated", "light"])
  func aNameForASinfulCommit(_ name: String) throws {
    let server = try Server(holding: Self.first)
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.office.git("tag", "light")
    try server.office.git("tag", "-a", "-m", "封存", "annotated")
    try server.expectRefusal("HIS003", name)
  }

  @Test func aTagOfAFileOrFolder() throws {
    let server = try Server(holding: Self.first)
    try server.office.git("tag", "tree", "HEAD^{tree}")
    try server.expectRefusal("HIS006", "tree")
    try server.office.git("tag", "-a", "-m", "x", "blob", "HEAD:\(Self.first.path)")
    try server.expectRefusal("HIS006", "blob")
  }

  @Test func aReferenceBesideBranchesAndTags() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(Self.second)
    try server.office.commit()
    try server.expectRefusal("HIS006", "HEAD:refs/notes/hidden")
    try server.push("HEAD~1:refs/archive/known")
  }

  @Test func aMergeThatDropsWhatTheOtherSideHas() throws {
    let server = try Server(holding: Self.first)
    let colleague = try server.colleague()
    try colleague.write(Self.second)
    try colleague.commit()
    try server.push("main", from: colleague)
    try server.office.write(RecordText("SEC-2023-01-001", title: "印章制度"))
    try server.office.commit()
    try server.office.git("fetch", "-q", "origin")
    try server.office.git("merge", "-q", "--no-edit", "-s", "ours", "origin/main")
    try server.expectRefusal("HIS003", "main")
  }

  @Test func aMergeThatDropsAnEntryOfATrail() throws {
    let server = try Server(holding: Self.first.inForce)
    let colleague = try server.colleague()
    let more = """
        - step: publish
          by: lin.yue
          decision: done
          at: 2023-05-09T09:30:00+08:00
          evidence: 批示.pdf
          entered-by: li.na

      """
    try server.office.write(Self.first.path, Self.first.inForce.text + "# 备注\n")
    try server.office.commit()
    try colleague.write(Self.first.path, Self.first.inForce.text + more)
    try colleague.commit()
    try server.office.git("fetch", "-q", colleague.path, "main:side")
    try server.office.git("merge", "-q", "--no-edit", "-s", "ours", "side")
    try server.expectRefusal("HIS002", "main")
  }

  // MARK: What is no file

  @Test(arguments: [("120000", "blob"), ("160000", "commit")])
  func aLinkOrASubmoduleAsARecord(_ mode: String, _ type: String) throws {
    let server = try Server(holding: Self.first)
    let target = try server.office.git("rev-parse", type == "commit" ? "HEAD" : "HEAD:\(Self.first.path)")
    try server.office.git("update-index", "--add", "--cacheinfo", "\(mode),\(target),\(Self.second.path)")
    try server.office.git("commit", "-q", "--no-verify", "-m", "no file")
    try server.expectRefusal("TXT010", "main")
  }

  @Test func aLinkInThePlaceOfARule() throws {
    let server = try Server(holding: Self.first)
    let target = try server.office.git("rev-parse", "HEAD:\(Self.first.path)")
    try server.office.git("update-index", "--add", "--cacheinfo", "120000,\(target),Schemas/kinds/extra.yaml")
    try server.office.git("commit", "-q", "--no-verify", "-m", "no file")
    try server.expectRefusal("TXT010", "main")
  }

  @Test func aFolderThatSomeDisksTakeForTheRecords() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(Self.second.path.replacing("Records", with: "records"), Self.second.text)
    try server.office.commit()
    try server.expectRefusal("COD005", "main")
  }

  /// Trees that no Git makes; a client with a screwdriver does.
  @Test(arguments: ["..", ".", ".GIT", "Records/HR"])
  func aNameThatLeadsElsewhere(_ name: String) throws {
    let server = try Server(holding: Self.first)
    let before = try server.references()
    let tree = try server.office.git("rev-parse", "HEAD^{tree}")
    var bytes: [UInt8] = Array("40000 \(name)\0".utf8)
    bytes += stride(from: 0, to: 40, by: 2).compactMap { UInt8(tree.dropFirst($0).prefix(2), radix: 16) }
    try server.office.folder.write("tree", bytes)
    let made = try server.office.git(
      "hash-object", "-t", "tree", "-w", "--literally", server.office.folder.file("tree"))
    let commit = try server.office.git("commit-tree", made, "-p", "HEAD", "-m", "x")
    let run = try server.office.run(["git", "push", "origin", "\(commit):refs/heads/odd"])
    #expect(run.status != 0)
    #expect(try server.references() == before)
  }

  // MARK: The pusher's terminal

  @Test func manyFaultsFillFewLinesAndHideNoOther() throws {
    let server = try Server(holding: Self.first)
    for number in 2..<40 {
      try server.office.write(RecordText("HR-2023-01-0\(number < 10 ? "0" : "")\(number)").with { $0.status = "x" })
    }
    try server.office.commit()
    try server.office.git("tag", "-a", "-m", "x", "blob", "HEAD:\(Self.first.path)")
    let lines = try server.expectRefusal("SCH004", "main", "blob")
    #expect(lines.contains { $0.contains("HIS006") })
    #expect(lines.contains { $0.contains("SCH004 × ") })
  }

  @Test func whatARecordSaysDoesNotReachTheTerminal() throws {
    let server = try Server(holding: Self.first)
    let name = "Records/HR/2023/01/HR-2023-01-002_2023-05-08_\u{1B}[31m红.yaml"
    try server.office.write(name, Self.second.text)
    try server.office.commit()
    let lines = try server.expectRefusal("COD006", "main")
    #expect(!lines.contains { $0.contains("\u{1B}") })
  }
}
