import FondsModel
import FondsText

extension Workspace {
  /// Commits one file that was just written; puts it back as it was where that is refused or fails.
  ///
  /// - Parameters:
  ///   - bytes: what was written.
  ///   - old: what stood there before; nil for a new file.
  func commitWritten(
    _ bytes: [UInt8], insteadOf old: [UInt8]?, at path: String, message: String, identity: Identity.Overrides,
    now: Moment, language: Language, isAct: Bool = false
  ) throws -> CommitOutcome {
    do {
      let outcome = try commit(
        paths: [path], message: message, identity: identity, now: now, language: language, isAct: isAct)
      if case .refused = outcome { try takeBack(bytes, insteadOf: old, at: path) }
      return outcome
    } catch {
      try takeBack(bytes, insteadOf: old, at: path)
      throw error
    }
  }

  /// Puts a file back as it was, unless it is committed, or somebody saved it in the meantime.
  private func takeBack(_ bytes: [UInt8], insteadOf old: [UInt8]?, at path: String) throws {
    guard try content(of: path, in: workTree()) == bytes,
      try content(of: path, in: tree(ofCommit: repository.head())) != bytes
    else { return }
    guard let old else { return try FileWriting.remove(absolute(path)) }
    try FileWriting.write(old, to: absolute(path))
  }

  private func content(of path: String, in tree: some FileTree) throws -> [UInt8]? {
    guard let file = try tree.files(below: path).first, case .bytes(let bytes) = try tree.read(file) else { return nil }
    return bytes
  }
}
