import FondsGit
import FondsModel
import FondsTestSupport
import FondsText
import FondsWorkspace
import Testing

@Suite("Signing")
struct SigningTests {
  private let office: OfficeRepository
  private let statement: SignedStatement
  private let day: CalendarDate

  init() throws {
    office = try OfficeRepository(schemas: false)
    statement = try #require(
      SignedStatement(
        id: "HR-2023-01-001", step: "head", decision: "approve", at: "2023-05-08T10:00:00+08:00", covers: "sha256:00"))
    day = try #require(CalendarDate("2023-05-08"))
  }

  private func person(_ keys: [SigningKeyFile], until: String = "2023-12-31") throws -> Organization.Person {
    let lines = keys.map { "{key: \"\($0.publicKey)\", until: \(until)}" }.joined(separator: ", ")
    let text = "departments: []\npeople: [{id: li.na, name: 李娜, keys: [\(lines)]}]\n"
    let organization = Schemas(files: ["Schemas/organization.yaml": Array(text.utf8)]).organization
    return try #require(organization.person("li.na"))
  }

  /// Nobody is asked for a passphrase, and no agent of whoever runs the tests is.
  private static let alone: [String: String?] = [
    "SSH_AUTH_SOCK": nil, "SSH_ASKPASS": "false", "SSH_ASKPASS_REQUIRE": "force",
  ]

  private func sign(
    by person: Organization.Person, keygen: KeygenCommand = KeygenCommand(environment: alone)
  ) throws -> String {
    try Workspace(.init(directory: office.path)).signature(of: statement, by: person, on: day, keygen: keygen)
  }

  private func failure(by person: Organization.Person) throws -> SigningFailure {
    do {
      _ = try sign(by: person)
    } catch WorkspaceError.signing(let failure) {
      return failure
    }
    throw ProgramFailure(command: ["sign"], run: try office.run(["true"]))
  }

  @Test func theKeyOfGitsConfigurationSigns() throws {
    let key = try SigningKeyFile("有 空格", in: office.folder)
    try office.git("config", "user.signingKey", "DEADBEEF")
    #expect(try failure(by: person([key])) == .noKey)
    for (name, value) in [
      ("user.signingKey", key.path), ("fonds.signingKey", key.path + ".pub"), ("fonds.signingKey", "../有 空格"),
    ] {
      try office.git("config", name, value)
      let signature = try #require(SSHSignature(try sign(by: person([key]))))
      #expect(signature.isValid(for: statement.bytes) == true && signature.namespace == "fonds")
    }
  }

  @Test func anotherKeyThanThePersonsSignsNothing() throws {
    let (own, other) = (try SigningKeyFile("own", in: office.folder), try SigningKeyFile("other", in: office.folder))
    try office.git("config", "fonds.signingKey", other.path)
    let fingerprint = try #require(SSHPublicKey(other.publicKey)).fingerprint
    #expect(try failure(by: person([own])) == .foreignKey(fingerprint: fingerprint, person: "li.na"))
    #expect(
      try failure(by: person([other], until: "2023-05-07")) == .foreignKey(fingerprint: fingerprint, person: "li.na"))
  }

  @Test func whatCanNotSignSaysWhy() throws {
    let key = try SigningKeyFile(in: office.folder)
    let person = try person([key])
    #expect(try failure(by: person) == .noKey)
    let missing = office.folder.file("missing")
    try office.git("config", "fonds.signingKey", missing)
    #expect(try failure(by: person) == .noKeyFile(missing))
    try office.git("config", "fonds.signingKey", "key::\(key.publicKey)")
    #expect(try failure(by: person) == .noPrivateKey(key.publicKey))
    try office.git("config", "fonds.signingKey", "key::ssh-ed25519 nonsense")
    #expect(try failure(by: person) == .noKeyFile("ssh-ed25519 nonsense"))
    let locked = try SigningKeyFile("locked", in: office.folder, passphrase: "保密口令")
    try office.folder.remove("locked.pub")
    try office.git("config", "fonds.signingKey", locked.path)
    #expect(try failure(by: person) == .locked(locked.path))
    #expect(try office.folder.contents(below: "office/.git/fonds").isEmpty)
  }

  @Test func anAgentSignsWithAKeyThatIsNowhereElse() throws {
    let key = try SigningKeyFile(in: office.folder)
    let socket = office.folder.file("agent")
    let started = try office.run(["ssh-agent", "-a", socket]).output
    let agent = try #require(started.firstMatch(of: #/SSH_AGENT_PID=([0-9]+)/#)).output.1
    defer { #expect(throws: Never.self) { try office.run(["kill", String(agent)]) } }
    office.variables["SSH_AUTH_SOCK"] = socket
    #expect(try office.run(["ssh-add", "-q", key.path]).status == 0)
    try office.folder.remove("id")
    let keygen = KeygenCommand(environment: Self.alone.merging(["SSH_AUTH_SOCK": socket]) { $1 })
    for value in [key.path + ".pub", "key::\(key.publicKey)", key.publicKey] {
      try office.git("config", "fonds.signingKey", value)
      let signature = try #require(SSHSignature(try sign(by: person([key]), keygen: keygen)))
      #expect(signature.isValid(for: statement.bytes) == true)
    }
  }

  @Test func withoutTheProgramThatIsSaid() throws {
    let key = try SigningKeyFile(in: office.folder)
    try office.git("config", "fonds.signingKey", key.path)
    let error = #expect(throws: GitError.self) {
      try sign(by: person([key]), keygen: KeygenCommand(executable: "no-such-keygen"))
    }
    #expect(error?.code == .programMissing)
  }
}
