import FondsModel
import FondsText

/// A record on its way: its trail, replayed along the workflow that it goes by.
struct Paper {
  let id: RecordID
  let path: String
  let root: Node
  let kind: Kind
  let workflow: Workflow
  let trail: [TrailEntry]
  let progress: Progress
  let organization: Organization

  /// Nil for a record without a workflow, or with a trail that is none.
  init?(_ root: Node, path: String, schemas: Schemas) {
    guard let id = root["id"]?.string.flatMap({ RecordID($0) }),
      let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }),
      let workflow = schemas.workflow(of: kind), let trail = TrailEntry.trail(of: root)
    else { return nil }
    self.id = id
    self.path = path
    self.root = root
    self.kind = kind
    self.workflow = workflow
    self.trail = trail
    organization = schemas.organization
    progress = workflow.progress(
      of: root, trail: trail, department: id.series.department, organization: organization)
  }

  /// Those who may take a step; nil for the decision of the green channel.
  func candidates(for step: Int?, on day: CalendarDate) -> [Organization.Person] {
    workflow.candidates(
      for: step, of: root, trail: trail, progress: progress, department: id.series.department,
      organization: organization, on: day)
  }

  /// Whether the decisions of a step are signed on a day; nil for the green channel's.
  func isSigned(_ step: Int?, on day: CalendarDate) -> Bool {
    let roles = step.map { workflow.steps[$0].roles } ?? [workflow.greenChannel?.to].compactMap(\.self)
    return roles.contains { organization.role($0)?.signsFrom.map { $0 <= day } ?? false }
  }

  /// Whether the leader may decide at once.
  var isGreenOpen: Bool {
    guard workflow.greenChannel?.to != nil, workflow.isGreen(root) else { return false }
    let isDecided = progress.approvals.contains { $0.step == nil }
    return !isDecided && [.notBegun, .underWay, .returned].contains(progress.outcome)
  }

  /// The steps that can be taken on a day.
  func openSteps(on day: CalendarDate, by time: OfficeTime) -> [OpenStep] {
    var open = progress.runs.filter(\.isOpen).map { run in
      let step = workflow.steps[run.step]
      return OpenStep(
        id: id, title: title, step: step.name, label: step.label, decisions: step.decisions,
        people: candidates(for: run.step, on: day), due: workflow.end(of: run, for: root, by: time)?.moment,
        isOptional: step.isOptional,
        isToMakeUp: run.isToMakeUp)
    }
    if isGreenOpen {
      open.insert(
        OpenStep(
          id: id, title: title, step: Workflow.GreenChannel.step,
          label: LocalizedText(en: "Green channel", zh: "绿色通道"), decisions: [.approve, .reject],
          people: candidates(for: nil, on: day), due: nil, isOptional: true, isToMakeUp: false), at: 0)
    }
    return open
  }

  private var title: String { root["title"]?.string ?? "" }
}
