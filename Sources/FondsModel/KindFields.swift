import FondsText
import JSONSchema

/// Finds out from a kind's schema which fields its records have.
///
/// The schema engine judges; it does not list. The listing follows `allOf`, `$ref`, `properties`, `required`, `items`,
/// and conditions: those that say "unless draft", and others. Labels stand in the `x-fonds.fields` beside `properties`.
struct KindFields {
  /// The documents by the `$id` that `$ref` names.
  let documents: [String: Node]
  /// The fields of the base as it says them: what no kind says more of is worked out once for all of them.
  private let base = BaseFields()

  init(documents: [String: Node]) {
    self.documents = documents
  }

  private final class BaseFields {
    var fields: [String: Field] = [:]
  }

  /// Deeper than any form of an office; a schema that contains itself has no end.
  private static let deepest = 6

  func fields(of kind: Node) -> [Field] {
    let base = documents["record"]
    let closing = (base?["x-fonds"]?["closing"]?.sequence ?? []).compactMap(\.string)
    let baseNames = (base?["properties"]?.mapping?.entries ?? []).map(\.key)
    let block = kind["x-fonds"]
    let free = [base?["x-fonds"], block].flatMap { $0?["free"]?.sequence ?? [] }.compactMap(\.string)
    let scope = Scope(
      references: block?["references"], free: Set(free),
      own: Set(
        (block?["free"]?.sequence ?? []).compactMap(\.string)
          + (block?["references"]?.mapping?.entries ?? []).map(\.key)))
    let fields = fields(of: [Part(schema: kind, document: kind)], at: "", scope, depth: 0)
    // The base's opening fields, then the kind's own, then the base's closing ones: text and trail end a record.
    func rank(_ name: String) -> Int { closing.contains(name) ? 2 : baseNames.contains(name) ? 0 : 1 }
    return fields.enumerated().sorted { (rank($0.element.name), $0.offset) < (rank($1.element.name), $1.offset) }
      .map(\.element)
  }

  /// A schema and the document that its bare references are resolved in.
  private struct Part {
    let schema: Node
    let document: Node
    /// Whether it stands in the base of all kinds.
    var isOfBase = false
  }

  /// What the kind says of all its fields in one place.
  private struct Scope {
    let references: Node?
    let free: Set<String>
    /// The fields of which the kind itself says either, or of parts of them.
    let own: Set<String>

    /// Whether the kind adds something to what the base says of a field.
    func says(of name: String) -> Bool {
      own.contains { $0 == name || $0.hasPrefix(name + ".") }
    }

    /// Whether a field, or one that it is a part of, is listed as free.
    func isFree(_ path: String) -> Bool {
      free.contains { path == $0 || path.hasPrefix($0 + ".") }
    }
  }

  /// What several schemas say together of one mapping.
  private struct Collected {
    var names: [String] = []
    var parts: [String: [Part]] = [:]
    var demands: [String: Field.Demand] = [:]
    /// The `x-fonds.fields` blocks, those that are nearer to the kind first.
    var labels: [Node] = []

    /// Whether only the base speaks of a field.
    func isOfBaseAlone(_ name: String) -> Bool {
      parts[name]?.allSatisfy(\.isOfBase) == true && labels.count { $0[name] != nil } <= 1
    }

    mutating func demand(_ names: some Sequence<String>, _ demand: Field.Demand) {
      for name in names where (demands[name] ?? .never).isWeaker(than: demand) { demands[name] = demand }
    }
  }

  private func fields(of parts: [Part], at path: String, _ scope: Scope, depth: Int) -> [Field] {
    guard depth < Self.deepest else { return [] }
    var collected = Collected()
    for part in parts { collect(part, .always, into: &collected) }
    return collected.names.map { name in
      guard depth == 0, collected.isOfBaseAlone(name), !scope.says(of: name) else {
        return field(name, collected, at: path.isEmpty ? name : "\(path).\(name)", scope, depth: depth)
      }
      var found = base.fields[name] ?? field(name, collected, at: name, scope, depth: depth)
      base.fields[name] = found
      // A kind may demand it all the same.
      found.demand = collected.demands[name] ?? .never
      return found
    }
  }

