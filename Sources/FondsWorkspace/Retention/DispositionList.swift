import FondsModel
import FondsText

/// What may leave the archive on a day: the records whose period is over, with what keeps them all the same.
public struct DispositionList: Sendable {
  public struct Item: Sendable {
    public let number: String?
    public let path: String
    /// The record's title; nil where it has none, or lists do not show it.
    public let title: String?
    public let kind: String
    public let isConcealed: Bool
    public let disposition: Disposition
    /// The holds that cover it: while there is one, it stays.
    public let holds: [HoldBook.Entry]
  }

  public let at: CalendarDate
  /// By the day from which they may leave, then by path.
  public let items: [Item]
  /// Files that can't be read, so that nobody knows when they may leave.
  public let unreadable: [String]
  /// The day asked for lies before the first commit; its tree was looked at instead.
  public let isBeforeFirstCommit: Bool
}

/// The records whose disposition a change of the schedule moves.
public struct ScheduleChanges: Sendable {
  public struct Item: Sendable {
    public let number: String?
    public let path: String
    /// The record's title; nil where it has none, or lists do not show it.
    public let title: String?
    public let isConcealed: Bool
    /// Nil where no class fits the record.
    public let before: Disposition?
    public let after: Disposition?

    /// Whether the record may now leave earlier than before, or would where its period has not begun.
    public var isShortened: Bool {
      guard let before, let after else { return before != nil }
      return after.leavesEarlier(than: before) || before.due == nil && after.due == nil && after.period < before.period
    }
  }

  public let revision: String
  /// In the order of their paths.
  public let items: [Item]
  public let unreadable: [String]
}

/// Everything that decides how long one record is kept.
public struct RetentionAccount: Sendable {
  /// What is to be done next.
  public enum NextStep: Sendable, Hashable {
    /// The schedule has no class for it.
    case classify
    /// It is on its way; its period begins once it is decided on.
    case decide
    /// What its period counts from has not happened: the fields that will say so.
    case await([String])
    /// Nothing, for ever.
    case keep
    /// Nothing before this day.
    case wait(CalendarDate)
    /// What its class keeps it for is to be settled.
    case settle(LocalizedText)
    /// The holds, by number, are to be released.
    case release([String])
    case dispose(DispositionAction)
  }

  public let at: CalendarDate
  public let number: String
  public let path: String
  /// The record's title; nil where it has none, or lists do not show it.
  public let title: String?
  public let kind: LocalizedText
  /// Nil where no class of the schedule fits.
  public let disposition: Disposition?
  /// The holds in force on the day.
  public let holds: [HoldBook.Entry]
  public let isBeforeFirstCommit: Bool

  public var next: NextStep {
    guard let disposition else { return .classify }
    switch disposition.facts.trigger {
    case .undecided: return .decide
    case .awaited:
      return disposition.period == .permanent ? .keep : .await(disposition.retentionClass.triggers)
    case .day: break
    }
    guard let due = disposition.due else { return .keep }
    if due > at { return .wait(due) }
    if let reason = disposition.keptFor { return .settle(reason) }
    if !holds.isEmpty { return .release(holds.map(\.hold.number)) }
    return .dispose(disposition.action)
  }
}
