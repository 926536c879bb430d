import FondsGit

/// What Git says of one reference of a push, on a line for `pre-receive`: `<old oid> <new oid> <name>`.
struct ReferenceUpdate {
  /// Nil for a reference that is new.
  let old: OID?
  /// Nil for one that is deleted.
  let new: OID?
  let name: String

  /// Throws ``WorkspaceError/malformedPush(_:)``.
  init(_ line: String) throws {
    let parts = line.split(separator: " ", maxSplits: 2)
    guard parts.count == 3, let old = OID(parts[0]), let new = OID(parts[1]) else {
      throw WorkspaceError.malformedPush(line)
    }
    self.old = old == .zero ? nil : old
    self.new = new == .zero ? nil : new
    name = String(parts[2])
  }
}
