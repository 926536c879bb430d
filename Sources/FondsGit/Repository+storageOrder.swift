#if canImport(Glibc)
  import Glibc
#endif

extension Repository {
  /// The order in which objects are read fastest: pack by pack from the first byte to the last, the loose ones in the end.
  ///
  /// In a pack an object that is stored as a difference stands behind what it differs from, so that this is still at hand;
  /// in any other order long chains of differences are followed again and again. A pack whose table of contents can't be
  /// read counts as loose objects: only the order suffers.
  /// - Returns: the places in `oids`, each once.
  public func storageOrder(of oids: [OID]) -> [Int] {
    let indexes = packPaths.compactMap { PackIndex(path: $0 + ".idx") }
    guard !indexes.isEmpty else { return Array(oids.indices) }
    let keys = oids.map { oid -> UInt64 in
      for (number, index) in indexes.enumerated() {
        // 64 TiB a pack, 65 536 packs: more of either are not told apart.
        if let offset = index.offset(of: oid) { return UInt64(min(number, 0xFFFE)) << 48 | offset & 0xFFFF_FFFF_FFFF }
      }
      return .max
    }
    return oids.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
  }

  /// The packs that have a table of contents, without their extension, always in the same order.
  var packPaths: [String] {
    objectFolders.flatMap { folder in
      fileNames(in: folder + "pack").filter { $0.hasSuffix(".idx") }.sorted()
        .map { folder + "pack/" + $0.dropLast(".idx".count) }
    }
  }

  /// The folders that hold objects, with a final slash: the repository's own, and those it borrows from.
  private var objectFolders: [String] {
    var folders = [commonDirectory + "objects/"]
    var next = 0
    // Git follows five repositories that borrow from each other.
    while next < folders.count, folders.count < 6 {
      let folder = folders[next]
      next += 1
      for line in borrowed(by: folder) {
        let path = line.hasPrefix("/") ? line : folder + line
        let borrowed = path.hasSuffix("/") ? path : path + "/"
        if !folders.contains(borrowed) { folders.append(borrowed) }
      }
    }
    return folders
  }

  private func borrowed(by folder: String) -> [String] {
    do {
      let text = String(decoding: try readFile(folder + "info/alternates"), as: UTF8.self)
      return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    } catch {
      // The file is there only where something is borrowed; what else ails it, reading the objects will say.
      return []
    }
  }

  private func fileNames(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
      }
    }
    return names
  }
}
