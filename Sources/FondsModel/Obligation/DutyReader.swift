import FondsText
import JSONSchema

extension ConfigurationForm {
  /// The duties: a file that an office may do without.
  static let duties = ConfigurationForm(
    "duties", unique: [("duties", "name")],
    """
    type: object
    properties:
      duties:
        type: array
        items:
          type: object
          properties:
            name: {$ref: "#/$defs/obligation-name"}
            label: {$ref: "#/$defs/label"}
            every: {$ref: "#/$defs/recurrence"}
            from: {type: string, format: date}
            until: {type: string, format: date}
            per: {enum: [fonds, department]}
            departments: {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}
            role: {type: string, minLength: 1}
            kind: {type: string, minLength: 1}
            where: {type: object}
            when: {type: object}
            rows: {type: string, minLength: 1}
            day: {type: string, minLength: 1}
            done: {type: string, minLength: 1}
            within: {allOf: [{$ref: "#/$defs/limit"}, {pattern: "^[1-9]"}]}
            escalate: {$ref: "#/$defs/escalation"}
            remind: {$ref: "#/$defs/limit"}
            target: {$ref: "#/$defs/target"}
          required: [name, label, every, from, kind, role]
          # Of which rows: only where rows fulfil it.
          dependentRequired: {when: [rows]}
          additionalProperties: false
    required: [duties]
    additionalProperties: false
    $defs:
    """ + ObligationForm.shared)
}

/// Reads the duties, and finds what an office can get wrong in them beyond their form.
struct DutyReader {
  /// The file, whose form has been judged.
  let root: Node
  let organization: Organization
  /// The sound kinds.
  let kinds: [String: Kind]
  /// The names of all kinds, broken ones and such as are not loaded included.
  let kindNames: Set<String>

  private var path: String { ConfigurationForm.duties.path }

  /// The conditions, with the places where they stand.
  static func conditions(_ root: Node) -> [(pointer: String, condition: Node)] {
    (root["duties"]?.sequence ?? []).enumerated().flatMap { index, duty in
      ["where", "when"].compactMap { key in duty[key].map { ("/duties/\(index)/\(key)", $0) } }
    }
  }

  func duties(_ set: SchemaSet) -> [Duty] {
    (root["duties"]?.sequence ?? []).enumerated().compactMap { index, node in
      Duty(node) { pointer in
        node[String(pointer.dropFirst())] == nil ? nil : set.schema(path, pointer: "/duties/\(index)" + pointer)
      }
    }
  }

  var faults: [SchemaFileFault] {
    (root["duties"]?.sequence ?? []).flatMap { node in
      roles(of: node) + departments(of: node) + recurrence(node["every"]) + kind(of: node)
    }
  }

  private func fault(_ node: Node, _ problem: SchemaFileFault.Problem) -> SchemaFileFault {
    SchemaFileFault(path: path, range: node.range, problem: problem)
  }

  private func roles(of node: Node) -> [SchemaFileFault] {
    [node["role"], node["escalate"]?["to"]].compactMap(\.self).compactMap {
      organization.fault(ofRole: $0, path: path)
    }
  }

  private func departments(of node: Node) -> [SchemaFileFault] {
    let known = organization.departments.map(\.code)
    return (node["departments"]?.sequence ?? []).compactMap { item in
      guard let code = item.string, !known.contains(code) else { return nil }
      return fault(item, .noSuchDepartment(code, nearest: nearestName(to: code, among: known)))
    }
  }

  private func recurrence(_ node: Node?) -> [SchemaFileFault] {
    guard let node, let text = node.string, Recurrence(text) == nil else { return [] }
    return [fault(node, .noSuchDay(text))]
  }

  private func kind(of node: Node) -> [SchemaFileFault] {
    guard let named = node["kind"], let name = named.string else { return [] }
    guard kindNames.contains(name) else {
      return [fault(named, .noSuchKind(name, nearest: nearestName(to: name, among: kindNames)))]
    }
    guard let kind = kinds[name] else { return [] }
    var parts = kind.fields
    if let rows = node["rows"], let name = rows.string {
      guard let field = kind.fields.field(at: name) else { return [noSuchField(name, rows, kind.fields)] }
      guard field.isList else { return [fault(rows, .isNoList(name))] }
      parts = field.children
    }
    let fields = [node["day"], node["done"]].compactMap(\.self).compactMap { item -> SchemaFileFault? in
      guard let name = item.string, parts.field(at: name) == nil, kind.fields.field(at: name) == nil else { return nil }
      return noSuchField(name, item, parts)
    }
    return fields + condition(node["where"], kind.fields) + condition(node["when"], parts)
  }

  private func condition(_ node: Node?, _ fields: [Field]) -> [SchemaFileFault] {
    let required = Set(fields.filter(\.isRequired).map(\.name))
    return node.map { ConditionFaults(path: path).condition($0, fields, required) } ?? []
  }

  private func noSuchField(_ name: String, _ node: Node, _ fields: [Field]) -> SchemaFileFault {
    fault(node, .noSuchField(name, nearest: nearestName(to: name, among: fields.map(\.name))))
  }
}
