import FondsGit
import FondsModel
import FondsText

/// The order to carry out a list for destruction.
public struct CarryOutRequest: Sendable {
  /// The number of the list.
  public var list: String
  /// Fields of the list that are only known now, such as how and where it was done.
  public var assignments: [(field: String, value: String)]
  /// The sheet on paper that the other witnesses signed; nil where each signs with a step of their own.
  public var evidence: String?
  public var note: String?
  public var language: Language

  public init(
    list: String, assignments: [(field: String, value: String)] = [], evidence: String? = nil, note: String? = nil,
    language: Language
  ) {
    self.list = list
    self.assignments = assignments
    self.evidence = evidence
    self.note = note
    self.language = language
  }
}

/// What became of the order.
public enum CarryOutOutcome: Sendable {
  case carriedOut(list: RecordID, records: [RecordID], commit: OID)
  /// Rules stand against it: nothing was destroyed.
  case refused(CheckReport)
}

extension Workspace {
  /// Carries out an approved list: checks it against the archive, puts a tombstone in the place of each of its records,
  /// signs for the witness who runs it, and commits all of it at once.
  ///
  /// The commit is one: the archive is as before it, or as after. A process that is killed earlier leaves files in the
  /// work tree; run again, the command puts them back and begins anew.
  /// - Parameters:
  ///   - clock: asked for the time once the turn has come.
  ///   - salts: gives 16 random bytes for each record.
  public func carryOut(
    _ request: CarryOutRequest, clock now: () throws -> Moment, overrides: Identity.Overrides,
    salts: () -> [UInt8] = { (0..<16).map { _ in UInt8.random(in: 0 ... .max) } }
  ) throws -> CarryOutOutcome {
    let schemas = try soundSchemas()
    return try withLock {
      let now = try clock().local(now())
      guard let person = try currentPerson(overrides, in: schemas) else { throw WorkspaceError.unknownPerson }
      let archive = try tree(ofCommit: repository.head())
      let (path, list, id, records) = try list(request.list, in: archive, schemas)
      try putBack(path, list, id: id, records)

      let (editor, signed) = try signing(request, person: person, now: now, schemas)
      let stones = try tombstones(of: records, for: signed, id, owner: person.id, schemas, salts)
      let subject = LocalizedText(
        en: "\(id): \(records.count) records destroyed", zh: "\(id)：按清册销毁 \(records.count) 份")
      let outcome = try commitWriting(
        stones + [WrittenFile(path: path, bytes: editor.bytes, old: list)], message: subject.text(request.language),
        identity: overrides, now: now, language: request.language, action: .act)
      switch outcome {
      case .committed(let commit, _, _, _, _): return .carriedOut(list: id, records: records.map(\.id), commit: commit)
      case .refused(let report, _): return .refused(report)
      case .unchanged: throw WorkspaceError.nothingToCommit
      }
    }
  }

  /// The list as it is committed, with the records that it names.
  private func list(
    _ name: String, in archive: CommittedTree, _ schemas: Schemas
  ) throws -> (path: String, bytes: [UInt8], id: RecordID, records: [ListedRecord]) {
    guard let id = RecordID(name) else { throw WorkspaceError.malformedNumber(name) }
    guard let path = try NumberTable(of: [id.series], in: archive).files(of: id).first,
      let file = try archive.file(path), case .bytes(let bytes) = try archive.read(file),
      let root = RecordReader.read(bytes).root
    else { throw WorkspaceError.noSuchRecord(name, nearest: nil) }
    let kind = try kind(root["kind"]?.string ?? "", in: schemas)
    guard let list = kind.disposalList(in: root), list.action == .destroy else {
      throw DisposalError.noDestructionList(name)
    }
    guard !list.isComplete else { throw DisposalError.carriedOutBefore(name) }
    return (path, bytes, id, try listedRecords(of: list, id, in: archive, schemas))
  }

  // MARK: What was interrupted

