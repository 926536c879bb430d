import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Signatures, without ssh-keygen")
struct SignatureTests {
  static let statement = SignedStatement(
    id: "HR-2023-01-015", step: "department-head", decision: "approve", at: "2023-05-06T10:22:00+08:00",
    covers: "sha256:" + String(repeating: "9f", count: 32))

  @Test(arguments: [("ed25519", nil), ("ecdsa", 256), ("ecdsa", 384), ("ecdsa", 521)] as [(String, Int?)])
  func whatOpenSSHSignedIsFoundGoodAndNothingElse(_ type: String, _ bits: Int?) throws {
    let key = try SigningKeyFile(in: TemporaryFolder(), type: type, bits: bits)
    let bytes = try #require(Self.statement).bytes
    for hash in ["sha256", "sha512"] {
      // An elliptic curve's numbers are now and then a byte shorter.
      for round in 0..<8 {
        let message = bytes + "\(round)".utf8
        let signature = try #require(SSHSignature(try key.signature(of: message, hash: hash)))
        #expect(signature.namespace == "fonds")
        #expect(signature.publicKey == SSHPublicKey(key.publicKey))
        #expect(signature.isValid(for: message) == true)
        #expect(signature.isValid(for: message + [0x0A]) == false)
        #expect(signature.isValid(for: []) == false)
      }
    }
  }

  @Test func noByteOfASignatureCanBeChanged() throws {
    let key = try SigningKeyFile(in: TemporaryFolder())
    let bytes = try #require(Self.statement).bytes
    let armor = try key.signature(of: bytes)
    let alphabet = Array("ABCDwxyz0189+/=\n\r ")
    var random = SeededGenerator(seed: 7)
    for index in armor.indices where armor[index] != "\n" {
      var changed = armor
      let other = try #require(alphabet.filter { $0 != armor[index] }.randomElement(using: &random))
      changed.replaceSubrange(index...index, with: [other])
      if let signature = SSHSignature(changed), signature.publicKey == SSHPublicKey(key.publicKey) {
        // Base64's last character has bits that mean nothing, and another namespace is another signature's.
        let isSame = signature.isValid(for: bytes) == true && signature.namespace == "fonds"
        #expect(!isSame || other == "\n" || armor[armor.index(after: index)] == "=", "\(index)")
      }
    }
    #expect(SSHSignature(armor.replacing("\n", with: "\r\n")) == nil)
    #expect(SSHSignature("") == nil && SSHSignature(String(armor.dropLast(30))) == nil)
    #expect(SSHSignature(armor + "x\n") == nil && SSHSignature("\n" + armor) == nil)
  }

  @Test func rsaIsLeftToOpenSSH() throws {
    let key = try SigningKeyFile(in: TemporaryFolder(), type: "rsa", bits: 2048)
    let bytes = try #require(Self.statement).bytes
    #expect(try #require(SSHSignature(try key.signature(of: bytes))).isValid(for: bytes) == nil)
  }

  @Test func aPublicKeyIsOneLineOfAPubFile() throws {
    let folder = try TemporaryFolder()
    let key = try SigningKeyFile(in: folder)
    let read = try #require(SSHPublicKey(key.publicKey))
    #expect(key.publicKey.hasPrefix(read.text + " "))
    let listed = try ProgramRun(["ssh-keygen", "-l", "-f", key.path + ".pub"], in: folder.path).output
    #expect(listed.contains(" \(read.fingerprint) "))
    let body = String(read.text.dropFirst("ssh-ed25519 ".count))
    let broken = [
      "", "ssh-ed25519", "ssh-rsa \(body)", "ssh-ed25519 \(body.dropLast(4))", "ssh-ed25519  \(body)",
      "ssh-ed25519 \(body)\nssh-ed25519 \(body)", "ssh-dss AAAAB3NzaC1kc3M=", "ssh-ed25519 ****", key.path,
    ]
    for line in broken { #expect(SSHPublicKey(line) == nil, "\(line)") }
  }

  @Test func aStatementIsAlwaysFiveLines() throws {
    let lines = try #require(Self.statement).lines
    #expect(lines.count == 5 && lines[0] == "fonds-approval-v1")
    #expect(lines[3] == "approve 2023-05-06T10:22:00+08:00")
    #expect(String(decoding: try #require(Self.statement).bytes, as: UTF8.self).hasSuffix("9f9f\n"))
    for hostile in ["a\nreject 2023", "a\rb", "a\u{2028}b", "a\u{0}", "", "a\u{85}b"] {
      #expect(SignedStatement(id: "X", step: hostile, decision: "approve", at: "now", covers: "sha256:0") == nil)
      #expect(SignedStatement(id: hostile, step: "x", decision: "approve", at: "now", covers: "sha256:0") == nil)
      #expect(SignedStatement(id: "X", step: "x", decision: "approve", at: "now", covers: hostile) == nil)
    }
    #expect(SignedStatement(id: "X", step: "x", decision: "approve 2023", at: "now", covers: "sha256:0") == nil)
  }

  @Test func allowedSignersNameKeysDaysAndPurpose() throws {
    let folder = try TemporaryFolder()
    let (old, new) = (try SigningKeyFile("old", in: folder), try SigningKeyFile("new", in: folder))
    let root = """
      departments: [{code: HR, name: 人力资源部}]
      people:
        - id: li.na
          name: 李娜
          keys:
            - {key: "\(old.publicKey)", until: 2023-06-30}
            - {key: "\(new.publicKey)", from: 2023-07-01}
        - {id: zhang.wei, name: 张伟}

      """
    let schemas = Schemas(files: ["Schemas/organization.yaml": Array(root.utf8)])
    let lines = schemas.organization.allowedSigners.split(separator: "\n")
    let (first, second) = (try #require(SSHPublicKey(old.publicKey)), try #require(SSHPublicKey(new.publicKey)))
    #expect(
      lines == [
        "li.na namespaces=\"fonds,git\",valid-before=\"20230630235959\" \(first.text)",
        "li.na namespaces=\"fonds,git\",valid-after=\"20230701\" \(second.text)",
      ])
    #expect(schemas.organization.person(withKey: second)?.id == "li.na")
  }

  @Test func aBrokenKeyAndOneOfTwoPeopleAreFaults() throws {
    let key = try SigningKeyFile(in: TemporaryFolder()).publicKey
    func faults(_ first: String, _ second: String) -> [SchemaFileFault] {
      let root = """
        departments: []
        people:
          - {id: li.na, name: 李娜, keys: [{key: "\(first)"}]}
          - {id: zhang.wei, name: 张伟, keys: [{key: "\(second)"}]}

        """
      return Schemas(files: ["Schemas/organization.yaml": Array(root.utf8)]).faults
        .filter { $0.path == "Schemas/organization.yaml" }
    }
    #expect(faults(key, "").count == 1)
    guard case .brokenKey? = faults(key, "ssh-ed25519 AAAA").first?.problem else { throw Unexpected() }
    guard case .keyTaken("li.na")? = faults(key, key).first?.problem else { throw Unexpected() }
  }

  private struct Unexpected: Error {}
}
