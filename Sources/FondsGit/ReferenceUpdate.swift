/// What Git says to a server's `pre-receive` of one reference of a push, on a line: `<old oid> <new oid> <name>`.
public struct ReferenceUpdate: Hashable, Sendable {
  /// Nil for a reference that is new.
  public let old: OID?
  /// Nil for one that is deleted.
  public let new: OID?
  /// The full name, as `refs/heads/main`.
  public let name: String

  /// Nil for a line of any other form.
  public init?(_ line: String) {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let old = OID(parts[0]), let new = OID(parts[1]), !parts[2].isEmpty else { return nil }
    self.old = old == .zero ? nil : old
    self.new = new == .zero ? nil : new
    name = String(parts[2])
  }
}

/// What Git says to `pre-push` of one reference, on a line: `<local name> <local oid> <remote name> <remote oid>`.
public struct ReferencePush: Hashable, Sendable {
  /// What the reference shall be; nil where it shall be deleted.
  public let local: OID?
  /// What it is on the other side, as far as that has told; nil where it is new there.
  public let remote: OID?

  /// Nil for a line of any other form.
  ///
  /// The local name is what was typed and may hold spaces, as in `git push origin 'HEAD@{1 day ago}:refs/heads/x'`.
  public init?(_ line: String) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false).suffix(3)
    guard parts.count == 3, parts.startIndex > 0, let local = OID(parts[parts.startIndex]),
      let remote = OID(parts[parts.startIndex + 2]), !parts[parts.startIndex + 1].isEmpty
    else { return nil }
    self.local = local == .zero ? nil : local
    self.remote = remote == .zero ? nil : remote
  }
}
