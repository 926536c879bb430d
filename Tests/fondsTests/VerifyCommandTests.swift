import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("fonds verify and fonds show --content")
struct VerifyCommandTests {
  private static let id = "HR-2023-09-001"
  private static let moment = "2023-05-08T10:22:00+08:00"

  /// An office where 张伟 has a key, and a record that he approved with it.
  private struct Office {
    let repository: OfficeRepository
    let key: SigningKeyFile
    let digest: String
    let path: String

    init(
      type: String = "ed25519", bits: Int? = nil, step: String = "部门 'head' $(id)", days: String = "from: 2023-01-01",
      moment: String = VerifyCommandTests.moment
    ) throws {
      repository = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
      key = try SigningKeyFile("wei", in: repository.folder, type: type, bits: bits)
      let organization = try repository.text("Schemas/organization.yaml")
      let keys = "- {id: zhang.wei, keys: [{key: \"\(key.publicKey)\", \(days)}],"
      try repository.write("Schemas/organization.yaml", organization.replacing("- {id: zhang.wei,", with: keys))
      let record = RecordText(
        VerifyCommandTests.id, more: "cost: 110101199003078515\ncurrency: CNY\nbody: |\n  买纸。\n  “急”\n"
      )
      .with { $0.kind = "errand" }
      path = try repository.write(record)
      try repository.commit("draft")
      let content = try repository.fonds("show", VerifyCommandTests.id, "--content").bytes
      let sum = try repository.run(["sha256sum"], input: String(decoding: content, as: UTF8.self)).output
      digest = "sha256:" + sum.prefix(64)
      let statement = try #require(
        SignedStatement(
          id: VerifyCommandTests.id, step: step, decision: "approve", at: moment, covers: digest))
      let entry = """
        trail:
          - step: \(JSONText.quoted(step))
            by: zhang.wei
            decision: approve
            at: \(moment)
            covers: \(digest)
            signature: \(try key.signature(of: statement.bytes).asBlock(indent: 6))
        """
      try repository.write(path, record.text.replacing("status: draft", with: "status: approved") + entry)
      try repository.commit("approved")
    }

