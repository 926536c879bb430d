import FondsText

/// Who the office is: departments, roles and people (`Schemas/organization.yaml`).
public struct Organization: Sendable {
  public struct Department: Sendable, Hashable {
    public let code: String
    public let name: LocalizedText
    /// The first and the last day on which the department exists; nil where that is open.
    public let from: CalendarDate?
    public let until: CalendarDate?

    public func isInForce(on day: CalendarDate) -> Bool {
      if let from, day < from { return false }
      if let until, day > until { return false }
      return true
    }
  }

  public struct Person: Sendable, Hashable {
    public let id: String
    public let name: String
    public let department: String?
    public let roles: [String]
    /// The addresses by which Git knows the person.
    public let emails: [String]
    /// The keys with which the person signs, those of the past included.
    public let keys: [SigningKey]
    /// The first and the last day in the office; nil where that is open.
    public let from: CalendarDate?
    public let until: CalendarDate?
  }

  public let departments: [Department]
  public let people: [Person]

  /// The departments with a code. One code may stand for several in turn, each in force for its own time.
  public func departments(_ code: String) -> [Department] {
    departments.filter { $0.code == code }
  }

  public func person(_ id: String) -> Person? {
    people.first { $0.id == id }
  }

  /// The person to whom an address of Git belongs.
  public func person(email: String) -> Person? {
    people.first { $0.emails.contains { $0.lowercased() == email.lowercased() } }
  }

  init(_ root: Node) {
    departments = (root["departments"]?.sequence ?? []).compactMap { item in
      guard let code = item["code"]?.string else { return nil }
      return Department(
        code: code, name: item["name"].flatMap(LocalizedText.init) ?? LocalizedText(en: code, zh: code),
        from: item["from"]?.string.flatMap { CalendarDate($0) },
        until: item["until"]?.string.flatMap { CalendarDate($0) })
    }
    people = (root["people"]?.sequence ?? []).compactMap { item in
      guard let id = item["id"]?.string else { return nil }
      let emails = item["email"].map { $0.sequence ?? [$0] } ?? []
      return Person(
        id: id, name: item["name"]?.string ?? id, department: item["department"]?.string,
        roles: (item["roles"]?.sequence ?? []).compactMap(\.string), emails: emails.compactMap(\.string),
        keys: (item["keys"]?.sequence ?? []).compactMap { SigningKey($0) },
        from: item["from"]?.string.flatMap { CalendarDate($0) },
        until: item["until"]?.string.flatMap { CalendarDate($0) })
    }
  }
}
