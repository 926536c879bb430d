import Crypto
import Foundation

/// A public key of OpenSSH: what a signature is checked with.
public struct SSHPublicKey: Sendable, Hashable {
  public enum Algorithm: String, Sendable, Hashable, CaseIterable {
    case ed25519 = "ssh-ed25519"
    case p256 = "ecdsa-sha2-nistp256"
    case p384 = "ecdsa-sha2-nistp384"
    case p521 = "ecdsa-sha2-nistp521"
    case rsa = "ssh-rsa"
    case securityKeyEd25519 = "sk-ssh-ed25519@openssh.com"
    case securityKeyP256 = "sk-ecdsa-sha2-nistp256@openssh.com"

    /// Whether Fonds leaves it to `ssh-keygen` to check what such a key signed.
    public var isLeftToOpenSSH: Bool { [.rsa, .securityKeyEd25519, .securityKeyP256].contains(self) }
  }

  public let algorithm: Algorithm
  /// The key as OpenSSH packs it, its algorithm's name in front.
  let blob: [UInt8]

  /// Reads a line of a `.pub` file: the algorithm, the key in base64, and perhaps a comment. Nil for other text.
  public init?(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, !line.contains(where: \.isNewline), let data = Data(base64Encoded: String(parts[1])),
      let key = SSHPublicKey(blob: [UInt8](data)), key.algorithm.rawValue == parts[0]
    else { return nil }
    self = key
  }

  /// Reads a packed key; nil where Fonds knows no such algorithm, or its key has another form.
  init?(blob: [UInt8]) {
    var wire = SSHWire(blob)
    guard let algorithm = wire.text().flatMap(Algorithm.init) else { return nil }
    let isSound: Bool
    switch algorithm {
    case .ed25519: isSound = wire.string()?.count == 32
    case .securityKeyEd25519: isSound = wire.string()?.count == 32 && wire.string() != nil
    case .p256, .p384, .p521:
      let name = wire.text()
      isSound = name.map { algorithm.rawValue == "ecdsa-sha2-\($0)" } ?? false && wire.string() != nil
    case .securityKeyP256: isSound = wire.text() == "nistp256" && wire.string() != nil && wire.string() != nil
    case .rsa: isSound = wire.string() != nil && wire.string() != nil
    }
    guard isSound, wire.isAtEnd else { return nil }
    self.algorithm = algorithm
    self.blob = blob
  }

  /// The point of the curve that the key is; nil for RSA.
  var point: [UInt8]? {
    var wire = SSHWire(blob)
    _ = wire.string()
    switch algorithm {
    case .ed25519, .securityKeyEd25519: return wire.string()
    case .p256, .p384, .p521, .securityKeyP256:
      _ = wire.string()
      return wire.string()
    case .rsa: return nil
    }
  }

  /// The key on a line, without a comment.
  public var text: String { algorithm.rawValue + " " + Data(blob).base64EncodedString() }

  /// The key's short name, as `ssh-keygen -l` shows it: `SHA256:…`.
  public var fingerprint: String {
    let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
    return "SHA256:" + digest.prefix { $0 != "=" }
  }
}
