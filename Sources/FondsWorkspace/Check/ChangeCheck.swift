import FondsGit
import FondsModel
import FondsRules
import FondsText

/// Judges changes, each a commit or what is staged for one, by the rules before them.
final class ChangeCheck {
  /// One change.
  struct Step {
    /// The commit that it is; nil for what is staged.
    var commit: OID?
    /// What differs below `Records/` and `Schemas/`, against each of the parents; against nothing where there is none.
    var changes: [[TreeChange]]
    var parents: [CommittedTree]
    /// The address of who makes it; nil where nobody is known.
    var author: String?
    /// The office's day on which it is made; nil where nobody can tell.
    var day: CalendarDate?
    var rules: RuleChange?
  }

  private let comparison: RecordComparison
  private let checker: Checker
  private let schemas: Schemas
  private let sealed: SealedYears
  private let holds: HoldRegister
  /// Versions of the levels of secrecy, by their blobs.
  private var levels: [OID: Classification] = [:]
  /// What a rule could not be told, since it could not be read.
  private var failure: (any Error)?

  /// - Parameters:
  ///   - schemas: the rules before the changes.
  ///   - published: what the published archive holds.
  ///   - sealed: the years that are sealed.
  ///   - holds: the holds before the changes.
  init(
    of repository: Repository, by schemas: Schemas, published: PublishedNumbers, sealed: SealedYears,
    holds: HoldRegister
  ) {
    self.sealed = sealed
    self.holds = holds
    self.comparison = RecordComparison(of: repository, published: published)
    self.schemas = schemas
    self.checker = Checker(schemas: schemas)
  }

  /// What is wrong with a change, and what it does to the records.
  ///
  /// - Parameter tree: the tree after the change.
  func result(of step: Step, tree: some FileTree) throws -> (report: CheckReport, records: [RecordChange]) {
    let changes = step.changes.map { $0.filter { RecordPath.lies($0.path, in: RecordPath.root) } }
    let records = try comparison.changes(changes, parents: step.parents, tree: tree, commit: step.commit)
    let author = step.author.map { address -> TrailChange.Author in
      schemas.organization.person(email: address).map { .person($0.id) } ?? .stranger(address)
    }
    let change = Change(
      by: schemas, author: author,
      trails: author.map { hand in records.compactMap { TrailChange($0, by: hand) } } ?? [],
      records: records, rules: step.rules, levelsAfter: try levels(of: tree), day: step.day,
      zone: { [schemas] in OfficeClock(zone: schemas.settings.timeZone).zone },
      sealedYears: sealed.years(before: step.commit),
      holds: { [self] version in
        look { try holds.holds(on: version, parents: step.parents, day: step.day) } ?? []
      },
      recordBefore: { [self] id in
        look { try step.parents.lazy.compactMap { try self.comparison.record(id, in: $0) }.first }
      },
      recordAfter: { [self] id in look { try comparison.record(id, in: tree) } })
    var report = CheckReport()
    report.diagnostics = checker.check(change)
    if let failure { throw failure }
    for record in records {
      guard let after = record.after, report.diagnostics.contains(where: { $0.path == after.path }) else { continue }
      report.sources[after.path] = after.source
    }
    return (report, records)
  }

  /// The levels of secrecy that a tree gives; nil where it gives none that can be read.
  private func levels(of tree: some FileTree) throws -> Classification? {
    guard let file = try tree.files(below: Classification.path).first, file.kind == .regular, let blob = file.blob
    else {
      return nil
    }
    if let known = levels[blob] { return known }
    guard case .bytes(let bytes) = try tree.read(file), let found = Classification(file: bytes) else { return nil }
    levels[blob] = found
    return found
  }

  /// A rule can't fail: what could not be read is remembered, and fails the check behind its back.
  private func look<Found>(_ read: () throws -> Found?) -> Found? {
    do {
      return try read()
    } catch {
      failure = error
      return nil
    }
  }
}

extension TrailChange {
  /// What a change does to a record's trail; nil where it has none, had none, or can't be read now.
  fileprivate init?(_ record: RecordChange, by author: Author) {
    guard let after = record.after, let root = after.root else { return nil }
    // A trail goes with its record; by what right, the rules about destruction judge.
    guard !Tombstone.stands(in: root) else { return nil }
    let trail = root["trail"]
    let before = record.before.compactMap { $0.root?["trail"]?.sequence }
    guard trail != nil || !before.isEmpty else { return nil }
    self.init(
      path: after.path, before: before, after: trail?.sequence ?? [], range: trail?.range ?? root["id"]?.range,
      author: author)
  }
}
