/// An object as a difference from another: stretches to copy from that, and bytes to insert. See gitformat-pack(5),
/// "Deltified representation".
enum Delta {
  /// The object that a difference makes of its base, allocated; nil where it does not fit the base or is damaged.
  static func apply(
    _ delta: UnsafeRawBufferPointer, to base: UnsafeRawBufferPointer, limit: Int
  ) -> UnsafeMutableRawBufferPointer? {
    var reader = ByteReader(delta)
    guard reader.length() == base.count, let size = reader.length(), size <= limit else { return nil }
    let result = ObjectData.allocate(size)
    guard fill(result, from: &reader, base) else {
      result.deallocate()
      return nil
    }
    return result
  }

  private static func fill(
    _ result: UnsafeMutableRawBufferPointer, from reader: inout ByteReader, _ base: UnsafeRawBufferPointer
  ) -> Bool {
    var filled = 0
    while let command = reader.next() {
      let source: UnsafeRawBufferPointer
      if command & 0x80 != 0 {
        guard let start = number(command, bytes: 0..<4, &reader), var size = number(command, bytes: 4..<7, &reader)
        else { return false }
        if size == 0 { size = 0x10000 }
        guard start <= base.count, size <= base.count - start else { return false }
        source = UnsafeRawBufferPointer(rebasing: base[start..<start + size])
      } else {
        guard command != 0, let bytes = reader.take(Int(command)) else { return false }
        source = bytes
      }
      guard source.count <= result.count - filled else { return false }
      UnsafeMutableRawBufferPointer(rebasing: result[filled..<filled + source.count]).copyMemory(from: source)
      filled += source.count
    }
    return filled == result.count
  }

  /// A number of which only the bytes that the command names are there, the lowest first.
  private static func number(_ command: UInt8, bytes: Range<UInt8>, _ reader: inout ByteReader) -> Int? {
    var number = 0
    for bit in bytes where command & 1 << bit != 0 {
      guard let byte = reader.next() else { return nil }
      number |= Int(byte) << (8 * Int(bit - bytes.lowerBound))
    }
    return number
  }
}
