import CLibgit2

#if canImport(Glibc)
  import Glibc
#endif

/// What the index remembers of a file in the work tree, to see without reading it that it has not
/// changed: times, size, inode.
public struct FileStat: Sendable {
  private let status: stat

  /// The status of the file at `path` (a link itself, not what it leads to).
  /// Throws `.notFound` or `.system`.
  public init(ofFile path: String) throws(GitError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw systemError(call: "lstat", path: path) }
    self.status = status
  }

  /// The size in bytes.
  public var size: Int { Int(status.st_size) }

  /// As the index stores it; Git too cuts the wider numbers to 32 bits.
  func fill(_ entry: inout git_index_entry) {
    entry.ctime = time(status.st_ctim)
    entry.mtime = time(status.st_mtim)
    entry.dev = UInt32(truncatingIfNeeded: status.st_dev)
    entry.ino = UInt32(truncatingIfNeeded: status.st_ino)
    entry.uid = UInt32(truncatingIfNeeded: status.st_uid)
    entry.gid = UInt32(truncatingIfNeeded: status.st_gid)
    entry.file_size = UInt32(truncatingIfNeeded: status.st_size)
  }

  private func time(_ time: timespec) -> git_index_time {
    git_index_time(
      seconds: Int32(truncatingIfNeeded: time.tv_sec),
      nanoseconds: UInt32(truncatingIfNeeded: time.tv_nsec))
  }
}

/// The error for the `errno` that the last call has left.
func systemError(call: String, path: String? = nil, number: Int32 = errno) -> GitError {
  GitError(
    number == ENOENT ? .notFound : .system, call: call, message: String(cString: strerror(number)),
    path: path)
}

/// A small file's content.
func readFile(_ path: String, limit: Int = .max) throws(GitError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw systemError(call: "open", path: path) }
  defer { close(descriptor) }
  var content: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 16 << 10)
  while content.count < limit {
    let count = read(descriptor, &buffer, min(buffer.count, limit - content.count))
    if count < 0 {
      if errno == EINTR { continue }
      throw systemError(call: "read", path: path)
    }
    if count == 0 { break }
    content += buffer[..<count]
  }
  return content
}
