import FondsText

/// Who may take a step: roles resolved within a department, on one day.
struct Authority {
  let organization: Organization
  let department: String
  let day: CalendarDate
  /// The sum at stake, where the step is held against the roles' limits.
  var amount: Number?

  /// Those who may take a step of some roles.
  ///
  /// Holders who are excluded (they ask for it themselves, or have decided on the paper already) or whose limit is lower
  /// than the sum leave it to the role's superior, and where nobody is left there, to the deputy.
  func eligible(_ roles: [String], without excluded: Set<String> = []) -> [Organization.Person] {
    var visited: Set<String> = []
    return eligible(roles, without: excluded, &visited)
  }

  /// Whether somebody is among the eligible by holding one of the roles, nobody being excluded.
  func holds(_ id: String, _ roles: [String]) -> Bool {
    guard let person = organization.person(id) else { return false }
    return roles.contains { role in
      guard person.holds(role, on: day), isWithinLimit(of: role) else { return false }
      return !(organization.role(role)?.isPerDepartment ?? false) || person.department == department
    }
  }

  private func eligible(
    _ roles: [String], without excluded: Set<String>, _ visited: inout Set<String>
  ) -> [Organization.Person] {
    let roles = roles.filter { visited.insert($0).inserted }
    guard !roles.isEmpty else { return [] }
    let all = roles.flatMap { holders(of: $0) }
    let free = all.filter { !excluded.contains($0.id) }
    let able = free.filter { person in roles.contains { person.holds($0, on: day) && isWithinLimit(of: $0) } }
    if !able.isEmpty { return able.unique }
    let known = roles.compactMap { organization.role($0) }
    let superiors = eligible(known.compactMap(\.superior), without: excluded, &visited)
    if !superiors.isEmpty { return superiors }
    guard roles.contains(where: isWithinLimit) else { return [] }
    let deputies =
      known.compactMap(\.deputy).flatMap { holders(of: $0) }
      + all.compactMap(\.deputy).compactMap { organization.person($0) }
    return deputies.filter { !excluded.contains($0.id) && $0.isInOffice(on: day) }.unique
  }

  /// Those who hold a role on the day: of a role that is each department's own, those of the record's.
  func holders(of role: String) -> [Organization.Person] {
    let isPerDepartment = organization.role(role)?.isPerDepartment ?? false
    return organization.people.filter {
      $0.holds(role, on: day) && (!isPerDepartment || $0.department == department)
    }
  }

  private func isWithinLimit(of role: String) -> Bool {
    guard let amount, let limit = organization.role(role)?.limit else { return true }
    return amount <= limit
  }
}

extension Organization.Person {
  /// Whether the person holds a role on a day, and is in the office.
  public func holds(_ role: String, on day: CalendarDate) -> Bool {
    isInOffice(on: day) && terms.contains { $0.role == role && $0.isInForce(on: day) }
  }

  public func isInOffice(on day: CalendarDate) -> Bool {
    day.lies(from: from, until: until)
  }
}

extension [Organization.Person] {
  /// Each person once.
  fileprivate var unique: [Organization.Person] {
    var seen: Set<String> = []
    return filter { seen.insert($0.id).inserted }
  }
}
