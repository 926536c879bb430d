import FondsText

/// What is to become of a record, when, and why.
public struct Disposition: Sendable {
  public let retentionClass: RetentionClass
  public let facts: RetentionFacts
  /// The period in force: the longer of the class's and the record's own.
  public let period: RetentionPeriod
  /// The first day on which the record may leave; nil where it is kept for ever, is on its way, or where its period has
  /// not begun.
  public let due: CalendarDate?

  init(retentionClass: RetentionClass, facts: RetentionFacts) {
    self.retentionClass = retentionClass
    self.facts = facts
    period = max(retentionClass.period, facts.own ?? retentionClass.period)
    due =
      if case .day(let day) = facts.trigger { retentionClass.due(from: day, period: period) } else { nil }
  }

  public var action: DispositionAction { retentionClass.action }
  public var basis: LocalizedText { retentionClass.basis }

  /// The day from which the period counts; nil where that has not come.
  public var trigger: CalendarDate? {
    if case .day(let day) = facts.trigger { day } else { nil }
  }

  /// Why the class keeps the record whatever its period; nil where it does not.
  public var keptFor: LocalizedText? {
    facts.isKept ? retentionClass.keepWhile?.reason : nil
  }

  /// Whether the record's period is over on a day, and nothing of its class keeps it. Holds are another matter.
  public func isDue(on day: CalendarDate) -> Bool {
    due.map { $0 <= day } ?? false && !facts.isKept
  }

  /// Whether a record may leave earlier than by another disposition: before a day on which that one still kept it.
  public func leavesEarlier(than other: Disposition) -> Bool {
    guard let due else { return false }
    guard let others = other.due else { return true }
    return due < others || (other.facts.isKept && !facts.isKept)
  }
}
