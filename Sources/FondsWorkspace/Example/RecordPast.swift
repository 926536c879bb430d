import FondsModel
import FondsText

/// One record at every moment of its life, worked out from what it is at the end.
///
/// Its trail, its dated rows, the days on which things were done and the changes told beside it say when it changed and
/// by whose hand.
struct RecordPast: Sendable {
  let id: RecordID
  /// The path it ends with.
  let path: String
  let kind: Kind
  let clock: OfficeClock
  /// One more than there are changes; the last is the record as it is.
  let phases: [RecordPhase]
  let changes: [PastChange]
  /// In the order of their moments, the first its beginning. A story sets the moments apart.
  var acts: [Act]

  /// Something that somebody did to a record.
  struct Act: Hashable, Sendable {
    var moment: Int64
    /// Whoever did it; nil for the person in charge of the record.
    let by: String?
    /// The subject of the commit; nil for the usual one.
    var subject: String?
    /// The entry of the trail that came with it, by its place.
    var entry: Int?
  }

  init(path: String, bytes: [UInt8], schemas: Schemas, changes: [PastChange], clock: OfficeClock) throws {
    let editor: RecordEditor
    do throws(RecordEditor.Failure) { editor = try RecordEditor(bytes) } catch {
      throw WorkspaceError.brokenExample(path)
    }
    guard let id = editor.root["id"]?.string.flatMap({ RecordID($0) }),
      let kind = editor.root["kind"]?.string.flatMap({ schemas.kinds[$0] })
    else { throw WorkspaceError.brokenExample(path) }
    self.id = id
    self.path = path
    self.kind = kind
    self.clock = clock
    self.changes = changes.sorted { $0.at.seconds < $1.at.seconds }
    var phases = [RecordPhase(editor, kind: kind, schemas: schemas)]
    for change in self.changes.reversed() {
      do throws(any Error) {
        phases.insert(try phases[0].before(change, schemas: schemas), at: 0)
      } catch let error as RecordEditor.Failure {
        throw WorkspaceError.brokenExample("\(PastChange.path): \(id) \(error)")
      }
    }
    self.phases = phases
    acts = []
    acts = try allActs()
  }

  /// The record as it is.
  var last: RecordPhase { phases[phases.count - 1] }
  var owner: String? { last.root["owner"]?.string }
  var begin: Int64 { acts.first?.moment ?? .min }
  var end: Int64 { acts.last?.moment ?? .max }
  var successor: RecordID? { last.root["superseded-by"]?.string.flatMap { RecordID($0) } }

  func phase(at moment: Int64) -> RecordPhase {
    phases[changes.count { $0.at.seconds <= moment }]
  }

  /// How many entries the trail had at a moment.
  func entries(at moment: Int64) -> Int {
    acts.count { $0.entry != nil && $0.moment <= moment }
  }

  // MARK: Times

  /// The moment that a value names; of a day its first.
  func seconds(_ value: Node?) -> Int64? {
    guard let text = value?.string else { return nil }
    return CalendarDate(text).map(clock.start) ?? Moment(text)?.seconds
  }

  /// When a value that says when something happened was written down. What has a day alone was with the last step of that
  /// day; on a day without one, with the record itself if that is its day, else late, and not all in the same minute.
  func written(_ value: Node?) -> Int64? {
    guard let text = value?.string, let day = CalendarDate(text) else { return seconds(value) }
    let start = clock.start(of: day)
    let steps = last.trail.compactMap { seconds($0["at"]) }.filter { $0 >= start && $0 < start + 86_400 }
    if steps.isEmpty, phases[0].root["date"]?.string == text { return start }
    return steps.max() ?? start + 17 * 3600 + Int64(id.sequence * 7 % 50) * 60
  }

  func written(_ row: RecordPhase.Row) -> Int64? {
    guard let day = row.when.string.flatMap({ CalendarDate($0) }), let time = row.time else { return written(row.when) }
    let parts = time.split(separator: ":").compactMap { Int64($0) }
    return parts.count == 2 ? clock.start(of: day) + parts[0] * 3600 + parts[1] * 60 : written(row.when)
  }

  // MARK: Acts

