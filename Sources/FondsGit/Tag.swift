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

  /// The signature at the end of an annotated tag, with what it signs; nil for a tag without one, and for what is no
  /// annotated tag.
  public func signature(ofTag oid: OID) throws(GitError) -> CommitSignature? {
    do throws(GitError) {
      return try objects.read(oid, type: GIT_OBJECT_TAG).withBytes { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let start = text.firstRange(of: "-----BEGIN SSH SIGNATURE-----")?.lowerBound else { return nil }
        let length = text[..<start].utf8.count
        return CommitSignature(armor: String(text[start...]), signedBytes: Array(bytes.prefix(length)))
      }
    } catch {
      guard error.code == .wrongType else { throw error }
      return nil
    }
  }
}
