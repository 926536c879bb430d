import FondsText

/// What a keyword demands of an instance.
protocol Check: Sendable {
  var origin: Origin { get }

  /// The schemas that the check applies to the same instance, not to a part of it.
  var inPlace: [SchemaID] { get }

  /// The properties that the keyword names.
  var propertyNames: [String] { get }

  /// Whether the instance passes. Where it doesn't and the run collects, at least one fault is reported.
  ///
  /// - Parameter seen: the parts of the instance that have been evaluated; kept up only where it is wanted.
  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool
}

/// A check as a run calls it: thousands of times, on several threads at once, without counting a reference.
final class Judge: Sendable {
  private let check: any Check

  init(_ check: any Check) { self.check = check }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    check.passes(instance, &run, &seen)
  }
}

extension Check {
  var inPlace: [SchemaID] { [] }
  var propertyNames: [String] { [] }
}

/// The keyword that a check stems from, and where it stands.
struct Origin: Sendable {
  let keyword: SchemaKeyword
  let location: SchemaLocation
}

/// A schema that is ready to run.
final class CompiledSchema: Sendable {
  enum Body: Sendable {
    case always, never, checks
    /// Not asked for: no compiled document refers to it.
    case absent
  }

  let body: Body
  let checks: [any Check]
  /// Whether a keyword of the schema asks what the others left unevaluated.
  let tracks: Bool
  let resource: Int
  let location: SchemaLocation

  init(_ body: Body, checks: [any Check] = [], resource: Int, location: SchemaLocation) {
    self.body = checks.isEmpty && body == .checks ? .always : body
    self.checks = checks
    self.tracks = checks.contains { $0 is UnevaluatedProperties || $0 is UnevaluatedItems }
    self.resource = resource
    self.location = location
  }

  static func absent(resource: Int) -> CompiledSchema {
    CompiledSchema(
      .absent, resource: resource, location: SchemaLocation(document: "", pointer: "", range: 0..<0))
  }

  var inPlace: [SchemaID] { checks.flatMap(\.inPlace) }
}
