import Glibc

extension Workspace {
  /// Runs a change that no other Fonds process may interleave with: choosing a number, committing. Waits for the other
  /// for some seconds, then throws ``WorkspaceError/busy``. The lock falls with the process, however it ends.
  func withLock<Result>(_ body: () throws -> Result) throws -> Result {
    try FileWriting.createFolder(derivedFolder)
    let path = derivedFolder + "/lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    for _ in 0..<200 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return try body() }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(errno)))
      }
      usleep(50_000)
    }
    throw WorkspaceError.busy
  }
}
