import FondsText
import JSONSchema

/// Finds out from a kind's schema which fields its records have.
///
/// The schema engine judges; it does not list. The listing follows `allOf`, `$ref`, `properties`, `required`,
/// and of conditions those that say "unless draft".
struct KindFields {
  /// The documents by the `$id` that `$ref` names.
  let documents: [String: Node]

  func fields(of kind: Node) -> [Field] {
    var collected = Collected()
    collect(kind, in: kind, into: &collected, isUnlessDraft: false)
    let base = documents["record"]
    let closing = (base?["x-fonds"]?["closing"]?.sequence ?? []).compactMap(\.string)
    let baseNames = (base?["properties"]?.mapping?.entries ?? []).map(\.key)
    // The base's opening fields, then the kind's own, then the base's closing ones: text and trail end a record.
    func rank(_ name: String) -> Int { closing.contains(name) ? 2 : baseNames.contains(name) ? 0 : 1 }
    let names = collected.names.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    return names.map { _, name in
      field(name, collected, labels: [kind, base].compactMap { $0?["x-fonds"]?["fields"]?[name] })
    }
  }

  private func field(_ name: String, _ collected: Collected, labels: [Node]) -> Field {
    var types: [SchemaType] = []
    var values: [String] = []
    var format: String?
    for (schema, document) in collected.schemas[name] ?? [] {
      let resolved = resolve(schema, in: document)
      let named = resolved["type"].map { $0.sequence ?? [$0] } ?? []
      if types.isEmpty { types = named.compactMap(\.string).compactMap { SchemaType(rawValue: $0) } }
      if let listed = resolved["enum"]?.sequence { values = listed.compactMap(\.string) }
      if let fixed = resolved["const"]?.string { values = [fixed] }
      if let named = resolved["format"]?.string { format = named }
    }
    return Field(
      name: name, label: labels.lazy.compactMap(LocalizedText.init).first ?? LocalizedText(en: name, zh: name),
      isRequired: collected.required.contains(name),
      isRequiredUnlessDraft: collected.required.contains(name) || collected.requiredUnlessDraft.contains(name),
      types: types, values: values, format: format)
  }

  private struct Collected {
    var names: [String] = []
    var schemas: [String: [(schema: Node, document: Node)]] = [:]
    var required: Set<String> = []
    var requiredUnlessDraft: Set<String> = []
  }

  private func collect(
    _ schema: Node, in document: Node, into collected: inout Collected, isUnlessDraft: Bool, depth: Int = 0
  ) {
    guard depth < 16 else { return }
    for part in schema["allOf"]?.sequence ?? [] {
      collect(part, in: document, into: &collected, isUnlessDraft: isUnlessDraft, depth: depth + 1)
    }
    if let reference = schema["$ref"]?.string, let (target, home) = target(of: reference, in: document) {
      collect(target, in: home, into: &collected, isUnlessDraft: isUnlessDraft, depth: depth + 1)
    }
    for entry in schema["properties"]?.mapping?.entries ?? [] {
      if collected.schemas[entry.key] == nil { collected.names.append(entry.key) }
      collected.schemas[entry.key, default: []].append((entry.value, document))
    }
    let required = (schema["required"]?.sequence ?? []).compactMap(\.string)
    if isUnlessDraft {
      collected.requiredUnlessDraft.formUnion(required)
    } else {
      collected.required.formUnion(required)
    }
    if let condition = schema["if"]?["$ref"]?.string, condition.hasSuffix("unless-draft"), let then = schema["then"] {
      collect(then, in: document, into: &collected, isUnlessDraft: true, depth: depth + 1)
    }
  }

  private func resolve(_ schema: Node, in document: Node) -> Node {
    guard let reference = schema["$ref"]?.string, let (target, _) = target(of: reference, in: document) else {
      return schema
    }
    return target
  }

  private func target(of reference: String, in document: Node) -> (Node, Node)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, let home = name.isEmpty ? document : documents[name] else { return nil }
    guard parts.count == 2, parts[1].hasPrefix("/") else { return (home, home) }
    let path = parts[1].split(separator: "/").map { RecordEditor.Step.key(String($0)) }
    return home.value(at: path).map { ($0, home) }
  }
}
