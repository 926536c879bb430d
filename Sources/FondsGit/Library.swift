import CLibgit2

/// libgit2 itself: started once in a process, when first needed, and never shut down.
///
/// Starting costs some milliseconds, even without TLS's certificates (`CWithoutCertificates`), so a
/// command that needs no Git must not pay it; shutting down would pull the ground from under handles
/// that are still alive.
///
/// The switches are global to the process and not synchronised: set them before other threads
/// use Git.
public enum Library {
  private static let startStatus: Int32 = {
    let status = git_libgit2_init()
    guard status >= 0 else { return status }
    // A folder of a large archive is larger than what libgit2 would keep, and is asked for several times.
    _ = clibgit2_opts_cache_limit(
      Int32(GIT_OPT_SET_CACHE_OBJECT_LIMIT.rawValue), GIT_OBJECT_TREE, 256 << 10)
    // Of a history that is walked nothing need be kept: 200 MB for 165 000 commits. Trees have a cache of our own then
    // (`TreeDifference`).
    _ = clibgit2_opts_signed_size(Int32(GIT_OPT_SET_CACHE_MAX_SIZE.rawValue), 8 << 20)
    // Packs are mapped in pieces, the least used of which is let go: otherwise all of a large pack that was ever
    // read counts as this process's memory.
    _ = clibgit2_opts_size(Int32(GIT_OPT_SET_MWINDOW_SIZE.rawValue), 4 << 20)
    _ = clibgit2_opts_size(Int32(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT.rawValue), 64 << 20)
    // Without this a repository with one of these (harmless) extensions cannot be opened.
    // Lower case: libgit2 compares with the normalised names of the configuration.
    let extensions = ["worktreeconfig", "partialclone", "relativeworktrees"]
    return withCStrings(extensions) { strings in
      var pointers = strings
      return clibgit2_opts_strings(
        Int32(GIT_OPT_SET_EXTENSIONS.rawValue), &pointers, extensions.count)
    }
  }()

  /// Starts libgit2 unless it runs already. Opening a repository does this by itself.
  public static func start() throws(GitError) {
    try check(call: "git_libgit2_init", status: startStatus)
  }

  /// Whether each object read is hashed and compared with its name. On at the start.
  ///
  /// Off saves 13 to 30 % when reading a whole history, which is right only for objects that
  /// this machine has verified before; in pre-receive it must stay on.
  public static func setHashVerification(_ enabled: Bool) throws(GitError) {
    try set(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled)
  }

  /// Whether repositories of other users are refused (`GitError.Code.owner`). On at the start.
  ///
  /// Off only inside a hook: there `git` has checked already, and a server's hooks often run as
  /// another user than the owner of the repository.
  public static func setOwnerValidation(_ enabled: Bool) throws(GitError) {
    try set(GIT_OPT_SET_OWNER_VALIDATION, enabled)
  }

  private static func set(_ option: git_libgit2_opt_t, _ enabled: Bool) throws(GitError) {
    try start()
    try check(
      call: "git_libgit2_opts",
      status: clibgit2_opts_int(Int32(option.rawValue), enabled ? 1 : 0))
  }
}

/// Calls `body` with the strings as C strings, which live until it returns.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
  // One buffer for all: pointers into an array of arrays would not be stable.
  var buffer: [CChar] = []
  var starts: [Int] = []
  for string in strings {
    starts.append(buffer.count)
    buffer.append(contentsOf: string.utf8.lazy.map { CChar(bitPattern: $0) })
    buffer.append(0)
  }
  return buffer.withUnsafeBufferPointer { bytes in
    body(starts.map { bytes.baseAddress?.advanced(by: $0) })
  }
}
