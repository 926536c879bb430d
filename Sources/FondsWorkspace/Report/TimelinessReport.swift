import FondsGit
import FondsModel
import FondsText

/// How much of what fell due in a period was done in time, by matter and department.
public struct TimelinessReport: Sendable {
  /// The deadlines of one name in one department.
  public struct Row: Sendable {
    public let kind: String
    public let kindLabel: LocalizedText
    public let source: Deadline.Source
    public let name: String
    public let label: LocalizedText
    /// Nil for a duty of the whole office.
    public let department: String?
    public internal(set) var count = Punctuality()
    /// In percent; nil where the office sets none.
    public let target: Int?
  }

  /// A time that its commit does not bear out.
  public struct Doubt: Sendable {
    public let deadline: Deadline
    public let claim: Claim
    public let commit: OID
    public let diagnostic: Diagnostic
  }

  public let period: CalendarPeriod
  /// The moment of asking.
  public let now: Moment
  /// Up to when what was done counts: the end of the period, or now.
  public let end: Moment
  /// By kind, name and department.
  public let rows: [Row]
  public let total: Punctuality
  /// The office's, in percent.
  public let target: Int?
  public let enteredWithin: TimeLimit
  /// How many times were held against their commits.
  public let claims: Int
  /// Those that were not borne out, by the moment at which they were due.
  public let doubts: [Doubt]
  /// Records that can't be read, so that nobody knows what they promise.
  public let unreadable: [String]
  /// Whether parts of the history are missing here, so that commits may seem later than they were.
  public let isShallow: Bool
}
