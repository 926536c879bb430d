import FondsText

/// A schema as it was handed in.
public struct SchemaDocument: Sendable {
  /// The URI it was retrieved from: the name that faults and errors call it by.
  public let uri: String
  /// What its `$id` and `$ref` resolve against until an `$id` says otherwise.
  public let base: String
  /// Where in its file the schema stands, as a JSON Pointer: not empty for a fragment such as the condition of a step.
  public let pointer: String
  public let root: Node

  /// The canonical URI by which others refer to the document: its resolved `$id`, else where it was retrieved from.
  public var id: String {
    guard let id = root["$id"]?.string else { return key }
    return URIReference(id).resolved(against: URIReference(base)).withoutFragment
  }

  /// What the document is known by before its `$id` is read. Several fragments of one file differ by their pointer.
  var key: String { pointer.isEmpty ? uri : uri + "#" + pointer }
}

/// A place in a schema document.
public struct SchemaLocation: Sendable, Hashable {
  /// The URI that the document was retrieved from.
  public let document: String
  /// The JSON Pointer of the keyword, from the root of the document's file.
  public let pointer: String
  /// The bytes of the keyword's value.
  public let range: Range<Int>

  public init(document: String, pointer: String, range: Range<Int>) {
    self.document = document
    self.pointer = pointer
    self.range = range
  }
}
