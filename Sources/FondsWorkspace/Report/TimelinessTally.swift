import FondsModel
import FondsRules
import FondsText

/// Counts what became of each matter.
struct TimelinessTally {
  let schemas: Schemas
  let time: OfficeTime
  let end: Moment
  let now: Moment
  let firsts: ClaimReader.Firsts
  private(set) var total = Punctuality()
  private(set) var claims = 0
  private var rows: [RowKey: TimelinessReport.Row] = [:]
  private var doubts: [TimelinessReport.Doubt] = []

  init(schemas: Schemas, time: OfficeTime, end: Moment, now: Moment, firsts: ClaimReader.Firsts) {
    self.schemas = schemas
    self.time = time
    self.end = end
    self.now = now
    self.firsts = firsts
  }

  private struct RowKey: Hashable {
    let kind: String
    let source: Deadline.Source
    let name: String
    let department: String?
  }

  mutating func add(_ matter: TimelyMatter) {
    let deadline = matter.deadline
    let outcome = deadline.outcome(done: done(matter), by: end, now: now)
    total.add(outcome)
    let key = RowKey(
      kind: matter.kind, source: deadline.source, name: deadline.name, department: deadline.department)
    var row = rows[key] ?? newRow(for: matter)
    row.count.add(outcome)
    rows[key] = row
  }

  private func newRow(for matter: TimelyMatter) -> TimelinessReport.Row {
    let deadline = matter.deadline
    return TimelinessReport.Row(
      kind: matter.kind,
      kindLabel: schemas.kinds[matter.kind]?.label ?? LocalizedText(en: matter.kind, zh: matter.kind),
      source: deadline.source, name: deadline.name, label: deadline.label, department: deadline.department,
      target: deadline.target ?? schemas.settings.target)
  }

  /// Since when it counts as done: as the record says where a commit bears that out, else as the commits do.
  private mutating func done(_ matter: TimelyMatter) -> Moment? {
    guard case .done(let moment) = matter.deadline.completion else { return nil }
    let known = matter.deadline.record.flatMap { firsts[$0] } ?? [:]
    let versions = ClaimReader.keys(of: matter.deadline).compactMap { known[$0] }
    guard let first = versions.min(by: { $0.committed.seconds < $1.committed.seconds }) else { return moment }
    guard let moment else { return first.committed }
    let claim = Claim(
      moment, committed: first.committed, enteredWithin: schemas.settings.enteredWithin, by: time)
    claims += 1
    let place = DueMatter(
      path: matter.path ?? Duty.path, deadline: matter.deadline, state: .done, claim: claim,
      organization: schemas.organization, isConcealed: matter.isConcealed)
    doubts += Checker.check(place).map {
      TimelinessReport.Doubt(deadline: matter.deadline, claim: claim, commit: first.commit, diagnostic: $0)
    }
    return claim.counted
  }

  var sortedRows: [TimelinessReport.Row] {
    rows.values.sorted {
      ($0.kind, $0.source.rawValue, $0.name, $0.department ?? "")
        < ($1.kind, $1.source.rawValue, $1.name, $1.department ?? "")
    }
  }

  var sortedDoubts: [TimelinessReport.Doubt] {
    doubts.sorted {
      ($0.deadline.due.seconds, $0.diagnostic.path, $0.deadline.name, $0.deadline.part)
        < ($1.deadline.due.seconds, $1.diagnostic.path, $1.deadline.name, $1.deadline.part)
    }
  }
}
