import FondsGit
import FondsModel
import FondsText

/// What the approvals of a record are worth.
public struct Verification: Sendable {
  public let id: String
  public let path: String
  /// The commit that brought the content; nil for a record that is not committed yet.
  public let version: Version?
  /// The digest of the whole content, as an approval that comes last covers it.
  public let digest: String
  public let approvals: [CheckedApproval]
  /// How many entries of the trail can't be read: who knows what they say.
  public let unreadable: Int

  public var isSound: Bool { unreadable == 0 && !approvals.contains(where: \.isBad) }
}

/// One approval, looked at.
public struct CheckedApproval: Sendable {
  public let approval: Approval
  public let content: Content
  public let signature: SignatureState
  /// The first commit that has the entry; nil where it is not committed yet.
  public let entered: Version?
  /// The time of the entry, held against that commit.
  public let claim: Claim?

  public enum Content: String, Sendable {
    /// It covers the content as it is.
    case current
    /// It covers other content, and still binds: the record was changed afterwards.
    case outdated
    /// It was returned, or taken again later: what it covered is in an earlier version.
    case past
    /// It does not say what it covers.
    case none
  }

  public enum SignatureState: Sendable, Hashable {
    case unsigned
    case good(SigningKey)
    case bad(SignatureVerdict.Fault)
    /// Refused by `ssh-keygen`, which alone knows this sort of key.
    case refused(SigningKey, reason: String)
  }

  public var isBad: Bool {
    switch signature {
    case .bad, .refused: true
    case .unsigned, .good: content == .outdated
    }
  }
}

extension Workspace {
  /// The content of a record that an approval covers, by the rules of the moment that was asked for.
  ///
  /// - Parameters:
  ///   - step: the step of the approval, whose later ones may fill in more; nil for the whole.
  ///   - moment: as ``record(_:at:progress:)`` has it.
  public func coveredContent(of record: ShownRecord, in step: String?, at moment: String? = nil) throws
    -> CoveredContent
  {
    let schemas = try rules(for: record, at: moment)
    let (root, kind) = try judgeable(record, by: schemas)
    if let step, let workflow = schemas.workflow(of: kind), workflow.index(of: step) == nil,
      step != Workflow.GreenChannel.step
    {
      throw WorkspaceError.noSuchStep(step, nearest: nearestName(to: step, among: workflow.steps.map(\.name)))
    }
    return CoveredContent(of: root, in: step, kind: kind, schemas: schemas)
  }

  private func judgeable(_ record: ShownRecord, by schemas: Schemas) throws -> (root: Node, kind: Kind) {
    guard let root = record.root else { throw WorkspaceError.illegible(path: record.path) }
    return (root, try kind(root["kind"]?.string ?? "", in: schemas))
  }

