/// Names and their places, made once and asked for every property of every instance.
///
/// A `Dictionary` of strings hashes so that no adversary can foresee it, and compares canonical equivalents as equal.
/// The names here come from a schema, so neither is wanted: a plain hash over the bytes, open addressing, no
/// allocation in a look-up.
struct KeyTable: Sendable {
  let keys: [String]
  /// For each slot the place of a key, or -1.
  private let slots: [Int32]
  private let hashes: [UInt64]

  /// - Parameter keys: of equal ones, the first counts.
  init(_ keys: [String]) {
    self.keys = keys
    var size = 4
    while size < keys.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    hashes = keys.map(KeyTable.hash)
    for index in keys.indices {
      var slot = Int(truncatingIfNeeded: hashes[index]) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int32(index)
    }
    self.slots = slots
  }

  /// The place of a key among the table's.
  ///
  /// - Parameter guess: where it may be, and then need not be looked for: most mappings keep to the schema's order.
  func place(of key: String, guess: Int) -> Int? {
    guess < keys.count && keys[guess].isBytewiseEqual(key) ? guess : self[key]
  }

  /// The place of a key among the table's.
  subscript(key: String) -> Int? {
    let hash = KeyTable.hash(key)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, keys[index].isBytewiseEqual(key) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// FNV-1a over the bytes; the high half is folded in, since slots are taken from the low bits.
  private static func hash(_ key: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let isContiguous: Void? = key.utf8.withContiguousStorageIfAvailable { bytes in
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    if isContiguous == nil {
      for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return hash ^ (hash >> 32)
  }
}
