import FondsModel
import FondsText

extension Workspace {
  /// The steps of a paper that can be taken now.
  func openSteps(of paper: Paper, now: Moment, _ schemas: Schemas) throws -> [OpenStep] {
    let clock = try clock()
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: clock.zone)
    return paper.openSteps(on: try clock.day(of: now), by: time)
  }

  /// What a person can do now, over all records.
  ///
  /// - Parameter person: nil for who works here.
  public func openSteps(
    for person: String?, now: Moment, overrides: Identity.Overrides
  ) throws -> (person: Organization.Person, steps: [OpenStep]) {
    let schemas = try soundSchemas()
    let who = try person.map { try self.person(named: $0, in: schemas) } ?? currentPerson(overrides, in: schemas)
    guard let who else { throw WorkspaceError.unknownPerson }
    let clock = try clock()
    let day = try clock.day(of: now)
    let time = OfficeTime(calendar: schemas.settings.calendar, zone: clock.zone)
    let tree = try workTree()
    let files = try tree.files(below: RecordPath.root).filter { RecordPath.number(atHome: $0.path) != nil }
    let past = try PastRules(of: self, tree: tree, schemas: schemas)
    let changes = past.changes
    @Sendable func steps(of paper: Paper) -> [OpenStep] {
      paper.openSteps(on: day, by: time).filter { step in step.people.contains { $0.id == who.id } }
    }
    // Of most papers nothing but their steps stays in memory.
    let found = try reading(files, in: tree) { content, path -> (steps: [OpenStep], older: Paper?) in
      guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root,
        let paper = Paper(root, path: path, schemas: schemas)
      else { return ([], nil) }
      return PastRules.mayBePast(root, paper.kind, changes) ? ([], paper) : (steps(of: paper), nil)
    }
    let steps = try found.flatMap { found -> [OpenStep] in
      guard let paper = found.older else { return found.steps }
      let rules = try past.schemas(for: paper.root, kind: paper.kind) ?? schemas
      return Paper(paper.root, path: paper.path, schemas: rules).map(steps) ?? []
    }
    return (who, steps)
  }

  /// The number of a delegation by which somebody acts for one of some people at a moment; nil where there is none.
  func delegation(
    to delegate: String, at moment: Moment, among principals: [Organization.Person], _ schemas: Schemas
  ) throws -> RecordID? {
    let names = Set(principals.map(\.id))
    let types = Set(schemas.kinds.values.filter { $0.delegates }.compactMap(\.type))
    let tree = try workTree()
    for file in try tree.files(below: RecordPath.root) {
      guard let id = RecordPath.number(atHome: file.path), types.contains(id.series.type),
        case .bytes(let bytes) = try tree.read(file), let root = RecordReader.read(bytes).root,
        let delegation = root["kind"]?.string.flatMap({ schemas.kinds[$0] })?.delegation(in: root),
        delegation.isGranted, delegation.delegate == delegate, delegation.covers(moment),
        names.contains(delegation.delegator)
      else { continue }
      return id
    }
    return nil
  }
}
