import FondsModel
import FondsRules
import FondsText

extension RecordPast {
  /// What a version depends on beside the record itself.
  struct Surroundings: Sendable {
    let schemas: Schemas
    /// When each number was given.
    var begins: [RecordID: Int64]
    /// When a record came into force, or was settled otherwise.
    var settled: [RecordID: Int64] = [:]

    func exists(_ id: RecordID, at moment: Int64) -> Bool {
      // A number that nobody has is no matter of time.
      begins[id].map { $0 <= moment } ?? true
    }
  }

  struct Version: Equatable, Sendable {
    let path: String
    let bytes: [UInt8]
  }

  /// The record as it was at a moment; cut out of a later one, so that whatever was there already is the same byte for
  /// byte.
  func version(at moment: Int64, in around: Surroundings) throws -> Version {
    let phase = phase(at: moment)
    let top = lastWord(of: phase, at: moment, in: around)
    let checker = Checker(schemas: around.schemas)
    var version: Version?
    // A word of status for which something is missing was not reached yet; of a draft little is asked.
    // Along a workflow the trail alone says how far it was.
    let least = phase.stages.course == nil ? 0 : min(top, entries(at: moment))
    for word in stride(from: top, through: least, by: -1) {
      let candidate = try self.version(of: phase, at: moment, word: word, in: around)
      let file = RecordFile(path: candidate.path, content: .text(RecordReader.read(candidate.bytes)))
      let faults = checker.check(RecordContext(file, schemas: around.schemas))
      guard faults.contains(where: { $0.severity == .error }) else { return candidate }
      if version == nil { version = candidate }
    }
    // A record that was never sound stays as it is: the check says so, and not its history.
    return version ?? Version(path: path, bytes: last.editor.bytes)
  }

  /// When the record was first settled.
  func settled(in around: Surroundings) throws -> Int64? {
    try acts.first { act in
      let status = RecordReader.read(try version(at: act.moment, in: around).bytes).root?["status"]?.string
      return status.flatMap { kind.meaning(ofStatus: $0) }?.isSettled ?? false
    }?.moment
  }

  /// The latest word of status that the record can have had at a moment.
  private func lastWord(of phase: RecordPhase, at moment: Int64, in around: Surroundings) -> Int {
    let stages = phase.stages
    let isKnown = { (value: Node) in (written(value) ?? .min) <= moment }
    var top = stages.words.count - 1
    let meaning = kind.meaning(ofStatus: stages.words[top])
    if meaning == .superseded, let successor {
      if (around.settled[successor] ?? .min) > moment { top = stages.open }
    } else if meaning?.isEnd == true, moment < end {
      top = stages.open
    }
    let taken = entries(at: moment)
    if stages.course != nil {
      return taken < phase.trail.count ? taken : max(taken, stages.reached(upTo: top, isKnown))
    }
    if kind.sheet != nil {
      if taken < phase.trail.count { top = min(top, stages.open) }
    } else if taken == 0, !phase.trail.isEmpty {
      top = 0
    } else if taken < phase.trail.count {
      top = min(top, max(stages.shown(isKnown), wordOnTheWay(phase, at: moment, taken: taken)))
    }
    return stages.reached(upTo: top, isKnown)
  }

  /// The word of status between two steps: in review, approved once nobody is left to approve, in force once lists grow
  /// that may grow only then.
  private func wordOnTheWay(_ phase: RecordPhase, at moment: Int64, taken: Int) -> Int {
    func word(_ meanings: RecordStatus...) -> Int {
      phase.stages.words.firstIndex { kind.meaning(ofStatus: $0).map(meanings.contains) ?? false } ?? 0
    }
    func approves(_ entry: Node) -> Bool { entry["decision"]?.string == "approve" }
    let first = seconds(phase.trail[0]["at"]) ?? .max
    let hasGrown = phase.rows.contains { row in
      let when = written(row) ?? .min
      return row.field.isFree && first < when && when <= moment
    }
    if hasGrown { return phase.stages.open }
    let isApproved = phase.trail[..<taken].contains(where: approves) && !phase.trail[taken...].contains(where: approves)
    return isApproved ? word(.approved, .effective) : word(.inReview)
  }

  private func version(
    of phase: RecordPhase, at moment: Int64, word: Int, in around: Surroundings
  ) throws -> Version {
    var editor = phase.editor
    var gone: [[RecordEditor.Step]] = []
    let isLater = { (value: Node) in (written(value) ?? .min) > moment }
    let status = phase.stages.words[word]
    if status != phase.status {
      try editor.set([.key("status")], to: Node(.string(status)))
      // What was said beside the last word was said of that one.
      if let comment = editor.comment(behind: [.key("status")]) { try editor.remove([comment]) }
    }
    for task in phase.tasks where isLater(task.done) {
      if let open = task.open, task.item["state"] != nil { try editor.set(task.path + [.key("state")], to: open) }
      gone += ["done", "result"].filter { task.item[$0] != nil }.map { task.path + [.key($0)] }
    }
    let taken = entries(at: moment)
    gone += phase.trail.indices.dropFirst(taken).map { [.key("trail"), .index($0)] }
    gone += phase.rows.filter { (written($0) ?? .min) > moment }.map(\.path)
    if let course = phase.stages.course {
      gone += course.paths(after: taken, in: phase.root)
      gone += phase.times.filter { isLater($0.value) }.map(\.path)
    }
    gone += phase.stages.fields(after: word, orLater: isLater).map { [.key($0)] }
    if let note = phase.root["note"]?.string, isAhead(note, of: moment, in: around) { gone.append([.key("note")]) }
    for reference in phase.references {
      let isThere =
        reference.path == [.key("superseded-by")]
        ? (around.settled[reference.id] ?? .min) <= moment : around.exists(reference.id, at: moment)
      if !isThere { gone.append(reference.path) }
    }
    try editor.remove(gone)
    try editor.remove(editor.comments.filter { isAhead($0.text, of: moment, in: around, countsMonths: true) })
    return Version(path: path(of: editor.root), bytes: editor.bytes)
  }

  /// Whether a remark speaks of a record or a day that was not there yet.
  private func isAhead(
    _ remark: String, of moment: Int64, in around: Surroundings, countsMonths: Bool = false
  ) -> Bool {
    let words = remark.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
    return words.contains { RecordID($0).map { !around.exists($0, at: moment) } ?? false }
      || MentionedDays(in: remark, year: id.series.year, countsMonths: countsMonths).days.contains {
        clock.start(of: $0) > moment
      }
  }

  /// Where a version of it was at home: its file name tells the date it had.
  private func path(of root: Node) -> String {
    guard let date = root["date"]?.string, date != last.root["date"]?.string,
      case .success(let name) = Result(catching: { () throws(RecordName.Fault) in
        try RecordName(RecordPath.name(of: path))
      })
    else { return path }
    return RecordPath.path(of: id, date: date, summary: name.summary)
  }
}
