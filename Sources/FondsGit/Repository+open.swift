import CLibgit2

extension Repository {
  /// Opens the repository that the file or folder `path` lies in, looking upward from it.
  ///
  /// The environment is ignored. Throws `.notFound`, `.owner`, or `.unsupportedFormat`.
  public static func open(at path: String) throws(GitError) -> Repository {
    try open(at: path, flags: 0)
  }

  /// Opens the repository a hook runs for, as the environment describes it: `GIT_DIR`,
  /// `GIT_INDEX_FILE`, and in pre-receive the quarantine of objects not yet accepted.
  ///
  /// - Parameters:
  ///   - path: where to look from; `GIT_DIR` (which a path overrides), else the current folder,
  ///     when `nil`.
  ///   - workTree: what `GIT_WORK_TREE` said. libgit2 refuses to open while that variable is set,
  ///     so the caller unsets it and passes its value here.
  ///
  /// Throws as `open(at:)`.
  public static func openFromEnvironment(
    at path: String? = nil, workTree: String? = nil
  ) throws(GitError) -> Repository {
    let repository = try open(at: path, flags: GIT_REPOSITORY_OPEN_FROM_ENV.rawValue)
    if let workTree {
      try repository.withHandle { (handle) throws(GitError) in
        _ = try check(
          call: "git_repository_set_workdir", path: workTree,
          status: git_repository_set_workdir(handle, workTree, 0))
      }
    }
    return repository
  }

  /// Makes a new repository at `path`, with the folders that lead there. An existing one is
  /// opened and keeps what it has.
  ///
  /// - Parameter initialBranch: what HEAD names until the first commit, as `main`.
  public static func initialize(
    at path: String, bare: Bool = false, initialBranch: String = "main"
  ) throws(GitError) -> Repository {
    try Library.start()
    var options = git_repository_init_options()
    try check(
      call: "git_repository_init_options_init",
      status: git_repository_init_options_init(
        &options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue
    if bare { options.flags |= GIT_REPOSITORY_INIT_BARE.rawValue }
    var handle: OpaquePointer?
    let status = initialBranch.withCString { branch in
      options.initial_head = branch
      return git_repository_init_ext(&handle, path, &options)
    }
    do {
      try check(call: "git_repository_init_ext", path: path, status: status)
    } catch {
      throw classified(error)
    }
    return try Repository(owning: unwrap(handle, call: "git_repository_init_ext"))
  }

  private static func open(at path: String?, flags: UInt32) throws(GitError) -> Repository {
    try Library.start()
    var handle: OpaquePointer?
    do {
      try check(
        call: "git_repository_open_ext", path: path,
        status: git_repository_open_ext(&handle, path, flags, nil))
    } catch {
      throw classified(error)
    }
    return try Repository(owning: unwrap(handle, call: "git_repository_open_ext"))
  }

  /// Gives the failures to open that a person can mend a code of their own. libgit2 1.5 reports
  /// a foreign owner as "not found" with a text about `safe.directory`, and a format that it does
  /// not know as a generic error; only the message tells them apart.
  private static func classified(_ error: GitError) -> GitError {
    var error = error
    let message = error.message
    if message.contains("safe.directory") || message.contains("is not owned by") {
      error.code = .owner
      error.message = "the repository belongs to another user and is not listed in safe.directory"
    } else if message.contains("unsupported extension")
      || message.contains("unsupported repository version")
      || message.contains("object format")
    {
      error.code = .unsupportedFormat
    }
    return error
  }

  /// Git lists the edge of a shallow clone in the file `shallow`; libgit2 1.5 knows whether the
  /// file exists but not what it says, and would look for the missing parents.
  static func readShallowCommits(_ handle: OpaquePointer) throws(GitError) -> Set<OID> {
    guard git_repository_is_shallow(handle) == 1 else { return [] }
    let path = String(cString: git_repository_commondir(handle)) + "shallow"
    let lines = try readFile(path).split(separator: UInt8(ascii: "\n"))
    return Set(lines.compactMap { OID(hexadecimal: $0) })
  }
}
