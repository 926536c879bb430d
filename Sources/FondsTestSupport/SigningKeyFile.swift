import FondsText

/// A key pair of OpenSSH in a folder, as a person of the office has it.
public struct SigningKeyFile {
  /// The private key; the public one beside it ends with `.pub`.
  public let path: String
  /// The line of the public key.
  public let publicKey: String
  private let folder: TemporaryFolder

  /// - Parameter type: `ed25519`, `ecdsa` or `rsa`, as `ssh-keygen -t` takes it.
  public init(
    _ name: String = "id", in folder: TemporaryFolder, type: String = "ed25519", bits: Int? = nil,
    passphrase: String = ""
  ) throws {
    path = folder.file(name)
    self.folder = folder
    let size = bits.map { ["-b", String($0)] } ?? []
    let command = ["ssh-keygen", "-q", "-t", type] + size + ["-N", passphrase, "-C", "办公室 \(name)", "-f", path]
    let run = try ProgramRun(command, in: folder.path)
    guard run.status == 0 else { throw ProgramFailure(command: command, run: run) }
    publicKey = try folder.text(name + ".pub").filter { $0 != "\n" }
  }

  /// What `ssh-keygen -Y sign` makes of some bytes.
  public func signature(of bytes: [UInt8], for namespace: String = "fonds", hash: String = "sha512") throws -> String {
    let command = ["ssh-keygen", "-Y", "sign", "-O", "hashalg=\(hash)", "-n", namespace, "-f", path]
    let run = try ProgramRun(command, in: folder.path, input: bytes)
    guard run.status == 0 else { throw ProgramFailure(command: command, run: run) }
    return run.output
  }
}

extension String {
  /// The text as a block scalar behind a key, each line indented.
  public func asBlock(indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return "|\n" + split(separator: "\n").map { margin + $0 + "\n" }.joined()
  }
}
