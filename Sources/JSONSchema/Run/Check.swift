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

/// ``Check/passes(_:_:_:)`` of one check. A run calls thousands, and each call of an existential would copy what is in it.
typealias Judge = @Sendable (_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool

extension Check {
  var judge: Judge { { passes($0, &$1, &$2) } }
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
