import FondsText
import JSONSchema

/// One JSON Schema for all records in the folders of a type: what an editor helps with while a record is written.
///
/// An editor knows a file's path, not its kind, so `kind` in the record chooses. It is written for editors more than for
/// validators (those get ``Schemas/standaloneJSON(ofKind:)``, one kind each):
/// - labels and help are the `title` and `description` that an editor shows;
/// - references are pointers within the file, since not every editor's engine resolves `$id`, and none shall ask the network;
/// - unknown fields are refused by `additionalProperties` too, which engines older than 2019-09 understand.
///
/// What is more than an editor can judge, it leaves to `fonds check`.
struct FolderSchema {
  private let documents: [String: Node]
  private let kinds: [Kind]
  private let type: Coding.TypeCode
  private let languages: [Language]

  /// Nil where the coding has no such type.
  init?(type code: String, of schemas: Schemas) {
    guard let type = schemas.coding.type(code) else { return nil }
    self.type = type
    documents = schemas.documents
    kinds = schemas.kinds.values.filter { $0.type == code || $0.type == nil }.sorted { $0.name < $1.name }
    languages = schemas.settings.languages
  }

  var root: Node {
    let bundled = kinds.flatMap { $0.schema.documents.compactMap(Self.name) }.filter { $0 != "record" }
    let names = ["record"] + Set(bundled).sorted()
    let definitions = names.compactMap { name -> Mapping.Entry? in
      guard let document = documents[name] else { return nil }
      return Mapping.Entry(key: name, value: part(document, named: name))
    }
    let choice = kinds.map { kind in
      let isKind = object(
        ("properties", object(("kind", object(("const", text(kind.name)))))), ("required", list(["kind"])))
      return object(("if", isKind), ("then", object(("$ref", text("#/$defs/\(kind.name)")))))
    }
    let kind = object(
      ("enum", list(kinds.map(\.name))), ("enumDescriptions", list(kinds.map { say($0.label, between: " / ") })))
    return object(
      ("$schema", text("https://json-schema.org/draft/2020-12/schema")),
      ("title", text(say(type.label, between: " / "))),
      ("type", text("object")), ("properties", object(("kind", kind))), ("required", list(["kind"])),
      ("allOf", Node(.sequence(choice))), ("$defs", Node(.mapping(Mapping(definitions)))))
  }

  /// The name by which kinds refer to a document; nil for one that does not lie in `Schemas/`.
  private static func name(of document: SchemaDocument) -> String? {
    document.id.hasPrefix(Schemas.baseURI) ? String(document.id.dropFirst(Schemas.baseURI.count)) : nil
  }

  // MARK: Parts

  /// A document as a definition of the whole.
  private func part(_ document: Node, named name: String) -> Node {
    let kind = kinds.first { $0.name == name }
    let rewritten = labelled(document, values: kind?.fields ?? []).rewritingSchemas { schema in
      guard let mapping = labelled(schema).mapping else { return schema }
      let reference = mapping["$ref"]?.string.flatMap { local($0, in: name) }
      return Node(
        .mapping(mapping.setting(["x-fonds": nil, "$schema": nil, "$id": nil, "$ref": reference.map(text)])))
    }
    guard let mapping = rewritten.mapping, mapping["unevaluatedProperties"]?.bool == false else { return rewritten }
    let names = properties(of: document, in: document, conditions: false)
    // A field that only a condition allows can't be said in the old way.
    guard properties(of: document, in: document, conditions: true) == names else { return rewritten }
    let own = mapping["properties"]?.mapping ?? Mapping()
    let others = names.filter { own[$0] == nil }.sorted().map { Mapping.Entry(key: $0, value: Node(.bool(true))) }
    return Node(
      .mapping(
        mapping.setting([
          "properties": Node(.mapping(Mapping(own.entries + others))), "additionalProperties": Node(.bool(false)),
        ])))
  }

