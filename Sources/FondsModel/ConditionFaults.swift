import FondsText
import JSONSchema

/// Conditions over fields that may be absent.
///
/// JSON Schema passes what is absent, so `if: {properties: {amount: {minimum: 50000}}}` holds for every record without an
/// amount. A condition that names a field therefore also requires it, unless the kind does (design § 1.2).
struct ConditionFaults {
  let path: String

  /// The faults of every `if` in a kind's file.
  func faults(in root: Node, fields: [Field]) -> [SchemaFileFault] {
    let scope = Scope(fields: fields, required: Self.alwaysThere(fields))
    var faults = self.faults(of: root, scope)
    for entry in root["$defs"]?.mapping?.entries ?? [] {
      // A shared shape is judged by itself: what is around it differs from use to use.
      faults += self.faults(of: entry.value, Scope(fields: nil, required: []))
    }
    return faults
  }

  /// The fields around a schema, nil where they are not known, and those that are always there.
  private struct Scope {
    let fields: [Field]?
    let required: Set<String>
  }

  private static func alwaysThere(_ fields: [Field]) -> Set<String> {
    Set(fields.filter(\.isRequired).map(\.name))
  }

  /// Looks for conditions in a schema and in those of its parts.
  private func faults(of schema: Node, _ scope: Scope) -> [SchemaFileFault] {
    let required = scope.required.union((schema["required"]?.sequence ?? []).compactMap(\.string))
    let scope = Scope(fields: scope.fields, required: required)
    var faults = schema["if"].map { condition($0, scope.fields, scope.required) } ?? []
    for key in ["then", "else"] { faults += schema[key].map { self.faults(of: $0, scope) } ?? [] }
    for part in ["allOf", "anyOf", "oneOf"].flatMap({ schema[$0]?.sequence ?? [] }) {
      faults += self.faults(of: part, scope)
    }
    for entry in schema["properties"]?.mapping?.entries ?? [] {
      let children = scope.fields?.first { $0.name == entry.key }?.children
      let inner = Scope(fields: children, required: children.map(Self.alwaysThere) ?? [])
      faults += self.faults(of: entry.value, inner)
    }
    if let items = schema["items"] { faults += self.faults(of: items, Scope(fields: scope.fields, required: [])) }
    return faults
  }

  /// What a condition says of fields without requiring them, or of fields that do not exist.
  ///
  /// - Parameter required: the fields that are there wherever the condition is asked.
  func condition(_ schema: Node, _ fields: [Field]?, _ required: Set<String>) -> [SchemaFileFault] {
    let required = required.union((schema["required"]?.sequence ?? []).compactMap(\.string))
      // What one part of an `allOf` requires is there for all its parts.
      .union((schema["allOf"]?.sequence ?? []).flatMap { ($0["required"]?.sequence ?? []).compactMap(\.string) })
    var faults: [SchemaFileFault] = []
    if let fields {
      for node in schema["required"]?.sequence ?? [] {
        guard let name = node.string, !fields.contains(where: { $0.name == name }) else { continue }
        faults.append(noSuchField(name, node.range, fields))
      }
    }
    for entry in schema["properties"]?.mapping?.entries ?? [] {
      let field = fields?.first { $0.name == entry.key }
      if let fields, field == nil {
        faults.append(noSuchField(entry.key, entry.keyRange, fields))
      } else if !required.contains(entry.key) {
        faults.append(SchemaFileFault(path: path, range: entry.keyRange, problem: .conditionOverAbsent(entry.key)))
      } else {
        faults += condition(entry.value, field?.children, [])
      }
    }
    for part in ["allOf", "anyOf", "oneOf"].flatMap({ schema[$0]?.sequence ?? [] }) {
      faults += condition(part, fields, required)
    }
    for key in ["items", "contains"] { faults += schema[key].map { condition($0, fields, []) } ?? [] }
    if let negated = schema["not"] { faults += condition(negated, fields, required) }
    return faults
  }

  private func noSuchField(_ name: String, _ range: Range<Int>, _ fields: [Field]) -> SchemaFileFault {
    let nearest = nearestName(to: name, among: fields.map(\.name))
    return SchemaFileFault(path: path, range: range, problem: .noSuchField(name, nearest: nearest))
  }
}