  /// Puts back what an earlier run that was killed left in the work tree. Throws where somebody else changed a file.
  private func putBack(_ path: String, _ list: [UInt8], id: RecordID, _ records: [ListedRecord]) throws {
    let tree = try workTree()
    var left: [WrittenFile] = []
    for (path, bytes) in records.map({ ($0.path, $0.bytes) }) + [(path, list)] {
      let present = try content(of: path, in: tree)
      guard present != bytes else { continue }
      guard let present, let root = RecordReader.read(present).root, isLeft(root, of: id, instead: bytes) else {
        throw WorkspaceError.uncommittedChanges(id: RecordPath.number(atHome: path)?.text ?? path)
      }
      left.append(WrittenFile(path: path, bytes: bytes, old: present))
    }
    try writeTogether(left)
  }

  /// Whether a file is what an interrupted run wrote: a tombstone of the list, or the list with more of its trail.
  private func isLeft(_ root: Node, of list: RecordID, instead bytes: [UInt8]) -> Bool {
    if let tombstone = Tombstone(root) { return tombstone.list == list && tombstone.digest.isOf(bytes) }
    guard root["id"]?.string == list.text, let trail = root["trail"]?.sequence,
      let before = RecordReader.read(bytes).root?["trail"]?.sequence
    else { return false }
    return trail.count > before.count && trail.starts(with: before)
  }

  // MARK: The list and the tombstones

  /// The list with the entries of who signs: the witness who runs the command, and those who signed on paper.
  private func signing(
    _ request: CarryOutRequest, person: Organization.Person, now: Moment, _ schemas: Schemas
  ) throws -> (RecordEditor, DisposalList) {
    var (editor, paper) = try paper(request.list, in: schemas)
    guard let fields = paper.kind.disposal, let step = fields.step, let at = fields.at else {
      throw DisposalError.noDestructionList(request.list)
    }
    guard let list = paper.kind.disposalList(in: paper.root), list.witnesses.contains(person.id) else {
      throw DisposalError.notAWitness(person: person.id, list: request.list)
    }
    var own = ActRequest(
      id: request.list, step: step, note: request.note, assignments: request.assignments, language: request.language)
    let isSaid = editor.root[at] != nil || request.assignments.contains { $0.field == at }
    if !isSaid { own.assignments.append((at, now.text)) }
    _ = try take(own, in: &editor, of: paper, person: person, now: now, schemas)
    func missing(_ paper: Paper) -> [String] {
      let signed = paper.trail.filter { $0.step == step }.map(\.by)
      return list.witnesses.filter { !signed.contains($0) }
    }
    guard var after = Paper(editor.root, path: paper.path, schemas: schemas.replacing(paper.workflow)) else {
      throw WorkspaceError.uneditable(path: paper.path)
    }
    if let evidence = request.evidence {
      for witness in missing(after) {
        let theirs = ActRequest(
          id: request.list, step: step, decider: witness, evidence: evidence, assignments: [],
          language: request.language)
        _ = try take(theirs, in: &editor, of: after, person: person, now: now, schemas)
        after = Paper(editor.root, path: paper.path, schemas: schemas.replacing(paper.workflow)) ?? after
      }
    }
    let missing = missing(after)
    guard missing.isEmpty else {
      throw DisposalError.witnessesMissing(list: request.list, step: step, missing)
    }
    guard let signed = paper.kind.disposalList(in: editor.root) else {
      throw DisposalError.noDestructionList(request.list)
    }
    return (editor, signed)
  }

  private func tombstones(
    of records: [ListedRecord], for list: DisposalList, _ id: RecordID, owner: String, _ schemas: Schemas,
    _ salts: () -> [UInt8]
  ) throws -> [WrittenFile] {
    let kind = try kind(Tombstone.kind, in: schemas)
    guard let destroyed = list.carriedOut else { throw DisposalError.noDestructionList(id.text) }
    return records.map { record in
      let draft = TombstoneDraft(
        record: record, listID: id, list: list, destroyed: destroyed,
        retentionClass: schemas.kinds[record.root["kind"]?.string ?? ""].flatMap {
          schemas.retention?.retentionClass(of: record.root, kind: $0)
        }, organization: schemas.organization, salt: salts())
      return WrittenFile(path: record.path, bytes: draft.bytes(by: kind, owner: owner), old: record.bytes)
    }
  }
}