  /// Looks at every approval of a record: whether it covers the content, and whether its signature is good.
  ///
  /// - Parameter moment: as ``record(_:at:progress:)`` has it; the keys are those that the rules of then give.
  public func verification(
    of number: String, at moment: String? = nil, progress: ((Int, Int) -> Void)? = nil
  ) throws -> Verification {
    let record = try record(number, at: moment, progress: progress)
    let schemas = try rules(for: record, at: moment)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let organization = schemas.organization
    let (root, kind) = try judgeable(record, by: schemas)
    let entered = try record.version.map { _ in try EntryCommits(versions(of: number), in: repository) }
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: try clock().zone)
    let way = FondsModel.Progress(of: root, kind: kind, schemas: schemas, organization: organization)
    let approvals = try Approval.all(in: root, progress: way).map { approval in
      let isCurrent =
        approval.covers?.string.map {
          CoveredContent.isCovered(root, by: $0, in: approval.entry.step, kind: kind, schemas: schemas)
        } ?? false
      let commit = entered?.first(of: approval.entry)
      return CheckedApproval(
        approval: approval, content: Self.content(of: approval, isCurrent: isCurrent),
        signature: try signatureState(of: approval, id: number, organization: organization), entered: commit,
        claim: commit.map { commit in
          Claim(
            approval.entry.at, committed: commit.committed, enteredWithin: schemas.settings.enteredWithin, by: time)
        })
    }
    return Verification(
      id: number, path: record.path, version: record.version,
      digest: CoveredContent(of: root, in: nil, kind: kind, schemas: schemas).digest, approvals: approvals,
      unreadable: (root["trail"]?.sequence ?? []).count { TrailEntry($0) == nil })
  }

  /// The public keys of the office's people, as `ssh-keygen -Y verify -f` reads them.
  ///
  /// - Parameter moment: the day or revision whose rules are asked; nil for those of now.
  public func allowedSigners(at moment: String? = nil) throws -> String {
    let schemas = try committedRules(kinds: [], at: moment)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    return schemas.organization.allowedSigners
  }

  /// What is committed is judged by rules that are: a key that somebody just wrote down proves nothing.
  private func rules(for record: ShownRecord, at moment: String?) throws -> Schemas {
    let kinds = Set([record.root?["kind"]?.string].compactMap(\.self))
    let schemas = try record.version == nil ? currentSchemas(kinds: kinds) : committedRules(kinds: kinds, at: moment)
    guard let root = record.root, let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }) else { return schemas }
    // What a step covered depends on the fields that later ones filled, when the paper began.
    let tree = try self.tree(ofCommit: repository.head())
    return try PastRules(of: self, tree: tree, schemas: schemas).schemas(for: root, kind: kind) ?? schemas
  }

  private func committedRules(kinds: Set<String>, at moment: String?) throws -> Schemas {
    let commit = try moment.map { try self.commit(at: $0) } ?? repository.head()
    return try schemas(of: tree(ofCommit: commit), kinds: kinds)
  }

  private static func content(of approval: Approval, isCurrent: Bool) -> CheckedApproval.Content {
    guard approval.covers?.string != nil else { return .none }
    if isCurrent { return .current }
    return approval.isStanding && approval.isApproving ? .outdated : .past
  }

  private func signatureState(
    of approval: Approval, id: String, organization: Organization
  ) throws -> CheckedApproval.SignatureState {
    switch approval.verdict(id: id, organization: organization) {
    case nil: return .unsigned
    case .good(let key)?: return .good(key)
    case .bad(let fault)?: return .bad(fault)
    case .undecided(let key)?:
      guard let statement = approval.statement(id: id), let armor = approval.signature?.string else {
        return .bad(.nothingToSign)
      }
      let reason = try refusal(of: armor, over: statement, by: approval, allowedSigners: organization.allowedSigners)
      return reason.map { .refused(key, reason: $0) } ?? .good(key)
    }
  }

  /// What `ssh-keygen` has against a signature; nil where it finds it good.
  func refusal(
    of armor: String, over statement: SignedStatement, by approval: Approval, allowedSigners: String
  ) throws -> String? {
    let signers = try PrivateFile(allowedSigners, in: derivedFolder)
    let signature = try PrivateFile(armor, in: derivedFolder)
    return try withExtendedLifetime((signers, signature)) {
      let answer = try KeygenCommand(environment: ["TZ": "UTC"]).run(
        [
          "-Y", "verify", "-f", signers.path, "-I", approval.entry.by, "-n", SignedStatement.namespace, "-s",
          signature.path,
          "-Overify-time=\(approval.verifyTime)",
        ], input: statement.bytes)
      return answer.status == 0 ? nil : answer.standardError.split(separator: "\n").joined(separator: "\n")
    }
  }
}

extension Approval {
  /// The time of the entry as `ssh-keygen -Overify-time` takes it: the clock of the entry, read as UTC with `TZ=UTC`, so
  /// that a key's days are those that the entry writes.
  public var verifyTime: String {
    String(moment.prefix(19).filter { $0.isASCII && $0.isNumber })
  }
}
