import Glibc

extension Workspace {
  /// What one process at a time does, each with a lock of its own.
  enum Turn: String {
    /// A change that no other may interleave with: choosing a number, adding a row, committing.
    case change = "lock"
    /// Handing out reminders, which may take as long as a mail server does.
    case reminders = "notified.lock"
  }

  /// Runs what no other Fonds process may do at the same time. A change may be a part of another.
  ///
  /// Waits while others take turns; throws ``WorkspaceError/busy`` where one of them holds the lock for ten seconds. The
  /// lock falls with the process, however it ends.
  func withLock<Result>(_ turn: Turn = .change, _ body: () throws -> Result) throws -> Result {
    if turns.contains(turn) { return try body() }
    try FileWriting.createFolder(derivedFolder)
    let path = derivedFolder + "/" + turn.rawValue
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var holder: pid_t?
    var attempts = 0
    while attempts < 200 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        // Says to those who wait whose turn it is: nothing else hangs on it.
        var own = getpid()
        _ = pwrite(descriptor, &own, MemoryLayout<pid_t>.size, 0)
        turns.insert(turn)
        defer { turns.remove(turn) }
        return try body()
      }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw WorkspaceError.unwritable(path: path, reason: String(cString: strerror(errno)))
      }
      var current = pid_t()
      _ = pread(descriptor, &current, MemoryLayout<pid_t>.size, 0)
      attempts = current == holder ? attempts + 1 : 0
      holder = current
      usleep(50_000)
    }
    throw WorkspaceError.busy
  }
}
