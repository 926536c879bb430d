import FondsTestSupport
import FondsText
import JSONSchema
import Testing

/// Compiles one schema that must be sound.
func schema(
  _ text: String, options: SchemaOptions = SchemaOptions(), sourceLocation: SourceLocation = #_sourceLocation
) throws -> Schema {
  let set = try schemas(["schema": text], options: options)
  #expect(set.errors.isEmpty, sourceLocation: sourceLocation)
  return try #require(set.schema("schema"), sourceLocation: sourceLocation)
}

/// Compiles documents that refer to each other by bare names.
func schemas(_ documents: KeyValuePairs<String, String>, options: SchemaOptions = SchemaOptions()) throws -> SchemaSet {
  var registry = SchemaRegistry(options: options)
  for (name, text) in documents { registry.add(try JSONReader.read(text), uri: name, base: "fonds:/") }
  return registry.compile()
}

/// An instance with its text, so that a test can say what a fault points at.
struct Instance {
  let text: String
  let node: Node

  init(_ text: String) throws {
    self.text = text
    node = try JSONReader.read(text)
  }

  /// The faults in short: `path keyword "text pointed at"`.
  func faults(_ schema: Schema) -> [String] {
    schema.faults(in: node).map { "\($0.path) \($0.keyword?.rawValue ?? "false") \(slice($0.range))" }
  }

  func slice(_ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }
}

extension SchemaError {
  /// `document#pointer`, and the kind.
  var short: String { "\(location.document)#\(location.pointer) \(kind)" }
}
