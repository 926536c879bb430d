import FondsText
import FondsWorkspace

/// Building what `--json` prints. The keys are a public contract, never translated.
enum JSON {
  static func object(_ members: [(String, Node?)]) -> Node {
    Node(.mapping(Mapping(members.compactMap { key, value in value.map { .init(key: key, value: $0) } })))
  }

  static func array(_ items: [Node]) -> Node { Node(.sequence(items)) }
  static func string(_ text: String?) -> Node { text.map { Node(.string($0)) } ?? Node(.null) }
  static func int(_ value: Int) -> Node { Node(.number(Number(value))) }
  static func bool(_ value: Bool) -> Node { Node(.bool(value)) }

  static func version(_ version: Version) -> Node {
    object([
      ("commit", string(version.commit.description)), ("committed", string(version.committed.text)),
      ("author", string(version.author)), ("blob", string(version.blob?.description)),
      ("current", bool(version.isCurrent)), ("branch", string(version.branch)),
    ])
  }
}

extension Console {
  func print(_ json: Node) {
    print(JSONText.pretty(json))
  }
}
