/// The entries of a mapping or the items of a sequence that some keyword has evaluated, as bits.
///
/// One word holds the marks of any usual record; more is allocated only for larger instances, and only where an
/// `unevaluated…` keyword will ask.
struct Evaluated {
  /// Whether anybody will ask. Otherwise nothing is noted.
  let isWanted: Bool
  private var low: UInt64 = 0
  private var high: [UInt64] = []

  init(isWanted: Bool) {
    self.isWanted = isWanted
  }

  @inline(__always)
  mutating func insert(_ index: Int) {
    guard isWanted else { return }
    if index < 64 { low |= 1 << UInt64(index) } else { insertHigh(index - 64) }
  }

  func contains(_ index: Int) -> Bool {
    if index < 64 { return low & (1 << UInt64(index)) != 0 }
    let (word, bit) = (index - 64).quotientAndRemainder(dividingBy: 64)
    return word < high.count && high[word] & (1 << UInt64(bit)) != 0
  }

  mutating func insert(upTo end: Int) {
    guard isWanted else { return }
    for index in 0..<end { insert(index) }
  }

  mutating func formUnion(_ other: Evaluated) {
    guard isWanted else { return }
    low |= other.low
    for (word, bits) in other.high.enumerated() {
      if word < high.count { high[word] |= bits } else { high.append(bits) }
    }
  }

  private mutating func insertHigh(_ index: Int) {
    let (word, bit) = index.quotientAndRemainder(dividingBy: 64)
    while high.count <= word { high.append(0) }
    high[word] |= 1 << UInt64(bit)
  }
}
