import CLibgit2

/// A walk through history, from some commits back to their ancestors (`git_revwalk`).
///
///     let walk = try RevisionWalk(of: repository)
///     try walk.push(head)
///     while let oid = try walk.next() { … }
///
/// Not a `Sequence`: those cannot throw, and a history that ends early without a word is worse
/// than one that cannot be read.
public final class RevisionWalk {
  /// The order in which commits come.
  public struct Sorting: OptionSet, Sendable {
    /// libgit2's number.
    public let rawValue: UInt32
    /// From a number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// No commit before all of its children.
    public static let topological = Sorting(rawValue: GIT_SORT_TOPOLOGICAL.rawValue)
    /// Newest first, by the committer's time.
    public static let time = Sorting(rawValue: GIT_SORT_TIME.rawValue)
    /// The other way round: oldest first, parents before children.
    public static let reverse = Sorting(rawValue: GIT_SORT_REVERSE.rawValue)
  }

  private let repository: Repository
  private let handle: OpaquePointer
  /// In a shallow clone, the walk that libgit2 1.5 cannot do: it would look for missing parents.
  private var shallow: ShallowHistory?

  /// A walk that starts nowhere yet.
  ///
  /// - Parameter firstParentOnly: follows of a merge only the branch that was merged into.
  public init(
    of repository: Repository, sorting: Sorting = [.topological, .time], firstParentOnly: Bool = false
  ) throws(GitError) {
    var handle: OpaquePointer?
    try repository.withHandle { (repository) throws(GitError) in
      _ = try check(call: "git_revwalk_new", status: git_revwalk_new(&handle, repository))
    }
    self.repository = repository
    self.handle = try unwrap(handle, call: "git_revwalk_new")
    if repository.isShallow {
      shallow = ShallowHistory(of: repository, sorting: sorting, firstParentOnly: firstParentOnly)
    }
    try check(
      call: "git_revwalk_sorting", status: git_revwalk_sorting(self.handle, sorting.rawValue))
    if firstParentOnly {
      try check(
        call: "git_revwalk_simplify_first_parent",
        status: git_revwalk_simplify_first_parent(self.handle))
    }
  }

  deinit { git_revwalk_free(handle) }

  /// Lets the walk start at a commit too. Throws `.notFound`.
  public func push(_ oid: OID) throws(GitError) {
    if shallow != nil {
      shallow?.starts.append(try CommitHandle(oid, in: repository).info.oid)
      return
    }
    try withExtendedLifetime(self) { () throws(GitError) in
      var raw = oid.raw
      try check(
        call: "git_revwalk_push", path: oid.description, status: git_revwalk_push(handle, &raw))
    }
  }

  /// Leaves out a commit and all its ancestors. Throws `.notFound`.
  public func hide(_ oid: OID) throws(GitError) {
    if shallow != nil {
      shallow?.hidden.append(try CommitHandle(oid, in: repository).info.oid)
      return
    }
    try withExtendedLifetime(self) { () throws(GitError) in
      var raw = oid.raw
      try check(
        call: "git_revwalk_hide", path: oid.description, status: git_revwalk_hide(handle, &raw))
    }
  }

  /// The next commit; `nil` at the end. Throws when a commit on the way cannot be read.
  public func next() throws(GitError) -> OID? {
    if shallow != nil { return try shallow?.next() }
    return try withExtendedLifetime(self) { () throws(GitError) in
      var raw = git_oid()
      let status = git_revwalk_next(&raw, handle)
      if status == GIT_ITEROVER.rawValue {
        git_error_clear()
        return nil
      }
      try check(call: "git_revwalk_next", status: status)
      return OID(raw)
    }
  }

  /// All that is left of the walk.
  public func remaining() throws(GitError) -> [OID] {
    var oids: [OID] = []
    while let oid = try next() { oids.append(oid) }
    return oids
  }
}
