#if canImport(Glibc)
  import Glibc
#endif

/// Reads the entries of an index file in order. Nothing is allocated for an entry.
struct IndexCursor {
  private let bytes: UnsafeRawBufferPointer
  private let end: Int
  private let version: UInt32
  /// Where the next entry begins.
  private(set) var next: Int
  /// How many entries there are behind the present one.
  private var remaining: Int
  /// Where the present entry begins, and where its path lies.
  private var start = 0
  private var path = 0..<0
  /// The path, where the file has it in short (version 4): what it shares with the one before is left out.
  private var whole: [UInt8] = []
  /// Whether it stands on an entry; false before the first one and after the last.
  private(set) var isOnEntry = false

  init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int, count: Int, version: UInt32) {
    (self.bytes, self.end, self.version, next, remaining) = (bytes, end, version, start, count)
  }

  // MARK: The present entry

  /// Its path from the root.
  func withPath<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard version == 4 else { return body(UnsafeRawBufferPointer(rebasing: bytes[path])) }
    return whole.withUnsafeBytes(body)
  }

  var side: TreeChange.Side? {
    guard let base = bytes.baseAddress, let mode = FileMode(bits: bytes.word(at: start + 24)), mode != .tree else {
      return nil
    }
    return TreeChange.Side(mode: mode, oid: OID(at: base + start + 40))
  }

  /// Whether a merge has left it in conflict.
  var isUnmerged: Bool { flags & 0x3000 != 0 }

  /// Whether it is only noted that a file will be added (`git add -N`): no commit would have it.
  var isIntended: Bool {
    flags & 0x4000 != 0 && version >= 3 && bytes[start + 62] & 0x20 != 0
  }

  private var flags: UInt16 { UInt16(bytes[start + 60]) << 8 | UInt16(bytes[start + 61]) }

  // MARK: Moving

  /// Moves to the next entry. Throws `.unreadableIndex` for a damaged one.
  mutating func advance() throws(GitError) {
    guard remaining > 0 else {
      isOnEntry = false
      return
    }
    remaining -= 1
    start = next
    // Ten words, a name, the flags: 62 bytes, and with further flags two more.
    guard start + 62 < end else { throw IndexFile.unreadable }
    var position = start + 62
    if flags & 0x4000 != 0 {
      guard version >= 3 else { throw IndexFile.unreadable }
      position += 2
    }
    if version == 4 { try shorten(from: &position) }
    guard let length = length(from: position) else { throw IndexFile.unreadable }
    path = position..<position + length
    if version == 4 {
      whole.append(contentsOf: bytes[path])
      next = path.upperBound + 1
    } else {
      // Padded with zeros, one at least, to a length that eight divides.
      next = start + (path.upperBound - start + 8) & ~7
    }
    guard next <= end, withPath({ !$0.isEmpty }) else { throw IndexFile.unreadable }
    isOnEntry = true
  }

  /// How long the path is, as far as the file has it here; nil where it does not end as it should.
  private func length(from position: Int) -> Int? {
    let noted = Int(flags & 0xFFF)
    // What is longer than twelve bits can say ends with a zero all the same.
    if noted == 0xFFF {
      guard position < end, let base = bytes.baseAddress, let zero = memchr(base + position, 0, end - position) else {
        return nil
      }
      return UnsafeRawPointer(zero) - (base + position)
    }
    let length = noted - whole.count
    return length >= 0 && position + length < end && bytes[position + length] == 0 ? length : nil
  }

  private mutating func shorten(from position: inout Int) throws(GitError) {
    var reader = ByteReader(bytes, from: position)
    guard let excess = reader.distance(), excess <= whole.count else { throw IndexFile.unreadable }
    whole.removeLast(Int(excess))
    position = reader.position
  }
}
