import FondsText

/// A key with which a person of the office signs, and the days on which it may.
public struct SigningKey: Sendable, Hashable {
  public let publicKey: SSHPublicKey
  /// The first and the last day; nil where that is open.
  public let from: CalendarDate?
  public let until: CalendarDate?

  public func isValid(on day: CalendarDate) -> Bool {
    day.lies(from: from, until: until)
  }

  /// Nil for what is no public key: the form of `organization.yaml` says so.
  init?(_ node: Node) {
    guard let key = node["key"]?.string.flatMap({ SSHPublicKey($0) }) else { return nil }
    publicKey = key
    from = node["from"]?.string.flatMap { CalendarDate($0) }
    until = node["until"]?.string.flatMap { CalendarDate($0) }
  }
}

extension Organization {
  /// Whose key it is; nil where it is nobody's.
  public func person(withKey key: SSHPublicKey) -> Person? {
    people.first { $0.keys.contains { $0.publicKey == key } }
  }

  /// The keys in the form that `ssh-keygen -Y verify -f` reads: one line for each key of each person, with the days on
  /// which it holds, for approvals and for what Git signs.
  ///
  /// A day begins and ends by the clock of whoever verifies; with `TZ=UTC` and the time as an entry writes it, that is
  /// the day as the entry writes it, wherever the verifier is.
  public var allowedSigners: String {
    people.flatMap { person in person.keys.map { "\(person.id) \($0.signerOptions) \($0.publicKey.text)\n" } }.joined()
  }
}

extension SigningKey {
  fileprivate var signerOptions: String {
    let options = [
      "namespaces=\"\(SignedStatement.namespace),git\"", from.map { "valid-after=\"\(Self.digits($0))\"" },
      until.map { "valid-before=\"\(Self.digits($0))235959\"" },
    ]
    return options.compactMap(\.self).joined(separator: ",")
  }

  private static func digits(_ day: CalendarDate) -> String {
    String(day.description.filter { $0 != "-" })
  }
}

/// What is wrong with the keys in `organization.yaml`.
enum SigningKeyFaults {
  static func all(in root: Node, path: String) -> [SchemaFileFault] {
    var owners: [SSHPublicKey: String] = [:]
    return (root["people"]?.sequence ?? []).flatMap { person in
      let id = person["id"]?.string ?? ""
      return (person["keys"]?.sequence ?? []).compactMap { item -> SchemaFileFault? in
        guard let node = item["key"], let text = node.string else { return nil }
        guard let key = SSHPublicKey(text) else {
          return SchemaFileFault(path: path, range: node.range, problem: .brokenKey)
        }
        guard let owner = owners[key] else {
          owners[key] = id
          return nil
        }
        return owner == id ? nil : SchemaFileFault(path: path, range: node.range, problem: .keyTaken(by: owner))
      }
    }
  }
}
