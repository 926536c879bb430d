import FondsText

/// What a signature in a trail is worth.
public enum SignatureVerdict: Sendable, Hashable {
  /// Made over the entry's five lines with a key that the person had on that day.
  case good(SigningKey)
  /// The key is the person's, but of an algorithm of which `ssh-keygen -Y verify` alone can tell.
  case undecided(SigningKey)
  case bad(Fault)

  public enum Fault: Sendable, Hashable {
    /// No signature of OpenSSH, or one by a key or with a digest that it does not know.
    case malformed
    /// Signed for something else, such as a commit of Git.
    case wrongNamespace(String)
    /// Signed with a key that is not the person's; whose it is, where it is somebody's of the office.
    case foreignKey(SSHPublicKey, owner: String?)
    /// The person's key, but not on that day.
    case notValidThen(SigningKey)
    /// The entry says too little, or too much, to be signed: it covers nothing, or a part has a line feed.
    case nothingToSign
    /// The key never signed these five lines.
    case otherStatement
  }
}

extension Approval {
  /// The five lines that a signature of the entry is over; nil where there are none.
  ///
  /// - Parameter id: the record's number.
  public func statement(id: String) -> SignedStatement? {
    guard let covers = covers?.string else { return nil }
    return SignedStatement(
      id: id, step: entry.step, decision: entry.decision.rawValue, at: moment, covers: covers)
  }

  /// What the signature is worth; nil where there is none.
  ///
  /// - Parameters:
  ///   - id: the record's number.
  ///   - organization: says whose keys hold on which days.
  public func verdict(id: String, organization: Organization) -> SignatureVerdict? {
    guard let signature else { return nil }
    guard let sealed = signature.string.flatMap({ SSHSignature($0) }) else { return .bad(.malformed) }
    guard sealed.namespace == SignedStatement.namespace else { return .bad(.wrongNamespace(sealed.namespace)) }
    let own = organization.person(entry.by)?.keys.filter { $0.publicKey == sealed.publicKey } ?? []
    guard let first = own.first else {
      return .bad(.foreignKey(sealed.publicKey, owner: organization.person(withKey: sealed.publicKey)?.id))
    }
    guard let key = own.first(where: { $0.isValid(on: entry.day) }) else { return .bad(.notValidThen(first)) }
    guard let statement = statement(id: id) else { return .bad(.nothingToSign) }
    switch sealed.isValid(for: statement.bytes) {
    case nil: return .undecided(key)
    case true?: return .good(key)
    case false?: return .bad(.otherStatement)
    }
  }
}
