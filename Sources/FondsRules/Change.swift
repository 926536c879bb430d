import FondsModel
import FondsText

/// What a change does to the archive: one commit, or what is staged for one.
///
/// Not `Sendable`: ``recordBefore`` and ``recordAfter`` read the repository when a rule asks.
public struct Change {
  /// A record of the tree after the change whose number the tree before it does not have.
  public struct NewNumber: Sendable {
    public let id: RecordID
    public let path: String
    public let range: Range<Int>?
    /// The last path under which the published archive held the number; nil where it never did.
    public let takenAs: String?

    public init(id: RecordID, path: String, range: Range<Int>?, takenAs: String?) {
      self.id = id
      self.path = path
      self.range = range
      self.takenAs = takenAs
    }
  }

  public let newNumbers: [NewNumber]
  public let trails: [TrailChange]
  /// The records that it touches, in the order of their numbers.
  public let records: [RecordChange]
  /// What it does to the rules; nil where it leaves them, or where nobody can tell yet who signs it.
  public let rules: RuleChange?
  /// Who makes it; nil where nobody is known.
  public let author: TrailChange.Author?
  /// The rules that judge it: those before the change (of a push: of the ref's old tip), so that nobody softens a rule
  /// and profits by it in one go. Only an empty archive is judged by its own.
  public let before: Schemas
  /// The levels of secrecy that the change leaves behind; nil where it leaves the rules as they were.
  public let levelsAfter: Classification?
  /// The office's day on which it is made; nil where nobody can tell.
  public let day: CalendarDate?
  /// The office's clocks.
  public let zone: () -> OfficeZone
  /// The years that were sealed before it, each with the numbers of the records that were left open.
  public let sealedYears: [Int: Set<String>]
  /// The holds that cover a record as it was, by the records before the change.
  public let holds: (RecordChange.Version) -> [Hold]
  /// A record as it was before the change, and as it is after it, whether the change touches it or not; nil where there
  /// is none.
  public let recordBefore: (RecordID) -> RecordChange.Version?
  public let recordAfter: (RecordID) -> RecordChange.Version?

  public init(
    by before: Schemas, author: TrailChange.Author? = nil, newNumbers: [NewNumber] = [], trails: [TrailChange] = [],
    records: [RecordChange] = [], rules: RuleChange? = nil, levelsAfter: Classification? = nil,
    day: CalendarDate? = nil, zone: @escaping () -> OfficeZone = { OfficeZone(offsetMinutes: 0) },
    sealedYears: [Int: Set<String>] = [:], holds: @escaping (RecordChange.Version) -> [Hold] = { _ in [] },
    recordBefore: @escaping (RecordID) -> RecordChange.Version? = { _ in nil },
    recordAfter: @escaping (RecordID) -> RecordChange.Version? = { _ in nil }
  ) {
    self.before = before
    self.author = author
    self.newNumbers = newNumbers
    self.trails = trails
    self.records = records
    self.rules = rules
    self.levelsAfter = levelsAfter
    self.day = day
    self.zone = zone
    self.sealedYears = sealedYears
    self.holds = holds
    self.recordBefore = recordBefore
    self.recordAfter = recordAfter
  }
}
