import FondsText

/// A time at which a record says that something was done, held against the first commit in which it says so.
///
/// Nobody commits before a thing has happened, and an office enters things soon after: a time counts as it is claimed where
/// its commit comes no earlier, and within the time that the office allows for entering it. Otherwise the later of the two
/// counts, so that what no commit bears out makes nothing punctual.
public struct Claim: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable {
    case borneOut = "borne-out"
    /// Claimed for a time longer before its commit than the office allows.
    case early
    /// Claimed for a time after its commit: the claim is wrong, or a clock.
    case later
  }

  public let time: Moment
  /// The time of the commit.
  public let committed: Moment
  public let verdict: Verdict

  /// - Parameters:
  ///   - time: the office's midnight stands for its whole day, since that is how a day is kept.
  ///   - limit: how long after a thing was done it may be entered.
  public init(_ time: Moment, committed: Moment, enteredWithin limit: TimeLimit, by office: OfficeTime) {
    self.time = time
    self.committed = committed
    let (day, second) = office.zone.clock(at: time)
    let end = limit.end(from: second == 0 ? .day(day) : .moment(time), by: office).moment
    verdict =
      if time.seconds > committed.seconds {
        .later
      } else if committed.seconds > end.seconds {
        .early
      } else {
        .borneOut
      }
  }

  /// The time that counts.
  public var counted: Moment {
    verdict == .early ? committed : time
  }
}
