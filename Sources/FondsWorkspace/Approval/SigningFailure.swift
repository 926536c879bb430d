/// Why nothing could be signed.
public enum SigningFailure: Error, Sendable, Equatable {
  /// Git's configuration names no key of OpenSSH.
  case noKey
  /// The file that the configuration names is no key, or is not there.
  case noKeyFile(String)
  /// The key has a passphrase, which nobody gave.
  case locked(String)
  /// Of the public key there is neither the private one beside it, nor an agent that has it.
  case noPrivateKey(String)
  /// `ssh-keygen` did not sign, and said why.
  case refused(key: String, reason: String)
  /// The key is not one that the person has on that day.
  case foreignKey(fingerprint: String, person: String)
}
