#if canImport(Glibc)
  import Glibc
#endif

extension Repository {
  /// The packs that have a table of contents, without their extension, always in the same order.
  var packPaths: [String] {
    objectFolders.flatMap { folder in
      fileNames(in: folder + "pack").filter { $0.hasSuffix(".idx") }.sorted()
        .map { folder + "pack/" + $0.dropLast(".idx".count) }
    }
  }

  /// The folders that hold objects, with a final slash: the repository's own, and those it borrows from.
  var objectFolders: [String] {
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
}

/// The names in a folder, `.` and `..` among them; none where there is no such folder.
func fileNames(in folder: String) -> [String] {
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
