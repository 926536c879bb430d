import CLibgit2

extension Repository {
  /// The message of an annotated tag, its signature included; nil for an object that is no tag.
  public func message(ofTag oid: OID) throws(GitError) -> String? {
    do throws(GitError) {
      let text = try objects.read(oid, type: GIT_OBJECT_TAG).withBytes { String(decoding: $0, as: UTF8.self) }
      // The head ends with the first empty line.
      return text.firstRange(of: "\n\n").map { String(text[$0.upperBound...]) } ?? ""
    } catch {
      guard error.code == .wrongType else { throw error }
      return nil
    }
  }
}
