import FondsText
import JSONSchema

/// Reads a workflow file whose form has been judged, and finds what the form can't say.
struct WorkflowReader {
  let name: String
  let root: Node
  let organization: Organization
  /// A condition of the file by the pointer to it.
  let schema: (String) -> Schema?

  var path: String { Workflow.path(of: name) }

  /// The conditions of a workflow file, with the places where they stand.
  static func conditions(_ root: Node) -> [(pointer: String, condition: Node)] {
    var found: [(String, Node)] = []
    for (index, step) in (root["steps"]?.sequence ?? []).enumerated() {
      for key in ["when", "requires"] {
        if let condition = step[key] { found.append(("/steps/\(index)/\(key)", condition)) }
      }
      for (place, limit) in (step["within"]?.sequence ?? []).enumerated() {
        if let condition = limit["when"] { found.append(("/steps/\(index)/within/\(place)/when", condition)) }
      }
    }
    if let condition = root["green-channel"]?["when"] { found.append(("/green-channel/when", condition)) }
    return found
  }

  /// Nil where the form leaves something out.
  var workflow: Workflow? {
    let items = root["steps"]?.sequence ?? []
    let steps = items.enumerated().compactMap { index, item in step(item, index) }
    guard steps.count == items.count, !steps.isEmpty, let done = root["done"]?.string else { return nil }
    return Workflow(
      name: name, path: path, label: root["name"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name),
      since: root["since"]?.string.flatMap { CalendarDate($0) }, requester: names(root["requester"]) ?? ["owner"],
      from: root["from"]?.string, steps: steps, greenChannel: greenChannel(steps), done: done,
      target: root["target"]?.integer)
  }

  private func step(_ item: Node, _ index: Int) -> Workflow.Step? {
    guard let name = item["name"]?.string, let actor = actor(item) else { return nil }
    let pointer = "/steps/\(index)"
    let within = item["within"]
    let limits: [Workflow.Limit] =
      within?.sequence?.enumerated().compactMap { place, limit in
        guard let time = limit["limit"]?.string.flatMap({ TimeLimit($0) }) else { return nil }
        let condition = limit["when"] == nil ? nil : schema("\(pointer)/within/\(place)/when")
        return Workflow.Limit(condition: condition, time: time)
      } ?? [within?.string.flatMap { TimeLimit($0) }].compactMap { $0.map { Workflow.Limit(condition: nil, time: $0) } }
    var decisions = (names(item["decision"]) ?? ["approve"]).compactMap(Workflow.Decision.init)
    // Who may approve may as well refuse, or send back.
    if decisions.contains(.approve) { decisions += [.reject, .return].filter { !decisions.contains($0) } }
    return Workflow.Step(
      name: name, label: item["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name), actor: actor,
      holds: names(item["holds"]) ?? [], after: predecessors(item, index),
      condition: item["when"] == nil ? nil : schema("\(pointer)/when"),
      isOptional: item["optional"]?.bool ?? false, decisions: decisions,
      isSelfAllowed: item["self-allowed"]?.bool ?? false, amount: item["amount"]?.string,
      evidence: item["requires"] == nil ? nil : schema("\(pointer)/requires"), fills: names(item["fills"]) ?? [],
      status: item["status"]?.string, limits: limits, by: item["by"]?.string.flatMap { Recurrence($0) },
      from: item["from"]?.string,
      escalation: item["escalate"].flatMap { node in
        guard let after = node["after"]?.string.flatMap({ TimeLimit($0) }), let to = node["to"]?.string else {
          return nil
        }
        return Workflow.Escalation(after: after, to: to)
      })
  }

  private func actor(_ item: Node) -> Workflow.Actor? {
    if let field = item["person"]?.string { return .person(field) }
    if let field = item["readers"]?.string { return .readers(field) }
    guard let roles = names(item["role"]) else { return nil }
    if item["need"]?.string == "all" { return .role(roles, need: .all) }
    return .role(roles, need: .some(item["need"]?.number.flatMap { Int($0.text) } ?? 1))
  }

  /// Without `after` a step comes after the nearest one before it that something waits for.
  private func predecessors(_ item: Node, _ index: Int) -> [Int] {
    let items = root["steps"]?.sequence ?? []
    if let after = names(item["after"]) {
      return after.compactMap { name in items[..<index].firstIndex { $0["name"]?.string == name } }
    }
    return items[..<index].lastIndex { $0["optional"]?.bool != true }.map { [$0] } ?? []
  }

  private func greenChannel(_ steps: [Workflow.Step]) -> Workflow.GreenChannel? {
    guard let node = root["green-channel"], let condition = schema("/green-channel/when"),
      let term = node["make-up-within"]?.string.flatMap({ TimeLimit($0) })
    else { return nil }
    let skips = names(node["skips"]).map { names in names.compactMap { name in steps.firstIndex { $0.name == name } } }
    return Workflow.GreenChannel(
      condition: condition, to: node["to"]?.string,
      skips: Set(skips ?? steps.indices.filter { steps[$0].isApproval }), makeUpWithin: term)
  }

  private func names(_ node: Node?) -> [String]? {
    node.map { ($0.sequence ?? [$0]).compactMap(\.string) }
  }
}

// MARK: - Faults

extension WorkflowReader {
  /// Steps and roles that do not exist, and steps that come twice.
  var faults: [SchemaFileFault] {
    let items = root["steps"]?.sequence ?? []
    let names = items.compactMap { $0["name"]?.string }
    var seen: Set<String> = []
    var faults: [SchemaFileFault] = []
    for item in items {
      if let node = item["name"], let name = node.string, !seen.insert(name).inserted || Self.reserved.contains(name) {
        faults.append(fault(node, .duplicate(name)))
      }
      faults += (item["after"]?.sequence ?? []).flatMap { node -> [SchemaFileFault] in
        guard let name = node.string, !seen.subtracting([item["name"]?.string ?? ""]).contains(name) else { return [] }
        return [
          fault(node, names.contains(name) ? .stepNotEarlier(name) : .noSuchStep(name, nearest: near(name, names)))
        ]
      }
      faults += roles(item["role"]) + roles(item["holds"]) + roles(item["escalate"]?["to"])
      // The form lets pass days that no year has, such as 02-30.
      if let node = item["by"], let text = node.string, Recurrence(text) == nil {
        faults.append(fault(node, .noSuchDay(text)))
      }
    }
    if let channel = root["green-channel"] {
      faults += roles(channel["to"])
      faults += (channel["skips"]?.sequence ?? []).compactMap { node in
        guard let name = node.string, !names.contains(name) else { return nil }
        return fault(node, .noSuchStep(name, nearest: near(name, names)))
      }
    }
    return faults
  }

