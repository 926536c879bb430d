import FondsText

extension Kind {
  /// What a record of the kind has promised, done or not.
  ///
  /// A record that was rejected, withdrawn or superseded owes nothing, nor does one that is closed or archived: only the
  /// parts of a list that are obligations of their own, such as resolutions, stay open until they are done themselves.
  ///
  /// - Parameter last: the moment up to which recurring obligations are listed, with the one under way then.
  public func deadlines(of root: Node, through last: Moment, by time: OfficeTime) -> [Deadline] {
    guard !obligations.isEmpty else { return [] }
    let reader = ObligationReader(root: root, kind: self, last: last, time: time)
    return obligations.flatMap(reader.deadlines)
  }
}

extension Kind {
  /// Whether a record may still owe something at a moment or later. What comes round owes for as long as it does.
  public func mayOwe(_ root: Node, from moment: Moment, by time: OfficeTime) -> Bool {
    let reader = ObligationReader(root: root, kind: self, last: moment, time: time)
    return obligations.contains { reader.mayOwe($0, from: moment) }
  }
}

extension Obligation {
  /// As ``Kind/deadlines(of:through:by:)``, of one promise that is not the kind's own.
  func deadlines(of root: Node, kind: Kind, through last: Moment, by time: OfficeTime) -> [Deadline] {
    ObligationReader(root: root, kind: kind, last: last, time: time).deadlines(self)
  }
}

/// Reads what one record promises.
private struct ObligationReader {
  let root: Node
  let kind: Kind
  let last: Moment
  let time: OfficeTime

  private typealias Entry = (time: DayOrMoment, range: Range<Int>)

  private var status: RecordStatus? { root["status"]?.string.flatMap { kind.meaning(ofStatus: $0) } }

  func deadlines(_ obligation: Obligation) -> [Deadline] {
    guard obligation.recordCondition?.isValid(root) ?? true else { return [] }
    return parts(of: obligation).flatMap { part, place in
      let isOpen = obligation.condition?.isValid(part) ?? true
      guard isOpen else { return [Deadline]() }
      let found =
        if case .every(let recurrence, let from, let until, let within) = obligation.timing {
          recurring(obligation, recurrence, from, until, within, part, place)
        } else {
          single(obligation, part, place).map { [$0] } ?? []
        }
      return found.filter { $0.completion != .open || !hasLapsed(obligation) }
    }
  }

  func mayOwe(_ obligation: Obligation, from moment: Moment) -> Bool {
    parts(of: obligation).contains { part, place in
      guard obligation.condition?.isValid(part) ?? true else { return false }
      if case .every = obligation.timing { return !hasLapsed(obligation) && obligation.met?.isValid(part) != true }
      guard let deadline = single(obligation, part, place) else { return false }
      // A time that is still to come may not have been kept.
      return deadline.state(at: moment) != .done && !(deadline.completion == .open && hasLapsed(obligation))
    }
  }

  private func hasLapsed(_ obligation: Obligation) -> Bool {
    guard !obligation.outlasts else { return false }
    return switch status {
    case .rejected, .withdrawn, .superseded: true
    case .closed, .archived: obligation.list == nil
    default: false
    }
  }

  /// The record, or the items of the list, each with its place.
  private func parts(of obligation: Obligation) -> [(part: Node, place: String)] {
    guard let list = obligation.list else { return [(root, "")] }
    return root.values(at: list).enumerated().map { ($1, String($0)) }
  }

  // MARK: Once

  private func single(_ obligation: Obligation, _ part: Node, _ place: String) -> Deadline? {
    guard let span = span(of: obligation, part) else { return nil }
    let escalation = obligation.escalation.map { after, role in
      Deadline.Escalation(at: after.end(from: span.counted.time, by: time).moment, role: role)
    }
    let done = completion(obligation, part, from: span.begin)
    return deadline(
      obligation, part, place: place, begin: span.begin, end: span.end, escalation: escalation,
      completion: done.completion, range: span.counted.range, doneRange: done.range)
  }

  /// From when a limit counts, when it opens and when it ends.
  private func span(
    of obligation: Obligation, _ part: Node
  ) -> (counted: Entry, begin: Moment?, end: TimeLimit.End)? {
    switch obligation.timing {
    case .due(let field):
      guard let due = latest(field.entries(in: part, of: root)) else { return nil }
      let isDay = if case .day = due.time { true } else { false }
      return (due, nil, .init(moment: due.time.end(in: time.zone), isDay: isDay, isBeyondCalendar: false))
    case .within(let limits, let field):
      guard let from = latest(field.entries(in: part, of: root)),
        let limit = limits.first(where: { $0.condition?.isValid(part) ?? true })?.limit
      else { return nil }
      let begin = limit.amount > 0 ? from.time.beginning(in: time.zone) : nil
      return (from, begin, limit.end(from: from.time, by: time))
    case .every:
      return nil
    }
  }

