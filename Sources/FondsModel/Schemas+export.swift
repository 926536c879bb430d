import FondsText
import JSONSchema

extension Schemas {
  /// A kind's schema with everything it refers to bundled under `$defs` (JSON Schema 2020-12 core, 9.3), as JSON. Fonds's
  /// own `x-fonds` blocks are left out, wherever they stand.
  public func standaloneJSON(ofKind name: String) -> String? {
    guard let documents = kinds[name]?.schema.documents, let own = documents.first,
      let mapping = Self.standalone(own).mapping
    else { return nil }
    let bundled = documents.dropFirst().map { Mapping.Entry(key: $0.id, value: Self.standalone($0, isBundled: true)) }
    let definitions = (mapping["$defs"]?.mapping?.entries ?? []) + bundled
    let entries =
      mapping.entries.filter { $0.key != "$defs" } + [.init(key: "$defs", value: Node(.mapping(Mapping(definitions))))]
    return JSONText.pretty(Node(.mapping(Mapping(entries)))) + "\n"
  }

  /// The document under its full name, so that a bare `$ref` to it resolves wherever it is bundled.
  private static func standalone(_ document: SchemaDocument, isBundled: Bool = false) -> Node {
    let plain = document.root.rewritingSchemas { schema in
      schema.mapping.map { Node(.mapping($0.setting(["x-fonds": nil]))) } ?? schema
    }
    guard let mapping = plain.mapping else { return plain }
    let named = mapping.setting(["$id": Node(.string(document.id))])
    // A bundled part speaks the whole's dialect; some validators begin anew at a second `$schema`.
    return Node(.mapping(isBundled ? named.setting(["$schema": nil]) : named))
  }

  /// One JSON Schema for the records in the folders of a type, for editors: labels and help in it, `kind` choosing the fields.
  /// Nil where the coding has no such type.
  public func folderJSON(ofType code: String) -> String? {
    FolderSchema(type: code, of: self).map { JSONText.pretty($0.root) + "\n" }
  }
}
