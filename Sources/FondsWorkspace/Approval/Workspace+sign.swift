import FondsGit
import FondsModel
import FondsText
import Glibc

extension Workspace {
  /// Signs an approval with the key that Git's configuration names: `fonds.signingKey`, else `user.signingKey`. Either is a
  /// file (that of a public key whose private one an agent has, too) or a public key itself, `key::ssh-ed25519 …`.
  ///
  /// - Parameters:
  ///   - person: who signs.
  ///   - day: the day of the approval, as its entry writes it.
  ///   - keygen: what signs.
  /// - Returns: the text of the signature, as an entry keeps it.
  ///
  /// Throws ``WorkspaceError/signing(_:)`` where there is no signature, or one that a check would refuse.
  public func signature(
    of statement: SignedStatement, by person: Organization.Person, on day: CalendarDate,
    keygen: KeygenCommand = KeygenCommand()
  ) throws -> String {
    try signature(of: statement.bytes, for: SignedStatement.namespace, by: person, on: day, keygen: keygen)
  }

  /// The same over any bytes.
  ///
  /// - Parameter namespace: what the signature is for, such as `git`, for which Git itself signs.
  func signature(
    of bytes: [UInt8], for namespace: String, by person: Organization.Person, on day: CalendarDate,
    keygen: KeygenCommand = KeygenCommand()
  ) throws -> String {
    guard let key = try signingKey() else { throw WorkspaceError.signing(.noKey) }
    let armor = try signed(bytes, for: namespace, with: key, keygen)
    guard let signature = SSHSignature(armor) else {
      throw WorkspaceError.signing(.refused(key: key.name, reason: armor))
    }
    guard person.keys.contains(where: { $0.publicKey == signature.publicKey && $0.isValid(on: day) }) else {
      let fingerprint = signature.publicKey.fingerprint
      throw WorkspaceError.signing(.foreignKey(fingerprint: fingerprint, person: person.id))
    }
    return armor
  }

  private enum Key {
    case file(String)
    case literal(String)

    /// As the configuration has it.
    var name: String {
      switch self {
      case .file(let path): path
      case .literal(let line): line
      }
    }
  }

  /// The key that Git's configuration names. A `user.signingKey` counts where Git itself signs with OpenSSH, or where it
  /// can be nothing else: with OpenPGP it is the number of another sort of key.
  private func signingKey() throws -> Key? {
    if let own = try configuredPath("fonds.signingKey") { return try key(own) }
    guard let shared = try configuredPath("user.signingKey") else { return nil }
    let isForSSH = try repository.configuration().string("gpg.format") == "ssh"
    return isForSSH || shared.hasPrefix("key::") || shared.hasPrefix("/") ? try key(shared) : nil
  }

  private func key(_ value: String) throws -> Key {
    if value.hasPrefix("key::") { return .literal(String(value.dropFirst("key::".count))) }
    if SSHPublicKey(value) != nil { return .literal(value) }
    return .file(value.hasPrefix("/") ? value : try requireRoot() + "/" + value)
  }

  /// A value of the configuration that may begin with `~/`, which Git expands.
  private func configuredPath(_ name: String) throws -> String? {
    let answer = try git.run(["config", "--type=path", "--get", name])
    guard answer.status == 0 else { return nil }
    let value = String(decoding: answer.standardOutput.prefix { $0 != 0x0A }, as: UTF8.self)
    return value.isEmpty ? nil : value
  }

  private func signed(
    _ bytes: [UInt8], for namespace: String, with key: Key, _ keygen: KeygenCommand
  ) throws -> String {
    switch key {
    case .file(let path): return try signed(bytes, for: namespace, withFile: path, key: key, keygen)
    case .literal(let line):
      guard let publicKey = SSHPublicKey(line) else { throw WorkspaceError.signing(.noKeyFile(key.name)) }
      let file = try PrivateFile(publicKey.text + "\n", in: derivedFolder)
      return try withExtendedLifetime(file) { try signed(bytes, for: namespace, withFile: file.path, key: key, keygen) }
    }
  }

  private func signed(
    _ bytes: [UInt8], for namespace: String, withFile path: String, key: Key, _ keygen: KeygenCommand
  ) throws -> String {
    let arguments = ["-Y", "sign", "-n", namespace, "-f", path]
    let answer = try keygen.run(arguments, input: bytes)
    guard answer.status != 0 else { return String(decoding: answer.standardOutput, as: UTF8.self) }
    throw WorkspaceError.signing(Self.failure(answer.standardError, key: key.name))
  }

  /// What `ssh-keygen` says, which it says in English alone.
  private static func failure(_ text: String, key: String) -> SigningFailure {
    if text.contains("incorrect passphrase") { return .locked(key) }
    // A file that others may read counts for none: the reason is what helps.
    if text.contains("No private key found"), !text.contains("too open") { return .noPrivateKey(key) }
    if text.contains("Couldn't load public key") { return .noKeyFile(key) }
    return .refused(key: key, reason: text.split(separator: "\n").joined(separator: "\n"))
  }
}

/// A file that nobody else may read, gone with the last who holds it.
final class PrivateFile {
  let path: String

  /// - Parameter folder: where it lies for the time being; made if need be.
  init(_ text: String, in folder: String) throws {
    path = folder + "/signature-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try FileWriting.write(Array(text.utf8), to: path, mode: 0o600, mayReplace: false)
  }

  deinit { unlink(path) }
}