    func change(_ old: String, _ new: String) throws {
      try repository.write(path, try repository.text(path).replacing(old, with: new))
      try repository.commit("changed")
    }
  }

  @Test(arguments: [("ed25519", nil), ("ecdsa", 384), ("rsa", 2048)] as [(String, Int?)])
  func aGoodSignatureIsProvedByThePrintedLinesAlone(_ type: String, _ bits: Int?) throws {
    let office = try Office(type: type, bits: bits)
    let repository = office.repository
    #expect(try repository.fonds("check").status == 0)
    let node = try repository.json("verify", Self.id)
    #expect(node["sound"]?.bool == true && node["content"]?.string == office.digest)
    let approval = try #require(node["approvals"]?.items.first)
    #expect(approval["content"]?.string == "current" && approval["signature"]?.string == "good")
    #expect(approval["key"]?.string == SSHPublicKey(office.key.publicKey)?.fingerprint)
    let proof = try #require(approval["proof"]?.string)
    // The step's name would run a command in a shell that read it.
    let program = FondsProgram.path.split(separator: "/").dropLast().joined(separator: "/")
    func prove(_ text: String) throws -> ProgramRun {
      try repository.run(["sh", "-c", "set -e; PATH=\"/\(program):$PATH\"; \(text)"])
    }
    let run = try prove(proof)
    #expect(run.status == 0 && run.output.contains("Good \"fonds\" signature for zhang.wei"), "\(run.errors)")
    #expect(try prove(proof.replacing("approve ", with: "reject ")).status != 0)
    #expect(try prove(proof.replacing("-n fonds", with: "-n git")).status != 0)
    #expect(try prove(proof.replacing("time=2023", with: "time=2022")).status != 0)
    let printed = try repository.fonds("verify", Self.id, "--lang", "zh")
    #expect(printed.status == 0 && printed.output.contains("批准的就是现在的内容") && printed.output.contains(proof))
    #expect(try repository.folder.contents(below: "office/.git/fonds").filter { $0.contains("signature-") }.isEmpty)
  }

  @Test func aChangeAfterwardsIsFoundAndThePastStaysProvable() throws {
    let office = try Office()
    let approved = try office.repository.head()
    try office.change("110101199003078515", "110101199003078516")
    let run = try office.repository.fonds("verify", Self.id)
    #expect(run.status == 1 && run.output.contains("covers other content"))
    #expect(try office.repository.fonds("check").output.contains("WFL006"))
    let node = try office.repository.json("verify", Self.id)
    #expect(node["approvals"]?.items.first?["content"]?.string == "outdated" && node["sound"]?.bool == false)
    #expect(try office.repository.fonds("verify", Self.id, "--at", approved).status == 0)
    try office.change("110101199003078516", "110101199003078515")
    #expect(try office.repository.fonds("verify", Self.id).status == 0)
    try office.change("keywords: []\n", "")
    try office.change("owner: li.na", "owner: sun.li")
    #expect(try office.repository.fonds("verify", Self.id).status == 0)
  }

  @Test func aSignatureThatDoesNotFitIsBadByOpenSSHAndByFonds() throws {
    for type in ["ed25519", "rsa"] {
      let office = try Office(type: type)
      try office.change("decision: approve", "decision: done")
      let run = try office.repository.fonds("verify", Self.id)
      #expect(run.status == 1 && run.output.contains("✗"))
      #expect(try office.repository.json("verify", Self.id)["approvals"]?.items.first?["signature"]?.string == "bad")
      try office.change("by: zhang.wei", "by: li.na")
      #expect(try office.repository.fonds("verify", Self.id).output.contains("it is that of 'zhang.wei'"))
    }
  }

  @Test func anUnsignedApprovalIsSaidToBeOne() throws {
    let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
    let record = RecordText(Self.id).with { $0.kind = "errand" }
    try office.write(record)
    #expect(try office.fonds("verify", Self.id).output.contains("nobody has approved it yet"))
    try office.write(
      record.path, record.text + "trail: [{step: \"\\e[31m红\", by: zhang.wei, decision: approve, at: \(Self.moment)}]\n"
    )
    let run = try office.fonds("verify", Self.id)
    #expect(run.status == 0 && run.output.contains("not signed") && !run.output.contains("\u{1B}"))
    let node = try office.json("verify", Self.id)
    #expect(node.keys == ["id", "path", "version", "content", "sound", "approvals", "unreadable"])
    #expect(node["approvals"]?.items.first?["signature"]?.string == "unsigned")
    try office.write(
      record.path, record.text + "trail: [{step: head, by: zhang.wei, decision: aprove, at: \(Self.moment)}]\n")
    let faulty = try office.fonds("verify", Self.id)
    #expect(faulty.status == 1 && faulty.output.contains("1 of the trail's entries can't be read"))
    #expect(try office.fonds("verify").status == 64)
    #expect(try office.fonds("verify", Self.id, "--allowed-signers", "x").status == 64)
    #expect(try office.fonds("verify", "HR-2023-09-077").status == 2)
  }

  @Test func theTimeOfAnApprovalIsHeldAgainstItsCommit() throws {
    func claim(_ seconds: Int) throws -> (verdict: String?, text: String) {
      let office = try OfficeRepository(ownKinds: ["errand": OwnKinds.errand])
      let record = RecordText(Self.id).with { $0.kind = "errand" }
      try office.write(record)
      #expect(try office.json("verify", Self.id)["approvals"]?.items.isEmpty == true)
      let entry = "trail: [{step: head, by: zhang.wei, decision: approve, at: \(Self.moment)}]\n"
      try office.write(record.path, record.text + entry)
      #expect(try office.json("verify", Self.id)["approvals"]?.items.first?["claim"]?.isNull == true)
      let commit = try office.commit("approved", at: seconds)
      try office.write(record.path, "# 存档\n" + record.text + entry)
      try office.commit("later", at: seconds + 900_000)
      let approval = try #require(try office.json("verify", Self.id)["approvals"]?.items.first)
      #expect(approval["commit"]?.string == commit)
      let run = try office.fonds("verify", Self.id)
      // A time alone makes no approval bad.
      #expect(run.status == 0)
      return (approval["claim"]?.string, run.output)
    }
    let moment = try #require(Moment(Self.moment)).seconds
    #expect(try claim(Int(moment)).verdict == "borne-out")
    #expect(try claim(Int(moment) + 86_400).verdict == "borne-out")
    #expect(try claim(Int(moment) - 1).text.contains("before the time it says (info[DUE004])"))
    let early = try claim(Int(moment) + 86_401)
    #expect(early.verdict == "early" && early.text.contains("first committed 2023-05-09 10:22 in "))
    #expect(early.text.contains("(info[DUE004])"))
  }

  /// What Fonds works out itself and what it leaves to OpenSSH begin and end with the same second.
  @Test(arguments: ["ed25519", "rsa"])
  func aKeyHoldsFromItsFirstSecondToItsLast(_ type: String) throws {
    let moments = [
      ("2023-05-07T23:59:59+08:00", false), ("2023-05-08T00:00:00+08:00", true), ("2023-05-08T23:59:59-09:30", true),
      ("2023-05-09T00:00:00+08:00", false),
    ]
    for (moment, isGood) in moments {
      let office = try Office(type: type, days: "from: 2023-05-08, until: 2023-05-08", moment: moment)
      #expect(try office.repository.fonds("verify", Self.id).status == (isGood ? 0 : 1), "\(moment)")
    }
  }

  @Test func theContentOfAStepIsAskedForByItsName() throws {
    let office = try OfficeRepository()
    try office.write(RecordText(Self.id).with { $0.kind = "purchase" })
    let whole = try office.fonds("show", Self.id, "--content")
    #expect(
      whole.status == 0 && whole.output.hasPrefix("{\"classification\":\"internal\",") && whole.output.hasSuffix("\"}"))
    #expect(try office.fonds("show", Self.id, "--content", "--step", "department-head").bytes == whole.bytes)
    let wrong = try office.fonds("show", Self.id, "--content", "--step", "department-haed")
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean department-head?"))
    #expect(try office.fonds("show", Self.id, "--step", "department-head").status == 64)
  }
}