  /// Of several times the last: the last renewal counts.
  private func latest(_ entries: [Entry]) -> Entry? {
    entries.max { $0.time.end(in: time.zone).seconds < $1.time.end(in: time.zone).seconds }
  }

  private func completion(
    _ obligation: Obligation, _ part: Node, from begin: Moment?
  ) -> (completion: Deadline.Completion, range: Range<Int>?) {
    let earliest = begin?.seconds ?? .min
    let done = (obligation.done?.entries(in: part, of: root) ?? [])
      .filter { $0.time.end(in: time.zone).seconds >= earliest }
      .map { (moment: $0.time.beginning(in: time.zone), range: $0.range) }
    if let first = done.min(by: { $0.moment.seconds < $1.moment.seconds }) { return (.done(first.moment), first.range) }
    return (obligation.met?.isValid(part) == true ? .done(nil) : .open, nil)
  }

  // MARK: Again and again

  private func recurring(
    _ obligation: Obligation, _ recurrence: Recurrence, _ from: FieldChoice, _ until: FieldChoice?,
    _ within: TimeLimit?, _ part: Node, _ place: String
  ) -> [Deadline] {
    guard let start = latest(from.entries(in: part, of: root)) else { return [] }
    let first = start.time.day(in: time.zone)
    let end = until.flatMap { latest($0.entries(in: part, of: root)) }?.time.day(in: time.zone)
    let today = time.zone.day(of: last)
    let rounds = recurrence.rounds(from: first, through: min(end ?? today, today), until: end, within: within, by: time)
    let entries = obligation.done?.entries(in: part, of: root) ?? []
    let done = entries.map { entry in
      Round.Evidence(day: entry.time.day(in: time.zone), done: entry.time.beginning(in: time.zone), record: nil)
    }
    let isOver = obligation.met?.isValid(part) == true
    return zip(rounds, Round.met(rounds, by: done)).compactMap { round, evidence in
      if evidence == nil, isOver { return nil }
      return deadline(
        obligation, part, place: place.isEmpty ? round.period.last.description : "\(place) \(round.period.last)",
        begin: time.zone.start(of: round.period.first), end: round.end,
        escalation: obligation.escalation.map { round.escalation(after: $0, to: $1, by: time) },
        completion: evidence.map { .done($0.done) } ?? .open, isRecurring: true, range: start.range,
        doneRange: evidence.flatMap { met in entries.first { $0.time.beginning(in: time.zone) == met.done }?.range })
    }
  }

  // MARK: All

  private func deadline(
    _ obligation: Obligation, _ part: Node, place: String, begin: Moment?, end: TimeLimit.End,
    escalation: Deadline.Escalation?, completion: Deadline.Completion, isRecurring: Bool = false,
    range: Range<Int>, doneRange: Range<Int>?
  ) -> Deadline {
    let id = root["id"]?.string
    let people = obligation.person?.texts(in: part, of: root) ?? []
    return Deadline(
      source: .obligation, record: id, name: obligation.name, label: obligation.label, part: place,
      detail: obligation.detail?.texts(in: part, of: root).first,
      department: id.flatMap { RecordID($0) }?.series.department,
      role: people.isEmpty ? obligation.role : nil,
      // Where nobody is named, it is the record's owner who answers.
      people: people.isEmpty && obligation.role == nil ? [root["owner"]?.string].compactMap(\.self) : people,
      begin: begin, due: end.moment, isDay: end.isDay,
      reminder: time.reminder(of: end, before: obligation.reminder), escalation: escalation, completion: completion,
      doneField: obligation.done?.paths.first.map { path in
        [path.isOfPart ? obligation.list : nil, path.path].compactMap(\.self).joined(separator: ".")
      }, isBeyondCalendar: end.isBeyondCalendar, isRecurring: isRecurring,
      reports: obligation.reports, target: obligation.target, range: range, doneRange: doneRange)
  }
}

extension OfficeTime {
  /// When something begins to be due: at the beginning of its day, or so long before.
  public func reminder(of end: TimeLimit.End, before limit: TimeLimit?) -> Moment {
    let start = zone.start(of: zone.day(of: end.moment))
    guard let limit, let before = TimeLimit(-abs(limit.amount), limit.unit) else { return start }
    if limit.unit.isOfDays {
      return zone.start(of: before.day(from: zone.day(of: end.moment), by: calendar))
    }
    return before.end(from: end.moment, by: self).moment
  }
}
