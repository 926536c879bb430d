import CLibgit2

/// One pack and its table of contents. Layout: gitformat-pack(5). Every access is checked, for the file may be damaged.
struct PackFile {
  let index: PackIndex
  private let file: MappedFile
  var bytes: UnsafeRawBufferPointer { file.bytes }

  /// How an object is stored.
  struct Entry {
    /// Of an object that is stored whole.
    var type = GIT_OBJECT_INVALID
    /// Where the object begins that this one is a difference from; nil for one that is stored whole.
    var base: UInt64?
    /// How long it is, or the difference, when unpacked.
    var size = 0
    /// Where what is packed begins.
    var start = 0
  }

  /// - Parameter path: without its extension. Nil where either file can't be read or is of another version.
  init?(path: String) {
    guard let index = PackIndex(path: path + ".idx"), let file = MappedFile(path + ".pack"),
      file.bytes.count > 32, file.bytes.starts(with: "PACK".utf8), file.bytes[7] == 2
    else { return nil }
    self.index = index
    self.file = file
  }

  func release() {
    file.release()
    index.release()
  }

  /// What begins at an offset; nil for what can't be an entry.
  func entry(at offset: UInt64) -> Entry? {
    var reader = ByteReader(bytes, from: Int(clamping: offset))
    guard offset >= 12, var byte = reader.next() else { return nil }
    var entry = Entry()
    let kind = byte >> 4 & 7
    var size = UInt64(byte & 15)
    var shift: UInt64 = 4
    while byte & 0x80 != 0 {
      guard shift < 57, let more = reader.next() else { return nil }
      byte = more
      size |= UInt64(byte & 0x7F) << shift
      shift += 7
    }
    entry.size = Int(clamping: size)
    switch kind {
    case 1: entry.type = GIT_OBJECT_COMMIT
    case 2: entry.type = GIT_OBJECT_TREE
    case 3: entry.type = GIT_OBJECT_BLOB
    case 4: entry.type = GIT_OBJECT_TAG
    case 6:
      guard let distance = reader.distance(), distance > 0, distance < offset else { return nil }
      entry.base = offset - distance
    case 7:
      guard let base = reader.oid().flatMap(index.offset) else { return nil }
      entry.base = base
    default: return nil
    }
    entry.start = reader.position
    return entry
  }
}

/// Reads bytes one after the other, never beyond the end.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int

  init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next bytes; nil where there are not so many.
  mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// A number of four bytes, the highest first.
  mutating func word() -> UInt32? {
    take(4).map { $0.word(at: 0) }
  }

  mutating func oid() -> OID? {
    take(OID.byteCount)?.baseAddress.map(OID.init(at:))
  }

  /// How far back a base begins: seven bits a byte, the highest first, and one more for each further byte.
  mutating func distance() -> UInt64? {
    guard var byte = next() else { return nil }
    var distance = UInt64(byte & 0x7F)
    while byte & 0x80 != 0 {
      guard distance < 1 << 55, let more = next() else { return nil }
      byte = more
      distance = (distance + 1) << 7 | UInt64(byte & 0x7F)
    }
    return distance
  }

  /// A length: seven bits a byte, the lowest first.
  mutating func length() -> Int? {
    var length: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = next() {
      length |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(clamping: length) }
      shift += 7
      guard shift < 57 else { return nil }
    }
    return nil
  }
}
