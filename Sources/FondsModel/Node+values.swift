import FondsText

extension Node {
  /// A whole number, however it is written.
  var integer: Int? { number.flatMap { Double($0.text) }.flatMap { Int(exactly: $0) } }

  /// The values that a dotted path such as `resolutions.owner` leads to, through lists into their items.
  public func values(at path: String) -> [Node] {
    // Mostly a field of the record itself.
    if !path.utf8.contains(UInt8(ascii: ".")) { return self[path].map { $0.sequence ?? [$0] } ?? [] }
    var nodes = [self]
    for part in path.utf8.split(separator: UInt8(ascii: ".")) {
      let name = String(Substring(part))
      nodes = nodes.flatMap { $0.sequence ?? [$0] }.compactMap { $0[name] }
    }
    return nodes.flatMap { $0.sequence ?? [$0] }
  }
}
