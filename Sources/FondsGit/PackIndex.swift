/// The table of contents of one pack (`pack-….idx`, version 2): which object begins at which byte.
///
/// libgit2 reads objects through it but does not tell where they lie. Layout: gitformat-pack(5). The file is mapped, and
/// every access is checked against its length, for it may be damaged.
final class PackIndex {
  private let file: MappedFile
  private var bytes: UnsafeRawBufferPointer { file.bytes }
  /// How many objects the pack holds.
  let count: Int

  private static let header = 8
  private static let names = header + 256 * 4
  /// Both digests at the end.
  private static let trailer = 40

  /// Nil for a file that can't be read, or is not such a table: then nothing is known of its pack.
  init?(path: String) {
    guard let file = MappedFile(path), file.bytes.count >= PackIndex.names + PackIndex.trailer else { return nil }
    let count = Int(file.bytes.word(at: PackIndex.header + 255 * 4))
    guard file.bytes.word(at: 0) == 0xFF74_4F63, file.bytes.word(at: 4) == 2,
      PackIndex.names + count * (OID.byteCount + 8) + PackIndex.trailer <= file.bytes.count
    else { return nil }
    self.file = file
    self.count = count
  }

  func release() { file.release() }

  /// Where the object begins in the pack; nil where the pack does not hold it.
  func offset(of oid: OID) -> UInt64? {
    withExtendedLifetime(self) {
      let lead = oid.withBytes { Int($0[0]) }
      // A damaged table may lead anywhere.
      var low = min(lead == 0 ? 0 : fanout(lead - 1), count)
      var high = min(fanout(lead), count)
      while low < high {
        let middle = (low + high) / 2
        let found = name(middle)
        if found == oid { return offset(middle) }
        if found < oid { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }

  private func fanout(_ byte: Int) -> Int { Int(bytes.word(at: PackIndex.header + byte * 4)) }

  private func name(_ place: Int) -> OID {
    guard let base = bytes.baseAddress else { return .zero }
    return OID(at: base + (PackIndex.names + place * OID.byteCount))
  }

  private func offset(_ place: Int) -> UInt64 {
    let offsets = PackIndex.names + count * (OID.byteCount + 4)
    let short = bytes.word(at: offsets + place * 4)
    // Packs over 2 GiB keep the wider offsets in a table of their own.
    guard short & 0x8000_0000 != 0 else { return UInt64(short) }
    let long = offsets + count * 4 + Int(short & 0x7FFF_FFFF) * 8
    guard long + 8 + PackIndex.trailer <= bytes.count else { return UInt64(short) }
    return UInt64(bytes.word(at: long)) << 32 | UInt64(bytes.word(at: long + 4))
  }
}

extension UnsafeRawBufferPointer {
  /// The number in the four bytes from here, the highest first, as Git's files have it.
  func word(at position: Int) -> UInt32 {
    UInt32(bigEndian: loadUnaligned(fromByteOffset: position, as: UInt32.self))
  }
}
