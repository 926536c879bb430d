import FondsText

/// How much of what fell due in a period was done in time.
public struct Punctuality: Sendable, Hashable {
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    case inTime, late
    /// The limit has passed, and it was not done by the end of the period.
    case open
    /// Not done, and its limit is still ahead.
    case ahead
  }

  private var counts: [Outcome: Int] = [:]

  public init() {}

  public subscript(outcome: Outcome) -> Int { counts[outcome] ?? 0 }

  public mutating func add(_ outcome: Outcome) {
    counts[outcome, default: 0] += 1
  }

  /// How many are judged: all but those whose limit is ahead.
  public var total: Int { self[.inTime] + self[.late] + self[.open] }

  /// The share in time in tenths of a percent; nil where nothing is judged. Rounded down, so that no share reads as the
  /// target which it misses.
  public var share: Int? { total == 0 ? nil : self[.inTime] * 1000 / total }

  /// Whether the share reaches a target in percent; nil where nothing is judged.
  public func reaches(_ target: Int) -> Bool? { total == 0 ? nil : self[.inTime] * 100 >= target * total }
}

extension Deadline {
  /// What became of it by the end of a period.
  ///
  /// - Parameters:
  ///   - done: since when it is done; nil for what is not.
  ///   - end: the last moment of the period, in which its limit lies. What was done later was open then.
  ///   - now: the moment of asking.
  public func outcome(done: Moment?, by end: Moment, now: Moment) -> Punctuality.Outcome {
    if let done, done.seconds <= min(end.seconds, now.seconds) {
      return done.seconds <= due.seconds ? .inTime : .late
    }
    return now.seconds > due.seconds ? .open : .ahead
  }
}
