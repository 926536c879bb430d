import FondsIndex

/// A record that refers to another.
public struct Referrer: Sendable {
  public let id: String
  public let kind: String?
  public let title: String?
}

extension Workspace {
  /// The records that refer to a number in the present, by number; at most some.
  public func referrers(of number: String, limit: Int = 1000) throws -> [Referrer] {
    let query = try SearchQuery("ref:\(number)")
    let found = try answered { try $0.search(query, scope: .present, limit: limit, offset: 0) }
    return found.matches.compactMap { match in
      let version = Version(match)
      guard let id = version.id, id != number else { return nil }
      return Referrer(id: id, kind: version.kind, title: version.title)
    }
    .sorted { $0.id < $1.id }
  }
}
