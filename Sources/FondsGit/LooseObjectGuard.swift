import CLibgit2

/// Puts `LooseObjects` into libgit2, behind the packs and before its own reading of loose objects.
///
/// libgit2 asks one store after the other and takes an error of any as its answer, so that its own reading never meets an
/// object that this one found damaged. The error's code is `.damagedObject` and its message the file's path.
enum LooseObjectGuard {
  /// That of libgit2's packs: of stores with the same one it asks the older first. Its loose objects have 1.
  private static let priority: Int32 = 2

  static func install(in database: OpaquePointer, reading objects: LooseObjects) throws(GitError) {
    let store = Store.allocate(capacity: 1)
    store.initialize(to: clibgit2_backend())
    store.pointee.payload = Unmanaged.passRetained(objects).toOpaque()
    let backend = UnsafeMutableRawPointer(store).assumingMemoryBound(to: git_odb_backend.self)
    git_odb_init_backend(backend, UInt32(GIT_ODB_BACKEND_VERSION))
    backend.pointee.read = { content, size, type, backend, oid in
      backend.answer(oid) { object in
        object.withBytes { bytes in
          guard let copy = git_odb_backend_data_alloc(backend, max(bytes.count, 1)) else { return GIT_ERROR.rawValue }
          if let base = bytes.baseAddress { copy.copyMemory(from: base, byteCount: bytes.count) }
          content?.pointee = copy
          size?.pointee = bytes.count
          type?.pointee = object.type
          return 0
        }
      }
    }
    backend.pointee.read_header = { size, type, backend, oid in
      backend.answer(oid) { object in
        size?.pointee = object.count
        type?.pointee = object.type
        return 0
      }
    }
    // An abbreviated name: libgit2 reads what it finds, unless any of that is damaged.
    backend.pointee.read_prefix = { _, _, _, _, backend, oid, length in
      guard let oid, let objects = backend?.looseObjects else { return GIT_ENOTFOUND.rawValue }
      for name in objects.names(beginning: OID(oid.pointee).abbreviated(to: length)) {
        var raw = name.raw
        let status = backend.answer(&raw) { _ in 0 }
        if status != 0, status != GIT_ENOTFOUND.rawValue { return status }
      }
      return GIT_ENOTFOUND.rawValue
    }
    // Before an object is written; whether it is there already libgit2 finds out.
    backend.pointee.freshen = { backend, oid in
      if let oid { backend?.looseObjects?.removeDamaged(OID(oid.pointee)) }
      return GIT_ENOTFOUND.rawValue
    }
    backend.pointee.foreach = { _, _, _ in 0 }
    backend.pointee.free = { backend in
      guard let backend else { return }
      if let payload = backend.store.pointee.payload { Unmanaged<LooseObjects>.fromOpaque(payload).release() }
      backend.store.deallocate()
    }
    do {
      try check(call: "git_odb_add_backend", status: git_odb_add_backend(database, backend, priority))
    } catch {
      backend.pointee.free(backend)
      throw error
    }
  }
}

private typealias Store = UnsafeMutablePointer<clibgit2_backend>

extension UnsafeMutablePointer<git_odb_backend> {
  /// A store begins with what libgit2 knows of it.
  fileprivate var store: Store { UnsafeMutableRawPointer(self).assumingMemoryBound(to: clibgit2_backend.self) }

  fileprivate var looseObjects: LooseObjects? {
    guard let payload = store.pointee.payload else { return nil }
    return Unmanaged<LooseObjects>.fromOpaque(payload).takeUnretainedValue()
  }
}

extension UnsafeMutablePointer<git_odb_backend>? {
  /// What libgit2 is told of an object: `body`'s answer where there is a file of it, and that is sound.
  fileprivate func answer(_ oid: UnsafePointer<git_oid>?, _ body: (ObjectData) -> Int32) -> Int32 {
    guard let oid, let objects = self?.looseObjects else { return GIT_ENOTFOUND.rawValue }
    do throws(GitError) {
      guard let object = try objects.read(OID(oid.pointee)) else { return GIT_ENOTFOUND.rawValue }
      return body(object)
    } catch {
      git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), error.path ?? error.message)
      return error.code.rawValue
    }
  }
}
