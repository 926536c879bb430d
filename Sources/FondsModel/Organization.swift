import FondsText

/// Who the office is: departments, roles and people (`Schemas/organization.yaml`).
public final class Organization: Sendable {
  public struct Department: Sendable, Hashable {
    public let code: String
    public let name: LocalizedText
    /// The first and the last day on which the department exists; nil where that is open.
    public let from: CalendarDate?
    public let until: CalendarDate?

    public func isInForce(on day: CalendarDate) -> Bool {
      day.lies(from: from, until: until)
    }
  }

  /// What somebody is in the office for: steps of workflows name roles, not people.
  public final class Role: Sendable {
    public let name: String
    public let label: LocalizedText
    /// Whether its holders act for their own department alone.
    public let isPerDepartment: Bool
    /// The role that decides where nobody of this one may.
    public let superior: String?
    /// The role that stands in where there is no superior either.
    public let deputy: String?
    /// The largest sum that it may approve; nil for any.
    public let limit: Number?
    /// The first day from which its decisions are signed; nil for never.
    public let signsFrom: CalendarDate?
    /// Whether its holders alone change the rules (`Schemas/`), once there are any.
    public let keepsRules: Bool

    init?(_ node: Node) {
      guard let name = node["name"]?.string else { return nil }
      self.name = name
      label = node["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name)
      isPerDepartment = node["per-department"]?.bool ?? false
      superior = node["superior"]?.string
      deputy = node["deputy"]?.string
      limit = node["limit"]?.number
      signsFrom = node["signs-from"]?.string.flatMap { CalendarDate($0) }
      keepsRules = node["keeps-rules"]?.bool ?? false
    }
  }

  public final class Person: Sendable {
    /// A role, and the first and the last day on which the person has it; nil where that is open.
    public struct Term: Sendable, Hashable {
      public let role: String
      public let from: CalendarDate?
      public let until: CalendarDate?

      public func isInForce(on day: CalendarDate) -> Bool {
        day.lies(from: from, until: until)
      }
    }

    public let id: String
    public let name: String
    public let department: String?
    public let terms: [Term]
    /// Who stands in for the person.
    public let deputy: String?
    /// The addresses by which Git knows the person.
    public let emails: [String]
    /// The keys with which the person signs, those of the past included.
    public let keys: [SigningKey]
    /// The first and the last day in the office; nil where that is open.
    public let from: CalendarDate?
    public let until: CalendarDate?

    init?(_ node: Node) {
      guard let id = node["id"]?.string else { return nil }
      self.id = id
      name = node["name"]?.string ?? id
      department = node["department"]?.string
      terms = (node["roles"]?.sequence ?? []).compactMap(Term.init)
      deputy = node["deputy"]?.string
      emails = (node["email"].map { $0.sequence ?? [$0] } ?? []).compactMap(\.string)
      keys = (node["keys"]?.sequence ?? []).compactMap { SigningKey($0) }
      from = node["from"]?.string.flatMap { CalendarDate($0) }
      until = node["until"]?.string.flatMap { CalendarDate($0) }
    }
  }

  public let departments: [Department]
  public let roles: [Role]
  public let people: [Person]
  /// Where each stands among ``people``, by id.
  private let places: [String: Int]

  /// The departments with a code. One code may stand for several in turn, each in force for its own time.
  public func departments(_ code: String) -> [Department] {
    departments.filter { $0.code == code }
  }

  /// Some roles and all those to which a step of theirs can fall.
  func roles(standingInFor roles: [String]) -> [String] {
    var found: [String] = []
    var pending = roles
    while let name = pending.popLast() {
      guard !found.contains(name) else { continue }
      found.append(name)
      pending += [role(name)?.superior, role(name)?.deputy].compactMap(\.self)
    }
    return found
  }

  /// Whether the superiors of a role lead back to it.
  func isOwnSuperior(_ name: String) -> Bool {
    var visited: Set<String> = []
    var next = role(name)?.superior
    while let current = next, visited.insert(current).inserted {
      if current == name { return true }
      next = role(current)?.superior
    }
    return false
  }

  public func role(_ name: String) -> Role? {
    roles.first { $0.name == name }
  }

  public func person(_ id: String) -> Person? {
    places[id].map { people[$0] }
  }

  /// The person to whom an address of Git belongs.
  public func person(email: String) -> Person? {
    people.first { $0.emails.contains { $0.lowercased() == email.lowercased() } }
  }

  /// Those who keep the rules on a day.
  ///
  /// Where somebody is named for it, but nobody has the office on that day, it is those who are named: a vacancy opens the
  /// rules to nobody.
  public func ruleKeepers(on day: CalendarDate) -> [Person] {
    let names = roles.filter(\.keepsRules).map(\.name)
    let present = people.filter { person in names.contains { person.holds($0, on: day) } }
    return present.isEmpty ? people.filter { $0.terms.contains { names.contains($0.role) } } : present
  }

  init(_ root: Node) {
    departments = (root["departments"]?.sequence ?? []).compactMap { item in
      guard let code = item["code"]?.string else { return nil }
      return Department(
        code: code, name: item["name"].flatMap(LocalizedText.init) ?? LocalizedText(en: code, zh: code),
        from: item["from"]?.string.flatMap { CalendarDate($0) },
        until: item["until"]?.string.flatMap { CalendarDate($0) })
    }
    roles = (root["roles"]?.sequence ?? []).compactMap(Role.init)
    people = (root["people"]?.sequence ?? []).compactMap(Person.init)
    places = Dictionary(zip(people.map(\.id), people.indices)) { first, _ in first }
  }
}

extension Organization.Person.Term {
  /// Reads `ceo`, or `{role: ceo, from: 2023-05-01}`.
  init?(_ node: Node) {
    guard let role = node.string ?? node["role"]?.string else { return nil }
    self.role = role
    from = node["from"]?.string.flatMap { CalendarDate($0) }
    until = node["until"]?.string.flatMap { CalendarDate($0) }
  }
}
