import CLibgit2

/// What a commit says: a value that may leave the repository's actor.
public struct CommitInfo: Hashable, Sendable {
  /// The commit's name.
  public let oid: OID
  /// Its root tree.
  public let tree: OID
  /// The commits before it; none for the first, several for a merge. At the edge of a shallow
  /// clone none, as Git itself shows it.
  public let parents: [OID]
  /// Who wrote the change, and when.
  public let author: Signature
  /// Who put it into history, and when.
  public let committer: Signature
  /// The whole message. Not UTF-8 in rare old commits: then with replacement characters.
  public let message: String

  /// The first paragraph of the message on one line.
  public var summary: String {
    message.drop { $0.isNewline }
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix { !$0.allSatisfy(\.isWhitespace) }
      .joined(separator: " ")
  }

  /// The trailers of the message, as `Trailer.parse(_:)`.
  public func trailers() throws(GitError) -> [Trailer] {
    try Trailer.parse(message)
  }
}

/// A `git_commit`, freed with this.
final class CommitHandle {
  private let handle: OpaquePointer
  private let repository: Repository

  init(_ oid: OID, in repository: Repository) throws(GitError) {
    var handle: OpaquePointer?
    var raw = oid.raw
    try repository.withHandle { (repository) throws(GitError) in
      _ = try check(
        call: "git_commit_lookup", path: oid.description,
        status: git_commit_lookup(&handle, repository, &raw))
    }
    self.handle = try unwrap(handle, call: "git_commit_lookup")
    self.repository = repository
  }

  deinit { git_commit_free(handle) }

  func withHandle<Result, Failure: Error>(
    _ body: (OpaquePointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(handle) }
  }

  var tree: OID { withHandle { OID(git_commit_tree_id($0).pointee) } }

  var parents: [OID] {
    withHandle { commit in
      let oid = OID(git_commit_id(commit).pointee)
      if repository.shallowCommits.contains(oid) { return [] }
      return (0..<git_commit_parentcount(commit)).compactMap { position in
        git_commit_parent_id(commit, position).map { OID($0.pointee) }
      }
    }
  }

  /// The committer's time, in seconds since 1970.
  var time: Int64 { withHandle { git_commit_time($0) } }

  var info: CommitInfo {
    withHandle { commit in
      CommitInfo(
        oid: OID(git_commit_id(commit).pointee),
        tree: tree,
        parents: parents,
        author: Signature(git_commit_author(commit).pointee),
        committer: Signature(git_commit_committer(commit).pointee),
        message: git_commit_message(commit).map { String(cString: $0) } ?? "")
    }
  }
}

extension Repository {
  /// What a commit says. Throws `.notFound`, also when `oid` names no commit.
  public func commit(_ oid: OID) throws(GitError) -> CommitInfo {
    try CommitHandle(oid, in: self).info
  }

  /// The root tree of a commit.
  public func rootTree(ofCommit oid: OID) throws(GitError) -> OID {
    try CommitHandle(oid, in: self).tree
  }

  /// Writes a commit and, when asked, moves HEAD's branch (or a detached HEAD) to it.
  ///
  /// The message is tidied as Git does it: one line end at the end, no trailing blanks; comment
  /// lines stay. No hook runs, and the index is not touched.
  ///
  /// Throws `.modified` when HEAD does not name the first parent (or is no longer unborn): the
  /// commit then exists but nothing leads to it. Throws `.notFound` for a missing tree or parent.
  public func createCommit(
    tree: OID, parents: [OID], author: Signature, committer: Signature, message: String,
    updatingHead: Bool
  ) throws(GitError) -> OID {
    // Where HEAD leads is read first: a branch switched meanwhile must not be moved.
    let branch = updatingHead ? try headReferenceName() ?? "HEAD" : nil
    let message = try prettified(message)
    let oid = try writeCommit(
      tree: tree, parents: parents, author: author, committer: committer, message: message)
    if let branch {
      let kind = parents.isEmpty ? " (initial)" : parents.count > 1 ? " (merge)" : ""
      let summary = message.prefix { !$0.isNewline }
      try updateReference(
        branch, from: parents.first, to: oid, log: "commit\(kind): \(summary)")
    }
    return oid
  }

  private func writeCommit(
    tree: OID, parents: [OID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> OID {
    let tree = try TreeHandle(tree, in: self)
    let parents = try parents.map { (oid) throws(GitError) in try CommitHandle(oid, in: self) }
    return try withHandle { (repository) throws(GitError) in
      try author.withHandle { (author) throws(GitError) in
        try committer.withHandle { (committer) throws(GitError) in
          try tree.withHandle { (tree) throws(GitError) in
            var oid = git_oid()
            var handles: [OpaquePointer?] = parents.map { $0.withHandle { $0 } }
            // The reference is moved apart, with compare-and-swap: libgit2 does not
            // guard the first commit of a branch against a second one.
            let status = withExtendedLifetime(parents) {
              git_commit_create(
                &oid, repository, nil, author, committer, nil, message, tree,
                handles.count, &handles)
            }
            try check(call: "git_commit_create", status: status)
            return OID(oid)
          }
        }
      }
    }
  }

  private func prettified(_ message: String) throws(GitError) -> String {
    guard !message.utf8.contains(0) else {
      throw GitError(.invalid, call: "git_message_prettify", message: "the message holds a NUL character")
    }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    try check(
      call: "git_message_prettify",
      status: git_message_prettify(&buffer, message, 0, CChar(bitPattern: UInt8(ascii: "#"))))
    return String(cString: buffer.ptr)
  }
}
