import FondsText

extension FieldOrder {
  /// The order in which a kind lists its fields, and the parts of each.
  public init(_ fields: [Field]) {
    self.init(fields.map { (name: $0.name, parts: FieldOrder($0.children)) })
  }
}
