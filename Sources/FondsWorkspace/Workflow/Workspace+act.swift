import FondsGit
import FondsModel
import FondsText

extension Workspace {
  /// Takes a step of a record's workflow: writes the entry of the trail, sets the status that it brings, and commits that
  /// file alone.
  ///
  /// The rest of the file stays byte for byte. What a rule stands against is not written; a process that is killed leaves
  /// the record as it was, or with the step as one uncommitted change.
  /// - Parameter clock: asked for the time once the step's turn has come.
  public func act(
    _ request: ActRequest, clock now: () throws -> Moment, overrides: Identity.Overrides
  ) throws -> ActOutcome {
    let schemas = try soundSchemas()
    return try withLock {
      let clock = try clock()
      let now = try clock.local(now())
      guard let person = try currentPerson(overrides, in: schemas) else { throw WorkspaceError.unknownPerson }
      let (old, paper) = try paper(request.id, in: schemas)
      try requireStep(request.step, of: paper.workflow)
      if request.isCommitted, try !git.workTreeChanges(paths: [paper.path]).isEmpty {
        throw WorkspaceError.uncommittedChanges(id: paper.id.text)
      }
      if let last = paper.trail.last, last.at.seconds > now.seconds {
        throw WorkspaceError.clockBehind(id: paper.id.text, last: last.at.shortText, now: now.shortText)
      }
      var editor = old
      let entry = try take(request, in: &editor, of: paper, person: person, now: now, schemas)
      var report = try judge(editor.bytes, at: paper.path, by: schemas)
      report.diagnostics.removeAll { $0.severity != .error }
      guard report.isClean else { return .refused(report) }
      let commit = try keep(editor.bytes, instead: old.bytes, of: paper, request, now: now, overrides)
      if case .refused(let report) = commit { return .refused(report) }
      let (_, after) = try self.paper(request.id, in: schemas)
      return .taken(
        TakenStep(
          id: paper.id, path: paper.path, entry: entry, status: after.root["status"]?.string ?? "",
          commit: commit.oid, next: try openSteps(of: after, now: now, schemas)))
    }
  }

  /// Writes a step into a record: the fields that it fills, its entry, and the status that it brings.
  ///
  /// - Returns: the entry.
  func take(
    _ request: ActRequest, in editor: inout RecordEditor, of paper: Paper, person: Organization.Person, now: Moment,
    _ schemas: Schemas
  ) throws -> Node {
    try requireText(request)
    do {
      try fill(request, &editor, paper, schemas, clock())
      let entry = try entry(for: request, in: paper, editor.root, person: person, now: now, schemas)
      let order = paper.kind.fields.map(\.name)
      try editor.append(entry, to: [.key("trail")], order: order)
      try setStatus(&editor, paper, schemas, order)
      return entry
    } catch is RecordEditor.Failure {
      throw WorkspaceError.uneditable(path: paper.path)
    }
  }

  /// A record with the workflow that it goes by.
  func paper(_ name: String, in schemas: Schemas) throws -> (RecordEditor, Paper) {
    guard let id = RecordID(name) else { throw WorkspaceError.malformedNumber(name) }
    let paths = try workTreeFiles(of: id)
    guard let path = paths.first else { throw WorkspaceError.noSuchRecord(name, nearest: nil) }
    guard paths.count == 1 else { throw WorkspaceError.ambiguousNumber(name, paths: paths) }
    let editor = try self.editor(of: path)
    let kind = try self.kind(editor.root["kind"]?.string ?? "", in: schemas)
    guard kind.workflow != nil else { throw WorkspaceError.noWorkflow(kind: kind.name) }
    guard schemas.workflow(of: kind) != nil else { throw WorkspaceError.brokenWorkflow(kind.workflow ?? "") }
    // A paper goes on under the version that it began with.
    let past = try PastRules(of: self, tree: workTree(), schemas: schemas).schemas(for: editor.root, kind: kind)
    guard let paper = Paper(editor.root, path: path, schemas: past ?? schemas) else {
      throw WorkspaceError.uneditable(path: path)
    }
    return (editor, paper)
  }

  /// What is typed behind an option may come from anywhere.
  private func requireText(_ request: ActRequest) throws {
    for (name, text) in [("--note", request.note), ("--evidence", request.evidence), ("--to", request.returnTo)] {
      guard let text, text.unicodeScalars.contains(where: { ForbiddenCharacters.contains($0) }) else { continue }
      throw WorkspaceError.wrongValue(
        name, value: text,
        reason: LocalizedText(en: "control characters can't stand in a record", zh: "档案里不能有控制字符"))
    }
  }

  private func requireStep(_ name: String, of workflow: Workflow) throws {
    var names = workflow.steps.map(\.name) + [Workflow.withdrawal]
    if workflow.greenChannel?.to != nil { names.append(Workflow.GreenChannel.step) }
    guard !names.contains(name) else { return }
    throw WorkspaceError.noSuchStep(name, nearest: nearestName(to: name, among: names))
  }

  // MARK: The entry

  private func fill(
    _ request: ActRequest, _ editor: inout RecordEditor, _ paper: Paper, _ schemas: Schemas, _ clock: OfficeClock
  ) throws {
    let reader = AssignmentReader(
      form: CellForm(organization: schemas.organization, language: request.language, clock: clock),
      kind: paper.kind.name, fields: paper.kind.fields)
    for (field, value) in request.assignments {
      var root = editor.root
      let name = try reader.set(field, to: value, in: &root)
      guard !["id", "kind", "status", "trail"].contains(name) else { throw WorkspaceError.badAssignment(field) }
      if let node = root[name] {
        try editor.set([.key(name)], to: node, order: paper.kind.fields.map(\.name))
      } else if editor.root[name] != nil {
        try editor.remove([.key(name)])
      }
    }
  }

