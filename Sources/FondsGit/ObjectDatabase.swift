import CLibgit2

/// A repository's objects by name (`git_odb`), and the bytes of one of them (`git_odb_object`).
///
/// FondsGit reads blobs and trees through this and not through `git_blob` and `git_tree`: the
/// bytes need no copy, and trees no parsing into libgit2's own tables.
final class ObjectDatabase {
  private let handle: OpaquePointer

  init(ofRepository repository: OpaquePointer) throws(GitError) {
    var handle: OpaquePointer?
    try check(call: "git_repository_odb", status: git_repository_odb(&handle, repository))
    self.handle = try unwrap(handle, call: "git_repository_odb")
  }

  deinit { git_odb_free(handle) }

  /// Has loose objects read by `LooseObjects`; else a damaged one may never return.
  func guardLooseObjects(in folders: [String]) throws(GitError) {
    try LooseObjectGuard.install(in: handle, reading: LooseObjects(in: folders))
  }

  /// Reads an object. Throws `.notFound` when there is none, `.wrongType` when it is another.
  func read(_ oid: OID, type: git_object_t) throws(GitError) -> ObjectData {
    var object: OpaquePointer?
    var raw = oid.raw
    let status = git_odb_read(&object, handle, &raw)
    guard status >= 0 else { throw failure(call: "git_odb_read", oid: oid, status: status) }
    let data = try ObjectData(owning: unwrap(object, call: "git_odb_read"), database: self)
    try expect(type, found: data.type, oid: oid, call: "git_odb_read")
    return data
  }

  /// The size of an object in bytes, without reading its content. Throws as `read`.
  func size(_ oid: OID, type: git_object_t) throws(GitError) -> Int {
    var size = 0
    var found = GIT_OBJECT_INVALID
    var raw = oid.raw
    let status = git_odb_read_header(&size, &found, handle, &raw)
    guard status >= 0 else { throw failure(call: "git_odb_read_header", oid: oid, status: status) }
    try expect(type, found: found, oid: oid, call: "git_odb_read_header")
    return size
  }

  /// Whether the object is there, of whatever type.
  func contains(_ oid: OID) -> Bool {
    var raw = oid.raw
    return git_odb_exists(handle, &raw) == 1
  }

  /// Stores an object and returns its name. Storing what exists already changes nothing.
  func write(_ bytes: UnsafeRawBufferPointer, type: git_object_t) throws(GitError) -> OID {
    var raw = git_oid()
    try check(
      call: "git_odb_write",
      status: git_odb_write(&raw, handle, bytes.baseAddress, bytes.count, type))
    return OID(raw)
  }

  private func failure(call: String, oid: OID, status: Int32) -> GitError {
    do {
      try check(call: call, path: oid.description, status: status)
      return GitError(.generic, call: call, message: "unknown failure", path: oid.description)
    } catch {
      return error
    }
  }

  private func expect(
    _ type: git_object_t, found: git_object_t, oid: OID, call: String
  ) throws(GitError) {
    guard found != type else { return }
    func name(_ type: git_object_t) -> String { String(cString: git_object_type2string(type)) }
    throw GitError(
      .wrongType, call: call, message: "the object is a \(name(found)), not a \(name(type))",
      path: oid.description)
  }
}

/// The bytes of one object, alive as long as this is.
final class ObjectData {
  let type: git_object_t
  private let content: UnsafeRawBufferPointer
  /// Whose bytes they are; nil for those that this has allocated.
  private let handle: OpaquePointer?
  private let database: ObjectDatabase?

  /// Takes ownership of a `git_odb_object`.
  init(owning handle: OpaquePointer, database: ObjectDatabase) {
    type = git_odb_object_type(handle)
    content = UnsafeRawBufferPointer(start: git_odb_object_data(handle), count: git_odb_object_size(handle))
    self.handle = handle
    self.database = database
  }

  /// Takes ownership of allocated bytes.
  init(owning bytes: UnsafeMutableRawBufferPointer, type: git_object_t) {
    self.type = type
    content = UnsafeRawBufferPointer(bytes)
    handle = nil
    database = nil
  }

  /// Memory for an object of so many bytes.
  ///
  /// Large ones take whole steps of 4 KiB: with hundreds of sizes in use, `malloc` spends more time on finding a gap that
  /// fits than it takes to fill it.
  static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let room = count <= 1024 ? max(count, 1) : (count + 4095) & ~4095
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 1)
    return UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
  }

  deinit {
    if let handle { git_odb_object_free(handle) } else { content.deallocate() }
  }

  var count: Int { content.count }

  /// The name that these bytes have.
  func name() throws(GitError) -> OID {
    var raw = git_oid()
    try check(call: "git_odb_hash", status: git_odb_hash(&raw, content.baseAddress, content.count, type))
    return OID(raw)
  }

  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(content) }
  }
}
