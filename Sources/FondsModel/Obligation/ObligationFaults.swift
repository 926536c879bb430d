import FondsText

/// What an office can get wrong in a kind's obligations beyond their form: names of fields and roles that do not exist,
/// conditions over fields that may be absent, one name twice.
struct ObligationFaults {
  let path: String
  let fields: [Field]
  let organization: Organization

  func faults(in list: Node?) -> [SchemaFileFault] {
    var seen: Set<String> = []
    return (list?.sequence ?? []).flatMap { node -> [SchemaFileFault] in
      guard let name = node["name"], let text = name.string, !seen.insert(text).inserted else {
        return faults(of: node)
      }
      return [SchemaFileFault(path: path, range: name.range, problem: .duplicate(text))]
    }
  }

  private func faults(of node: Node) -> [SchemaFileFault] {
    var parts = fields
    if let each = node["each"], let name = each.string {
      guard let field = fields.field(at: name) else { return [noSuchField(name, at: each, among: fields)] }
      guard field.isList else { return [SchemaFileFault(path: path, range: each.range, problem: .isNoList(name))] }
      parts = field.children
    }
    return names(of: node, parts) + conditions(of: node, parts) + recurrence(node["every"]) + roles(of: node)
  }

  private func names(of node: Node, _ parts: [Field]) -> [SchemaFileFault] {
    ["from", "until", "due", "person", "detail", "done"].flatMap { key -> [SchemaFileFault] in
      let listed = node[key].map { $0.sequence ?? [$0] } ?? []
      return listed.compactMap { item in
        guard let name = item.string, parts.field(at: name) == nil, fields.field(at: name) == nil else { return nil }
        return noSuchField(name, at: item, among: parts)
      }
    }
  }

  private func conditions(of node: Node, _ parts: [Field]) -> [SchemaFileFault] {
    let limits = (node["within"]?.sequence ?? []).compactMap { $0["when"] }
    let own = faults(of: [node["when"], node["met"]].compactMap(\.self) + limits, parts)
    return own + faults(of: [node["where"]].compactMap(\.self), fields)
  }

  private func faults(of conditions: [Node], _ fields: [Field]) -> [SchemaFileFault] {
    let required = Set(fields.filter(\.isRequired).map(\.name))
    return conditions.flatMap { ConditionFaults(path: path).condition($0, fields, required) }
  }

  /// The form lets pass days that no year has, such as 02-30.
  private func recurrence(_ node: Node?) -> [SchemaFileFault] {
    guard let node, let text = node.string, Recurrence(text) == nil else { return [] }
    return [SchemaFileFault(path: path, range: node.range, problem: .noSuchDay(text))]
  }

  private func roles(of node: Node) -> [SchemaFileFault] {
    [node["role"], node["escalate"]?["to"]].compactMap(\.self).compactMap {
      organization.fault(ofRole: $0, path: path)
    }
  }

  private func noSuchField(_ name: String, at node: Node, among fields: [Field]) -> SchemaFileFault {
    let nearest = nearestName(to: name, among: fields.map(\.name))
    return SchemaFileFault(path: path, range: node.range, problem: .noSuchField(name, nearest: nearest))
  }
}

extension Organization {
  /// A fault where a text names no role. An office that lists no roles may call them what it likes.
  func fault(ofRole node: Node, path: String) -> SchemaFileFault? {
    let known = roles.map(\.name)
    guard !known.isEmpty, let name = node.string, role(name) == nil else { return nil }
    return SchemaFileFault(
      path: path, range: node.range, problem: .noSuchRole(name, nearest: nearestName(to: name, among: known)))
  }
}
