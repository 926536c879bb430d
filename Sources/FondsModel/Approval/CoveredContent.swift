import Crypto
import FondsText

/// What an approval covers: a record without `trail`, `status` and the fields that may change afterwards.
///
/// The bytes are those of RFC 8785, so that other programs come to the same digest: order of fields, comments, quotes
/// and the way a number is written do not count, everything else does.
public struct CoveredContent: Sendable {
  public let bytes: [UInt8]

  /// - Parameters:
  ///   - root: the record's tree.
  ///   - fields: the fields that are left out beside `trail` and `status`. A dotted path such as `rows.left` goes through
  ///     a list into each of its items.
  public init(of root: Node, without fields: Set<String>) {
    bytes = CanonicalJSON.bytes(of: root.without(fields.union(Self.alwaysLeftOut), below: ""))
  }

  /// What an approval in a step covers: without what is free, and without what is filled in later.
  ///
  /// - Parameter step: the step's name; nil for the whole, as one that comes last covers it.
  public init(of root: Node, in step: String?, kind: Kind, schemas: Schemas) {
    let later = step.flatMap { schemas.workflow(of: kind)?.fieldsFilled(notBefore: $0) } ?? []
    self.init(of: root, without: kind.freeFields.union(later))
  }

  /// Whether what was approved in a step is what a record says now. Its level of secrecy may have become another since, by a
  /// decision of its own (`ACC002`), and its approvals stand: the digest of the content at any level will do.
  ///
  /// - Parameter digest: what the approval covers, `sha256:…`.
  public static func isCovered(
    _ root: Node, by digest: String, in step: String?, kind: Kind, schemas: Schemas
  ) -> Bool {
    if CoveredContent(of: root, in: step, kind: kind, schemas: schemas).digest == digest { return true }
    guard let own = root["classification"]?.string else { return false }
    return schemas.classification.levels.contains { level in
      guard level.name != own else { return false }
      let entries = (root.mapping?.entries ?? []).map { entry in
        entry.key == "classification" ? .init(key: entry.key, value: Node(.string(level.name))) : entry
      }
      let former = Node(.mapping(Mapping(entries)))
      return CoveredContent(of: former, in: step, kind: kind, schemas: schemas).digest == digest
    }
  }

  /// `sha256:` and the digest in hexadecimal, as an entry of the trail has it in `covers`.
  public var digest: String {
    "sha256:" + SHA256.hash(data: bytes).hexadecimal
  }

  private static let alwaysLeftOut: Set<String> = ["trail", "status"]
}

extension Node {
  fileprivate func without(_ paths: Set<String>, below prefix: String) -> Node {
    switch value {
    case .mapping(let mapping):
      let kept = mapping.entries.filter { !paths.contains(prefix + $0.key) }
      return Node(
        .mapping(Mapping(kept.map { .init(key: $0.key, value: $0.value.without(paths, below: prefix + $0.key + ".")) }))
      )
    case .sequence(let items):
      return Node(.sequence(items.map { $0.without(paths, below: prefix) }))
    default: return self
    }
  }
}

extension Kind {
  /// The fields that may still change once a record is approved: no approval covers them.
  public var freeFields: Set<String> { Set(Self.freePaths(among: fields, below: "")) }

  private static func freePaths(among fields: [Field], below prefix: String) -> [String] {
    fields.flatMap { field in
      let path = prefix + field.name
      return field.isFree ? [path] : freePaths(among: field.children, below: path + ".")
    }
  }
}

extension Workflow {
  /// The fields that are filled by steps which do not come before one, itself not counted. The green channel comes before
  /// all.
  fileprivate func fieldsFilled(notBefore name: String) -> [String] {
    let step = index(of: name)
    return steps.indices.flatMap { filling in
      let isBefore = step.map { successors(of: filling).contains($0) } ?? false
      return isBefore ? [] : steps[filling].fills
    }
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits for each byte.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
