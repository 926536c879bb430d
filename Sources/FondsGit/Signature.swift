import CLibgit2

/// Who did something and when: a commit's author or committer.
public struct Signature: Hashable, Sendable {
  /// The person's name.
  public var name: String
  /// Their address; may be empty.
  public var email: String
  /// Seconds since 1970-01-01T00:00:00Z.
  public var time: Int64
  /// The zone of the clock it was read from, in minutes east of UTC; +08:00 is 480.
  public var offsetMinutes: Int

  /// A signature from its parts.
  public init(name: String, email: String, time: Int64, offsetMinutes: Int) {
    self.name = name
    self.email = email
    self.time = time
    self.offsetMinutes = offsetMinutes
  }

  init(_ raw: git_signature) {
    name = raw.name.map { String(cString: $0) } ?? ""
    email = raw.email.map { String(cString: $0) } ?? ""
    time = raw.when.time
    offsetMinutes = Int(raw.when.offset)
  }

  /// Calls `body` with this as a `git_signature`. Throws when the name is empty or holds `<`, `>`.
  func withHandle<Result>(
    _ body: (UnsafePointer<git_signature>) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var handle: UnsafeMutablePointer<git_signature>?
    try check(
      call: "git_signature_new", path: name,
      status: git_signature_new(&handle, name, email, time, Int32(clamping: offsetMinutes)))
    defer { git_signature_free(handle) }
    return try body(unwrap(handle, call: "git_signature_new"))
  }
}
