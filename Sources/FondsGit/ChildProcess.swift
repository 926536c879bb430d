#if canImport(Glibc)
  // `environ` is C's global table; `@preconcurrency` since it is only copied, at the spawn.
  @preconcurrency import Glibc
#endif

/// A running program with its three standard streams held by us.
struct ChildProcess {
  private let pid: pid_t
  private let input: Int32
  private let output: Int32
  private let errors: Int32

  /// Starts a program. Throws `.notFound` when there is none of this name, else `.system`.
  init(
    executable: String, arguments: [String], environment: [String: String?]
  ) throws(GitError) {
    // Sockets instead of pipes. A write to a program that has ended is then an error to read
    // (MSG_NOSIGNAL), where a pipe would send us SIGPIPE; and they are close-on-exec from the
    // start, so that a child spawned by another thread can't keep them open.
    var inputPair: [Int32] = [-1, -1], outputPair: [Int32] = [-1, -1], errorPair: [Int32] = [-1, -1]
    var pid: pid_t = 0
    do throws(GitError) {
      let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, type, 0, &inputPair) == 0 else { throw systemError(call: "socketpair") }
      guard socketpair(AF_UNIX, type, 0, &outputPair) == 0 else { throw systemError(call: "socketpair") }
      guard socketpair(AF_UNIX, type, 0, &errorPair) == 0 else { throw systemError(call: "socketpair") }
      pid = try ChildProcess.spawn(
        executable, arguments, environment,
        streams: [(inputPair[1], 0), (outputPair[1], 1), (errorPair[1], 2)])
    } catch {
      for descriptor in inputPair + outputPair + errorPair where descriptor >= 0 { close(descriptor) }
      throw error
    }
    close(inputPair[1])
    close(outputPair[1])
    close(errorPair[1])
    self.pid = pid
    input = inputPair[0]
    output = outputPair[0]
    errors = errorPair[0]
  }

  private static func spawn(
    _ executable: String, _ arguments: [String], _ environment: [String: String?],
    streams: [(from: Int32, to: Int32)]
  ) throws(GitError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in streams { posix_spawn_file_actions_adddup2(&actions, stream.from, stream.to) }
    // A parent that ignores SIGPIPE would pass that on, and git would not end when it should.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var pid: pid_t = 0
    let status = withMutableCStrings(arguments) { arguments in
      withMutableCStrings(inherited(with: environment)) { environment in
        posix_spawnp(&pid, executable, &actions, &attributes, arguments, environment)
      }
    }
    guard status == 0 else { throw systemError(call: "posix_spawnp", path: executable, number: status) }
    return pid
  }

  /// The environment for the child: ours with the changes. Passed through, not read: what it
  /// says concerns git alone.
  private static func inherited(with changes: [String: String?]) -> [String] {
    var entries: [String] = []
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if changes[String(text.prefix { $0 != "=" })] == nil { entries.append(text) }
      next += 1
    }
    for (name, value) in changes {
      if let value { entries.append("\(name)=\(value)") }
    }
    return entries
  }

  /// Sends `bytes` to stdin and collects stdout and stderr until both end.
  ///
  /// All three at once, by `poll`: a program that fills one stream while we wait on another would
  /// wait for ever.
  func communicate(_ bytes: [UInt8]) throws(GitError) -> (output: [UInt8], errors: [UInt8]) {
    var collected: [[UInt8]] = [[], []]
    var sent = 0
    var polls = [
      pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is one that poll passes over: that stream is done.
    func finish(_ stream: Int) {
      close(polls[stream].fd)
      polls[stream].fd = -1
    }
    defer { for stream in polls.indices where polls[stream].fd >= 0 { close(polls[stream].fd) } }
    if bytes.isEmpty { finish(0) }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while polls.contains(where: { $0.fd >= 0 }) {
      guard poll(&polls, nfds_t(polls.count), -1) >= 0 else {
        if errno == EINTR { continue }
        throw systemError(call: "poll")
      }
      if polls[0].fd >= 0, polls[0].revents != 0 {
        let count = bytes[sent...].withUnsafeBytes {
          send(polls[0].fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
        if count >= 0 {
          sent += count
        } else if errno == EPIPE || errno == ECONNRESET {
          // The program wants no more. Whether that is a failure its status says.
          sent = bytes.count
        } else if errno != EINTR && errno != EAGAIN {
          throw systemError(call: "send")
        }
        if sent == bytes.count { finish(0) }
      }
      for stream in 1...2 where polls[stream].fd >= 0 && polls[stream].revents != 0 {
        let count = read(polls[stream].fd, &buffer, buffer.count)
        if count > 0 {
          collected[stream - 1] += buffer[..<count]
        } else if count == 0 {
          finish(stream)
        } else if errno != EINTR {
          throw systemError(call: "read")
        }
      }
    }
    return (collected[0], collected[1])
  }

  /// Waits for the end; the exit status, or 128 and the signal's number.
  func wait() throws(GitError) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw systemError(call: "waitpid") }
    }
    // WIFEXITED, WEXITSTATUS and WTERMSIG are macros that Swift does not see.
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}

/// Calls `body` with a NULL-ended table of C strings, which lives until it returns.
private func withMutableCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  var copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  copies.append(nil)
  defer { for copy in copies { free(copy) } }
  return body(copies)
}
