import FondsText

extension Target {
  /// The quick reader and libyaml find the same values, at the same places and written the same way, and the same faults.
  static func readers(_ bytes: [UInt8]) {
    let (quick, whole) = (RecordReader.read(bytes), RecordReader.readByEvents(bytes))
    precondition(quick.faults.map(\.kind) == whole.faults.map(\.kind), "other faults")
    precondition(quick.faults.map(\.range) == whole.faults.map(\.range), "faults at other places")
    switch (quick.root, whole.root) {
    case (nil, nil): break
    case (let left?, let right?): requireSame(left, right)
    default: preconditionFailure("a tree from one of them")
    }
  }

  private static func requireSame(_ left: Node, _ right: Node) {
    precondition(left.range == right.range && left.style == right.style, "\(left.range) and \(right.range)")
    switch (left.value, right.value) {
    case (.null, .null): break
    case (.bool(let a), .bool(let b)): precondition(a == b)
    case (.number(let a), .number(let b)): precondition(a.text == b.text)
    case (.string(let a), .string(let b)): precondition(a.unicodeScalars.elementsEqual(b.unicodeScalars))
    case (.sequence(let a), .sequence(let b)):
      precondition(a.count == b.count)
      for (left, right) in zip(a, b) { requireSame(left, right) }
    case (.mapping(let a), .mapping(let b)):
      precondition(a.entries.map(\.key) == b.entries.map(\.key))
      precondition(a.entries.map(\.keyRange) == b.entries.map(\.keyRange))
      for (left, right) in zip(a.entries, b.entries) { requireSame(left.value, right.value) }
    default: preconditionFailure("values of two types")
    }
  }
}
