import FondsText
import JSONSchema

extension ConfigurationForm {
  /// The schedule: a file that an office of earlier days may not have.
  static let retention = ConfigurationForm(
    "retention", unique: [("classes", "name")],
    """
    type: object
    properties:
      classes:
        type: array
        minItems: 1
        items:
          type: object
          properties:
            name: {type: string, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
            label: {$ref: "#/$defs/label"}
            kinds: {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}
            when: {type: object}
            period: {type: string, pattern: "^(permanent|[1-9][0-9]{0,2}y)$"}
            from: {anyOf: [{type: string, minLength: 1}, {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}]}
            event: {$ref: "#/$defs/label"}
            cut-off: {enum: [year-end, none]}
            disposition: {enum: [review, transfer, destroy]}
            keep-while:
              type: object
              properties:
                reason: {$ref: "#/$defs/label"}
                when: {type: object}
              required: [reason, when]
              additionalProperties: false
            basis: {$ref: "#/$defs/label"}
          required: [name, label, period, from, disposition, basis]
          additionalProperties: false
    required: [classes]
    additionalProperties: false
    """)
}

/// Reads the schedule, and finds what an office can get wrong in it beyond its form.
struct RetentionReader {
  /// The file, whose form has been judged.
  let root: Node
  /// The sound kinds that are loaded.
  let kinds: [String: Kind]
  /// The names of all kinds, broken ones and such as are not loaded included.
  let kindNames: Set<String>

  private var path: String { ConfigurationForm.retention.path }
  private var items: [Node] { root["classes"]?.sequence ?? [] }

  /// The conditions, with the places where they stand.
  static func conditions(_ root: Node) -> [(pointer: String, condition: Node)] {
    (root["classes"]?.sequence ?? []).enumerated().flatMap { index, item in
      RetentionClass.conditions(of: item).map { ("/classes/\(index)" + $0.pointer, $0.condition) }
    }
  }

  func schedule(_ set: SchemaSet) -> RetentionSchedule {
    RetentionSchedule(
      classes: items.enumerated().compactMap { index, node in
        let places = Set(RetentionClass.conditions(of: node).map(\.pointer))
        return RetentionClass(node) { pointer in
          places.contains(pointer) ? set.schema(path, pointer: "/classes/\(index)" + pointer) : nil
        }
      })
  }

  var faults: [SchemaFileFault] {
    items.flatMap { item in
      kinds(of: item) + triggers(of: item) + conditions(of: item) + disposition(of: item)
    } + unreachable
  }

  private func fault(_ range: Range<Int>?, _ problem: SchemaFileFault.Problem) -> SchemaFileFault {
    SchemaFileFault(path: path, range: range, problem: problem)
  }

  private func kinds(of item: Node) -> [SchemaFileFault] {
    (item["kinds"]?.sequence ?? []).compactMap { node in
      guard let name = node.string, !kindNames.contains(name) else { return nil }
      return fault(node.range, .noSuchKind(name, nearest: nearestName(to: name, among: kindNames)))
    }
  }

  /// The kinds of a class that are loaded, and whether these are all.
  private func kinds(under item: Node) -> (loaded: [Kind], areAll: Bool) {
    guard let listed = item["kinds"]?.sequence else {
      return (kinds.values.filter { $0.type != nil }.sorted { $0.name < $1.name }, kinds.count == kindNames.count)
    }
    let found = listed.compactMap { $0.string.flatMap { kinds[$0] } }
    return (found, found.count == listed.count)
  }

  // MARK: Triggers

  /// A trigger that none of the class's kinds has, and a kind that has none of the triggers: its records would never be due.
  private func triggers(of item: Node) -> [SchemaFileFault] {
    let (kinds, areAll) = kinds(under: item)
    guard let first = kinds.first else { return [] }
    let nodes = item["from"].map { $0.sequence ?? [$0] } ?? []
    let unknown = nodes.filter { node in !kinds.contains { has(node.string ?? "", $0) } }
    if areAll, !unknown.isEmpty {
      return unknown.map { node in
        let name = node.string ?? ""
        return fault(node.range, .noSuchField(name, nearest: nearestName(to: name, among: first.fields.map(\.name))))
      }
    }
    return kinds.filter { kind in !nodes.contains { has($0.string ?? "", kind) } }.prefix(1).map { kind in
      let listed = item["kinds"]?.sequence?.first { $0.string == kind.name }
      return fault(listed?.range ?? item["from"]?.range, .noTrigger(kind: kind.name))
    }
  }

  private func has(_ path: String, _ kind: Kind) -> Bool {
    guard let (own, beyond) = kind.trigger(path) else { return false }
    guard let beyond, let allowed = kind.fields.field(at: own)?.allowedKinds else { return true }
    // Kinds that are not loaded may have the field.
    let others = allowed.isEmpty ? [kind] : allowed.compactMap { kinds[$0] }
    return others.count < allowed.count || others.contains { $0.fields.field(at: beyond) != nil }
  }

  // MARK: Conditions

  private func conditions(of item: Node) -> [SchemaFileFault] {
    // What several kinds lack alike is one fault.
    var seen: Set<Range<Int>> = []
    return kinds(under: item).loaded.flatMap { kind in
      let required = Set(kind.fields.filter(\.isRequired).map(\.name))
      return RetentionClass.conditions(of: item).flatMap {
        ConditionFaults(path: path).condition($0.condition, kind.fields, required)
      }
    }.filter { $0.range.map { seen.insert($0).inserted } ?? true }
  }

  private func disposition(of item: Node) -> [SchemaFileFault] {
    guard let node = item["disposition"], node.string == "destroy", item["period"]?.string == "permanent" else {
      return []
    }
    return [fault(node.range, .permanentDestroyed)]
  }

  /// Kinds of which an earlier class takes every record, or the same ones.
  private var unreachable: [SchemaFileFault] {
    typealias Claim = (condition: Node?, by: String)
    var taken: [String: [Claim]] = [:]
    var takenOfAll: [Claim] = []
    return items.flatMap { item -> [SchemaFileFault] in
      let claim = (condition: item["when"], by: item["name"]?.string ?? "")
      func earlier(_ claims: [Claim]) -> Claim? {
        claims.first { $0.condition == nil || $0.condition == claim.condition }
      }
      guard let listed = item["kinds"]?.sequence else {
        defer { takenOfAll.append(claim) }
        return earlier(takenOfAll).map { [fault(item["name"]?.range, .unreachableClass(kind: nil, by: $0.by))] } ?? []
      }
      return listed.compactMap { node in
        guard let kind = node.string else { return nil }
        defer { taken[kind, default: []].append(claim) }
        return earlier(takenOfAll + (taken[kind] ?? [])).map {
          fault(node.range, .unreachableClass(kind: kind, by: $0.by))
        }
      }
    }
  }
}
