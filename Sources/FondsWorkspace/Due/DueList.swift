import FondsModel
import FondsText

/// What somebody asks for with `fonds due`.
public struct DueRequest: Sendable {
  /// The time at which it is asked.
  public var now: Moment
  /// The day at whose end the archive is looked at; nil for the files as they are, now.
  public var day: String?
  /// How far ahead; nil for nothing that is still ahead.
  public var within: TimeLimit?
  /// A role's name or label.
  public var role: String?
  /// A person's id or name.
  public var person: String?
  /// A report: all that its obligations leave open, however far ahead; nil for what is due.
  public var report: String?
  /// Whether what is done, and times of a recurrence that can't be met any more, are listed as well.
  public var isComplete: Bool

  public init(
    now: Moment, day: String? = nil, within: TimeLimit? = nil, role: String? = nil, person: String? = nil,
    report: String? = nil, isComplete: Bool = false
  ) {
    self.now = now
    self.day = day
    self.within = within
    self.role = role
    self.person = person
    self.report = report
    self.isComplete = isComplete
  }
}

/// What is due, late and escalated at a moment.
public struct DueList: Sendable {
  public struct Item: Sendable {
    public let deadline: Deadline
    public let state: Deadline.State
    /// The record's file; that of the duties for a duty, met or not.
    public let path: String
    /// The record's title; nil for a duty that no record has met.
    public let title: String?
    /// Whether the record is classified, or open to its circle alone: then lists that leave the office do not show its
    /// title or what it is about.
    public let isConcealed: Bool
    /// Those to whom it falls: named in the record, or holders of the role on that day.
    public let people: [Organization.Person]
    /// Those to whom it went, where it is escalated.
    public let escalatedTo: [Organization.Person]
    /// How many times of the same recurrence were missed before this one.
    public let missedBefore: Int
  }

  public let at: Moment
  public let zone: OfficeZone
  /// The name and code of the office.
  public let office: LocalizedText
  public let code: String
  /// By the moment at which they are due.
  public let items: [Item]
  /// The labels of the roles that items name.
  public let roles: [String: LocalizedText]
  /// Files that can't be read, so that nobody knows what they promise.
  public let unreadable: [String]
  /// Whether every rule could be read: what a faulty kind, workflow or duty asks for is missing.
  public let areRulesSound: Bool
  /// The last day of the office's calendar, where it ends before something that was to be counted by it.
  public let calendarEnd: CalendarDate?
  /// The day asked for lies before the first commit; its tree was looked at instead.
  public let isBeforeFirstCommit: Bool

  public func label(ofRole name: String) -> LocalizedText {
    roles[name] ?? LocalizedText(en: name, zh: name)
  }
}
