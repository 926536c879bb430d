import FondsText

/// The core vocabulary: names of schemas and references to them. The index has read the names; here remain the
/// references, and complaints about names that are none.
enum CoreKeywords {
  static let all: [KeywordDefinition] = [
    KeywordDefinition(.schema, .core) { checkForm($0.string()) },
    KeywordDefinition(.id, .core) { _ in nil },
    KeywordDefinition(.anchor, .core, anchorName),
    KeywordDefinition(.dynamicAnchor, .core, anchorName),
    KeywordDefinition(.vocabulary, .core) { source in
      if source.value.mapping == nil { source.reject(.mapping) }
      return nil
    },
    KeywordDefinition(.comment, .core) { checkForm($0.string()) },
    KeywordDefinition(.defs, .core, holds: .map) { checkForm($0.namedSubschemas()) },
    KeywordDefinition(.ref, .core) { source in
      resolve(source).map { Reference(origin: source.origin, target: $0.target) }
    },
    KeywordDefinition(.dynamicRef, .core) { source in
      guard let (target, name) = resolve(source) else { return nil }
      guard let name else { return Reference(origin: source.origin, target: target) }
      return DynamicReference(origin: source.origin, target: target, name: name)
    },
  ]

  /// For keywords that judge nothing: reading the value has reported what is wrong with it.
  static func checkForm<Value>(_ value: Value?) -> (any Check)? { nil }

  @Sendable private static func anchorName(_ source: KeywordSource) -> (any Check)? {
    let isName =
      source.value.string.map { name in
        guard let first = name.utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-_.".utf8.contains($0) }
      } ?? false
    if !isName { source.reject(.anchorName) }
    return nil
  }

  private static func resolve(_ source: KeywordSource) -> (target: SchemaID, dynamicName: String?)? {
    guard let reference = source.string() else { return nil }
    switch source.compiler.resolve(reference, from: source.schema) {
    case .schema(let target, let name):
      return (target, name)
    case .unresolved(let nearest):
      source.fail(.unresolvedReference(reference, nearest: nearest))
      return nil
    }
  }
}

/// A check that leads to a schema which stands elsewhere.
protocol ReferenceCheck: Check {
  var target: SchemaID { get }
}

/// `$ref` (Core, 8.2.3.1), and a `$dynamicRef` that names no dynamic anchor. Keywords beside it count as ever.
struct Reference: ReferenceCheck {
  let origin: Origin
  let target: SchemaID

  var inPlace: [SchemaID] { [target] }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    run.check(target, instance, &seen)
  }
}

/// `$dynamicRef` (Core, 8.2.3.2): the outermost resource on the way here that has a dynamic anchor of the name decides.
struct DynamicReference: ReferenceCheck {
  let origin: Origin
  /// Where the reference leads when no outer resource has the anchor.
  let target: SchemaID
  let name: String

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    for resource in run.scope {
      if let outermost = run.program.dynamicAnchors[resource][name] { return run.check(outermost, instance, &seen) }
    }
    return run.check(target, instance, &seen)
  }
}
