import CLibgit2

extension PackReader {
  /// What a commit says; nil where libgit2 has to be asked. Of a shallow clone the parents may be missing.
  public func commit(_ oid: OID) -> CommitInfo? {
    object(oid, type: GIT_OBJECT_COMMIT).flatMap { data in
      data.withBytes { CommitReader($0).info(oid) }
    }
  }
}

/// Reads the text of a commit object: headers, an empty line, the message (gitformat-commit).
private struct CommitReader {
  private var rest: Substring.UTF8View

  init(_ bytes: UnsafeRawBufferPointer) {
    // A message ends, as libgit2 has it, before its first NUL.
    rest = Substring(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)).utf8
  }

  /// Nil where it is not in the form that Git writes, or in another encoding than UTF-8.
  consuming func info(_ oid: OID) -> CommitInfo? {
    guard let tree = header("tree").flatMap({ OID(hexadecimal: $0) }) else { return nil }
    var parents: [OID] = []
    while let text = header("parent") {
      guard let parent = OID(hexadecimal: text) else { return nil }
      parents.append(parent)
    }
    guard let author = header("author").flatMap(Signature.init(line:)),
      let committer = header("committer").flatMap(Signature.init(line:))
    else { return nil }
    while let line = rest.firstIndex(of: UInt8(ascii: "\n")), line > rest.startIndex {
      guard !rest.starts(with: "encoding ".utf8) else { return nil }
      rest = rest[rest.index(after: line)...]
    }
    return CommitInfo(
      oid: oid, tree: tree, parents: parents, author: author, committer: committer,
      message: String(Substring(rest.drop { $0 == UInt8(ascii: "\n") })))
  }

  /// The value of the next header, if it has this name.
  private mutating func header(_ name: String) -> Substring.UTF8View? {
    guard rest.starts(with: name.utf8), let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let value = rest[rest.index(rest.startIndex, offsetBy: name.utf8.count)..<end]
    guard value.first == UInt8(ascii: " ") else { return nil }
    rest = rest[rest.index(after: end)...]
    return value.dropFirst()
  }
}

extension Signature {
  /// A signature as a commit has it, `Name <address> seconds offset`; nil for any other text.
  fileprivate init?(line: Substring.UTF8View) {
    var handle: UnsafeMutablePointer<git_signature>?
    guard git_signature_from_buffer(&handle, String(Substring(line))) == 0, let handle else {
      git_error_clear()
      return nil
    }
    defer { git_signature_free(handle) }
    self.init(handle.pointee)
  }
}
