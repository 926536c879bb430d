import FondsGit
import FondsIndex
import FondsModel
import FondsText

extension Workspace {
  /// What is due, late and escalated at a moment, by the records and the rules of that day.
  public func due(_ request: DueRequest, progress: ((Int, Int) -> Void)? = nil) throws -> DueList {
    let zone = try clock().zone
    guard let text = request.day else {
      let now = zone.moment(request.now.seconds)
      guard root != nil else { return try due(request, at: now, in: tree(ofCommit: repository.head()), zone) }
      return try due(request, at: now, in: workTree(), zone)
    }
    guard let day = CalendarDate(text) else { throw WorkspaceError.malformedDate(text) }
    // Of a day that is not over the files are all there is.
    if root != nil, day >= zone.day(of: request.now) {
      return try due(request, at: zone.end(of: day), in: workTree(), zone)
    }
    let commit = try commit(atEndOf: text, progress: progress)
    return try due(
      request, at: zone.end(of: day), in: tree(ofCommit: commit.oid), zone, isBeforeFirstCommit: commit.isBeforeFirst)
  }

  private func due(
    _ request: DueRequest, at moment: Moment, in tree: some FileTree, _ zone: OfficeZone,
    isBeforeFirstCommit: Bool = false
  ) throws -> DueList {
    let schemas = try self.schemas(of: tree)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: zone)
    let selection = try DueSelection(request, at: moment, schemas: schemas, time: time)
    let past = try PastRules(of: self, tree: tree, schemas: schemas)
    let reader = DueReader(
      schemas: schemas, time: time, day: zone.day(of: moment), horizon: selection.horizon, changes: past.changes)
    let source = DueSource(workspace: self, reader: reader, past: past)
    let survey = try source.survey(tree, asked: request.now, isComplete: request.isComplete)
    let items = selection.items(of: survey.entries, duties: survey.duties.map(\.deadline))
    let roles = Dictionary(schemas.organization.roles.map { ($0.name, $0.label) }) { first, _ in first }
    return DueList(
      at: moment, zone: zone, office: schemas.settings.name, code: schemas.settings.code, items: items, roles: roles,
      unreadable: survey.unreadable, areRulesSound: schemas.faults.isEmpty,
      calendarEnd: items.contains { $0.deadline.isBeyondCalendar } ? schemas.settings.calendar.until : nil,
      isBeforeFirstCommit: isBeforeFirstCommit)
  }

  /// When records were changed last before a moment, by their numbers; those that were not committed by then are left out.
  public func lastChanges(
    of numbers: Set<String>, before moment: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> [String: Moment] {
    guard !numbers.isEmpty, try repository.head() != nil else { return [:] }
    return try answered(progress: progress) { store in
      var changes: [String: Moment] = [:]
      for number in numbers {
        changes[number] = try store.versions(ofNumber: number).lazy.map { Version($0).committed }
          .first { $0.seconds <= moment.seconds }
      }
      return changes
    }
  }
}
