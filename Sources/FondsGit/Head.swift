import CLibgit2

extension Repository {
  /// The commit that HEAD names; `nil` before the first commit.
  public func head() throws(GitError) -> OID? {
    try withHandle { (repository) throws(GitError) in
      var handle: OpaquePointer?
      let status = git_repository_head(&handle, repository)
      if status == GIT_EUNBORNBRANCH.rawValue {
        git_error_clear()
        return nil
      }
      try check(call: "git_repository_head", path: "HEAD", status: status)
      return ReferenceHandle(
        owning: try unwrap(handle, call: "git_repository_head"), repository: self
      ).target
    }
  }

  /// Whether HEAD names a branch that has no commit yet.
  public func isHeadUnborn() throws(GitError) -> Bool {
    try withHandle { (repository) throws(GitError) in
      try check(
        call: "git_repository_head_unborn", path: "HEAD",
        status: git_repository_head_unborn(repository)) == 1
    }
  }

  /// Whether HEAD names a commit directly, so that new commits belong to no branch.
  public func isHeadDetached() throws(GitError) -> Bool {
    try withHandle { (repository) throws(GitError) in
      try check(
        call: "git_repository_head_detached", path: "HEAD",
        status: git_repository_head_detached(repository)) == 1
    }
  }

  /// The full name of the branch that HEAD names, also before its first commit; `nil` when detached.
  public func headReferenceName() throws(GitError) -> String? {
    try lookup("HEAD")?.symbolicTarget
  }

  /// The current branch's short name, as `main`; `nil` when HEAD is detached.
  public func currentBranch() throws(GitError) -> String? {
    let prefix = "refs/heads/"
    return try headReferenceName().map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }

  /// What the current branch follows, as `refs/remotes/origin/main`; `nil` when it follows
  /// nothing, or something never fetched, or HEAD is detached.
  public func upstream() throws(GitError) -> Reference? {
    guard let branch = try headReferenceName() else { return nil }
    let name = try withHandle { (repository) throws(GitError) -> String? in
      var buffer = git_buf()
      defer { git_buf_dispose(&buffer) }
      let status = git_branch_upstream_name(&buffer, repository, branch)
      return try checkFound(call: "git_branch_upstream_name", path: branch, status: status)
        ? String(cString: buffer.ptr) : nil
    }
    return try name.flatMap { (name) throws(GitError) in try reference(name) }
  }

  /// The branch that counts as everybody's: what `origin/HEAD` names, in a bare repository what
  /// HEAD names; else the local branch called as `init.defaultBranch` says, `main` or `master`.
  /// `nil` when none of them has a commit.
  public func defaultBranch() throws(GitError) -> Reference? {
    var candidates: [String] = []
    if let name = try lookup("refs/remotes/origin/HEAD")?.symbolicTarget { candidates.append(name) }
    if isBare, let name = try headReferenceName() { candidates.append(name) }
    if let name = try configuration().string("init.defaultBranch") {
      candidates.append("refs/heads/\(name)")
    }
    candidates += ["refs/heads/main", "refs/heads/master"]
    for name in candidates {
      if let reference = try reference(name) { return reference }
    }
    return nil
  }

  /// The commit that a revision means: `HEAD`, `main~3`, a tag, an abbreviated name
  /// (gitrevisions(7)).
  ///
  /// Throws `.notFound`, `.ambiguous`, `.invalidSpecification`, or `.wrongType` when it means a
  /// file or folder.
  public func resolve(_ revision: String) throws(GitError) -> OID {
    try withHandle { (repository) throws(GitError) in
      var object: OpaquePointer?
      defer { git_object_free(object) }
      do throws(GitError) {
        try check(
          call: "git_revparse_single", path: revision,
          status: git_revparse_single(&object, repository, revision))
      } catch {
        guard error.code == .notFound else { throw error }
        throw GitError(
          .notFound, call: error.call, message: "no commit has the name", path: revision,
          category: error.category)
      }
      var commit: OpaquePointer?
      defer { git_object_free(commit) }
      let status = git_object_peel(&commit, object, GIT_OBJECT_COMMIT)
      do throws(GitError) {
        try check(call: "git_object_peel", path: revision, status: status)
      } catch {
        guard error.code == .wrongType || error.code == .invalidSpecification else { throw error }
        throw GitError(
          .wrongType, call: error.call, message: "the revision does not mean a commit",
          path: revision, category: error.category)
      }
      return OID(git_object_id(try unwrap(commit, call: "git_object_peel")).pointee)
    }
  }
}