  /// A reference as a pointer within the whole; nil for one that names no document here, or an anchor.
  private func local(_ reference: String, in document: String) -> String? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = parts[0].isEmpty ? document : parts[0]
    let pointer = parts.count > 1 ? parts[1] : ""
    guard documents[name] != nil, pointer.isEmpty || pointer.hasPrefix("/") else { return nil }
    return "#/$defs/\(name)\(pointer)"
  }

  /// The names of the fields that a schema knows of the mapping that it judges.
  ///
  /// - Parameter conditions: whether those count that it knows in some cases only.
  private func properties(of schema: Node, in document: Node, conditions: Bool, depth: Int = 0) -> Set<String> {
    var names = Set((schema["properties"]?.mapping?.entries ?? []).map(\.key))
    guard depth < 16 else { return names }
    var parts = schema["allOf"]?.sequence ?? []
    if conditions {
      parts += ["anyOf", "oneOf"].flatMap { schema[$0]?.sequence ?? [] }
      parts += ["if", "then", "else"].compactMap { schema[$0] }
      parts += (schema["dependentSchemas"]?.mapping?.entries ?? []).map(\.value)
    }
    for part in parts { names.formUnion(properties(of: part, in: document, conditions: conditions, depth: depth + 1)) }
    guard let reference = schema["$ref"]?.string else { return names }
    let name = reference.prefix { $0 != "#" }
    let path = reference.dropFirst(name.count + 1).split(separator: "/").map { RecordEditor.Step.key(String($0)) }
    guard let home = name.isEmpty ? document : documents[String(name)], let target = home.value(at: path) else {
      return names
    }
    return names.union(properties(of: target, in: home, conditions: conditions, depth: depth + 1))
  }

  // MARK: Labels

  /// A schema whose properties bear the labels and help that stand beside them in `x-fonds.fields`.
  private func labelled(_ schema: Node) -> Node {
    guard let mapping = schema.mapping, let labels = schema["x-fonds"]?["fields"],
      let properties = mapping["properties"]
    else { return schema }
    let labelled = properties.rewritingValues { entry in
      guard let label = labels[entry.key] else { return entry.value }
      // `true` allows any value; a label needs a mapping to stand in.
      let property = entry.value.bool == true ? Mapping() : entry.value.mapping
      guard let property else { return entry.value }
      let title = LocalizedText(label).map { text(say($0, between: " / ")) }
      let help = label["help"].flatMap(LocalizedText.init).map { text(say($0, between: "\n\n")) }
      let described = Node(
        .mapping(
          property.setting(["title": title ?? property["title"], "description": help ?? property["description"]])))
      let values = label["values"]?.mapping?.entries ?? []
      return describingValues(of: described) { value in
        values.first { $0.key == value }.flatMap { LocalizedText($0.value) }
      }
    }
    return Node(.mapping(mapping.setting(["properties": labelled])))
  }

  /// A kind whose listed values bear their labels, those among them that the base gives.
  private func labelled(_ kind: Node, values fields: [Field]) -> Node {
    guard let mapping = kind.mapping, let properties = mapping["properties"] else { return kind }
    let labelled = properties.rewritingValues { entry in
      describingValues(of: entry.value) { fields.first { $0.name == entry.key }?.valueLabels[$0] }
    }
    return Node(.mapping(mapping.setting(["properties": labelled])))
  }

  /// A property, or the items of a list, with what each value of its `enum` is called.
  private func describingValues(of property: Node, label: (String) -> LocalizedText?) -> Node {
    guard let mapping = property.mapping else { return property }
    if let items = mapping["items"], items["enum"] != nil {
      return Node(.mapping(mapping.setting(["items": describingValues(of: items, label: label)])))
    }
    guard let values = mapping["enum"]?.sequence, mapping["enumDescriptions"] == nil else { return property }
    let labels = values.map { $0.string.flatMap(label) }
    guard labels.contains(where: { $0 != nil }) else { return property }
    return Node(
      .mapping(mapping.setting(["enumDescriptions": list(labels.map { $0.map { say($0, between: " / ") } ?? "" })])))
  }

  // MARK: Values

  /// A text in the languages of the office, each once.
  private func say(_ text: LocalizedText, between separator: String) -> String {
    var texts: [String] = []
    for language in languages where !texts.contains(text.text(language)) { texts.append(text.text(language)) }
    return texts.joined(separator: separator)
  }

  private func text(_ text: String) -> Node { Node(.string(text)) }
  private func list(_ texts: [String]) -> Node { Node(.sequence(texts.map(text))) }
  private func object(_ entries: (String, Node)...) -> Node {
    Node(.mapping(Mapping(entries.map { Mapping.Entry(key: $0.0, value: $0.1) })))
  }
}
