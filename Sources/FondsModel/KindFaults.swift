import FondsText
import JSONSchema

/// What an office can get wrong in a kind's `x-fonds` block beyond its form: names of fields, kinds and workflows that
/// do not exist, words of status that mean nothing.
struct KindFaults {
  let path: String
  let root: Node
  let fields: [Field]
  let kindNames: Set<String>
  let workflowNames: Set<String>
  let organization: Organization

  var all: [SchemaFileFault] {
    guard let block = root["x-fonds"] else { return [] }
    return labels(block) + references(block) + statuses(block) + workflow(block)
      + Delegation.Fields.keys.flatMap { name(block["delegation"]?[$0]) }
      + Reclassification.Fields.keys.flatMap { name(block["reclassification"]?[$0]) }
      + Amendment.Fields.keys.flatMap { name(block["amendment"]?[$0]) }
      + ["reclassification", "amendment"].flatMap { approvers(block[$0]) }
      + Hold.Fields.keys.flatMap { name(block["hold"]?[$0]) } + names(block["free"])
      + names(block["register"]) + disposal(block["disposal"])
      + name(block["sheet"]?["rows"]) + names(block["sheet"]?["per"]) + carries(block["sheet"]?["carry"])
      + names(block["carry"]?["per"]) + carries(block["carry"]?["lists"])
      + (block["checks"]?.sequence ?? []).flatMap(agreement)
      + ObligationFaults(path: path, fields: fields, organization: organization).faults(in: block["obligations"])
  }

  private func fault(_ range: Range<Int>, _ problem: SchemaFileFault.Problem) -> SchemaFileFault {
    SchemaFileFault(path: path, range: range, problem: problem)
  }

  /// A fault where a path leads to no field; the fields are the record's, or those of a list's items.
  private func unknownField(_ name: String, at range: Range<Int>, among fields: [Field]? = nil) -> [SchemaFileFault] {
    let fields = fields ?? self.fields
    guard fields.field(at: name) == nil else { return [] }
    return [fault(range, .noSuchField(name, nearest: nearestName(to: name, among: fields.map(\.name))))]
  }

  private func labels(_ block: Node) -> [SchemaFileFault] {
    (block["fields"]?.mapping?.entries ?? []).flatMap { unknownField($0.key, at: $0.keyRange) }
  }

  private func references(_ block: Node) -> [SchemaFileFault] {
    (block["references"]?.mapping?.entries ?? []).flatMap { entry -> [SchemaFileFault] in
      var faults = unknownField(entry.key, at: entry.keyRange)
      if let field = fields.field(at: entry.key), field.names != .record {
        faults.append(fault(entry.keyRange, .namesNoRecord(entry.key)))
      }
      for item in entry.value.sequence ?? [] {
        guard let name = item.string, !kindNames.contains(name) else { continue }
        faults.append(fault(item.range, .noSuchKind(name, nearest: nearestName(to: name, among: kindNames))))
      }
      return faults
    }
  }

  private func statuses(_ block: Node) -> [SchemaFileFault] {
    let words = fields.first { $0.name == "status" }?.values ?? []
    let mapped = block["statuses"]?.mapping?.entries ?? []
    let unknown = mapped.filter { !words.contains($0.key) }.map { entry in
      fault(entry.keyRange, .noSuchStatus(entry.key, nearest: nearestName(to: entry.key, among: words)))
    }
    let meaningless = words.filter { word in
      RecordStatus(rawValue: word) == nil && !mapped.contains { $0.key == word }
    }
    return unknown + meaningless.map { fault(statusRange($0), .meaninglessStatus($0)) }
  }

  /// Where the kind lists a word of status.
  private func statusRange(_ word: String) -> Range<Int> {
    let listed = root["properties"]?["status"]?["enum"]
    return listed?.sequence?.first { $0.string == word }?.range ?? listed?.range ?? root.range
  }

