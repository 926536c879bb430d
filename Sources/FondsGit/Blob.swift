import CLibgit2

extension Repository {
  /// The content of a blob. Throws `.notFound`, or `.wrongType` when `oid` names something else.
  public func readBlob(_ oid: OID) throws(GitError) -> [UInt8] {
    try withBlob(oid) { Array($0) }
  }

  /// Calls `body` with the content of a blob without copying it. The bytes are gone afterwards.
  /// Throws as `readBlob(_:)`, and what `body` throws.
  public func withBlob<Result>(
    _ oid: OID, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    try objects.read(oid, type: GIT_OBJECT_BLOB).withBytes(body)
  }

  /// As above, for a `body` that cannot fail.
  public func withBlob<Result>(
    _ oid: OID, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(GitError) -> Result {
    try objects.read(oid, type: GIT_OBJECT_BLOB).withBytes(body)
  }

  /// The size of a blob in bytes, without reading its content. Throws as `readBlob(_:)`.
  public func blobSize(_ oid: OID) throws(GitError) -> Int {
    try objects.size(oid, type: GIT_OBJECT_BLOB)
  }

  /// Stores bytes as a blob, as they are (no line-end conversion), and returns its name.
  @discardableResult
  public func writeBlob(_ bytes: [UInt8]) throws(GitError) -> OID {
    var outcome: Result<OID, GitError> = .success(.zero)
    bytes.withUnsafeBytes { bytes in
      outcome = Result { () throws(GitError) in try objects.write(bytes, type: GIT_OBJECT_BLOB) }
    }
    return try outcome.get()
  }

  /// Whether the repository has an object of this name, of whatever type.
  public func contains(_ oid: OID) -> Bool {
    objects.contains(oid)
  }
}

extension OID {
  /// The name that a blob of these bytes has, stored or not.
  public static func ofBlob(_ bytes: [UInt8]) throws(GitError) -> OID {
    try Library.start()
    var raw = git_oid()
    let status = bytes.withUnsafeBytes {
      git_odb_hash(&raw, $0.baseAddress, $0.count, GIT_OBJECT_BLOB)
    }
    try check(call: "git_odb_hash", status: status)
    return OID(raw)
  }
}
