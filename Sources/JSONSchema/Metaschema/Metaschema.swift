import FondsText

/// The schemas of JSON Schema 2020-12 itself. They travel in the module, so that a reference to them needs no network.
enum Metaschema {
  static let base = "https://json-schema.org/draft/2020-12/"
  static let uri = base + "schema"

  /// The metaschema document of a URI, nil where the URI is none of the standard's.
  static func document(_ uri: String) -> Node? {
    guard uri.hasPrefix(base) else { return nil }
    return documents[String(uri.dropFirst(base.count))]?.node
  }

  private static let documents: [String: Literal] = [
    "schema": schema,
    "meta/core": core,
    "meta/applicator": applicator,
    "meta/unevaluated": unevaluated,
    "meta/validation": validation,
    "meta/meta-data": metaData,
    "meta/format-annotation": formatAnnotation,
    "meta/format-assertion": formatAssertion,
    "meta/content": content,
  ]
}

/// A node that is written down in Swift: no text has to be parsed when a program starts.
struct Literal: Sendable {
  let node: Node
}

extension Literal: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  init(stringLiteral text: String) { node = Node(.string(text)) }
  init(booleanLiteral flag: Bool) { node = Node(.bool(flag)) }
  init(integerLiteral number: Int) { node = Node(.number(Number(number))) }
}

extension Literal: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral items: Literal...) { node = Node(.sequence(items.map(\.node))) }

  init(dictionaryLiteral entries: (String, Literal)...) {
    node = Node(.mapping(Mapping(entries.map { Mapping.Entry(key: $0, value: $1.node) })))
  }
}
