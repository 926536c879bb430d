/// A value with the comments and blank lines that stand around its parts.
struct CommentedNode {
  /// What stands on lines of its own.
  enum Line: Equatable {
    case comment(String)
    /// One blank line or several.
    case blank
  }

  /// An entry of a mapping, or an item of a list.
  struct Part {
    /// Nil for an item.
    var key: Key?
    /// The lines above it, which go wherever it goes.
    var above: [Line]
    var value: CommentedNode
    /// The comment behind it on its line; of a block, the one behind its key.
    var behind: String?
  }

  struct Key {
    let text: String
    let isQuoted: Bool
  }

  let node: Node
  var parts: [Part] = []
  /// The comment behind an opening bracket.
  var opening: String?
  /// The lines below the last part, within the value.
  var footer: [Line] = []

  init(_ node: Node) { self.node = node }

  /// Whether a comment stands anywhere within it.
  var hasComments: Bool {
    opening != nil || !footer.comments.isEmpty
      || parts.contains { !$0.above.comments.isEmpty || $0.behind != nil || $0.value.hasComments }
  }

  /// The value with its fields, and those within them, in an order.
  func ordered(by order: FieldOrder) -> CommentedNode {
    var copy = self
    for index in parts.indices {
      // The items of a list have the order of the list.
      let key = parts[index].key
      copy.parts[index].value = parts[index].value.ordered(by: key == nil ? order : order.order(within: key?.text))
    }
    guard node.mapping != nil else { return copy }
    let ranks = parts.map { order.rank(of: $0.key?.text) }
    guard zip(ranks, ranks.dropFirst()).contains(where: >) else { return copy }
    let places = parts.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    copy.parts = places.map { copy.parts[$0] }
    return copy
  }
}

extension [CommentedNode.Line] {
  var comments: [CommentedNode.Line] { filter { $0 != .blank } }
}