  /// Names that entries of a trail have without a step of the file.
  private static let reserved: Set<String> = [Workflow.withdrawal, Workflow.GreenChannel.step]

  private func roles(_ node: Node?) -> [SchemaFileFault] {
    (node.map { $0.sequence ?? [$0] } ?? []).compactMap { item in
      guard let name = item.string, organization.role(name) == nil else { return nil }
      return fault(item, .noSuchRole(name, nearest: near(name, organization.roles.map(\.name))))
    }
  }

  private func near(_ name: String, _ names: [String]) -> String? { nearestName(to: name, among: names) }

  private func fault(_ node: Node, _ problem: SchemaFileFault.Problem) -> SchemaFileFault {
    SchemaFileFault(path: path, range: node.range, problem: problem)
  }

  /// What a kind that goes by the workflow does not have: fields, and words of status.
  func faults(for fields: [Field], statuses: [String: RecordStatus], of kind: String) -> [SchemaFileFault] {
    var faults: [SchemaFileFault] = []
    func field(_ node: Node?) {
      for item in node.map({ $0.sequence ?? [$0] }) ?? [] {
        guard let name = item.string, fields.field(at: name) == nil else { continue }
        faults.append(fault(item, .noSuchFieldOfKind(name, kind: kind)))
      }
    }
    let words = Set(fields.first { $0.name == "status" }?.values ?? [])
    let meanings = Set(words.compactMap { statuses[$0] ?? RecordStatus(rawValue: $0) })
    func status(_ node: Node?) {
      guard let node, let word = node.string, !words.contains(word),
        !(RecordStatus(rawValue: word).map { meanings.contains($0) } ?? false)
      else { return }
      faults.append(fault(node, .noSuchStatusOfKind(word, kind: kind)))
    }
    // Of several fields that may name who asks, one is enough.
    if let list = root["requester"], let names = names(list), !names.contains(where: { fields.field(at: $0) != nil }) {
      field(list)
    }
    field(root["from"])
    status(root["done"])
    for item in root["steps"]?.sequence ?? [] {
      for key in ["person", "readers", "amount", "fills", "from"] { field(item[key]) }
      status(item["status"])
    }
    for (_, condition) in Self.conditions(root) {
      faults += ConditionFaults(path: path).condition(
        condition, fields, Set(fields.filter(\.isRequired).map(\.name)))
    }
    return faults
  }
}
