import CLibgit2

/// Work with Git that could not be done: what failed, where and why.
///
/// One struct for libgit2, the `git` program and the formats they answer in. Catch by code:
///
///     do { … } catch GitError.Code.locked { … }
public struct GitError: Error, Hashable, Sendable {
  /// What went wrong, as far as a program can act on it.
  public var code: Code
  /// The part of libgit2 that reported it (`GIT_ERROR_*`): 6 is the repository, 9 the object
  /// database. 0 when it did not come from libgit2.
  public var category: Int32
  /// The C function or `git` command that failed, as `git_index_write` or `git status`.
  public var call: String
  /// One sentence for people, in English, without a final period.
  public var message: String
  /// The path, reference or object concerned, when one is known.
  public var path: String?

  /// The ``category`` of what the operating system refused.
  public static let operatingSystem = Int32(GIT_ERROR_OS.rawValue)
  /// The ``category`` of the object database.
  public static let objectDatabase = Int32(GIT_ERROR_ODB.rawValue)

  /// An error from its parts.
  public init(_ code: Code, call: String, message: String, path: String? = nil, category: Int32 = 0) {
    self.code = code
    self.category = category
    self.call = call
    self.message = message
    self.path = path
  }

  /// The kind of a `GitError`; libgit2's own numbers (`GIT_E*`) where it has one.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// libgit2's status (negative), or below -1000 a code of our own.
    public let rawValue: Int32

    /// Any number: libgit2 may report codes that have no constant here.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// No more precise code exists; a damaged object often ends here.
    public static let generic = Code(rawValue: GIT_ERROR.rawValue)
    /// The object, reference, path or repository does not exist.
    public static let notFound = Code(rawValue: GIT_ENOTFOUND.rawValue)
    /// What should be created exists already.
    public static let exists = Code(rawValue: GIT_EEXISTS.rawValue)
    /// An abbreviation fits more than one object.
    public static let ambiguous = Code(rawValue: GIT_EAMBIGUOUS.rawValue)
    /// The operation needs a work tree; the repository is bare.
    public static let bareRepository = Code(rawValue: GIT_EBAREREPO.rawValue)
    /// HEAD names a branch that has no commit yet.
    public static let unbornBranch = Code(rawValue: GIT_EUNBORNBRANCH.rawValue)
    /// A merge has left conflicts in the index.
    public static let unmerged = Code(rawValue: GIT_EUNMERGED.rawValue)
    /// A name, path or revision is not well-formed.
    public static let invalidSpecification = Code(rawValue: GIT_EINVALIDSPEC.rawValue)
    /// Files in the work tree stand in the way.
    public static let conflict = Code(rawValue: GIT_ECONFLICT.rawValue)
    /// Another process holds the lock (`index.lock`, `<ref>.lock`).
    public static let locked = Code(rawValue: GIT_ELOCKED.rawValue)
    /// The reference has moved since it was read: someone else was faster.
    public static let modified = Code(rawValue: GIT_EMODIFIED.rawValue)
    /// The object exists but is of another type.
    public static let wrongType = Code(rawValue: GIT_EPEEL.rawValue)
    /// The operation or its input makes no sense here.
    public static let invalid = Code(rawValue: GIT_EINVALID.rawValue)
    /// The content of an object does not have the hash that is its name.
    public static let hashMismatch = Code(rawValue: GIT_EMISMATCH.rawValue)
    /// The repository belongs to another user (`safe.directory`).
    public static let owner = Code(rawValue: GIT_EOWNER.rawValue)

    /// The repository has a format libgit2 1.5 cannot read (SHA-256, reftable, unknown extension).
    public static let unsupportedFormat = Code(rawValue: -1001)
    /// Git's index is damaged, or written in a form that libgit2 1.5 cannot read (split, sparse, without checksum).
    public static let unreadableIndex = Code(rawValue: -1006)
    /// An object's file was cut short, as a power failure leaves it, or spoilt; the path is that of the file.
    public static let damagedObject = Code(rawValue: -1007)
    /// The `git` program is not installed, or not on the path.
    public static let programMissing = Code(rawValue: -1002)
    /// The `git` program ended with a status other than 0.
    public static let commandFailed = Code(rawValue: -1003)
    /// An object or an answer of `git` is not in the form that it must have.
    public static let malformed = Code(rawValue: -1004)
    /// The operating system refused; the message says what.
    public static let system = Code(rawValue: -1005)

    /// Lets `catch GitError.Code.notFound` match.
    public static func ~= (code: Code, error: any Error) -> Bool {
      (error as? GitError)?.code == code
    }
  }
}

extension GitError: CustomStringConvertible {
  /// The message, then the path and the call in brackets.
  public var description: String {
    let place = path.map { " '\($0)'" } ?? ""
    return "\(message)\(place) (\(call): \(code.rawValue))"
  }
}

extension GitError {
  static func damagedObject(call: String, file: String) -> GitError {
    GitError(
      .damagedObject, call: call, message: "the object's file was cut short or spoilt", path: file,
      category: objectDatabase)
  }
}

/// The one gate for every libgit2 call: passes a status of 0 or more, else throws.
///
/// libgit2 keeps one message per thread. It is read at once, before any other call can replace it,
/// and cleared, so that no later failure can carry the message of this one.
@discardableResult
func check(call: String, path: String? = nil, status: Int32) throws(GitError) -> Int32 {
  guard status < 0 else { return status }
  var message = "libgit2 gave no reason"
  var category: Int32 = 0
  if let last = git_error_last() {
    category = last.pointee.klass
    if let text = last.pointee.message { message = String(cString: text) }
  }
  git_error_clear()
  let code = GitError.Code(rawValue: status)
  guard code != .damagedObject else { throw GitError.damagedObject(call: call, file: message) }
  throw GitError(code, call: call, message: message, path: path, category: category)
}

/// As `check`, where "not found" is an answer and no failure: `false` then.
func checkFound(call: String, path: String? = nil, status: Int32) throws(GitError) -> Bool {
  if status == GIT_ENOTFOUND.rawValue {
    git_error_clear()
    return false
  }
  try check(call: call, path: path, status: status)
  return true
}

/// The handle that a successful call has stored; libgit2 promises that there is one.
func unwrap<Pointer>(_ pointer: Pointer?, call: String) throws(GitError) -> Pointer {
  guard let pointer else {
    throw GitError(.generic, call: call, message: "libgit2 reported success without a result")
  }
  return pointer
}
