import FondsTestSupport
import FondsText
import Testing

@Suite("fonds file")
struct FileCommandTests {
  /// A kind without a workflow, so that a record has come to its end when it says so.
  private static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: paper
    allOf: [{$ref: record}]
    properties: {status: {enum: [draft, closed, archived]}}
    unevaluatedProperties: false
    x-fonds: {label: {en: Paper, zh: 文件}, type: "12"}

    """

  private let done = RecordText("HR-2023-12-001", title: "信息安全培训").with {
    $0.kind = "paper"
    $0.status = "closed"
  }
  private let open = RecordText("HR-2023-12-002", title: "还在写").with { $0.kind = "paper" }
  private let force = RecordText("HR-2023-01-001").inForce

  /// An office whose archivist files.
  private func office(_ records: [RecordText]) throws -> OfficeRepository {
    let office = try OfficeRepository(schemas: false)
    let shipped = try ShippedSchemas.files()
    let names = ["record", "fonds", "coding", "organization", "classification", "kinds/policy", "workflows/policy"]
    for name in names {
      let path = "Schemas/\(name).yaml"
      try office.write(path, try #require(shipped[path]))
    }
    try office.write("Schemas/filing.yaml", "role: archivist\n")
    try office.write("Schemas/kinds/paper.yaml", Self.kind)
    for record in records { try office.write(record) }
    try office.commit("year")
    office.variables["GIT_AUTHOR_EMAIL"] = "ma.chao@office.example"
    office.variables["GIT_COMMITTER_EMAIL"] = "ma.chao@office.example"
    office.variables["FONDS_NOW"] = "2024-06-20T10:00:00+08:00"
    return office
  }

  private func values(_ office: OfficeRepository, _ record: RecordText) throws -> [String?] {
    let root = try #require(RecordReader.read(Array(try office.text(record.path).utf8)).root)
    return ["archive-number", "status"].map { root[$0]?.string }
  }

  @Test func whatIsCompleteIsFiledInOneCommitAndTheRestSaysWhatItLacks() throws {
    let office = try office([done, open, force])
    let checked = try office.fonds("check")
    #expect(checked.status == 0, "\(checked.output)")
    let shown = try office.fonds("file", "--year", "2023", "--dry-run")
    #expect(shown.output.contains("XZ-WS·2023-D30-HR-0002  HR-2023-12-001"), "\(shown.output)\(shown.errors)")
    #expect(shown.output.contains("HR-2023-12-002  还在写: still draft"))
    #expect(try office.git("status", "--porcelain") == "")

    let before = try office.head()
    #expect(try office.fonds("file", "--year", "2023").status == 0)
    #expect(try office.git("rev-parse", "HEAD~1") == before)
    #expect(try values(office, done)[1] == "archived")
    // A policy in force is filed, and stays in force.
    #expect(try values(office, force) == ["XZ-WS·2023-D30-HR-0001", "effective"])
    #expect(try values(office, open) == [nil, "draft"])
    #expect(
      try office.git("log", "-1", "--format=%(trailers:key=Fonds-Action,valueonly,separator=%x2C)") == "file,file")
    #expect(try office.fonds("check").status == 0)
    let again = try office.fonds("file", "--year", "2023", "--lang", "zh")
    #expect(again.status == 0 && again.errors.contains("本次归档 0 份，已归档 2 份，未归 1 份"), "\(again.errors)")
    #expect(try office.git("rev-parse", "HEAD~1") == before)
  }

  @Test func onlyTheArchivistFiles() throws {
    let office = try office([done])
    office.variables["GIT_AUTHOR_EMAIL"] = "li.na@office.example"
    let run = try office.fonds("file", "--year", "2023")
    #expect(run.status == 2 && run.errors.contains("this is for the archivist"))
    #expect(try office.fonds("file", "--year", "2023", "--dry-run").status == 0)
  }

  @Test func whatNobodyHasCommittedIsLeftAlone() throws {
    let office = try office([done])
    let changed = try office.text(done.path) + "note: 尚未提交\n"
    try office.write(done.path, changed)
    let run = try office.fonds("file", "--year", "2023")
    #expect(run.status == 0 && run.output.contains("not committed"))
    #expect(try office.text(done.path) == changed)
  }

  @Test func aTitleDoesNotReachTheTerminalAsItIsNorASecretAtAll() throws {
    let hostile = done.with {
      $0.title = "\"a\\e[31m\""
    }
    let secret = open.with { $0.title = "绝密工程" }
    let office = try office([hostile])
    try office.write(
      secret.path, secret.text.replacing("classification: internal", with: "classification: confidential"))
    try office.commit("secret")
    let run = try office.fonds("file", "--year", "2023", "--dry-run")
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("绝密工程") && run.output.contains("〔Confidential〕"))
  }

  @Test func filingThatIsKilledBeforeAnyOfItsWritesIsCompletedByTheNext() throws {
    let office = try office([done, force])
    let before = try office.head()
    let old = [try office.text(done.path), try office.text(force.path)]
    let whole = OfficeRepository(beside: office, named: "whole")
    whole.variables = office.variables
    _ = try office.run(["cp", "-a", ".", "../whole"])
    #expect(try whole.fonds("file", "--year", "2023").status == 0)
    let new = [try whole.text(done.path), try whole.text(force.path)]
    let tree = try whole.git("rev-parse", "HEAD^{tree}")
    let calls = try office.killingBeforeEachCall(of: ["file", "--year", "2023"]) { copy, call in
      // The archive has nothing of it, or all.
      let head = try copy.head()
      #expect(try head == before || copy.git("rev-parse", "HEAD^{tree}") == tree, "call \(call)")
      for (index, record) in [done, force].enumerated() {
        #expect([old[index], new[index]].contains(try copy.text(record.path)), "call \(call)")
      }
      for lock in try copy.leftovers() where lock.hasSuffix(".lock") { try copy.remove(lock) }
      let again = try copy.fonds("file", "--year", "2023")
      #expect(again.status == 0, "call \(call): \(again.errors)")
      #expect(try copy.git("rev-parse", "HEAD^{tree}") == tree, "call \(call)")
      #expect(try copy.git("status", "--porcelain") == "", "call \(call)")
      #expect(try copy.damage() == "", "call \(call)")
    }
    #expect(calls > 10)
  }

  @Test func aSealedYearIsSignedAndItsRecordsChangeNoMore() throws {
    let office = try office([done, open, force])
    let key = try SigningKeyFile(in: office.folder)
    let people = try office.text("Schemas/organization.yaml")
    try office.write(
      "Schemas/organization.yaml",
      people.replacing(
        "email: ma.chao@office.example}", with: "email: ma.chao@office.example, keys: [{key: \"\(key.publicKey)\"}]}"))
    try office.commit("a key")
    try office.git("config", "user.signingKey", key.path)
    try office.git("config", "gpg.format", "ssh")
    let early = try office.fonds("file", "--year", "2023", "--seal")
    #expect(early.status == 2 && early.errors.contains("not filed yet: HR-2023-01-001"), "\(early.errors)")
    #expect(try office.fonds("file", "--year", "2023").status == 0)
    #expect(try office.fonds("file", "--year", "2023", "--seal").errors.contains("HR-2023-12-002"))
    #expect(try office.git("tag", "-l") == "")
    let sealed = try office.fonds("file", "--year", "2023", "--seal", "--leave-open", "HR-2023-12-002=诉讼未结")
    #expect(sealed.status == 0, "\(sealed.errors)")
    #expect(try office.fonds("file", "--year", "2023", "--seal").status == 2)

    // Git alone proves who sealed it.
    #expect(try office.fonds("verify", "--allowed-signers", "../signers").status == 0)
    let proof = try office.run(
      ["git", "-c", "gpg.ssh.allowedSignersFile=\(office.folder.file("signers"))", "verify-tag", "sealed/2023"])
    #expect(proof.status == 0 && proof.errors.contains("Good \"git\" signature for ma.chao"), "\(proof.errors)")
    #expect(try office.git("cat-file", "tag", "sealed/2023").contains("Fonds-Open: HR-2023-12-002 诉讼未结"))

    // The staged change, and the one that fonds would commit.
    let filed = try office.text(force.path)
    try office.write(force.path, filed.replacing("body: 第一条", with: "body: 第二条"))
    #expect(try office.fonds("commit").output.contains("RET006"))
    try office.git("add", "-A")
    let staged = try office.fonds("check", "--staged")
    #expect(staged.status == 1 && staged.output.contains("RET006"), "\(staged.output)")
    // Where the paper lies may change, and what was left open goes on.
    try office.write(force.path, filed.replacing("archive-number:", with: "paper: {location: 库房 B}\narchive-number:"))
    try office.write(open.path, try office.text(open.path).replacing("还在写", with: "快写完了"))
    let moved = try office.fonds("commit")
    #expect(moved.status == 0, "\(moved.output)\(moved.errors)")
  }

  @Test func nothingIsSealedWithoutAKeyOfTheArchivist() throws {
    let office = try office([done])
    #expect(try office.fonds("file", "--year", "2023").status == 0)
    #expect(try office.fonds("file", "--year", "2023", "--seal").status == 2)
    let key = try SigningKeyFile(in: office.folder)
    try office.git("config", "fonds.signingKey", key.path)
    let foreign = try office.fonds("file", "--year", "2023", "--seal")
    #expect(foreign.status == 2 && foreign.errors.contains("SHA256:"), "\(foreign.errors)")
    #expect(try office.git("tag", "-l") == "")
  }

  @Test func wrongUsageIsSaidInBothLanguages() throws {
    let office = try office([])
    for arguments in [
      ["file"], ["file", "--year", "abc"], ["file", "--year", "0"], ["file", "--year", "2023", "--seal", "--dry-run"],
      ["file", "--year", "2023", "--leave-open", "x=y"], ["file", "--year", "2023", "--seal", "--leave-open", "HR"],
    ] {
      for language in ["en", "zh"] {
        let run = try office.fonds(arguments + ["--lang", language])
        #expect(run.status == 64, "\(arguments)")
      }
    }
    #expect(try office.fonds("file", "--year", "2023", "--dept", "没有这个").status == 2)
  }
}
