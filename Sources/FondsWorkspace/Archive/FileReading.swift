import Glibc

/// Reads files in however many pieces the system hands them out, through signals that interrupt it.
public enum FileReading {
  /// The bytes of an open file from where it stands to its end, `limit` at most.
  ///
  /// - Parameter path: for the error, ``WorkspaceError/unreadable(path:reason:)``.
  public static func bytes(of descriptor: Int32, limit: Int = .max, _ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count < limit {
      let count = read(descriptor, &buffer, min(buffer.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw WorkTree.unreadable(path) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// A file's bytes, `limit` at most; nil where there is none. Throws as `bytes(of:limit:_:)`.
  public static func content(of path: String, limit: Int = .max) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw WorkTree.unreadable(path)
    }
    defer { close(descriptor) }
    return try bytes(of: descriptor, limit: limit, path)
  }

  /// The same of a file that can be made anew: nil as well where it can't be read.
  static func derived(_ path: String, limit: Int = .max) -> [UInt8]? {
    do { return try content(of: path, limit: limit) } catch { return nil }
  }
}
