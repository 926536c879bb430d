import FondsText

/// One thing that is to be done by a moment: an obligation of a record, a step of its workflow, or a recurring duty.
///
/// Whatever sets a limit makes values of this type, and every due list, reminder and figure is read from them.
public struct Deadline: Sendable, Hashable {
  /// What sets the limit.
  public enum Source: String, Sendable, Hashable {
    /// An entry of the kind's `x-fonds.obligations`.
    case obligation
    /// A step of the kind's workflow.
    case step
    /// An entry of `Schemas/duties.yaml`, whether or not a record fulfils it.
    case duty
    /// The end of a record's period, by `Schemas/retention.yaml`.
    case disposition
  }

  /// Where it stands at a moment.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Still ahead.
    case upcoming
    /// To be done by the end of today, or within the time for which a reminder was asked.
    case due
    /// The limit has passed.
    case late
    /// The limit has passed by so much that it went to somebody else.
    case escalated
    case done
  }

  /// To whom it goes where it stays undone.
  public struct Escalation: Sendable, Hashable {
    public let at: Moment
    public let role: String

    public init(at: Moment, role: String) {
      self.at = at
      self.role = role
    }
  }

  /// How far it has come.
  public enum Completion: Sendable, Hashable {
    case open
    /// Nothing remains to do; nil where the record does not say since when.
    case done(Moment?)
  }

  public let source: Source
  /// The number of the record; nil for a duty that no record has met yet.
  public let record: String?
  /// The name of the obligation, step or duty. Stable: programs and calendars know it by this.
  public let name: String
  public let label: LocalizedText
  /// Which one of several it is, stable as long as the record keeps its order: the place of a list's item, from 0, or
  /// the day of a recurrence. Empty where there is but one.
  public let part: String
  /// What the part is about, in the record's words, such as the text of a resolution.
  public let detail: String?
  /// The department to which it falls.
  public let department: String?
  /// The role to which it falls, where it does not fall to a person.
  public let role: String?
  /// The people to whom it falls by name.
  public let people: [String]
  /// When it opens; nil where it is open from the first.
  public let begin: Moment?
  /// The last moment at which it is in time: the end of the day for a limit counted in days.
  public let due: Moment
  /// Whether the limit is a day, not a time of it.
  public let isDay: Bool
  /// When it begins to be due: at the beginning of its day, or earlier where the record wants a reminder.
  public let reminder: Moment
  public let escalation: Escalation?
  public let completion: Completion
  /// The field that says since when it is done, dotted from the root.
  public let doneField: String?
  /// Whether it is one time of something that comes round: once it is past, only the next one can still be met.
  public let isRecurring: Bool
  /// The reports that list it as long as it is open.
  public let reports: [String]
  /// Whether the office's calendar ends before the due day, so that its holidays could not be counted.
  public let isBeyondCalendar: Bool
  /// The share of its like that is to be done in time, in percent; nil for the office's.
  public let target: Int?
  /// Where the record, or for a duty `Schemas/duties.yaml`, sets the limit; nil where no one place does.
  public let range: Range<Int>?
  /// Where the record says since when it is done; nil where it does not, or another record does.
  public let doneRange: Range<Int>?

  public init(
    source: Source, record: String?, name: String, label: LocalizedText, part: String = "", detail: String? = nil,
    department: String? = nil, role: String? = nil, people: [String] = [], begin: Moment? = nil, due: Moment,
    isDay: Bool, reminder: Moment, escalation: Escalation? = nil, completion: Completion = .open,
    doneField: String? = nil, isBeyondCalendar: Bool = false, isRecurring: Bool = false,
    reports: [String] = [], target: Int? = nil, range: Range<Int>? = nil, doneRange: Range<Int>? = nil
  ) {
    self.source = source
    self.record = record
    self.name = name
    self.label = label
    self.part = part
    self.detail = detail
    self.department = department
    self.role = role
    self.people = people
    self.begin = begin
    self.due = due
    self.isDay = isDay
    self.reminder = reminder
    self.escalation = escalation
    self.completion = completion
    self.doneField = doneField
    self.isBeyondCalendar = isBeyondCalendar
    self.reports = reports
    self.isRecurring = isRecurring
    self.target = target
    self.range = range
    self.doneRange = doneRange
  }

  /// Where it stands at a moment. What was done later than that was still open then.
  public func state(at now: Moment) -> State {
    switch completion {
    case .done(nil): return .done
    case .done(let done?) where done.seconds <= now.seconds: return .done
    case .done, .open: break
    }
    if now.seconds > due.seconds {
      guard let escalation, now.seconds >= escalation.at.seconds else { return .late }
      return .escalated
    }
    if let begin, now.seconds < begin.seconds { return .upcoming }
    return now.seconds >= reminder.seconds ? .due : .upcoming
  }

  /// Whether it was, or at a moment is, done only after its limit. What is done at an unknown time counts as in time.
  public func isLate(at now: Moment) -> Bool {
    switch completion {
    case .done(nil): false
    case .done(let done?): min(done.seconds, now.seconds) > due.seconds
    case .open: now.seconds > due.seconds
    }
  }
}
