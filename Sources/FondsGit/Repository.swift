import CLibgit2

/// An opened Git repository; everything in this library starts here.
///
/// Not `Sendable`: libgit2's repository must not be used from two threads at once, so one actor
/// owns it. What leaves (`OID`, `CommitInfo`, `Tree`, `TreeChange` …) are values.
public final class Repository {
  private let handle: OpaquePointer
  /// The objects; kept open because every read goes through it.
  let objects: ObjectDatabase
  /// The commits whose parents a shallow clone does not have; empty otherwise.
  let shallowCommits: Set<OID>

  /// Takes ownership of a `git_repository`.
  init(owning handle: OpaquePointer) throws(GitError) {
    do {
      let objects = try ObjectDatabase(ofRepository: handle)
      shallowCommits = try Repository.readShallowCommits(handle)
      self.objects = objects
    } catch {
      git_repository_free(handle)
      throw error
    }
    self.handle = handle
    try objects.guardLooseObjects(in: objectFolders)
  }

  deinit {
    // `objects` dies after this. That is in order: libgit2 counts references to a database.
    git_repository_free(handle)
  }

  /// Calls `body` with the handle, which must not leave it.
  func withHandle<Result, Failure: Error>(
    _ body: (OpaquePointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(handle) }
  }

  // MARK: Places

  /// The repository's own folder with a final slash: `…/.git/`, in a linked worktree
  /// `…/.git/worktrees/<name>/`.
  public var gitDirectory: String {
    withHandle { String(cString: git_repository_path($0)) }
  }

  /// The folder that all worktrees share, with a final slash; caches belong here.
  public var commonDirectory: String {
    withHandle { String(cString: git_repository_commondir($0)) }
  }

  /// The top folder of the work tree with a final slash; `nil` in a bare repository.
  public var workTree: String? {
    withHandle { git_repository_workdir($0).map { String(cString: $0) } }
  }

  /// Whether there is no work tree, as on a server.
  public var isBare: Bool {
    withHandle { git_repository_is_bare($0) == 1 }
  }

  /// Whether history was cut off when cloning (`--depth`): commits at the edge look like roots.
  public var isShallow: Bool { !shallowCommits.isEmpty }

  // MARK: Operations in progress

  /// What Git is in the middle of.
  public enum State: Sendable, Hashable, CustomStringConvertible {
    case none, merge, revert, cherryPick, bisect, rebase, applyMailbox

    /// The command of Git that is under way, as in `git cherry-pick --abort`.
    public var description: String {
      switch self {
      case .none: "none"
      case .merge: "merge"
      case .revert: "revert"
      case .cherryPick: "cherry-pick"
      case .bisect: "bisect"
      case .rebase: "rebase"
      case .applyMailbox: "am"
      }
    }
  }

  /// What Git is in the middle of; `.none` when a commit would be an ordinary one.
  public var state: State {
    let state = withHandle { git_repository_state($0) }
    return switch git_repository_state_t(rawValue: UInt32(max(state, 0))) {
    case GIT_REPOSITORY_STATE_MERGE: .merge
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: .revert
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: .cherryPick
    case GIT_REPOSITORY_STATE_BISECT: .bisect
    case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE,
      GIT_REPOSITORY_STATE_REBASE_MERGE:
      .rebase
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX,
      GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
      .applyMailbox
    default: .none
    }
  }

  /// The commits being merged into HEAD: the further parents of the commit that ends a merge.
  /// Empty when no merge is in progress.
  public func mergeHeads() throws(GitError) -> [OID] {
    try withHandle { (repository) throws(GitError) in
      var heads: [OID] = []
      let status = withUnsafeMutablePointer(to: &heads) { heads in
        git_repository_mergehead_foreach(
          repository,
          { oid, payload in
            if let oid { payload?.assumingMemoryBound(to: [OID].self).pointee.append(OID(oid.pointee)) }
            return 0
          }, heads)
      }
      _ = try checkFound(call: "git_repository_mergehead_foreach", status: status)
      return heads
    }
  }

  /// The message Git has prepared for the commit that ends a merge or revert, if there is one.
  public func preparedMessage() throws(GitError) -> String? {
    try withHandle { (repository) throws(GitError) in
      var buffer = git_buf()
      defer { git_buf_dispose(&buffer) }
      let found = try checkFound(
        call: "git_repository_message", status: git_repository_message(&buffer, repository))
      return found ? String(cString: buffer.ptr) : nil
    }
  }

  /// Forgets the operation in progress (`MERGE_HEAD`, `MERGE_MSG` …), after the commit that ends it.
  public func cleanupState() throws(GitError) {
    try withHandle { (repository) throws(GitError) in
      _ = try check(
        call: "git_repository_state_cleanup", status: git_repository_state_cleanup(repository))
    }
  }
}
