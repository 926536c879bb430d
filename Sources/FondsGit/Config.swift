import CLibgit2

/// A repository's configuration, with the user's and the system's behind it (`git_config`).
public final class Config {
  private let handle: OpaquePointer
  private let repository: Repository

  init(of repository: Repository) throws(GitError) {
    var handle: OpaquePointer?
    try repository.withHandle { (repository) throws(GitError) in
      _ = try check(
        call: "git_repository_config", status: git_repository_config(&handle, repository))
    }
    self.handle = try unwrap(handle, call: "git_repository_config")
    self.repository = repository
  }

  deinit { git_config_free(handle) }

  /// The value of `name` (as `user.name`); `nil` when nobody has set it.
  public func string(_ name: String) throws(GitError) -> String? {
    try withExtendedLifetime(self) { () throws(GitError) in
      var buffer = git_buf()
      defer { git_buf_dispose(&buffer) }
      let status = git_config_get_string_buf(&buffer, handle, name)
      return try checkFound(call: "git_config_get_string_buf", path: name, status: status)
        ? String(cString: buffer.ptr) : nil
    }
  }

  /// The value of `name` as Git reads booleans (yes, on, 1 …); `nil` when nobody has set it.
  /// Throws when it is no boolean.
  public func bool(_ name: String) throws(GitError) -> Bool? {
    try withExtendedLifetime(self) { () throws(GitError) in
      var value: Int32 = 0
      let status = git_config_get_bool(&value, handle, name)
      return try checkFound(call: "git_config_get_bool", path: name, status: status)
        ? value != 0 : nil
    }
  }

  /// Sets `name` in the repository's own configuration. Throws `.locked` while Git writes it.
  public func set(_ name: String, to value: String) throws(GitError) {
    try withExtendedLifetime(self) { () throws(GitError) in
      // Without the level, a linked worktree's own file would be written.
      var local: OpaquePointer?
      defer { git_config_free(local) }
      try check(
        call: "git_config_open_level", path: name,
        status: git_config_open_level(&local, handle, GIT_CONFIG_LEVEL_LOCAL))
      try check(
        call: "git_config_set_string", path: name,
        status: git_config_set_string(local, name, value))
    }
  }

  /// Who commits here by default: `user.name` and `user.email`, each `nil` when not set. The
  /// environment (`GIT_AUTHOR_NAME` …), which goes first, is for the caller to read.
  public func identity() throws(GitError) -> (name: String?, email: String?) {
    (try string("user.name"), try string("user.email"))
  }
}

extension Repository {
  /// The configuration, read now; changes on disk are seen by later calls of this.
  public func configuration() throws(GitError) -> Config {
    try Config(of: self)
  }
}
