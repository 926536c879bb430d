import FondsGit
import FondsModel
import FondsText

/// What is due on a day and may be put on a list, and what may not.
public struct DisposalProposal: Sendable {
  public struct Item: Sendable {
    public let due: DispositionList.Item
    /// An unfinished list that names it already.
    public let list: RecordID?

    /// Whether it may go on a new list.
    public var isFree: Bool { due.holds.isEmpty && list == nil && due.number != nil }
  }

  public let at: CalendarDate
  public let items: [Item]
  public let unreadable: [String]
  public let isBeforeFirstCommit: Bool
}

/// What somebody asks to be put on a list.
public struct DisposalListRequest: Sendable {
  public var action: DispositionAction
  public var department: String?
  /// How many records a list names at most: it is read through by several people.
  public var limit: Int
  public var assignments: [(field: String, value: String)]
  public var language: Language

  public init(
    action: DispositionAction, department: String? = nil, limit: Int,
    assignments: [(field: String, value: String)] = [],
    language: Language
  ) {
    self.action = action
    self.department = department
    self.limit = limit
    self.assignments = assignments
    self.language = language
  }
}

extension Workspace {
  /// What is due by the end of a day, with the lists that name it already.
  ///
  /// - Parameter day: `YYYY-MM-DD`; nil for today.
  public func disposalProposal(
    at day: String? = nil, action: DispositionAction? = nil, now: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> DisposalProposal {
    let due = try dueForDisposition(at: day, now: now, progress: progress)
    let listed = due.items.isEmpty ? [:] : try unfinishedLists()
    let items = due.items.filter { action == nil || $0.disposition.action == action }.map { item in
      DisposalProposal.Item(due: item, list: item.number.flatMap { RecordID($0) }.flatMap { listed[$0] })
    }
    return DisposalProposal(
      at: due.at, items: items, unreadable: due.unreadable, isBeforeFirstCommit: due.isBeforeFirstCommit)
  }

  /// The records that lists in work name, with the list.
  private func unfinishedLists() throws -> [RecordID: RecordID] {
    let tree = try workTree()
    let schemas = try schemas(of: tree)
    let kinds = schemas.kinds.values.filter { $0.disposal != nil }
    let files = try recordFiles(ofKinds: kinds, in: tree, schemas.coding)
    var listed: [RecordID: RecordID] = [:]
    for file in files {
      guard let bytes = try content(of: file.path, in: tree), let root = RecordReader.read(bytes).root,
        let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), let list = kind.disposalList(in: root),
        let id = root["id"]?.string.flatMap({ RecordID($0) }), !list.isComplete
      else { continue }
      let status = root["status"]?.string.flatMap { kind.meaning(ofStatus: $0) }
      guard status != .rejected, status != .withdrawn else { continue }
      for line in list.lines { listed[line.record] = id }
    }
    return listed
  }

  /// Draws up a list of what is due: a new record of the kind that lists for this action, with the statutory columns.
  ///
  /// What is held is kept back, and said in the list where its kind has room for it. Throws
  /// ``DisposalError/nothingDue`` where nothing is left to list.
  public func newDisposalList(
    _ request: DisposalListRequest, at day: String? = nil, now: Moment, overrides: Identity.Overrides
  ) throws -> (outcome: NewRecordOutcome, listed: Int, left: Int) {
    let schemas = try soundSchemas()
    return try withLock {
      let proposal = try disposalProposal(at: day, action: request.action, now: now)
      let free = proposal.items.filter(\.isFree)
      guard !free.isEmpty else { throw DisposalError.nothingDue(request.action) }
      guard
        let kind = schemas.kinds.values.filter({ $0.disposal?.action.rawValue == request.action.rawValue })
          .min(by: { $0.path.isBytewiseBefore($1.path) }), let fields = kind.disposal
      else { throw DisposalError.noListKind(request.action) }
      var new = NewRecordRequest(
        kind: kind.name, department: request.department, assignments: request.assignments, language: request.language)
      let taken = Array(free.prefix(max(1, request.limit)))
      let lines = try taken.compactMap { try line(of: $0.due, at: proposal.at, in: kind) }
      new.values.append((fields.lines, Node(.sequence(lines))))
      if kind.field("count")?.children.isEmpty == true {
        let count = lines.reduce(0) { $0 + (($1["count"]?.number?.text).flatMap { Int($0) } ?? 1) }
        new.values.append(("count", Node(.number(Number(count)))))
      }
      if let proposer = fields.proposer, let person = try currentPerson(overrides, in: schemas) {
        new.values.append((proposer, Node(.string(person.id))))
      }
      let back = keptBack(proposal.items, in: kind)
      if !back.isEmpty { new.values.append(("kept-back", Node(.sequence(back)))) }
      let today = try clock().day(of: now)
      let outcome = try newRecord(new, today: today, overrides: overrides)
      return (outcome, taken.count, free.count - taken.count)
    }
  }

  private func line(of item: DispositionList.Item, at day: CalendarDate, in kind: Kind) throws -> Node? {
    guard let id = item.number.flatMap({ RecordID($0) }), let bytes = try content(of: item.path, in: workTree()),
      let root = RecordReader.read(bytes).root, let lines = kind.disposal?.lines,
      let fields = kind.field(lines)?.children
    else { return nil }
    return ListedLine(id: id, root: root, isConcealed: item.isConcealed, disposition: item.disposition, at: day)
      .node(fields: fields)
  }

  /// What is due and held, where lists of the kind say so.
  private func keptBack(_ items: [DisposalProposal.Item], in kind: Kind) -> [Node] {
    guard kind.fields.field(at: "kept-back.hold") != nil else { return [] }
    return items.compactMap { item in
      guard let hold = item.due.holds.first?.hold, let number = item.due.number, let id = RecordID(number) else {
        return nil
      }
      let title = item.due.isConcealed ? ListedLine.concealedTitle(of: id) : item.due.title ?? number
      let reason = item.due.holds.first?.isConcealed == true ? nil : hold.reason
      let entries = [
        ("title", title), ("number", number), ("reason", reason ?? hold.number), ("hold", hold.number),
      ].map { Mapping.Entry(key: $0.0, value: Node(.string($0.1))) }
      return Node(.mapping(Mapping(entries)), style: .flow)
    }
  }
}
