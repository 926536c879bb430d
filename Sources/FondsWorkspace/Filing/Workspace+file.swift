import FondsGit
import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// What of a year is filed, what can be, and what the others lack: of the records as they are committed.
  public func filingList(_ request: FilingRequest) throws -> FilingList {
    try list(request, filing(request, soundSchemas()))
  }

  /// Files what is complete of a year: gives each record its archive number, sets those that have come to their end to
  /// archived, and commits that as one change. What is filed already stays as it is.
  ///
  /// The archive has all of it or none: the commit is made at once. A process that is killed leaves at most files that say
  /// what it was going to commit, and running it again completes it.
  ///
  /// Throws ``WorkspaceError/roleNeeded(_:)`` where filing is somebody else's office.
  public func file(
    _ request: FilingRequest, identity overrides: Identity.Overrides, now: Moment
  ) throws -> FilingOutcome {
    _ = try requireRoot()
    return try withLock {
      let schemas = try soundSchemas()
      _ = try requireFiler(overrides, now: now, schemas)
      let plan = try filing(request, schemas)
      let list = try list(request, plan)
      guard !plan.changes.isEmpty else { return .filed(list, commit: nil) }
      let count = plan.changes.count
      let subject = LocalizedText(
        en: "File \(request.year): \(count) \(count == 1 ? "record" : "records")", zh: "\(request.year) 年度归档 \(count) 份"
      )
      let outcome = try commitWriting(
        plan.changes.map { WrittenFile(path: $0.path, bytes: $0.new, old: $0.old) },
        message: subject.text(request.language), identity: overrides, now: now, language: request.language,
        action: .file)
      switch outcome {
      case .committed(let commit, _, _, _, _): return .filed(list, commit: commit)
      case .refused(let report, _): return .refused(report)
      case .unchanged: throw WorkspaceError.nothingToCommit
      }
    }
  }

  /// Who files, where the office says whose task that is.
  func requireFiler(
    _ overrides: Identity.Overrides, now: Moment, _ schemas: Schemas
  ) throws -> Organization.Person? {
    let person = try currentPerson(overrides, in: schemas)
    guard let role = schemas.filing.role else { return person }
    guard let person, try person.holds(role, on: clock().day(of: now)) else {
      throw WorkspaceError.roleNeeded(
        schemas.organization.role(role)?.label ?? LocalizedText(en: role, zh: role))
    }
    return person
  }

  // MARK: Planning

  /// The plan by which nothing comes out faulty: what a check refuses waits, and the numbers close up.
  private func filing(_ request: FilingRequest, _ schemas: Schemas) throws -> FilingPlan {
    let department = try request.department.map { try self.department($0, in: schemas).code }
    let base = try tree(ofCommit: repository.head())
    var candidates = try candidates(of: request.year, in: base, schemas)
    let taken = try archiveNumbers(candidates, in: base, schemas)
    let wanted = { (candidate: FilingPlan.Candidate) in
      department == nil || candidate.id.series.department == department
    }
    var plan = try FilingPlan(candidates, taken: taken, schemas: schemas, isWanted: wanted)
    var isUncommitted: Set<String> = []
    for change in plan.changes {
      let present = try content(of: change.path, in: workTree())
      // What a run that was killed has written may differ from this plan only where the archive has moved on.
      if present != change.old, present != change.new { isUncommitted.insert(change.path) }
    }
    candidates.mark(isUncommitted, .uncommitted)
    while true {
      plan = try FilingPlan(candidates, taken: taken, schemas: schemas, isWanted: wanted)
      let faults = try faults(of: plan, over: base)
      guard !faults.isEmpty else { return plan }
      for (path, code) in faults { candidates.mark([path], .faulty(code)) }
    }
  }

  private func candidates(
    of year: Int, in base: CommittedTree, _ schemas: Schemas
  ) throws -> [FilingPlan.Candidate] {
    let past = try PastRules(of: self, tree: base, schemas: schemas)
    let files = try base.files(below: RecordPath.root).filter {
      RecordPath.number(atHome: $0.path)?.series.year == year
    }
    let found = try files.compactMap { file -> FilingPlan.Candidate? in
      guard let id = RecordPath.number(atHome: file.path), case .bytes(let bytes) = try base.read(file) else {
        return nil
      }
      let root = RecordReader.read(bytes).root
      let kind = root?["kind"]?.string.flatMap { schemas.kinds[$0] }
      var gaps: [FilingGap] = root == nil ? [.illegible] : kind == nil ? [.unknownKind] : []
      if let root, let kind {
        gaps = (try past.schemas(for: root, kind: kind) ?? schemas).filingGaps(of: root, kind: kind)
      }
      return FilingPlan.Candidate(id: id, path: file.path, bytes: bytes, root: root, kind: kind, gaps: gaps)
    }
    return found.sorted { $0.id < $1.id }
  }

  /// The archive numbers that records have. Where the number's form names the year, those of other years are of other
  /// series.
  private func archiveNumbers(
    _ candidates: [FilingPlan.Candidate], in base: CommittedTree, _ schemas: Schemas
  ) throws -> [String] {
    let own = candidates.compactMap { $0.root?["archive-number"]?.string }
    guard !schemas.filing.countsByYear else { return own }
    let paths = Set(candidates.map(\.path))
    return own
      + (try base.files(below: RecordPath.root).filter { !paths.contains($0.path) }.compactMap { file in
        guard case .bytes(let bytes) = try base.read(file) else { return nil }
        return RecordReader.read(bytes).root?["archive-number"]?.string
      })
  }

  /// The first error that a check would find in each of the files.
  private func faults(of plan: FilingPlan, over base: CommittedTree) throws -> [String: String] {
    guard !plan.changes.isEmpty else { return [:] }
    let changes = try plan.changes.map { change in
      TreeChange(
        path: change.path, old: try base.file(change.path)?.blob.map { .init(mode: .regular, oid: $0) },
        new: .init(mode: .regular, oid: try repository.writeBlob(change.new)))
    }
    let errors = try check(changes, over: base, parents: [base]).diagnostics.filter { $0.severity == .error }
    let own = Set(changes.map(\.path))
    return Dictionary(errors.filter { own.contains($0.path) }.map { ($0.path, $0.code) }) { first, _ in first }
  }

  private func list(_ request: FilingRequest, _ plan: FilingPlan) throws -> FilingList {
    var seen: [String: Int] = [:]
    for item in plan.items {
      switch item.state {
      case .filed(let number), .ready(let number, _): seen[number, default: 0] += 1
      case .waiting, .placeholder: break
      }
    }
    return FilingList(
      year: request.year, items: plan.items, repeated: seen.filter { $0.value > 1 }.keys.sorted())
  }
}

extension [FilingPlan.Candidate] {
  fileprivate mutating func mark(_ paths: Set<String>, _ gap: FilingGap) {
    for index in indices where paths.contains(self[index].path) { self[index].gaps.append(gap) }
  }
}
