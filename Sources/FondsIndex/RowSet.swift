/// Ids of rows, one bit each.
struct RowSet {
  private var words: [UInt64]
  /// Ids from 0 up to here can be in the set; others are passed over.
  let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  @inline(__always)
  func contains(_ id: Int) -> Bool {
    id < capacity && words[id >> 6] & 1 << UInt64(id & 63) != 0
  }

  @inline(__always)
  mutating func insert(_ id: Int) {
    if id >= 0, id < capacity { words[id >> 6] |= 1 << UInt64(id & 63) }
  }

  mutating func remove(_ id: Int) {
    if id >= 0, id < capacity { words[id >> 6] &= ~(1 << UInt64(id & 63)) }
  }

  /// Keeps the ids that `isKept` says.
  mutating func filter(_ isKept: (Int) -> Bool) {
    let before = self
    before.each { id in
      if !isKept(id) { remove(id) }
      return true
    }
  }

  /// Goes through the ids, the least first or the greatest, until `body` returns false.
  func each(descending: Bool = false, _ body: (Int) -> Bool) {
    for index in words.indices {
      let place = descending ? words.count - 1 - index : index
      var word = words[place]
      while word != 0 {
        let bit = descending ? 63 - word.leadingZeroBitCount : word.trailingZeroBitCount
        guard body(place << 6 | bit) else { return }
        word &= ~(1 << UInt64(bit))
      }
    }
  }
}
