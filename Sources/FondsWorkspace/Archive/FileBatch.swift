import Glibc

/// Files that are written together: all of them, or none where one can't be.
///
/// They are written and synced in a folder of their own first, so that a full disk shows before anything is changed. Then
/// each takes its place in one step. A process that is killed in between leaves some files as they shall be, the others
/// as they were, and none in part.
struct FileBatch {
  struct File {
    /// Absolute.
    let path: String
    let bytes: [UInt8]
    /// The file whose place it takes, the same or another, and its content; nil for a new file, which replaces none.
    let former: (path: String, bytes: [UInt8])?
  }

  /// Where files wait: on the file system of their places, and used by one process at a time.
  let folder: String
  let files: [File]

  func write(progress: (_ done: Int, _ total: Int) -> Void) throws {
    try FileWriting.createFolder(folder)
    try clear()
    defer { do { try clear() } catch { /* Cleared by whoever comes next. */  } }
    for (index, file) in files.enumerated() { try stage(file, index) }
    // All at once: to sync ten thousand files one after the other takes half a minute.
    sync()
    var done = 0
    do {
      for (index, file) in files.enumerated() {
        try place(file, index)
        done += 1
        progress(done, files.count)
      }
      for folder in Set(files.map { Self.folder(of: $0.path) }) { try FileWriting.syncFolder(folder) }
    } catch {
      for file in files[..<done].reversed() { try undo(file) }
      throw error
    }
  }

  private func staged(_ index: Int) -> String { "\(folder)/\(index)" }

  private func stage(_ file: File, _ index: Int) throws {
    let descriptor = open(staged(index), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileWriting.unwritable(file.path) }
    defer { close(descriptor) }
    try FileWriting.write(file.bytes, to: descriptor, file.path)
  }

  private func place(_ file: File, _ index: Int) throws {
    try FileWriting.createFolder(Self.folder(of: file.path))
    let replaces = file.former?.path == file.path
    // link fails where the name is taken, rename replaces: both in one step.
    if (replaces ? rename(staged(index), file.path) : link(staged(index), file.path)) != 0 {
      guard errno == EXDEV || errno == EPERM else {
        if errno == EEXIST { throw WorkspaceError.fileExists(file.path) }
        throw FileWriting.unwritable(file.path)
      }
      // The repository's folder lies on another disk than the records, or on one without links.
      try FileWriting.write(file.bytes, to: file.path, mayReplace: replaces)
    }
    if let former = file.former, !replaces { try FileWriting.remove(former.path) }
  }

  private func undo(_ file: File) throws {
    if let former = file.former { try FileWriting.write(former.bytes, to: former.path) }
    if file.former?.path != file.path { try FileWriting.remove(file.path) }
  }

  /// Removes what a process that was killed left.
  private func clear() throws {
    guard let stream = opendir(folder) else { throw FileWriting.unwritable(folder) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { try FileWriting.remove("\(folder)/\(name)") }
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}
