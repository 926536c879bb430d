import FondsGit
import FondsIndex
import FondsModel
import FondsText

extension Workspace {
  /// The records that may leave by the end of a day, by the records and rules of that day; those under a hold included.
  ///
  /// - Parameters:
  ///   - day: `YYYY-MM-DD`, past or to come; nil for today.
  ///   - now: when it is asked.
  public func dueForDisposition(
    at day: String? = nil, now: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> DispositionList {
    let past = try past(day, now: now, progress: progress)
    let source = try retentionSource(in: past.tree, zone: past.zone, on: past.day)
    let asked = past.day
    let question = RetentionQuestion(
      schedules: [source.schedule], isWanted: { $0.contains { $0?.isDue(on: asked) == true } }, kinds: nil)
    let found = try source.answer(question, in: past.tree)
    let items = found.entries.compactMap { entry in
      entry.dispositions.first?.map { disposition in
        DispositionList.Item(
          number: entry.number, path: entry.path, title: entry.isConcealed ? nil : entry.title, kind: entry.kind,
          isConcealed: entry.isConcealed, disposition: disposition, holds: entry.holds)
      }
    }
    return DispositionList(
      at: asked,
      items: items.enumerated().sorted {
        ($0.element.disposition.due ?? asked, $0.offset) < ($1.element.disposition.due ?? asked, $1.offset)
      }.map(\.element), unreadable: found.unreadable, isBeforeFirstCommit: past.isBeforeFirstCommit)
  }

  /// The present records whose day, class or disposition the schedule of now moves from what that of a revision said.
  public func retentionChanges(since revision: String, now: Moment) throws -> ScheduleChanges {
    let past = try past(nil, now: now, progress: nil)
    let source = try retentionSource(in: past.tree, zone: past.zone, on: past.day)
    let new = source.schedule
    let old = try earlierSchedule(revision)
    let moved = Set(source.schemas.kinds.keys.filter { !old.disposesLike(new, kind: $0) })
    let question = RetentionQuestion(
      schedules: [old, new], isWanted: { !Self.isAlike($0[0], $0[1]) }, kinds: moved)
    let found = try source.answer(question, in: past.tree)
    let items = found.entries.map { entry in
      ScheduleChanges.Item(
        number: entry.number, path: entry.path, title: entry.isConcealed ? nil : entry.title,
        isConcealed: entry.isConcealed, before: entry.dispositions[0], after: entry.dispositions[1])
    }
    return ScheduleChanges(revision: revision, items: items, unreadable: found.unreadable)
  }

  private static func isAlike(_ old: Disposition?, _ new: Disposition?) -> Bool {
    guard let old, let new else { return old == nil && new == nil }
    return old.due == new.due && old.period == new.period && old.action == new.action
      && old.retentionClass.name == new.retentionClass.name && old.facts.isKept == new.facts.isKept
  }

  /// The schedule of a revision; an empty one where it had none.
  private func earlierSchedule(_ revision: String) throws -> RetentionSchedule {
    let schemas = try schemas(of: tree(ofCommit: resolve(revision)))
    if schemas.faults.contains(where: { $0.path == RetentionSchedule.path }) { throw WorkspaceError.brokenRules }
    return schemas.retention ?? .empty
  }

  /// What decides how long a record is kept, on a day.
  public func retention(
    of text: String, at day: String? = nil, now: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> RetentionAccount {
    guard let id = RecordID(text) else { throw WorkspaceError.malformedNumber(text) }
    let past = try past(day, now: now, progress: progress)
    let source = try retentionSource(in: past.tree, zone: past.zone, on: past.day)
    let (path, root) = try record(id, in: past.tree)
    guard let name = root["kind"]?.string, let kind = source.schemas.kinds[name] else {
      let name = root["kind"]?.string ?? ""
      if source.schemas.brokenKinds.contains(name) { throw WorkspaceError.brokenKind(name) }
      throw WorkspaceError.noSuchKind(name, nearest: nearestName(to: name, among: source.schemas.kinds.keys))
    }
    let disposition = source.schedule.disposition(of: root, kind: kind, in: past.zone) { past.tree.record($0) }
    let book = try holds(in: past.tree, schemas: source.schemas).inForce(on: past.day)
    return RetentionAccount(
      at: past.day, number: id.text, path: path,
      title: source.schemas.disclosure(of: root, kind: kind).isConcealed ? nil : root["title"]?.string,
      kind: kind.label, disposition: disposition, holds: book.holds(on: root, at: path),
      isBeforeFirstCommit: past.isBeforeFirstCommit)
  }

  /// The record of a number in a tree, with its path.
  func record(_ id: RecordID, in tree: some FileTree) throws -> (path: String, root: Node) {
    let paths = try NumberTable(of: [id.series], in: tree).files(of: id).sorted { $0.isBytewiseBefore($1) }
    guard let path = paths.first else { throw WorkspaceError.noSuchRecord(id.text, nearest: nil) }
    guard paths.count == 1 else { throw WorkspaceError.ambiguousNumber(id.text, paths: paths) }
    guard let file = try tree.files(below: path).first, case .bytes(let bytes) = try tree.read(file),
      let root = RecordReader.read(bytes).root
    else { throw WorkspaceError.illegible(path: path) }
    return (path, root)
  }

  private func retentionSource(
    in tree: some FileTree, zone: OfficeZone, on day: CalendarDate
  ) throws -> RetentionSource {
    let schemas = try schemas(of: tree)
    guard schemas.isConfigurationSound else { throw WorkspaceError.brokenRules }
    guard let schedule = schemas.retention else {
      let isBroken = schemas.faults.contains { $0.path == RetentionSchedule.path }
      throw isBroken ? WorkspaceError.brokenRules : WorkspaceError.noRetentionSchedule
    }
    return RetentionSource(workspace: self, schemas: schemas, schedule: schedule, zone: zone, day: day)
  }

  /// Lets the index know of each present record what tells how long it is kept, so that nobody waits for it later.
  func rememberRetention() throws {
    guard let head = try repository.head() else { return }
    let schemas: Schemas
    do {
      schemas = try self.schemas(of: tree(ofCommit: head))
    } catch let error as WorkspaceError where [.noSchemas, .schemasRemoved].contains(error) {
      return
    }
    guard let schedule = schemas.retention else { return }
    let zone = try clock().zone
    let source = RetentionSource(
      workspace: self, schemas: schemas, schedule: schedule, zone: zone, day: CalendarDate(daysSince1970: 0))
    // Where it can't be kept, it is read when it is asked for.
    _ = try source.remember(head)
  }

  // MARK: Days

  /// The archive as it stood at the end of a day, or as it is where that day is not over.
  struct PastState {
    let tree: any FileTree
    let day: CalendarDate
    let zone: OfficeZone
    /// The day lies before the first commit, whose tree stands in.
    let isBeforeFirstCommit: Bool
  }

  func past(_ text: String?, now: Moment, progress: ((Int, Int) -> Void)?) throws -> PastState {
    let zone = try clock().zone
    let today = zone.day(of: now)
    if let text, CalendarDate(text) == nil { throw WorkspaceError.malformedDate(text) }
    let day = text.flatMap { CalendarDate($0) } ?? today
    // Of a day that is not over the files are all there is.
    if day >= today {
      let tree: any FileTree = root == nil ? try tree(ofCommit: repository.head()) : try workTree()
      return PastState(tree: tree, day: day, zone: zone, isBeforeFirstCommit: false)
    }
    let commit = try commit(atEndOf: day.description, progress: progress)
    return PastState(
      tree: try tree(ofCommit: commit.oid), day: day, zone: zone, isBeforeFirstCommit: commit.isBeforeFirst)
  }
}
