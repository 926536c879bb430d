import Glibc

/// Why a record could not be edited. Its file is there.
struct EditorError: Error {
  let reason: Editor.Failure
  /// The file, from the repository's root, and the record's number.
  let path: String
  let id: String
}

/// The editor that the environment names.
struct Editor {
  enum Failure: Error {
    /// The environment names none.
    case none
    case notStarted(String, reason: String)
    case failed(String, status: Int32)
  }

  /// Words as a shell reads them: `code --wait`.
  let command: String?

  /// `VISUAL`, else `EDITOR`, as other programs look for it.
  init(environment: [String: String]) {
    command = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// Opens a file and waits until the editor ends.
  ///
  /// - Parameter path: absolute.
  func edit(_ path: String) throws(Failure) {
    guard let command else { throw .none }
    // As git does: the shell splits the words, and the path is never part of what it reads.
    let words: [String] = ["sh", "-c", "\(command) \"$@\"", command, path]
    let arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    // Ctrl-C is the editor's while it runs.
    let before = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
    defer {
      signal(SIGINT, before.0)
      signal(SIGQUIT, before.1)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGINT)
    sigaddset(&defaults, SIGQUIT)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    let failure = posix_spawn(&child, "/bin/sh", nil, &attributes, arguments + [nil], environ)
    guard failure == 0 else {
      throw .notStarted(command, reason: String(cString: strerror(failure)))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else {
        throw .notStarted(command, reason: String(cString: strerror(errno)))
      }
    }
    // The low seven bits are the signal that ended it, 0 where it exited.
    let exit = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    guard exit == 0 else { throw .failed(command, status: exit) }
  }
}
