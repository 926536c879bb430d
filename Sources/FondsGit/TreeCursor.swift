#if canImport(Glibc)
  import Glibc
#endif

/// Reads the entries of a tree object in order, from its bytes as Git stores them:
/// `<mode in octal> <name>\0<20 bytes of OID>`, again and again.
///
/// Nothing is allocated; names are ranges of the bytes. Walking a history is mostly this.
struct TreeCursor {
  private let bytes: UnsafeRawBufferPointer
  /// Where the next entry starts.
  private var next = 0

  /// The current entry's mode as stored.
  private(set) var bits: UInt32 = 0
  /// The current entry's name: a part of the tree's bytes, valid as long as they are.
  private(set) var name = UnsafeRawBufferPointer(start: nil, count: 0)
  /// Where the current entry starts, and how long it is.
  private var start = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isTree: Bool { bits & 0o170000 == 0o040000 }

  /// The current entry's object.
  var oid: OID {
    guard let base = bytes.baseAddress else { return .zero }
    return OID(at: base + (next - OID.byteCount))
  }

  /// The current entry's mode. Throws `.malformed` for one that Git does not know.
  func mode() throws(GitError) -> FileMode {
    guard let mode = FileMode(bits: bits) else { throw TreeCursor.malformed }
    return mode
  }

  /// Moves to the next entry; `false` at the end. Throws `.malformed` for a damaged tree.
  mutating func advance() throws(GitError) -> Bool {
    guard next < bytes.count, let base = bytes.baseAddress else { return false }
    start = next
    var position = start
    var bits: UInt32 = 0
    while true {
      guard position < bytes.count, position - start <= 6 else { throw TreeCursor.malformed }
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: " ") { break }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7") else { throw TreeCursor.malformed }
      bits = bits << 3 | UInt32(byte - UInt8(ascii: "0"))
    }
    guard let terminator = memchr(base + position, 0, bytes.count - position) else {
      throw TreeCursor.malformed
    }
    let length = UnsafeRawPointer(terminator) - (base + position)
    guard length > 0, position + length + 1 + OID.byteCount <= bytes.count else {
      throw TreeCursor.malformed
    }
    self.bits = bits
    name = UnsafeRawBufferPointer(start: base + position, count: length)
    next = position + length + 1 + OID.byteCount
    return true
  }

  /// Moves past the next entry if it is, byte for byte, the current entry of `other`.
  ///
  /// Two versions of a folder differ in one entry of a hundred: comparing bytes is several
  /// times faster than parsing both sides.
  mutating func skip(ifNextEquals other: TreeCursor) -> Bool {
    let length = other.next - other.start
    guard next + length <= bytes.count,
      let base = bytes.baseAddress, let otherBase = other.bytes.baseAddress,
      memcmp(base + next, otherBase + other.start, length) == 0
    else { return false }
    next += length
    return true
  }

  /// Git's order of two entries: by bytes, a folder as if its name ended with a slash.
  /// Zero only for the same name and both or neither a folder.
  static func order(_ left: TreeCursor, _ right: TreeCursor) -> Int {
    order(left.name, isTree: left.isTree, right.name, isTree: right.isTree)
  }

  static func order(
    _ left: UnsafeRawBufferPointer, isTree leftIsTree: Bool,
    _ right: UnsafeRawBufferPointer, isTree rightIsTree: Bool
  ) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
      let order = memcmp(leftBase, rightBase, common)
      if order != 0 { return Int(order) }
    }
    func byte(_ name: UnsafeRawBufferPointer, _ isTree: Bool) -> Int {
      common < name.count ? Int(name[common]) : isTree ? Int(UInt8(ascii: "/")) : 0
    }
    return byte(left, leftIsTree) - byte(right, rightIsTree)
  }

  /// Throws `.malformed` for a tree that no Git writes but anybody can send: with a name that leads out of its folder or
  /// into Git's own, with one name twice, or not sorted.
  static func requireSound(_ bytes: UnsafeRawBufferPointer, of oid: OID) throws(GitError) {
    var cursor = TreeCursor(bytes)
    var last: TreeCursor?
    var files: Set<[UInt8]> = []
    var hasFolders = false
    while try cursor.advance() {
      guard isSound(cursor.name), last.map({ order($0, cursor) < 0 }) ?? true else { throw unsound(oid) }
      last = cursor
      hasFolders = hasFolders || cursor.isTree
    }
    // A file and a folder of one name are sorted apart from each other.
    guard hasFolders else { return }
    cursor = TreeCursor(bytes)
    while try cursor.advance() {
      guard files.insert(Array(cursor.name)).inserted else { throw unsound(oid) }
    }
  }

  private static func isSound(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let base = name.baseAddress, memchr(base, Int32(UInt8(ascii: "/")), name.count) == nil else { return false }
    guard name[0] == UInt8(ascii: ".") || name[0] | 0x20 == UInt8(ascii: "g") else { return true }
    let lower = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return ![".", "..", ".git", "git~1"].contains(String(decoding: lower, as: UTF8.self))
  }

  private static func unsound(_ oid: OID) -> GitError {
    GitError(
      .malformed, call: "git_odb_read", message: "the tree object is not one that Git makes", path: oid.description)
  }

  private static var malformed: GitError {
    GitError(.malformed, call: "git_odb_read", message: "the tree object is damaged")
  }
}
