import FondsText

/// What a record's content tells of its retention, whatever the periods of the schedule are.
public struct RetentionFacts: Sendable, Hashable {
  /// From when the period counts.
  public enum Trigger: Sendable, Hashable {
    case day(CalendarDate)
    /// What the period counts from has not happened.
    case awaited
    /// The record is on its way: a draft, or in review.
    case undecided
  }

  public let className: String
  /// The period that the record gives itself; nil where it gives none.
  public let own: RetentionPeriod?
  public let trigger: Trigger
  /// Whether the class keeps it whatever its period, such as for an unsettled debt.
  public let isKept: Bool
  /// Whether another record has a say in the trigger, so that this content alone does not tell.
  public let dependsOnOthers: Bool

  public init(
    className: String, own: RetentionPeriod?, trigger: Trigger, isKept: Bool, dependsOnOthers: Bool = false
  ) {
    self.className = className
    self.own = own
    self.trigger = trigger
    self.isKept = isKept
    self.dependsOnOthers = dependsOnOthers
  }
}

extension RetentionSchedule {
  /// What a record tells of its retention; nil where no class fits it.
  ///
  /// - Parameters:
  ///   - zone: the office's, in which a time of day belongs to a day.
  ///   - other: the record of a number, for a trigger that another record tells.
  public func facts(
    of record: Node, kind: Kind, in zone: OfficeZone, other: (RecordID) -> Node?
  ) -> RetentionFacts? {
    guard let found = retentionClass(of: record, kind: kind) else { return nil }
    let isKept = found.keepWhile?.condition?.isValid(record) ?? false
    let own = RetentionPeriod(of: record)
    let status = record["status"]?.string.flatMap { kind.meaning(ofStatus: $0) }
    var dependsOnOthers = false
    var day: CalendarDate?
    for path in found.triggers where day == nil {
      let (nodes, wentBeyond) = kind.values(ofTrigger: path, in: record, other: other)
      if wentBeyond { dependsOnOthers = true }
      // Of several days the last: nothing may leave before it.
      day = nodes.compactMap(\.string).compactMap(DayOrMoment.init(recorded:)).map { $0.day(in: zone) }.max()
    }
    let trigger: RetentionFacts.Trigger =
      switch status {
      case nil, .draft, .inReview: .undecided
      default: day.map { .day($0) } ?? .awaited
      }
    return RetentionFacts(
      className: found.name, own: own, trigger: trigger, isKept: isKept, dependsOnOthers: dependsOnOthers)
  }
}

extension Kind {
  /// A path to a trigger, cut behind the field whose number leads on to another record; nil for a path to nothing.
  func trigger(_ path: String) -> (own: String, beyond: String?)? {
    if fields.field(at: path) != nil { return (path, nil) }
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for end in parts.indices.dropFirst() {
      let own = parts[..<end].joined(separator: ".")
      if fields.field(at: own)?.names == .record { return (own, parts[end...].joined(separator: ".")) }
    }
    return nil
  }

  /// The values that a path to a trigger leads to, and whether another record was asked for them.
  fileprivate func values(
    ofTrigger path: String, in record: Node, other: (RecordID) -> Node?
  ) -> (nodes: [Node], wentBeyond: Bool) {
    let found = record.values(at: path)
    // Only a path that leads to nothing here may lead on elsewhere.
    guard found.isEmpty, path.contains("."), let (own, beyond) = trigger(path), let beyond else {
      return (found, false)
    }
    let nodes = record.values(at: own)
    let numbers = nodes.compactMap(\.string).compactMap { RecordID($0) }
    return (numbers.compactMap(other).flatMap { $0.values(at: beyond) }, !numbers.isEmpty)
  }
}
