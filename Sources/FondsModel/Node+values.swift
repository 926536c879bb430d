import FondsText

extension Node {
  /// The values that a dotted path such as `resolutions.owner` leads to, through lists into their items.
  public func values(at path: String) -> [Node] {
    var nodes = [self]
    for name in path.split(separator: ".") {
      nodes = nodes.flatMap { $0.sequence ?? [$0] }.compactMap { $0[String(name)] }
    }
    return nodes.flatMap { $0.sequence ?? [$0] }
  }
}
