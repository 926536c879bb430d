import FondsText

/// The office's schedule: which class a record is of, and with it when and how it leaves. Class decides destiny.
public struct RetentionSchedule: Sendable {
  /// The classes in their order: the first that fits is a record's.
  public let classes: [RetentionClass]
  private let byName: [String: Int]
  private let byKind: [String: [Int]]
  /// The classes of records of any kind.
  private let open: [Int]

  /// The file of the schedule.
  public static let path = ConfigurationForm.retention.path

  /// Of an office that has none: no record has a class.
  public static let empty = RetentionSchedule(classes: [])

  init(classes: [RetentionClass]) {
    self.classes = classes
    byName = Dictionary(classes.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let named = Set(classes.flatMap(\.kinds))
    byKind = Dictionary(
      uniqueKeysWithValues: named.map { kind in
        (kind, classes.indices.filter { classes[$0].kinds.isEmpty || classes[$0].kinds.contains(kind) })
      })
    open = classes.indices.filter { classes[$0].kinds.isEmpty }
  }

  /// The classes that records of a kind may be of, in their order.
  public func classes(ofKind name: String) -> [RetentionClass] {
    (byKind[name] ?? open).map { classes[$0] }
  }

  /// The class of a name.
  public func retentionClass(_ name: String) -> RetentionClass? {
    byName[name].map { classes[$0] }
  }

  /// The class that a record of a kind is of; nil where none fits.
  public func retentionClass(of record: Node, kind: Kind) -> RetentionClass? {
    let place = (byKind[kind.name] ?? open).first { place in
      // What only says what became of a number, such as a void card, is of a class that names its kind, or of none.
      (kind.type != nil || !classes[place].kinds.isEmpty) && classes[place].holds(record)
    }
    return place.map { classes[$0] }
  }

  /// Whether what another schedule tells of records of a kind comes from the same fields and conditions, so that only
  /// periods, cut-offs and dispositions may differ.
  public func readsLike(_ other: RetentionSchedule, kind name: String) -> Bool {
    readingName(ofKind: name) == other.readingName(ofKind: name)
  }

  /// The same for records of every kind.
  public func readsLike(_ other: RetentionSchedule) -> Bool {
    classes.map(\.kinds) == other.classes.map(\.kinds) && classes.map(\.readingName) == other.classes.map(\.readingName)
  }

  /// What tells one way of reading records of a kind from another; see ``readsLike(_:kind:)``.
  public func readingName(ofKind name: String) -> String {
    classes(ofKind: name).map(\.readingName).joined(separator: "\n")
  }

  /// Whether another schedule disposes of records of a kind alike in everything.
  public func disposesLike(_ other: RetentionSchedule, kind name: String) -> Bool {
    readsLike(other, kind: name)
      && zip(classes(ofKind: name), other.classes(ofKind: name)).allSatisfy { mine, others in
        mine.period == others.period && mine.cutOff == others.cutOff && mine.action == others.action
      }
  }

  /// What is to become of a record, and when; nil where no class fits it.
  ///
  /// - Parameters:
  ///   - zone: the office's, in which a time of day belongs to a day.
  ///   - other: the record of a number, for a trigger that another record tells, such as its successor.
  public func disposition(
    of record: Node, kind: Kind, in zone: OfficeZone, other: (RecordID) -> Node?
  ) -> Disposition? {
    facts(of: record, kind: kind, in: zone, other: other).flatMap(disposition)
  }

  /// The same by what was read of the record; nil where the schedule has no such class any more.
  public func disposition(by facts: RetentionFacts) -> Disposition? {
    retentionClass(facts.className).map { Disposition(retentionClass: $0, facts: facts) }
  }
}
