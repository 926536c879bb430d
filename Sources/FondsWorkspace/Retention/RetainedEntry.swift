import FondsIndex
import FondsModel
import FondsText

/// A record with what one or several schedules make of it.
struct RetainedEntry: Sendable {
  let path: String
  let number: String?
  let title: String?
  let kind: String
  let isConcealed: Bool
  /// By each of the schedules that are asked; nil where none of its classes fits.
  let dispositions: [Disposition?]
  /// The holds that cover it.
  let holds: [HoldBook.Entry]
}

/// What is asked of records: what schedules make of them, and which are wanted.
struct RetentionQuestion: Sendable {
  let schedules: [RetentionSchedule]
  let isWanted: @Sendable ([Disposition?]) -> Bool
  /// The kinds that can be wanted; nil for all.
  let kinds: Set<String>?
}

/// Reads what records tell of their retention.
struct RetainedReader: Sendable {
  let schemas: Schemas
  let zone: OfficeZone
  let question: RetentionQuestion
  let book: HoldBook

  enum Reading: Sendable {
    case entry(RetainedEntry)
    /// A record of whose trigger another one tells.
    case dependent(Node, Kind)
    case unwanted
    case unreadable
  }

  func reading(of content: FileContent, at path: String) -> Reading {
    guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root else { return .unreadable }
    // That a kind is unknown or broken, fonds check says.
    guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), question.kinds?.contains(kind.name) ?? true
    else { return .unwanted }
    let facts = facts(of: root, kind) { _ in nil }
    if facts.contains(where: { $0?.dependsOnOthers == true }) { return .dependent(root, kind) }
    return entry(of: root, kind, facts, at: path).map { .entry($0) } ?? .unwanted
  }

  func facts(of root: Node, _ kind: Kind, other: (RecordID) -> Node?) -> [RetentionFacts?] {
    question.schedules.map { $0.facts(of: root, kind: kind, in: zone, other: other) }
  }

  /// Nil for a record that is not wanted.
  func entry(of root: Node, _ kind: Kind, _ facts: [RetentionFacts?], at path: String) -> RetainedEntry? {
    let dispositions = dispositions(by: facts)
    guard question.isWanted(dispositions) else { return nil }
    return RetainedEntry(
      path: path, number: root["id"]?.string, title: root["title"]?.string, kind: kind.name,
      isConcealed: schemas.disclosure(of: root, kind: kind).isConcealed, dispositions: dispositions,
      holds: book.holds(on: root, at: path))
  }

  func dispositions(by facts: [RetentionFacts?]) -> [Disposition?] {
    zip(question.schedules, facts).map { schedule, facts in facts.flatMap(schedule.disposition) }
  }

  /// What the index keeps of a content by a schedule.
  func content(_ content: FileContent, by schedule: RetentionSchedule) -> RetainedContent {
    guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root else {
      return RetainedContent(isReadable: false)
    }
    guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }) else { return RetainedContent() }
    let facts = schedule.facts(of: root, kind: kind, in: zone) { _ in nil }
    return RetainedContent(
      kind: kind.name, retentionClass: facts?.className, own: facts?.own?.description,
      trigger: facts.map { .init($0.trigger) } ?? .undecided, isKept: facts?.isKept ?? false,
      dependsOnOthers: facts?.dependsOnOthers ?? false,
      isConcealed: schemas.disclosure(of: root, kind: kind).isConcealed)
  }
}

extension RetainedContent.Trigger {
  fileprivate init(_ trigger: RetentionFacts.Trigger) {
    self =
      switch trigger {
      case .day(let day): .day(day.daysSince1970)
      case .awaited: .awaited
      case .undecided: .undecided
      }
  }
}

extension RetainedContent {
  /// What the record tells; nil for one without a class.
  var facts: RetentionFacts? {
    guard let retentionClass else { return nil }
    let trigger: RetentionFacts.Trigger =
      switch trigger {
      case .day(let day): .day(CalendarDate(daysSince1970: day))
      case .awaited: .awaited
      case .undecided: .undecided
      }
    return RetentionFacts(
      className: retentionClass, own: own.flatMap { RetentionPeriod($0) }, trigger: trigger, isKept: isKept,
      dependsOnOthers: dependsOnOthers)
  }
}
