import FondsText

/// How far a paper has come: its trail, replayed along its workflow.
///
/// Pure: the same record, workflow and organisation give the same progress. What several steps that do not wait for one
/// another bring does not depend on their order.
public struct Progress: Sendable {
  public enum Outcome: Sendable, Hashable {
    /// Nobody has taken a step yet.
    case notBegun
    case underWay
    /// Under way, and back with who asks.
    case returned
    case rejected
    case withdrawn
    /// Every step that applies is complete.
    case done
  }

  public let outcome: Outcome
  /// The status that the steps so far have brought: a shared meaning or a word of the kind. Nil where none has.
  public let status: String?
  /// The statuses that steps still to come will bring.
  public var statusesToCome: [String] { replay.statusesToCome }
  /// The steps that apply to the record, in order. Worked out when asked for, which of a sound record no rule does.
  public var runs: [Run] { replay.runs }
  public let faults: [TrailFault]
  /// Acts on behalf of another: whether the delegations bear them out, their records tell.
  public let claims: [DelegationClaim]
  /// The approvals that stand: of each step the entries that no later return made void.
  public let approvals: [Approval]
  let replay: TrailReplay

  /// A step's last run: since when it is open, and when it was taken.
  public struct Run: Sendable {
    public let step: Int
    /// Since when it can be taken; nil while it waits for another, or has nothing to count from.
    public let opened: DayOrMoment?
    /// When it was complete; nil while it is not.
    public let completed: Moment?
    /// The entries that took it, by their place in the trail.
    public let entries: [Int]
    /// Whether it can be taken now.
    public let isOpen: Bool
    /// Whether the green channel went past it: it is or was to be made up, within that channel's term.
    public let isMadeUp: Bool
    /// Whether it is still to be made up.
    public var isToMakeUp: Bool { isMadeUp && completed == nil }
  }

  /// An approval that stands.
  public struct Approval: Sendable {
    /// Its place in the trail.
    public let entry: Int
    /// The step; nil for the green channel's.
    public let step: Int?
  }
}

/// An act on behalf of somebody else, under a delegation's number.
public struct DelegationClaim: Sendable {
  public let number: String
  public let by: String
  public let at: Moment
  public let range: Range<Int>
  /// The roles of the step, and those to which it can fall.
  public let roles: [String]
  /// Those who might have acted themselves.
  public let principals: Set<String>
  /// The sum at stake.
  public let amount: Number?
}

/// What is wrong with an entry of a trail.
public struct TrailFault: Sendable {
  public enum Problem: Sendable, Hashable {
    case unknownStep(nearest: String?)
    /// The step's condition does not hold for the record.
    case notApplicable
    /// Steps that come first have not been taken.
    case waits(for: [String])
    case alreadyTaken
    case alreadyEnded(Progress.Outcome)
    /// It says an earlier time than the entry before it.
    case earlierThanBefore(Moment)
    /// A word that the step does not know.
    case wrongDecision(allowed: [Workflow.Decision])
    /// A return to a step that does not come before.
    case returnNotBack(known: [String])
    /// Not among those who may.
    case wrongRole(roles: [String], eligible: [String])
    /// Not the person whom the record names.
    case wrongPerson(expected: [String])
    /// The step's turn is another reader's.
    case notNextReader(String)
    case notInOffice
    case ownRequest(eligible: [String])
    /// The same person has decided on the paper in another step.
    case decidedBefore(step: String, eligible: [String])
    /// Entered by who decided.
    case enteredByDecider
    /// A decision on paper without its scan.
    case noScan
    /// The record does not show what the step demands.
    case missingEvidence(fields: [String])
    /// The role's decisions are signed from some day on.
    case unsigned(role: String)
  }

  /// The entry, by its place in the trail.
  public let entry: Int
  /// Where it shows.
  public let range: Range<Int>
  public let problem: Problem
}
