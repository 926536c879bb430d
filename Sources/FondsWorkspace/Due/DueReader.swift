import FondsModel
import FondsText

/// Reads what a record promises, and which duties it fulfils.
struct DueReader: Sendable {
  let schemas: Schemas
  let time: OfficeTime
  /// The day on which those who may take a step are looked up.
  let day: CalendarDate
  /// Up to when what recurs is listed.
  let horizon: Moment

  struct Entry: Sendable {
    let path: String
    let number: String?
    /// Nil where the record names none that is known.
    let kind: Kind?
    let title: String?
    let isConcealed: Bool
    var deadlines: [Deadline]
    /// What it contributes to the duties, by their place.
    let evidence: [(duty: Int, evidence: Duty.Evidence)]
    /// Where it stands in its series; nil where its kind is not known.
    var seriesPlace: SeriesPlace?
    /// The items of earlier records that it carries on.
    var carriedItems: [CarriedItem] = []
    /// The deadlines, by their places, of items that a later record may carry on.
    var ownItems: [Int: CarriedItem] = [:]
  }

  enum Reading: Sendable {
    case record(Entry)
    /// A record that may go by another version of its workflow.
    case older(Node, Kind)
    case unreadable
  }

  /// Up to when a paper may have begun under another version of its workflow, by the workflow's name.
  let changes: [String: Int64]

  init(schemas: Schemas, time: OfficeTime, day: CalendarDate, horizon: Moment, changes: [String: Int64] = [:]) {
    self.schemas = schemas
    self.time = time
    self.day = day
    self.horizon = horizon
    self.changes = changes
  }

  /// The same by other rules.
  func replacing(_ schemas: Schemas) -> DueReader {
    DueReader(schemas: schemas, time: time, day: day, horizon: horizon)
  }

  func reading(of content: FileContent, at path: String) -> Reading {
    guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root else { return .unreadable }
    // That a kind is unknown or broken, fonds check says.
    guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }) else {
      return .record(
        Entry(path: path, number: nil, kind: nil, title: nil, isConcealed: true, deadlines: [], evidence: []))
    }
    if PastRules.mayBePast(root, kind, changes) { return .older(root, kind) }
    return .record(entry(of: root, kind, at: path))
  }

  /// Whether a record may still owe something at a moment or later, or answers for what an earlier one owed.
  func mayOwe(_ root: Node, _ kind: Kind, from moment: Moment) -> Bool {
    if schemas.mayOwe(root, kind: kind, from: moment, by: time) || !kind.carriedItems(in: root).isEmpty { return true }
    return schemas.steps(of: root, kind: kind, on: day, by: time).contains { $0.state(at: moment) != .done }
  }

  /// What a record contributes to the duties.
  func evidence(in root: Node, _ kind: Kind) -> [(duty: Int, evidence: Duty.Evidence)] {
    schemas.duties.enumerated().filter { $1.kind == kind.name }.flatMap { index, duty in
      duty.evidence(in: root, kind: kind, zone: time.zone).map { (index, $0) }
    }
  }

  func entry(of root: Node, _ kind: Kind, at path: String) -> Entry {
    let deadlines = schemas.deadlines(of: root, kind: kind, on: day, through: horizon, by: time)
    return Entry(
      path: path, number: root["id"]?.string, kind: kind, title: root["title"]?.string,
      isConcealed: schemas.disclosure(of: root, kind: kind).isConcealed, deadlines: deadlines,
      evidence: evidence(in: root, kind), seriesPlace: kind.seriesPlace(of: root),
      carriedItems: kind.carriedItems(in: root),
      ownItems: Dictionary(
        uniqueKeysWithValues: deadlines.enumerated().compactMap { place, deadline in
          kind.carriedItem(of: deadline).map { (place, $0) }
        }))
  }
}

extension [DueReader.Entry] {
  /// The deadlines of each, without those of items that a later record carries on: they are judged there.
  func judgedOnce() -> [DueReader.Entry] {
    var latest: [CarriedItem: SeriesPlace] = [:]
    for entry in self {
      guard let place = entry.seriesPlace else { continue }
      for item in entry.carriedItems { latest[item] = Swift.max(latest[item] ?? place, place) }
    }
    guard !latest.isEmpty else { return self }
    return map { entry in
      guard let own = entry.seriesPlace, !entry.ownItems.isEmpty else { return entry }
      var entry = entry
      entry.deadlines = entry.deadlines.enumerated().filter { place, _ in
        guard let carrier = entry.ownItems[place].flatMap({ latest[$0] }) else { return true }
        // Only a later record counts, so that two that name each other do not both fall silent.
        return carrier <= own
      }.map(\.element)
      return entry
    }
  }
}
