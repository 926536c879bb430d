#if canImport(Glibc)
  import Glibc
#endif

/// The file of Git's index, read for one purpose: what is staged against a commit.
///
/// libgit2 makes an object of every entry, and the `git` program too: with 100 000 files that alone is as long as a hook may
/// take. Here the file is mapped, folders that Git noted as written (the cached tree) are stepped over where they are the
/// commit's, and nothing is allocated for what has not changed. Layout: gitformat-index(5).
///
/// What is not read here (a split or sparse index, a newer version, a damaged file) is left to the `git` program.
struct IndexFile {
  private let file: MappedFile
  private let version: UInt32
  private let count: Int
  private static let cachedTree = Array("TREE".utf8)
  private static let header = 12

  /// Nil for what is not read here.
  init?(path: String) {
    guard let file = MappedFile(path), file.bytes.count >= IndexFile.header + OID.byteCount,
      file.bytes.starts(with: "DIRC".utf8)
    else { return nil }
    var reader = ByteReader(file.bytes, from: 4)
    guard let version = reader.word(), (2...4).contains(version), let count = reader.word() else { return nil }
    (self.file, self.version, self.count) = (file, version, Int(count))
  }

  /// The entries, from the first one.
  var entries: IndexCursor {
    IndexCursor(
      file.bytes, from: IndexFile.header, to: file.bytes.count - OID.byteCount, count: count, version: version)
  }

  /// Which folders are as which tree, and where that is said; nil where Git has noted none.
  ///
  /// The file does not say where its entries end and what follows them begins. Rather than read all entries for that, this
  /// looks for it from behind: from the right place, parts follow one another to the end of the file. Who has read the
  /// entries has to find it among the parts that begin there.
  func cachedTree() -> (tree: CachedTree, start: Int)? {
    let end = file.bytes.count - OID.byteCount
    var last = end
    // Thirty thousand folders fit into the first piece.
    var size = 1 << 20
    while last > IndexFile.header {
      let first = max(IndexFile.header, end - size)
      if let found = cachedTree(first..<last) { return found }
      (last, size) = (first, size * 8)
    }
    return nil
  }

  private func cachedTree(_ places: Range<Int>) -> (tree: CachedTree, start: Int)? {
    guard let base = file.bytes.baseAddress else { return nil }
    var place = places.lowerBound
    while place < places.upperBound,
      let found = memchr(base + place, Int32(UInt8(ascii: "T")), places.upperBound - place)
    {
      let start = UnsafeRawPointer(found) - base
      if file.bytes[start...].starts(with: IndexFile.cachedTree), parts(from: start) != nil,
        let tree = part(at: start).flatMap(CachedTree.init)
      {
        return (tree, start)
      }
      place = start + 1
    }
    return nil
  }

  /// Where the parts behind the entries begin, if the first of them does so here; nil where they do not lead to the end of the
  /// file, or where git alone reads one of them.
  func parts(from start: Int) -> [Int]? {
    var starts: [Int] = []
    var position = start
    while let content = part(at: position) {
      // In lower case: who does not know it can't read the index.
      guard file.bytes[position] < UInt8(ascii: "a") else { return nil }
      starts.append(position)
      position += 8 + content.count
    }
    return position == file.bytes.count - OID.byteCount ? starts : nil
  }

  /// What a part of the file holds: behind four letters and its length. Nil where there is none.
  private func part(at position: Int) -> UnsafeRawBufferPointer? {
    var reader = ByteReader(file.bytes, from: position)
    guard reader.take(4) != nil, let size = reader.word(), let content = reader.take(Int(size)),
      reader.position <= file.bytes.count - OID.byteCount
    else { return nil }
    return content
  }

  static var unreadable: GitError {
    GitError(.unreadableIndex, call: "index", message: "the index is damaged, or of a form that only git reads")
  }
}
