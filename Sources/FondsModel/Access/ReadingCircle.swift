import FondsText

/// Those who may read a record that is not for everybody.
public struct ReadingCircle: Sendable {
  public enum Members: Sendable, Hashable {
    /// Those whom the record names.
    case people([String])
    /// The readers of its level.
    case roles([String])
  }

  public let members: Members
  /// Those who may read it whoever else may: who is in charge of it, and who asked for it.
  private let own: Set<String>
  private let organization: Organization

  /// Nil for a record that anybody in the house may read, or anybody of whom its level says nothing.
  public init?(of record: Node, _ kind: Kind, _ schemas: Schemas) {
    let people = record["circle"]?.sequence?.compactMap(\.string) ?? []
    let level = schemas.classification.level(of: record)
    if !people.isEmpty {
      members = .people(people)
    } else if let readers = level?.readers, level?.isOpen == false {
      members = .roles(readers)
    } else {
      return nil
    }
    var own = Set([record["owner"]?.string].compactMap(\.self))
    if case .roles = members { own.formUnion(schemas.workflow(of: kind)?.requesters(of: record) ?? []) }
    self.own = own
    organization = schemas.organization
  }

  /// Whether somebody belongs to it on a day; nil for any day.
  public func contains(_ person: String, on day: CalendarDate?) -> Bool {
    guard !own.contains(person) else { return true }
    switch members {
    case .people(let people): return people.contains(person)
    case .roles(let roles):
      guard let known = organization.person(person) else { return false }
      return known.terms.contains { term in roles.contains(term.role) && (day.map(term.isInForce) ?? true) }
    }
  }
}
