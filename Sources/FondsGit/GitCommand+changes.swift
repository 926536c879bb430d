/// A file of the work tree that is not as in HEAD.
public struct WorkTreeChange: Hashable, Sendable {
  /// How it differs from HEAD.
  public enum State: Sendable, Hashable {
    /// Git does not know the file, and does not ignore it.
    case untracked
    /// It is in the index but not in HEAD.
    case added
    /// It is in HEAD, and the file or its staged version has other content or another mode.
    case modified
    /// It is in HEAD or the index, and the file is gone.
    case deleted
    /// A merge has left a conflict.
    case conflicted
  }

  /// The path from the root, with `/`.
  public let path: String
  /// How it differs.
  public let state: State

  /// A change from its parts.
  public init(path: String, state: State) {
    self.path = path
    self.state = state
  }
}

extension GitCommand {
  /// What the next commit would change: `git diff-index --cached` against a commit, sorted by path.
  ///
  /// - Parameters:
  ///   - head: the commit to compare with; `nil`, before the first, is the empty tree.
  ///   - pathspecs: only these files and folders, as they are named; all when empty.
  ///
  /// Throws `.unmerged` with the path when the index holds a conflict.
  public func stagedChanges(since head: OID?, paths: [String] = []) throws(GitError) -> [TreeChange] {
    let answer = try output(
      of: [
        "--literal-pathspecs", "diff-index", "--cached", "--ita-invisible-in-index", "--raw", "-z", "--no-renames",
        "--abbrev=40",
        (head ?? .emptyTree).description, "--",
      ] + paths)
    return try GitCommand.parseRawDifference(answer)
  }

  /// The files of the work tree that are not as in HEAD, untracked ones singly, sorted by path.
  ///
  /// - Parameters:
  ///   - paths: only these files and folders, as they are named; all when empty.
  ///   - untracked: whether to look for files that git does not know, which costs as much again.
  ///   - refreshingIndex: lets git note in the index which files it found unchanged, which makes
  ///     the next run faster. `false` for what runs in the background: the lock, though short,
  ///     would make a user's own command fail.
  public func workTreeChanges(
    paths: [String] = [], untracked: Bool = true, refreshingIndex: Bool = true
  ) throws(GitError) -> [WorkTreeChange] {
    let answer = try output(
      of: (refreshingIndex ? [] : ["--no-optional-locks"]) + [
        "--literal-pathspecs", "status", "--porcelain=v2", "-z",
        "--untracked-files=\(untracked ? "all" : "no")", "--no-renames", "--",
      ] + paths)
    return try GitCommand.parseStatus(answer)
  }

  /// Parses what `--raw -z --no-renames --abbrev=40` prints:
  /// `:<mode> <mode> <oid> <oid> <letter>\0<path>\0` for each file.
  static func parseRawDifference(_ bytes: [UInt8]) throws(GitError) -> [TreeChange] {
    var changes: [TreeChange] = []
    var fields = bytes.split(separator: 0, omittingEmptySubsequences: true)[...]
    while let head = fields.popFirst() {
      guard let path = fields.popFirst() else { throw malformed("git diff-index", head) }
      let parts = head.dropFirst().split(separator: UInt8(ascii: " "))
      guard head.first == UInt8(ascii: ":"), parts.count == 5,
        let old = side(mode: parts[0], oid: parts[2]), let new = side(mode: parts[1], oid: parts[3])
      else { throw malformed("git diff-index", head) }
      let text = String(decoding: path, as: UTF8.self)
      if parts[4].first == UInt8(ascii: "U") {
        throw GitError(
          .unmerged, call: "git diff-index", message: "a merge has left a conflict", path: text)
      }
      changes.append(TreeChange(path: text, old: old.value, new: new.value))
    }
    // Not git's order but ours: `diff.orderFile` of the user may have changed git's.
    return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// A side, in a box: an absent side (mode 0) is not a malformed one.
  private static func side(
    mode: ArraySlice<UInt8>, oid: ArraySlice<UInt8>
  ) -> (value: TreeChange.Side?, Void)? {
    guard let bits = UInt32(String(decoding: mode, as: UTF8.self), radix: 8),
      let oid = OID(hexadecimal: oid)
    else { return nil }
    if bits == 0 { return (nil, ()) }
    return FileMode(bits: bits).map { (TreeChange.Side(mode: $0, oid: oid), ()) }
  }

  /// Parses what `status --porcelain=v2 -z --no-renames` prints (git-status(1), "Porcelain
  /// Format Version 2"): lines ended by NUL, the path last and unquoted.
  static func parseStatus(_ bytes: [UInt8]) throws(GitError) -> [WorkTreeChange] {
    var changes: [WorkTreeChange] = []
    for line in bytes.split(separator: 0, omittingEmptySubsequences: true) {
      let fieldsBeforePath: Int
      switch line.first {
      case UInt8(ascii: "1"): fieldsBeforePath = 8
      case UInt8(ascii: "u"): fieldsBeforePath = 10
      case UInt8(ascii: "?"): fieldsBeforePath = 1
      case UInt8(ascii: "#"), UInt8(ascii: "!"): continue
      default: throw malformed("git status", line)
      }
      let fields = line.split(
        separator: UInt8(ascii: " "), maxSplits: fieldsBeforePath, omittingEmptySubsequences: false)
      guard fields.count == fieldsBeforePath + 1, let path = fields.last else {
        throw malformed("git status", line)
      }
      changes.append(
        WorkTreeChange(
          path: String(decoding: path, as: UTF8.self), state: try state(line, Array(fields[1]))))
    }
    return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func state(
    _ line: ArraySlice<UInt8>, _ letters: [UInt8]
  ) throws(GitError) -> WorkTreeChange.State {
    if line.first == UInt8(ascii: "?") { return .untracked }
    if line.first == UInt8(ascii: "u") { return .conflicted }
    guard letters.count == 2 else { throw malformed("git status", line) }
    // X: index against HEAD; Y: work tree against index.
    switch (letters[0], letters[1]) {
    case (_, UInt8(ascii: "D")), (UInt8(ascii: "D"), _): return .deleted
    case (UInt8(ascii: "A"), _), (_, UInt8(ascii: "A")): return .added
    default: return .modified
    }
  }

  private static func malformed(_ call: String, _ field: ArraySlice<UInt8>) -> GitError {
    GitError(
      .malformed, call: call,
      message: "git's answer is not in the form expected: \(String(decoding: field.prefix(80), as: UTF8.self))")
  }
}
