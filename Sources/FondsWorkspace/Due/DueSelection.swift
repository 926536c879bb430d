import FondsModel
import FondsText

/// Which deadlines a list shows, and to whom each falls.
struct DueSelection {
  private let request: DueRequest
  private let moment: Moment
  private let organization: Organization
  private let day: CalendarDate
  private let role: String?
  private let person: String?
  /// The last moment of what is listed as ahead.
  let horizon: Moment

  init(_ request: DueRequest, at moment: Moment, schemas: Schemas, time: OfficeTime) throws {
    self.request = request
    self.moment = moment
    organization = schemas.organization
    day = time.zone.day(of: moment)
    role = try request.role.map { try Self.role($0, in: schemas.organization) }
    person = try request.person.map { try Self.person($0, in: schemas.organization) }
    try request.report.map { try Self.requireReport($0, in: schemas) }
    // A limit in days looks to the end of its last day.
    horizon =
      request.within.map { limit in
        limit.end(from: limit.unit.isOfDays ? .day(time.zone.day(of: moment)) : .moment(moment), by: time).moment
      } ?? moment
  }

  private static func requireReport(_ name: String, in schemas: Schemas) throws {
    let known = Set(schemas.kinds.values.flatMap { $0.obligations.flatMap(\.reports) }).sorted()
    guard known.contains(name) else { throw WorkspaceError.noSuchReport(name, known: known) }
  }

  private static func role(_ text: String, in organization: Organization) throws -> String {
    let known = organization.roles
    if let found = known.first(where: { $0.name == text || $0.label.zh == text || $0.label.en == text }) {
      return found.name
    }
    let names = known.flatMap { [$0.name, $0.label.zh] }
    throw WorkspaceError.noSuchRole(text, nearest: nearestName(to: text, among: names))
  }

  private static func person(_ text: String, in organization: Organization) throws -> String {
    let known = organization.people
    if let found = known.first(where: { $0.id == text }) ?? known.first(where: { $0.name == text }) { return found.id }
    throw WorkspaceError.noSuchPerson(text, nearest: nearestName(to: text, among: known.flatMap { [$0.id, $0.name] }))
  }

  func items(of entries: [DueReader.Entry], duties: [Deadline]) -> [DueList.Item] {
    let own = entries.flatMap { entry in
      standing(entry.deadlines).compactMap { item($0.deadline, entry, missed: $0.missed) }
    }
    let office = standing(duties).compactMap { item($0.deadline, nil, missed: $0.missed) }
    return (own + office).sorted(by: Self.isOrderedBefore)
  }

  private static func isOrderedBefore(_ one: DueList.Item, _ other: DueList.Item) -> Bool {
    let (a, b) = (one.deadline, other.deadline)
    return (a.due.seconds, a.record ?? "", a.name, a.department ?? "", a.part)
      < (b.due.seconds, b.record ?? "", b.name, b.department ?? "", b.part)
  }

  /// The deadlines that still ask for something. What comes round is asked for once: of the times that were missed since
  /// it was last done, the latest, since none of them can be made up twice; and of those ahead one a week, so that what is
  /// done daily does not hide the rest.
  private func standing(_ deadlines: [Deadline]) -> [(deadline: Deadline, missed: Int)] {
    guard !request.isComplete else { return deadlines.map { ($0, 0) } }
    var found: [(Deadline, Int)] = deadlines.filter { !$0.isRecurring }.map { ($0, 0) }
    for series in Dictionary(grouping: deadlines.filter(\.isRecurring), by: Series.init).values {
      var missed: [Deadline] = []
      var nextWeek = Int64.min
      for deadline in series.sorted(by: { $0.due.seconds < $1.due.seconds }) {
        if deadline.state(at: moment) == .done {
          missed = []
        } else if deadline.due.seconds < moment.seconds {
          missed.append(deadline)
        } else if deadline.due.seconds >= nextWeek {
          found.append((deadline, 0))
          nextWeek = deadline.due.seconds + 6 * 86_400
        }
      }
      if let last = missed.last { found.append((last, missed.count - 1)) }
    }
    return found
  }

  /// What tells one recurrence from another.
  private struct Series: Hashable {
    let record: String?
    let name: String
    let department: String?
    /// The item of a list that it is of.
    let item: String?

    init(_ deadline: Deadline) {
      record = deadline.source == .duty ? nil : deadline.record
      name = deadline.name
      department = deadline.department
      item = deadline.part.split(separator: " ").dropLast().first.map(String.init)
    }
  }

  private func item(_ deadline: Deadline, _ entry: DueReader.Entry?, missed: Int) -> DueList.Item? {
    if let report = request.report, !deadline.reports.contains(report) { return nil }
    let state = deadline.state(at: moment)
    switch state {
    case .done where !request.isComplete: return nil
    case .upcoming where request.report != nil: break
    case .upcoming where deadline.due.seconds > horizon.seconds && !request.isComplete: return nil
    default: break
    }
    let named = deadline.people.compactMap { organization.person($0) }
    let people =
      named.isEmpty
      ? deadline.role.map { organization.holders(of: $0, department: deadline.department, on: day) } ?? [] : named
    let escalation = state == .escalated ? deadline.escalation : nil
    let escalatedTo =
      escalation.map { organization.holders(of: $0.role, department: deadline.department, on: day) } ?? []
    if let role, deadline.role != role, escalation?.role != role { return nil }
    if let person, !(people + escalatedTo).contains(where: { $0.id == person }), !deadline.people.contains(person) {
      return nil
    }
    return DueList.Item(
      deadline: deadline, state: state, path: entry?.path ?? Duty.path, title: entry?.title,
      isConcealed: entry?.isConcealed ?? false, people: people,
      escalatedTo: escalatedTo, missedBefore: missed)
  }
}
