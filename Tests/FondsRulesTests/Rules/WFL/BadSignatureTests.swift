import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("WFL007 bad-signature")
struct BadSignatureTests {
  private let folder: TemporaryFolder
  private let key: SigningKeyFile
  private let other: SigningKeyFile

  init() throws {
    folder = try TemporaryFolder()
    key = try SigningKeyFile("wei", in: folder)
    other = try SigningKeyFile("na", in: folder)
  }

  private func statement(
    id: String = SignedRecord.id, step: String = "head", decision: String = "approve", at: String = SignedRecord.moment
  ) throws -> [UInt8] {
    let covers = try SignedRecord.digest(of: SignedRecord.text(trail: "[]\n"))
    return try #require(SignedStatement(id: id, step: step, decision: decision, at: at, covers: covers)).bytes
  }

  /// What is said of the record with an approval by 张伟 and this signature of it.
  private func judge(_ signature: String, keys: String? = nil, covers: Bool = true) throws -> [Diagnostic] {
    let digest = try SignedRecord.digest(of: SignedRecord.text(trail: "[]\n"))
    let trail = """

        - step: head
          by: zhang.wei
          decision: approve
          at: \(SignedRecord.moment)
      \(covers ? "    covers: \(digest)\n" : "")    signature: \(signature)
      """
    let own = keys ?? "{key: \"\(key.publicKey)\"}"
    return try SignedRecord.judge(
      SignedRecord.text(trail: trail + "\n"), people: [("zhang.wei", own), ("li.na", "{key: \"\(other.publicKey)\"}")])
  }

  private func message(_ found: [Diagnostic]) throws -> String {
    #expect(found.codes == ["WFL007"], "\(found.map(\.message.en))")
    return try #require(found.first).message.en
  }

  @Test func aGoodSignatureIsNoFault() throws {
    let signature = try key.signature(of: try statement())
    #expect(try judge(signature.asBlock(indent: 8)).codes.isEmpty)
    let shortDigest = try key.signature(of: try statement(), hash: "sha256")
    #expect(try judge(shortDigest.asBlock(indent: 8)).codes.isEmpty)
  }

  @Test func whatElseWasSignedApprovesNothing() throws {
    for bytes in [
      try statement(id: "HR-2023-12-002"), try statement(step: "ceo"), try statement(decision: "reject"),
      try statement(at: "2023-05-08T10:22:00+09:00"), try statement() + [0x0A], try statement().dropLast(),
      Array(String(decoding: try statement(), as: UTF8.self).replacing("\n", with: "\r\n").utf8), [],
    ] {
      let judgement = try judge(try key.signature(of: Array(bytes)).asBlock(indent: 8))
      #expect(try message(judgement) == "'zhang.wei' did not sign what this entry says")
    }
    let forGit = try key.signature(of: try statement(), for: "git")
    #expect(try message(judge(forGit.asBlock(indent: 8))).contains("was made for 'git'"))
  }

  @Test func anotherPersonsKeyIsNamedAndAnUnknownOneIsNot() throws {
    let foreign = try judge(try other.signature(of: try statement()).asBlock(indent: 8))
    #expect(try message(foreign).hasSuffix("not that of 'zhang.wei': it is that of 'li.na'"))
    let stranger = try SigningKeyFile("stranger", in: folder).signature(of: try statement())
    let judgement = try judge(stranger.asBlock(indent: 8))
    #expect(try message(judgement).hasSuffix("not that of 'zhang.wei'"))
    #expect(judgement.first?.help?.zh.contains("SHA256:") == true)
  }

  @Test func aKeyHoldsFromItsFirstDayToItsLast() throws {
    let signature = try key.signature(of: try statement()).asBlock(indent: 8)
    func keys(_ days: String) -> String { "{key: \"\(key.publicKey)\", \(days)}" }
    #expect(try judge(signature, keys: keys("from: 2023-05-08, until: 2023-05-08")).codes.isEmpty)
    #expect(try message(judge(signature, keys: keys("until: 2023-05-07"))).contains("did not hold on 2023-05-08"))
    #expect(try message(judge(signature, keys: keys("from: 2023-05-09"))).contains("did not hold on 2023-05-08"))
    let twice = keys("until: 2022-12-31") + ", " + keys("from: 2023-02-01")
    #expect(try judge(signature, keys: twice).codes.isEmpty)
  }

  @Test func whatIsNoSignatureIsSaidToBeNone() throws {
    let armor = try key.signature(of: try statement())
    let lines = armor.split(separator: "\n")
    let pieces = [
      "盖章", "\"\"", "\"\(armor.replacing("\n", with: "\\r\\n"))\"", "\"\(lines.joined(separator: " "))\"",
      lines.dropLast().joined(separator: "\n").asBlock(indent: 8),
      lines.dropFirst().joined(separator: "\n").asBlock(indent: 8),
      ([lines[0]] + lines[2...]).joined(separator: "\n").asBlock(indent: 8),
    ]
    for text in pieces { #expect(try message(judge(text)) == "this is no signature of OpenSSH", "\(text)") }
    #expect(try message(judge(armor.asBlock(indent: 8), covers: false)).contains("does not say what it covers"))
  }

  @Test func rsaIsLeftToVerify() throws {
    let rsa = try SigningKeyFile("rsa", in: folder, type: "rsa", bits: 2048)
    let signature = try rsa.signature(of: try statement(step: "ceo")).asBlock(indent: 8)
    #expect(try judge(signature, keys: "{key: \"\(rsa.publicKey)\"}").codes.isEmpty)
    #expect(try message(judge(signature)).hasSuffix("not that of 'zhang.wei'"))
  }
}