  private func allActs() throws -> [Act] {
    var acts = last.trail.enumerated().compactMap { act(ofStep: $0.element, at: $0.offset) }
    let begin = begin(before: acts.map(\.moment).min())
    // What was written down with a step is a part of that step.
    let steps = Set(acts.map(\.moment))
    acts += actsOfRows(besides: steps)
    acts += last.tasks.compactMap(act(ofTask:)).filter { !steps.contains($0.moment) }
    for change in changes {
      guard change.at.seconds > begin else { throw WorkspaceError.brokenExample("\(PastChange.path): \(id)") }
      acts.append(Act(moment: change.at.seconds, by: change.by, subject: change.message))
    }
    acts.removeAll { $0.moment <= begin }
    let end = acts.map(\.moment).max() ?? begin
    // What the last words of status demand may have come after the last step.
    let rest = Set(last.stages.moments.compactMap(written) + [endOfSheet].compactMap(\.self)).filter { $0 > end }
    acts += rest.map { Act(moment: $0, by: nil) }
    // Rows come out of a dictionary, in no order: what falls together is ordered by what it says, but for the trail.
    return [Act(moment: begin, by: nil)]
      + acts.sorted {
        ($0.moment, $0.entry ?? .max, $0.subject ?? "") < ($1.moment, $1.entry ?? .max, $1.subject ?? "")
      }
  }

  /// In the morning of the record's day, or of its first step if that was before; later if it tells of something later that
  /// day, but before the first step.
  private func begin(before firstStep: Int64?) -> Int64 {
    let first = firstStep ?? .max
    var day = seconds(phases[0].root["date"]) ?? 0
    if first < day { day = clock.start(ofDayOf: first) }
    let told = (phases[0].root.mapping?.entries ?? []).filter { CalendarDate($0.value.string ?? "") == nil }
      .compactMap { seconds($0.value) }.filter { $0 >= day && $0 <= min(first, day + 86_400) }.max()
    let begin = max(day + 9 * 3600 + Int64(id.sequence * 2 % 40) * 60, told.map { $0 + 60 } ?? 0)
    return min(begin, first - 30)
  }

  private func act(ofStep entry: Node, at index: Int) -> Act? {
    guard let moment = seconds(entry["at"]) else { return nil }
    let decision = entry["decision"]?.string ?? ""
    let label = kind.field("trail")?.child("decision")?.label(ofValue: decision).zh ?? decision
    // What was decided on paper, somebody else enters.
    return Act(
      moment: moment, by: entry["entered-by"]?.string ?? entry["by"]?.string,
      subject: "\(id) \(entry["step"]?.string ?? "")：\(label)", entry: index)
  }

  /// The rows of one day are one act, but for those that were written down with a step.
  private func actsOfRows(besides steps: Set<Int64>) -> [Act] {
    let days = Dictionary(grouping: last.rows) { ($0.when.string ?? "").prefix(10) }
    return days.compactMap { day, rows in
      guard let moment = rows.compactMap({ written($0) }).max(), !steps.contains(moment) else { return nil }
      let step = steps.filter { $0 < moment }.max() ?? .min
      let count = rows.count { (written($0) ?? .min) > step }
      let what = rows.allSatisfy(\.field.isList) ? "\(day) 登记 \(count) 条" : rows[0].field.label.zh
      return Act(moment: moment, by: rows.compactMap(\.by).last, subject: "\(id) \(what)")
    }
  }

  private func act(ofTask task: RecordPhase.Task) -> Act? {
    guard let moment = written(task.done) else { return nil }
    let what = (task.item["what"]?.string ?? "").prefix(30)
    return Act(moment: moment, by: task.item["owner"]?.string, subject: "\(id) 办结：\(what)")
  }

  /// A sheet that was closed without a step was closed when its month was over.
  private var endOfSheet: Int64? {
    guard kind.sheet != nil, kind.meaning(ofStatus: last.status)?.isEnd == true,
      let parts = last.root["period"]?.string?.split(separator: "-").compactMap({ Int($0) }), parts.count == 2,
      let day = CalendarDate(year: parts[0] + parts[1] / 12, month: parts[1] % 12 + 1, day: 1)
    else { return nil }
    return clock.start(of: day) + 9 * 3600
  }
}
