import CLibgit2

/// A name for a commit: a branch, a remote's branch, a tag.
public struct Reference: Hashable, Sendable {
  /// The full name, as `refs/heads/main`.
  public let name: String
  /// What it names at last, symbolic references followed; for an annotated tag the tag object.
  public let target: OID

  /// The name without `refs/heads/`, `refs/remotes/` or `refs/tags/`.
  public var shortName: String {
    for prefix in ["refs/heads/", "refs/remotes/", "refs/tags/"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }
}

/// A `git_reference`, freed with this.
final class ReferenceHandle {
  private let handle: OpaquePointer
  private let repository: Repository

  init(owning handle: OpaquePointer, repository: Repository) {
    self.handle = handle
    self.repository = repository
  }

  deinit { git_reference_free(handle) }

  var name: String {
    withExtendedLifetime(self) { String(cString: git_reference_name(handle)) }
  }

  /// The object named directly; `nil` for a symbolic reference.
  var target: OID? {
    withExtendedLifetime(self) { git_reference_target(handle).map { OID($0.pointee) } }
  }

  /// The reference named; `nil` for a direct one.
  var symbolicTarget: String? {
    withExtendedLifetime(self) { git_reference_symbolic_target(handle).map { String(cString: $0) } }
  }

  /// The branch or tag this leads to; `nil` when it leads to nothing.
  func resolved() throws(GitError) -> ReferenceHandle? {
    try withExtendedLifetime(self) { () throws(GitError) in
      var resolved: OpaquePointer?
      let status = git_reference_resolve(&resolved, handle)
      guard try checkFound(call: "git_reference_resolve", path: name, status: status) else { return nil }
      return ReferenceHandle(
        owning: try unwrap(resolved, call: "git_reference_resolve"), repository: repository)
    }
  }
}

extension Repository {
  /// All references with their targets, sorted by name; those that lead to nothing are left out.
  ///
  /// - Parameter pattern: a glob over full names, as `refs/heads/*`.
  public func references(matching pattern: String = "refs/*") throws(GitError) -> [Reference] {
    try withHandle { (repository) throws(GitError) in
      var iterator: OpaquePointer?
      try check(
        call: "git_reference_iterator_glob_new", path: pattern,
        status: git_reference_iterator_glob_new(&iterator, repository, pattern))
      defer { git_reference_iterator_free(iterator) }
      var references: [Reference] = []
      while true {
        var handle: OpaquePointer?
        let status = git_reference_next(&handle, iterator)
        if status == GIT_ITEROVER.rawValue { break }
        try check(call: "git_reference_next", path: pattern, status: status)
        let reference = ReferenceHandle(
          owning: try unwrap(handle, call: "git_reference_next"), repository: self)
        if let target = try reference.resolved()?.target {
          references.append(Reference(name: reference.name, target: target))
        }
      }
      return references.sorted { $0.name < $1.name }
    }
  }

  /// The reference of this full name, or `nil`. Throws `.invalidSpecification` for a malformed name.
  public func reference(_ name: String) throws(GitError) -> Reference? {
    guard let target = try lookup(name)?.resolved()?.target else { return nil }
    return Reference(name: name, target: target)
  }

  func lookup(_ name: String) throws(GitError) -> ReferenceHandle? {
    try withHandle { (repository) throws(GitError) in
      var handle: OpaquePointer?
      let status = git_reference_lookup(&handle, repository, name)
      guard try checkFound(call: "git_reference_lookup", path: name, status: status) else { return nil }
      return ReferenceHandle(owning: try unwrap(handle, call: "git_reference_lookup"), repository: self)
    }
  }

  /// Makes `name` point at `target`, if it still points where the caller believes.
  ///
  /// - Parameters:
  ///   - old: where it must point now; `nil` when it must not exist yet.
  ///   - log: the line for the reflog, as `commit: a summary`.
  ///
  /// Throws `.modified` when someone else was faster, `.locked` while Git holds the reference.
  public func updateReference(
    _ name: String, from old: OID?, to target: OID, log: String
  ) throws(GitError) {
    try withHandle { (repository) throws(GitError) in
      var handle: OpaquePointer?
      defer { git_reference_free(handle) }
      var new = target.raw
      let status: Int32
      if var old = old?.raw {
        status = git_reference_create_matching(&handle, repository, name, &new, 1, &old, log)
      } else {
        status = git_reference_create(&handle, repository, name, &new, 0, log)
      }
      do throws(GitError) {
        try check(call: "git_reference_create_matching", path: name, status: status)
      } catch {
        // Created or deleted in between is the same race as moved.
        guard error.code == .exists || error.code == .notFound || error.code == .modified else {
          throw error
        }
        throw GitError(
          .modified, call: error.call, message: "the reference has moved in the meantime",
          path: name, category: error.category)
      }
    }
  }
}
