import FondsGit
import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// Judges what a push brings to a server, before any of it is let in.
  ///
  /// Each commit that is new to a branch or tag is held against each of its parents, and the last of them as a whole, by
  /// the rules of before: the branch's old tip; for a new branch or tag what it has in common with the default branch.
  /// An empty archive trusts the rules that it gets.
  ///
  /// - Parameter lines: what Git writes to `pre-receive`. Throws ``WorkspaceError/malformedPush(_:)`` for anything else.
  public func checkReceived(_ lines: [String]) throws -> PushReport {
    let archive = try PublishedArchive(self)
    var report = PushReport()
    let trunk = try tree(ofCommit: archive.trunk)
    if try !trunk.files(below: Schemas.root).isEmpty {
      report.language = try schemas(of: trunk, kinds: []).settings.languages.first
    }
    // By the rules they were judged by: two names for one commit are no reason to judge it twice.
    var judged: [OID?: [OID: [NewNumberStep]]] = [:]
    for line in lines {
      guard let update = ReferenceUpdate(line) else { throw WorkspaceError.malformedPush(line) }
      let target = try update.new.flatMap { try commit(namedBy: $0, asBranch: update.name.hasPrefix("refs/heads/")) }
      let change = ReferenceChange(
        name: update.name, action: try action(of: update, to: target), namesCommit: target != nil,
        isKnown: try target.map { try archive.holds($0) } ?? true,
        seal: try seal(update, by: trunk, else: target))
      var own = CheckReport()
      own.diagnostics = Checker.check(change)
      report.add(own, reference: update.name, commit: nil)
      guard own.isClean, let target, change.action == .advanced || !change.isKnown else { continue }
      let base = try update.old ?? archive.base(of: target)
      let history = NewHistory(
        end: target, known: [update.old ?? archive.trunk].compactMap(\.self), rules: base ?? archive.trunk,
        published: archive.tips)
      for fault in try stepFaults(of: history, judged: &judged[history.rules, default: [:]]) {
        report.add(fault.report, reference: update.name, commit: fault.commit)
      }
      report.add(try checkTip(target, since: base), reference: update.name, commit: target)
    }
    return report
  }

  /// What a tag that seals a year is worth, by the rules before the push; nil for any other reference.
  private func seal(
    _ update: ReferenceUpdate, by trunk: CommittedTree, else target: OID?
  ) throws -> ReferenceChange.Seal? {
    guard let tag = update.new, SealedYears.year(ofTag: update.name) != nil, let now = surroundings.now else {
      return nil
    }
    let hasRules = try !trunk.files(below: Schemas.root).isEmpty
    let rules = try schemas(of: hasRules ? trunk : tree(ofCommit: target), kinds: [])
    return ReferenceChange.Seal(
      signature: try verdict(on: repository.signature(ofTag: tag)), role: rules.filing.role,
      organization: rules.organization, day: try OfficeClock(zone: rules.settings.timeZone).day(of: now))
  }

  /// What is wrong with the tree that a branch or tag is to have, where it differs from what was there.
  private func checkTip(_ tip: OID, since base: OID?) throws -> CheckReport {
    let former = try tree(ofCommit: base)
    let all = try TreeDifference(of: repository, isStrict: true).changes(
      from: former.root, to: repository.rootTree(ofCommit: tip))
    var report = try check(
      all.filter { Self.keeps($0.path) }, over: former, parents: [try tree(ofCommit: tip)], tip: tip)
    for change in all where change.new != nil { report.add(Checker.check(otherPath: change.path)) }
    return report
  }

  private func action(of update: ReferenceUpdate, to target: OID?) throws -> ReferenceChange.Action {
    guard update.new != nil else { return .deleted }
    guard let old = update.old else { return .created }
    guard let former = try commit(namedBy: old, asBranch: false), let target else { return .rewritten }
    return try repository.isAncestor(former, of: target) ? .advanced : .rewritten
  }

  /// The commit that an object is, or that a tag leads to; nil for anything else. Throws where the object is missing.
  ///
  /// - Parameter isBranch: whether it has to be the commit itself.
  private func commit(namedBy oid: OID, asBranch isBranch: Bool) throws -> OID? {
    do throws(any Error) {
      let commit = try repository.resolve(oid.description)
      return isBranch && commit != oid ? nil : commit
    } catch let error as GitError where error.code == .wrongType {
      return nil
    }
  }
}

/// What a server holds before a push.
struct PublishedArchive {
  private let repository: Repository
  /// The commits that its branches and tags name.
  let tips: [OID]
  /// The tip of the branch that counts as everybody's; nil in an empty archive.
  let trunk: OID?

  init(_ workspace: Workspace) throws {
    repository = workspace.repository
    let references = try repository.references()
    var seen: Set<OID> = []
    tips = try references.compactMap { [repository] reference -> OID? in
      do throws(any Error) {
        return try repository.resolve(reference.target.description)
      } catch let error as GitError where error.code == .wrongType {
        return nil
      }
    }.filter { seen.insert($0).inserted }
    let branch = try repository.defaultBranch() ?? references.first { $0.name.hasPrefix("refs/heads/") }
    trunk = branch?.target ?? tips.first
  }

  /// Whether a commit is published already.
  func holds(_ commit: OID) throws -> Bool {
    guard repository.contains(commit) else { return false }
    return try tips.contains(commit) || tips.contains { try repository.isAncestor(commit, of: $0) }
  }

  /// What a new branch or tag goes on from.
  func base(of commit: OID) throws -> OID? {
    try trunk.flatMap { try repository.mergeBase($0, commit) }
  }
}