  private func field(_ name: String, _ collected: Collected, at path: String, _ scope: Scope, depth: Int) -> Field {
    let own = (collected.parts[name] ?? []).flatMap(expanded)
    // What a list's items are stands one level below, and says what the field holds as well.
    let items = own.compactMap { part in part.schema["items"].map { Part(schema: $0, document: part.document) } }
    let all = own + items.flatMap(expanded)
    func said(_ key: String, in parts: [Part]) -> Node? { parts.lazy.compactMap { $0.schema[key] }.last }
    let labels = collected.labels.compactMap { $0[name] }
    let types = (own.lazy.compactMap { $0.schema["type"] }.first.map { $0.sequence ?? [$0] } ?? [])
    let values = said("enum", in: all)?.sequence ?? said("const", in: all).map { [$0] } ?? []
    return Field(
      name: name, label: labels.lazy.compactMap(LocalizedText.init).first ?? LocalizedText(en: name, zh: name),
      help: labels.lazy.compactMap { $0["help"] }.compactMap(LocalizedText.init).first,
      demand: collected.demands[name] ?? .never, types: types.compactMap(\.string).compactMap(SchemaType.init),
      values: values.compactMap(\.string),
      valueLabels: Self.valueLabels(all.compactMap { $0.schema["x-fonds"] }.reversed() + labels.reversed()),
      format: said("format", in: all)?.string, defaultValue: said("default", in: own),
      names: said("x-fonds", in: all.filter { $0.schema["x-fonds"]?["names"] != nil })?["names"]?.string
        .flatMap(Field.Naming.init),
      allowedKinds: (scope.references?[path]?.sequence ?? []).compactMap(\.string), isFree: scope.isFree(path),
      children: fields(of: own + items, at: path, scope, depth: depth + 1))
  }

  /// The labels of values, those of a later block in place of an earlier one's.
  private static func valueLabels(_ blocks: [Node]) -> [String: LocalizedText] {
    var found: [String: LocalizedText] = [:]
    for entry in blocks.flatMap({ $0["values"]?.mapping?.entries ?? [] }) {
      found[entry.key] = LocalizedText(entry.value)
    }
    return found
  }

  /// A schema and what it takes over by `$ref` and `allOf`.
  private func expanded(_ part: Part) -> [Part] {
    var parts: [Part] = []
    func add(_ part: Part, _ depth: Int) {
      guard depth < 16 else { return }
      for schema in part.schema["allOf"]?.sequence ?? [] {
        add(Part(schema: schema, document: part.document, isOfBase: part.isOfBase), depth + 1)
      }
      if let target = target(of: part) { add(target, depth + 1) }
      parts.append(part)
    }
    add(part, 0)
    return parts
  }

  private func collect(_ part: Part, _ demand: Field.Demand, into collected: inout Collected, depth: Int = 0) {
    guard depth < 16 else { return }
    let schema = part.schema
    func collect(_ schema: Node, _ demand: Field.Demand) {
      let inner = Part(schema: schema, document: part.document, isOfBase: part.isOfBase)
      self.collect(inner, demand, into: &collected, depth: depth + 1)
    }
    for schema in schema["allOf"]?.sequence ?? [] { collect(schema, demand) }
    if let target = target(of: part) { self.collect(target, demand, into: &collected, depth: depth + 1) }
    for entry in schema["properties"]?.mapping?.entries ?? [] {
      if collected.parts[entry.key] == nil { collected.names.append(entry.key) }
      collected.parts[entry.key, default: []].append(
        Part(schema: entry.value, document: part.document, isOfBase: part.isOfBase))
    }
    collected.demand((schema["required"]?.sequence ?? []).compactMap(\.string), demand)
    if let labels = schema["x-fonds"]?["fields"] { collected.labels.insert(labels, at: 0) }
    let condition = schema["if"]
    let isUnlessDraft = condition?["$ref"]?.string?.hasSuffix("/unless-draft") == true
    if let then = schema["then"] { required(then, isUnlessDraft && demand == .always ? .unlessDraft : .sometimes) }
    if let otherwise = schema["else"] { required(otherwise, .sometimes) }
    for branch in ["anyOf", "oneOf"].flatMap({ schema[$0]?.sequence ?? [] }) { required(branch, .sometimes) }
    for entry in schema["dependentRequired"]?.mapping?.entries ?? [] {
      collected.demand((entry.value.sequence ?? []).compactMap(\.string), .sometimes)
    }
    /// What a condition demands; the fields themselves are told outside it.
    func required(_ schema: Node, _ demand: Field.Demand) {
      for part in expanded(Part(schema: schema, document: part.document)) {
        collected.demand((part.schema["required"]?.sequence ?? []).compactMap(\.string), demand)
      }
    }
  }

  private func target(of part: Part) -> Part? {
    guard let reference = part.schema["$ref"]?.string else { return nil }
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, let home = name.isEmpty ? part.document : documents[name] else { return nil }
    let isOfBase = name == "record" || (name.isEmpty && part.isOfBase)
    guard parts.count == 2, parts[1].hasPrefix("/") else {
      return Part(schema: home, document: home, isOfBase: isOfBase)
    }
    let path = parts[1].split(separator: "/").map { RecordEditor.Step.key(String($0)) }
    return home.value(at: path).map { Part(schema: $0, document: home, isOfBase: isOfBase) }
  }
}

extension Field.Demand {
  fileprivate func isWeaker(than other: Field.Demand) -> Bool {
    let order: [Field.Demand] = [.never, .sometimes, .unlessDraft, .always]
    return order.firstIndex(of: self) ?? 0 < order.firstIndex(of: other) ?? 0
  }
}