  private func entry(
    for request: ActRequest, in paper: Paper, _ root: Node, person: Organization.Person, now: Moment, _ schemas: Schemas
  ) throws -> Node {
    let decider = try request.decider.map { try self.person(named: $0, in: schemas) } ?? person
    let step = paper.workflow.index(of: request.step)
    let decision = try decision(of: request, step.map { paper.workflow.steps[$0] })
    let at = request.decidedAt ?? now
    guard at.seconds <= now.seconds else { throw WorkspaceError.notYet(at.shortText) }
    guard let day = CalendarDate(String(at.text.prefix(10))) else { throw WorkspaceError.malformedDate(at.text) }
    let candidates = paper.candidates(for: step, on: day)
    var delegation: RecordID?
    if step != nil || request.step == Workflow.GreenChannel.step, !candidates.contains(where: { $0.id == decider.id }) {
      delegation = try self.delegation(to: decider.id, at: at, among: candidates, schemas)
    }
    let isSigned = request.isSigned || (decision.isVerdict && paper.isSigned(step, on: day) && decider.id == person.id)
    let covers =
      decision == .approve || isSigned
      ? CoveredContent(
        of: root, in: step == nil ? nil : request.step, kind: paper.kind,
        schemas: schemas.replacing(paper.workflow)
      ).digest : nil
    var entries: [Mapping.Entry] = []
    func add(_ key: String, _ text: String?, _ style: Node.Style = .plain) {
      if let text { entries.append(.init(key: key, value: Node(.string(text), style: style))) }
    }
    add("step", request.step)
    add("by", decider.id)
    add("decision", decision.rawValue)
    add("at", at.text)
    add("to", request.returnTo)
    // Quoted, since a remark may have commas and colons.
    add("note", request.note, .doubleQuoted)
    add("covers", covers)
    add("evidence", request.evidence)
    add("entered-by", decider.id == person.id ? nil : person.id)
    add("delegation", delegation?.text)
    if isSigned, let covers {
      guard decider.id == person.id,
        let statement = SignedStatement(
          id: paper.id.text, step: request.step, decision: decision.rawValue, at: at.text, covers: covers)
      else { throw WorkspaceError.signedByAnother(decider.id) }
      add("signature", try signature(of: statement, by: person, on: day), .literal)
    }
    return Node(.mapping(Mapping(entries)), style: .block)
  }

  private func decision(
    of request: ActRequest, _ step: Workflow.Step?
  ) throws -> Workflow.Decision {
    if request.step == Workflow.withdrawal { return .withdraw }
    if let decision = request.decision { return decision }
    if let only = step?.completing.first, step?.completing.count == 1, only != .approve { return only }
    let words = step?.decisions ?? [.approve, .reject]
    throw WorkspaceError.decisionNeeded(step: request.step, words: words.map(\.rawValue))
  }

  /// A person by id or by name.
  func person(named name: String, in schemas: Schemas) throws -> Organization.Person {
    if let person = schemas.organization.person(name) { return person }
    let found = schemas.organization.people.filter { $0.name == name }
    guard let person = found.first, found.count == 1 else {
      throw WorkspaceError.noSuchPerson(
        name, nearest: nearestName(to: name, among: schemas.organization.people.map(\.id)))
    }
    return person
  }

  // MARK: Status and commit

  private func setStatus(
    _ editor: inout RecordEditor, _ paper: Paper, _ schemas: Schemas, _ order: [String]
  ) throws(RecordEditor.Failure) {
    guard let after = Paper(editor.root, path: paper.path, schemas: schemas.replacing(paper.workflow)),
      // A fault is said by itself: what its step would have brought is not there.
      after.progress.faults.isEmpty, let word = editor.root["status"]?.string,
      !after.progress.agrees(with: word, of: paper.kind)
    else { return }
    let words = after.progress.reachedStatuses(of: paper.kind)
    // Of several words with one meaning the first that the record is complete for.
    var whole = editor
    for word in words {
      var candidate = editor
      try candidate.set([.key("status")], to: Node(.string(word)), order: order)
      whole = candidate
      if paper.kind.schema.isValid(candidate.root) { break }
    }
    if words.count > 1, !paper.kind.schema.isValid(whole.root) {
      whole = editor
      try whole.set([.key("status")], to: Node(.string(words[0])), order: order)
    }
    editor = whole
  }

  private enum Kept {
    case committed(OID)
    case written
    case refused(CheckReport)

    var oid: OID? {
      if case .committed(let oid) = self { return oid }
      return nil
    }
  }

  /// Writes the record and commits it; puts it back as it was where that fails.
  private func keep(
    _ bytes: [UInt8], instead old: [UInt8], of paper: Paper, _ request: ActRequest, now: Moment,
    _ overrides: Identity.Overrides
  ) throws -> Kept {
    try setAside([paper.path])
    try FileWriting.write(bytes, to: absolute(paper.path))
    guard request.isCommitted else { return .written }
    let label = paper.workflow.index(of: request.step).map { paper.workflow.steps[$0].label }
    let subject = LocalizedText(
      en: "\(paper.id): \(request.step)", zh: "\(paper.id) \(label?.zh ?? request.step)"
    ).text(request.language)
    let outcome = try commitWritten(
      [WrittenFile(path: paper.path, bytes: bytes, old: old)], message: subject, identity: overrides, now: now,
      language: request.language, action: .act)
    switch outcome {
    case .committed(let oid, _, _, _, _): return .committed(oid)
    case .refused(let report, _): return .refused(report)
    case .unchanged: throw WorkspaceError.nothingToCommit
    }
  }
}
