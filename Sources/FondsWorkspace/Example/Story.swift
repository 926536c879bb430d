import FondsModel
import FondsText

/// An office's records told from the beginning: what changed when, by whose hand, and what the files said then.
///
/// Worked out from the records as they are; no history is shipped with them. Pure: the same records give the same story.
struct Story {
  /// One commit of the story.
  struct Step {
    /// Seconds since 1970; later than that of the step before.
    let moment: Int64
    /// The person's id; nil for the administrator.
    let by: String?
    /// The subject; nil for the usual one.
    let subject: String?
    /// What the records concerned said from then on.
    let records: [Entry]
  }

  struct Entry: Sendable {
    let id: RecordID
    /// Nil where the step brought the record.
    let oldPath: String?
    /// Whether it is a step of the record's workflow.
    let isAct: Bool
    let version: RecordPast.Version
  }

  let steps: [Step]

  /// - Parameters:
  ///   - records: the files below `Records/`, by path.
  ///   - changes: what the records do not tell of their past.
  init(
    records: [(path: String, bytes: [UInt8])], schemas: Schemas, changes: [PastChange],
    progress: Workspace.Progress? = nil
  ) throws {
    let clock = OfficeClock(zone: schemas.settings.timeZone)
    let changesByID = Dictionary(grouping: changes, by: \.id)
    var pasts = try records.map { path, bytes in
      let id = RecordID(prefixOf: RecordPath.name(of: path))
      return try RecordPast(
        path: path, bytes: bytes, schemas: schemas, changes: id.flatMap { changesByID[$0] } ?? [], clock: clock)
    }
    let ids = Set(pasts.map(\.id))
    if let stray = changes.first(where: { !ids.contains($0.id) }) {
      throw WorkspaceError.brokenExample("\(PastChange.path): \(stray.id)")
    }
    Self.setApart(&pasts)

    var around = RecordPast.Surroundings(
      schemas: schemas, begins: Dictionary(pasts.map { ($0.id, $0.begin) }) { first, _ in first })
    let successors = Set(pasts.compactMap(\.successor))
    for past in pasts where successors.contains(past.id) {
      around.settled[past.id] = try past.settled(in: around)
    }
    let entries = try Self.entries(of: pasts, in: around, progress)
    let acts = pasts.flatMap { past in past.acts.map { (act: $0, past: past) } }
    steps = acts.sorted { $0.act.moment < $1.act.moment }.compactMap { act, past in
      guard let changed = entries[act.moment] else { return nil }
      let isOwn = changed.contains { $0.id == past.id }
      return Step(
        moment: act.moment, by: act.by ?? past.owner, subject: isOwn ? act.subject : nil,
        records: changed.sorted { $0.id < $1.id })
    }
  }

  /// Gives each act a moment of its own: a second more, where two fall together.
  private static func setApart(_ pasts: inout [RecordPast]) {
    let order = pasts.indices.flatMap { past in pasts[past].acts.indices.map { (past: past, act: $0) } }
      .sorted { left, right in
        let (a, b) = (pasts[left.past], pasts[right.past])
        let (first, second) = (a.acts[left.act].moment, b.acts[right.act].moment)
        if first != second { return first < second }
        return a.id != b.id ? a.id < b.id : left.act < right.act
      }
    var last = Int64.min
    for (past, act) in order {
      last = max(pasts[past].acts[act].moment, last == .min ? .min : last + 1)
      pasts[past].acts[act].moment = last
    }
  }

  /// What each moment changed.
  private static func entries(
    of pasts: [RecordPast], in around: RecordPast.Surroundings, _ progress: Workspace.Progress?
  ) throws -> [Int64: [Entry]] {
    var entries: [Int64: [Entry]] = [:]
    for start in stride(from: 0, to: pasts.count, by: 32) {
      let portion = Array(pasts[start..<min(start + 32, pasts.count)])
      // Each record's past is worked out by itself.
      for found in concurrentMap(portion, { past in Result { try Self.entries(of: past, in: around) } }) {
        for (moment, entry) in try found.get() { entries[moment, default: []].append(entry) }
      }
      progress?(start + portion.count, pasts.count)
    }
    return entries
  }

  /// The versions of a record that differ from the one before, by the moment they came. The last is the record as it is.
  private static func entries(
    of past: RecordPast, in around: RecordPast.Surroundings
  ) throws -> [(Int64, Entry)] {
    // Its own acts, and those of others on which it hangs: a number that it names is given, its successor comes into force.
    var moments = Set(past.acts.map(\.moment))
    for reference in past.last.references {
      let moment = past.successor == reference.id ? around.settled[reference.id] : around.begins[reference.id]
      if let moment, moment > past.begin { moments.insert(moment) }
    }
    var entries: [(Int64, Entry)] = []
    var before: RecordPast.Version?
    var known = 0
    for moment in moments.sorted() {
      let isLast = moment == moments.max()
      let version =
        isLast
        ? RecordPast.Version(path: past.path, bytes: past.last.editor.bytes) : try past.version(at: moment, in: around)
      guard version != before else { continue }
      let taken = past.entries(at: moment)
      let isAct = taken > known && past.last.stages.course != nil
      entries.append((moment, Entry(id: past.id, oldPath: before?.path, isAct: isAct, version: version)))
      (before, known) = (version, taken)
    }
    return entries
  }
}
