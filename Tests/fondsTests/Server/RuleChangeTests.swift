import FondsTestSupport
import Foundation
import Testing

/// Who may change the rules, once somebody keeps them.
@Suite("HIS004 on a server")
struct RuleChangeTests {
  private static let organization = "Schemas/organization.yaml"
  private static let rule = "Schemas/kinds/policy.yaml"

  private let server: Server
  /// Of the keeper, zhao.min.
  private let key: SigningKeyFile

  /// A server whose rules are kept by zhao.min; li.na has a key and keeps none.
  init() throws {
    try self.init(type: "ed25519")
  }

  private init(type: String) throws {
    server = try Server()
    key = try SigningKeyFile("keeper", in: server.office.folder, type: type)
    let other = try SigningKeyFile("other", in: server.office.folder)
    try server.office.change(Self.organization) { text in
      text.replacing("{id: zhao.min,", with: "{id: zhao.min, keys: [{key: \"\(key.publicKey)\"}],")
        .replacing(
          "[department-head, system-administrator]", with: "[department-head, system-administrator, rules-keeper]"
        )
        .replacing("{id: li.na,", with: "{id: li.na, keys: [{key: \"\(other.publicKey)\"}],")
    }
    try server.office.commit("a keeper")
    try server.push("main")
  }

  private func commit(signedWith key: String? = nil) throws {
    try server.office.git("add", "-A")
    let signing = key.map { ["-c", "gpg.format=ssh", "-c", "user.signingKey=\(server.office.folder.file($0))"] } ?? []
    try server.office.git(signing + ["commit", "-q", "--no-verify", "-m", "rules"] + (key == nil ? [] : ["-S"]))
  }

  private func changeRule() throws {
    try server.office.change(Self.rule) { $0 + "# 备注\n" }
  }

  @Test func aChangeThatNobodySignedIsRefused() throws {
    try changeRule()
    try commit()
    let lines = try server.expectRefusal("HIS004", "main")
    #expect(lines.contains { $0.contains("zhao.min") })
  }

  @Test func theKeeperChangesThem() throws {
    try changeRule()
    try commit(signedWith: "keeper")
    try server.push("main")
  }

  @Test func anotherPersonsSignatureIsNotEnough() throws {
    try changeRule()
    try commit(signedWith: "other")
    try server.expectRefusal("HIS004", "main")
  }

  @Test func aKeyOfNobodyIsNotEnough() throws {
    _ = try SigningKeyFile("stranger", in: server.office.folder)
    try changeRule()
    try commit(signedWith: "stranger")
    try server.expectRefusal("HIS004", "main")
  }

  @Test func nobodyMakesThemselfTheKeeper() throws {
    try server.office.change(Self.organization) { text in
      text.replacing("rules-keeper]", with: "]").replacing("system-administrator, ]", with: "system-administrator]")
        .replacing("[department-head, personnel-head]", with: "[department-head, personnel-head, rules-keeper]")
    }
    try commit(signedWith: "other")
    try changeRule()
    try commit(signedWith: "other")
    try server.expectRefusal("HIS004", "main")
  }

  @Test func aSignatureOfAnotherCommitIsNone() throws {
    try changeRule()
    try commit(signedWith: "keeper")
    let signed = try server.office.git("cat-file", "commit", "HEAD") + "\n"
    let forged = signed.replacing("\n\nrules", with: "\n\nother rules")
    let made = try server.office.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], input: forged).line
    try server.expectRefusal("HIS004", "\(made):main")
  }

  /// The rules of a branch from before there was a keeper.
  @Test func anOldVersionDoesNotComeBackByAMerge() throws {
    try changeRule()
    try commit(signedWith: "keeper")
    try server.push("main")
    try server.office.git("switch", "-q", "-c", "old", "HEAD~1")
    try server.office.write(RecordText("HR-2023-01-001"))
    try commit()
    try server.office.git("merge", "-q", "--no-edit", "-s", "ours", "main")
    try server.expectRefusal("HIS004", "old:main")
  }

  @Test func aMergeTakesOverWhatWasSigned() throws {
    try server.office.git("switch", "-q", "-c", "topic")
    try server.office.write(RecordText("HR-2023-01-001"))
    try commit()
    try server.office.git("switch", "-q", "main")
    try changeRule()
    try commit(signedWith: "keeper")
    try server.push("main")
    try server.office.git("switch", "-q", "topic")
    try server.office.git("merge", "-q", "--no-edit", "main")
    try server.push("topic:main")
  }

  @Test func aKeyThatIsWithdrawnSignsNoMore() throws {
    try server.office.change(Self.organization) { text in
      text.replacing("\(key.publicKey)\"}", with: "\(key.publicKey)\", until: 2023-05-08}")
    }
    try commit(signedWith: "keeper")
    try server.push("main")
    server.office.passTime(2 * 86_400)
    server.office.variables["FONDS_NOW"] = "2023-06-01T10:00:00+08:00"
    try server.office.write(RecordText("HR-2023-01-001"))
    try commit()
    try server.push("main")
    // A date of before does not help.
    server.office.passTime(-2 * 86_400)
    try changeRule()
    try commit(signedWith: "keeper")
    try server.expectRefusal("HIS004", "main")
  }

  /// Of RSA OpenSSH itself is asked.
  @Test func aKeeperWithAKeyOfRSA() throws {
    let office = try RuleChangeTests(type: "rsa")
    try office.changeRule()
    try office.commit(signedWith: "keeper")
    try office.server.push("main")
    try office.changeRule()
    try office.commit(signedWith: "other")
    try office.server.expectRefusal("HIS004", "main")
  }
}

extension OfficeRepository {
  fileprivate func change(_ file: String, _ edit: (String) -> String) throws {
    try write(file, edit(try text(file)))
  }
}