  private func workflow(_ block: Node) -> [SchemaFileFault] {
    guard let node = block["workflow"], let name = node.string, !workflowNames.contains(name) else { return [] }
    return [fault(node.range, .noSuchWorkflow(name, nearest: nearestName(to: name, among: workflowNames)))]
  }

  /// A marker's record is a number, and those who approve are roles of the office.
  private func approvers(_ block: Node?) -> [SchemaFileFault] {
    var faults: [SchemaFileFault] = []
    if let node = block?["record"], let path = node.string, let field = fields.field(at: path), field.names != .record {
      faults.append(fault(node.range, .namesNoRecord(path)))
    }
    let roles = organization.roles.map(\.name)
    guard !roles.isEmpty else { return faults }
    return faults
      + (block?["by"]?.sequence ?? []).compactMap { item in
        guard let name = item.string, !roles.contains(name) else { return nil }
        return fault(item.range, .noSuchRole(name, nearest: nearestName(to: name, among: roles)))
      }
  }

  private func names(_ list: Node?) -> [SchemaFileFault] {
    (list?.sequence ?? []).flatMap { item in item.string.map { unknownField($0, at: item.range) } ?? [] }
  }

  private func name(_ node: Node?, among fields: [Field]? = nil) -> [SchemaFileFault] {
    guard let node, let name = node.string else { return [] }
    return unknownField(name, at: node.range, among: fields)
  }

  private func carries(_ list: Node?) -> [SchemaFileFault] {
    (list?.sequence ?? []).flatMap { carry -> [SchemaFileFault] in
      var faults = name(carry["to"]) + names(carry["from"])
      let items = carry["from"]?.sequence?.first?.string.flatMap { fields.field(at: $0) }?.children ?? []
      faults += name(carry["last-by"], among: items)
      for item in carry["keep"]?.sequence ?? [] { faults += name(item, among: items) }
      return faults + origin(carry)
    }
  }

  /// The field that says where an item comes from names a record, and the place there.
  private func origin(_ carry: Node) -> [SchemaFileFault] {
    guard let node = carry["origin"], let name = node.string,
      let items = carry["to"]?.string.flatMap({ fields.field(at: $0) })?.children
    else { return [] }
    let unknown = unknownField(name, at: node.range, among: items)
    guard unknown.isEmpty else { return unknown }
    let missing = [CarriedItem.recordKey, CarriedItem.itemKey].flatMap { key in
      unknownField("\(name).\(key)", at: node.range, among: items)
    }
    return Array(missing.prefix(1))
  }

  /// The lines of a list name records.
  private func disposal(_ block: Node?) -> [SchemaFileFault] {
    let faults = DisposalList.Fields.keys.flatMap { name(block?[$0]) }
    guard faults.isEmpty, let node = block?["lines"], let lines = node.string else { return faults }
    let record = "\(lines).\(DisposalList.recordKey)"
    guard let field = fields.field(at: record) else { return unknownField(record, at: node.range) }
    return field.names == .record ? [] : [fault(node.range, .namesNoRecord(record))]
  }

  private func agreement(_ block: Node) -> [SchemaFileFault] {
    var faults = names(block["order"]) + name(block["within"]) + name(block["period"])
    faults += names(block["ahead"]) + name(block["unless"])
    faults +=
      block["when"].map { node in
        ConditionFaults(path: path).condition(node, fields, Set(fields.filter(\.isRequired).map(\.name)))
      } ?? []
    faults += name(block["starts"]) + name(block["ends"]) + name(block["is"])
    for key in ["total", "unique"] { faults += block[key].map { $0.sequence == nil ? name($0) : names($0) } ?? [] }
    guard let list = block["continuous"] ?? block["balance"] else { return faults }
    faults += name(list) + name(block["opening"])
    guard faults.isEmpty else { return faults }
    let rows = list.string.flatMap { fields.field(at: $0) }?.children ?? []
    for key in ["from", "until", "of", "result"] { faults += name(block[key], among: rows) }
    for item in ["plus", "minus"].flatMap({ block[$0]?.sequence ?? [] }) { faults += name(item, among: rows) }
    return faults
  }
}
