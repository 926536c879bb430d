import Glibc

/// Writes files so that a crash leaves the old content or the new, never a part.
public enum FileWriting {
  /// Replaces a file: writes beside it, syncs, renames.
  ///
  /// - Parameter path: absolute. Its folder is created if need be.
  /// - Parameter mayReplace: where false, an existing file is left alone and ``WorkspaceError/fileExists(_:)`` thrown.
  /// - Parameter syncs: false for what can be computed again and shows by itself that it is whole.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: mode_t = 0o644, mayReplace: Bool = true, syncs: Bool = true
  ) throws {
    try write([bytes], to: path, mode: mode, mayReplace: mayReplace, syncs: syncs)
  }

  /// The same with a content in several parts, one behind the other.
  static func write(
    _ parts: [[UInt8]], to path: String, mode: mode_t = 0o644, mayReplace: Bool = true, syncs: Bool = true
  ) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try createFolder(folder)
    let beside = folder + "/.fonds-\(getpid())-\(UInt64.random(in: 0 ... .max)).tmp"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw unwritable(path) }
    do {
      for bytes in parts { try write(bytes, to: descriptor, path) }
      guard !syncs || fsync(descriptor) == 0 else { throw unwritable(path) }
    } catch {
      close(descriptor)
      unlink(beside)
      throw error
    }
    close(descriptor)
    // link fails where the name is taken, rename replaces: both in one step.
    let isDone = mayReplace ? rename(beside, path) == 0 : link(beside, path) == 0
    let reason = errno
    if !isDone || !mayReplace { unlink(beside) }
    guard isDone else {
      errno = reason
      if reason == EEXIST { throw WorkspaceError.fileExists(path) }
      throw unwritable(path)
    }
    guard syncs else { return }
    do {
      try syncFolder(folder)
    } catch {
      // Who is told that it failed finds nothing: a new number is free again.
      if !mayReplace { unlink(path) }
      throw error
    }
  }

  /// Gives a file another name, unless one has it already.
  static func move(_ old: String, to new: String) throws {
    let folder = new.lastIndex(of: "/").map { String(new[..<$0]) } ?? "."
    try createFolder(folder)
    // link fails where the name is taken, however lately; rename would replace that file.
    if link(old, new) == 0 {
      try remove(old)
    } else {
      guard [EEXIST, EPERM, ENOTSUP].contains(errno) else { throw unwritable(new) }
      // A file system that ignores case takes a.YAML and a.yaml for one file; some have no links.
      if let taken = identity(new), taken != identity(old) { throw WorkspaceError.fileExists(new) }
      guard rename(old, new) == 0 else { throw unwritable(new) }
    }
    try syncFolder(folder)
  }

  /// Throws where a folder on the way to a file is a link: a record written through it would lie somewhere else.
  ///
  /// - Parameter path: from the root.
  static func requireOwnFolders(_ path: String, in root: String) throws {
    var folder = root
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      var status = stat()
      guard lstat(folder, &status) == 0 else { return }
      guard status.st_mode & S_IFMT != S_IFLNK else {
        throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(ELOOP)))
      }
    }
  }

  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw unwritable(path) }
  }

  /// Whether a path leads to a folder; nil where nothing is there.
  static func isFolder(_ path: String) -> Bool? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT == S_IFDIR : nil
  }

  static func createFolder(_ path: String) throws {
    switch isFolder(path) {
    case true?: return
    case false?:
      errno = ENOTDIR
      throw unwritable(path)
    case nil: break
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try createFolder(String(path[..<slash])) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw unwritable(path) }
  }

  private static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    return lstat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw unwritable(path) }
      written += count
    }
  }

  /// The new name is on the disk once its folder is.
  static func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    // Some file systems can't sync a folder; then its names are as safe as they can be.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw unwritable(path) }
  }

  static func unwritable(_ path: String) -> WorkspaceError {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }
}
