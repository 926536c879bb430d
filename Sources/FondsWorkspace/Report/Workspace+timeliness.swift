import FondsModel
import FondsText

extension Workspace {
  /// How much of what fell due in a period was done in time, by the records and rules of HEAD.
  ///
  /// What is not committed is not counted: the commits say when a thing was done, or bear out what the record says of it
  /// (``Claim``).
  /// - Parameter period: nil for the month of now.
  public func timeliness(
    of period: CalendarPeriod? = nil, now: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> TimelinessReport {
    guard let head = try repository.head() else { throw WorkspaceError.noCommits }
    let zone = try clock().zone
    let now = zone.moment(now.seconds)
    let month = String(zone.day(of: now).description.prefix(7))
    guard let period = period ?? CalendarPeriod(month) else { throw WorkspaceError.malformedDate(month) }
    let tree = try tree(ofCommit: head)
    let schemas = try self.schemas(of: tree)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: zone)
    let last = zone.end(of: period.last)
    let past = try PastRules(of: self, tree: tree, schemas: schemas)
    let reader = DueReader(
      schemas: schemas, time: time, day: zone.day(of: now), horizon: last, changes: past.changes)
    let source = DueSource(workspace: self, reader: reader, past: past)
    let survey = try source.survey(tree, asked: now, isComplete: true)
    let range = zone.start(of: period.first).seconds...last.seconds
    let matters = survey.matters.filter { range.contains($0.deadline.due.seconds) }
    let done = Set(matters.filter { $0.deadline.completion != .open }.compactMap(\.deadline.record)).sorted()
    let firsts = try answered(progress: progress) { store in
      try ClaimReader(store: store, source: source).firsts(of: done, progress: progress)
    }
    var tally = TimelinessTally(schemas: schemas, time: time, end: last, now: now, firsts: firsts)
    for matter in matters { tally.add(matter) }
    return TimelinessReport(
      period: period, now: now, end: last.seconds < now.seconds ? last : now, rows: tally.sortedRows,
      total: tally.total,
      target: schemas.settings.target, enteredWithin: schemas.settings.enteredWithin, claims: tally.claims,
      doubts: tally.sortedDoubts, unreadable: survey.unreadable, isShallow: isShallow)
  }
}
