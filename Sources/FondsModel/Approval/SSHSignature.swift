import Crypto
import Foundation

/// A signature as `ssh-keygen -Y sign` makes it: an SSHSIG (OpenSSH, `PROTOCOL.sshsig`).
public struct SSHSignature: Sendable {
  public let publicKey: SSHPublicKey
  /// What the signature is for; Fonds signs for `fonds`, Git for `git`.
  public let namespace: String
  private let reserved: [UInt8]
  private let hash: Hash
  private let algorithm: String
  private let blob: [UInt8]

  private enum Hash: String {
    case sha256, sha512
  }

  /// Reads the text between `-----BEGIN SSH SIGNATURE-----` and `-----END SSH SIGNATURE-----`, these lines included.
  /// Nil for other text, for a key that Fonds does not know, and for a hash that OpenSSH does not take.
  public init?(_ armor: String) {
    var lines = armor.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    guard lines.count > 2, lines.removeFirst() == "-----BEGIN SSH SIGNATURE-----",
      lines.removeLast() == "-----END SSH SIGNATURE-----", let data = Data(base64Encoded: lines.joined())
    else { return nil }
    var wire = SSHWire([UInt8](data))
    guard wire.bytes(6) == Self.magic, wire.uint32() == 1, let key = wire.string().flatMap(SSHPublicKey.init(blob:)),
      let namespace = wire.text(), let reserved = wire.string(), let hash = wire.text().flatMap(Hash.init),
      let signature = wire.string(), wire.isAtEnd
    else { return nil }
    wire = SSHWire(signature)
    guard let algorithm = wire.text() else { return nil }
    // A security key adds its counter behind the signature proper: OpenSSH's to read.
    guard let blob = wire.string(), wire.isAtEnd || key.algorithm.isLeftToOpenSSH else { return nil }
    self.publicKey = key
    self.namespace = namespace
    self.reserved = reserved
    self.hash = hash
    self.algorithm = algorithm
    self.blob = blob
  }

  private static let magic = Array("SSHSIG".utf8)

  /// Whether the key signed this message in the signature's namespace; nil for RSA and security keys, of which
  /// `ssh-keygen -Y verify` alone knows.
  public func isValid(for message: [UInt8]) -> Bool? {
    let signed = signedBytes(message)
    guard !publicKey.algorithm.isLeftToOpenSSH else { return nil }
    guard algorithm == publicKey.algorithm.rawValue else { return false }
    do {
      switch publicKey.algorithm {
      case .ed25519:
        guard let bytes = publicKey.point else { return false }
        return try Curve25519.Signing.PublicKey(rawRepresentation: bytes).isValidSignature(blob, for: signed)
      case .p256:
        guard let point = publicKey.point, let numbers = numbers(of: 32) else { return false }
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: numbers)
        return try P256.Signing.PublicKey(x963Representation: point).isValidSignature(signature, for: signed)
      case .p384:
        guard let point = publicKey.point, let numbers = numbers(of: 48) else { return false }
        let signature = try P384.Signing.ECDSASignature(rawRepresentation: numbers)
        return try P384.Signing.PublicKey(x963Representation: point).isValidSignature(signature, for: signed)
      case .p521:
        guard let point = publicKey.point, let numbers = numbers(of: 66) else { return false }
        let signature = try P521.Signing.ECDSASignature(rawRepresentation: numbers)
        return try P521.Signing.PublicKey(x963Representation: point).isValidSignature(signature, for: signed)
      case .rsa, .securityKeyEd25519, .securityKeyP256: return nil
      }
    } catch {
      // Bytes that are no point of the curve, or no signature of its form.
      return false
    }
  }

  /// What is signed is not the message but its digest, bound to the namespace.
  private func signedBytes(_ message: [UInt8]) -> [UInt8] {
    let digest =
      switch hash {
      case .sha256: Array(SHA256.hash(data: message))
      case .sha512: Array(SHA512.hash(data: message))
      }
    let parts = [Array(namespace.utf8), reserved, Array(hash.rawValue.utf8), digest]
    return Self.magic + parts.flatMap(SSHWire.packed)
  }

  /// The two numbers of an elliptic-curve signature, one behind the other.
  private func numbers(of size: Int) -> [UInt8]? {
    var wire = SSHWire(blob)
    guard let r = wire.magnitude(in: size), let s = wire.magnitude(in: size), wire.isAtEnd else { return nil }
    return r + s
  }
}
