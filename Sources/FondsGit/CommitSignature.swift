import CLibgit2

/// The signature in a commit's header, and the bytes that it is over.
public struct CommitSignature: Hashable, Sendable {
  /// As `git commit -S` stores it: OpenSSH's or OpenPGP's armour.
  public let armor: String
  /// The commit without its signature.
  public let signedBytes: [UInt8]
}

extension Repository {
  /// The signature of a commit; `nil` where it has none. Whether it is good is not looked at.
  ///
  /// Throws `.notFound`, also when `oid` names no commit.
  public func signature(ofCommit oid: OID) throws(GitError) -> CommitSignature? {
    try withHandle { (repository) throws(GitError) in
      var armor = git_buf()
      var content = git_buf()
      defer {
        git_buf_dispose(&armor)
        git_buf_dispose(&content)
      }
      var raw = oid.raw
      let status = git_commit_extract_signature(&armor, &content, repository, &raw, nil)
      if status == GIT_ENOTFOUND.rawValue, contains(oid) {
        git_error_clear()
        return nil
      }
      try check(call: "git_commit_extract_signature", path: oid.description, status: status)
      return CommitSignature(
        armor: armor.text, signedBytes: Array(UnsafeRawBufferPointer(start: content.ptr, count: content.size)))
    }
  }
}

extension git_buf {
  fileprivate var text: String {
    String(decoding: UnsafeRawBufferPointer(start: ptr, count: size), as: UTF8.self)
  }
}
