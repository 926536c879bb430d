import FondsText

/// What fixes were applied to the work tree.
public struct AppliedFixes: Sendable {
  /// Files whose text was mended, with the codes.
  public var mended: [(path: String, codes: [String])] = []
  /// Files that were moved.
  public var moved: [(old: String, new: String)] = []
  /// Files that could not be moved, since another has the name.
  public var blocked: [String] = []
  /// Records that now say by which other they are superseded.
  public var marked: [SupersededMark] = []

  public init() {}

  public var isEmpty: Bool { mended.isEmpty && moved.isEmpty && marked.isEmpty }
}

extension Workspace {
  /// Applies the fixes of diagnostics to the files of the work tree.
  ///
  /// - Parameters:
  ///   - unsafe: also those that may change what a record says.
  ///   - moves: also those that move a file.
  public func apply(fixesOf diagnostics: [Diagnostic], unsafe: Bool, moves: Bool) throws -> AppliedFixes {
    let root = try requireRoot()
    var applied = AppliedFixes()
    applied.marked = try markSuperseded(by: diagnostics.filter { $0.code == "LNK005" }.map(\.path))
    let fixable = diagnostics.filter { $0.fix.map { $0.applicability == .safe || unsafe } ?? false }
    for (path, group) in Dictionary(grouping: fixable, by: \.path).sorted(by: { $0.key < $1.key }) {
      let edits = group.flatMap { $0.fix?.edits ?? [] }
      if !edits.isEmpty, case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular)) {
        try FileWriting.write(edits.applied(to: bytes), to: root + "/" + path)
        applied.mended.append((path, Array(Set(group.filter { $0.fix?.edits.isEmpty == false }.map(\.code))).sorted()))
      }
      guard moves, let newPath = group.lazy.compactMap({ $0.fix?.newPath }).first else { continue }
      try FileWriting.requireOwnFolders(newPath, in: root)
      do {
        try FileWriting.move(root + "/" + path, to: root + "/" + newPath)
        applied.moved.append((path, newPath))
      } catch WorkspaceError.fileExists {
        applied.blocked.append(path)
      }
    }
    return applied
  }
}
