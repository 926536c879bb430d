import FondsText

/// That one person acts for another for some time: read from a record whose kind says where it stands
/// (`x-fonds.delegation`).
public struct Delegation: Sendable, Hashable {
  public let delegator: String
  public let delegate: String
  public let from: Moment
  /// The last moment: that of its revocation where it was revoked.
  public let end: Moment
  /// The roles it is for; empty for all.
  public let roles: [String]
  /// The largest sum it is for; nil for any.
  public let limit: Number?
  /// Whether it was granted: what was never approved gives nobody any power.
  public let isGranted: Bool

  public func covers(_ moment: Moment) -> Bool {
    from.seconds <= moment.seconds && moment.seconds <= end.seconds
  }

  /// Where a kind's records say what they delegate.
  struct Fields: Sendable {
    let delegator: String
    let delegate: String
    let from: String
    let until: String
    let roles: String?
    let limit: String?
    let revoked: String?

    /// Reads `x-fonds.delegation`, whose form has been judged.
    init?(_ node: Node) {
      guard let delegator = node["delegator"]?.string, let delegate = node["delegate"]?.string,
        let from = node["from"]?.string, let until = node["until"]?.string
      else { return nil }
      self.delegator = delegator
      self.delegate = delegate
      self.from = from
      self.until = until
      roles = node["roles"]?.string
      limit = node["limit"]?.string
      revoked = node["revoked"]?.string
    }

    /// The fields by the key that names them.
    static let keys = ["delegator", "delegate", "from", "until", "roles", "limit", "revoked"]
  }
}

extension Kind {
  /// Whether its records delegate something.
  public var delegates: Bool { delegationFields != nil }

  /// What a record of the kind delegates; nil for a kind that delegates nothing, and for a record that lacks something.
  ///
  /// It is granted by an entry of who delegates: nobody gives themselves a power by a record that says so, and nobody acts
  /// before that.
  public func delegation(in record: Node) -> Delegation? {
    guard let fields = delegationFields, let delegator = record[fields.delegator]?.string,
      let delegate = record[fields.delegate]?.string,
      let from = record[fields.from]?.string.flatMap({ Moment($0) }),
      let until = record[fields.until]?.string.flatMap({ Moment($0) })
    else { return nil }
    let revoked = fields.revoked.flatMap { record[$0]?.string.flatMap { Moment($0) } }
    let status = record["status"]?.string.flatMap { meaning(ofStatus: $0) }
    let grant = (record["trail"]?.sequence ?? []).lazy.compactMap { TrailEntry($0) }
      .first { $0.by == delegator && $0.decision == .approve }
    return Delegation(
      delegator: delegator, delegate: delegate,
      from: grant.flatMap { $0.at.seconds > from.seconds ? $0.at : nil } ?? from,
      end: revoked.map { $0.seconds < until.seconds ? $0 : until } ?? until,
      roles: fields.roles.flatMap { record[$0]?.sequence?.compactMap(\.string) } ?? [],
      limit: fields.limit.flatMap { record[$0]?.number },
      // One that was revoked held until then.
      isGranted: grant != nil && (status?.isSettled ?? false || (status == .withdrawn && revoked != nil)))
  }
}
