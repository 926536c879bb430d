import FondsText

/// What fixes were applied to the work tree.
public struct AppliedFixes: Sendable {
  /// Files whose text was mended, with the codes.
  public var mended: [(path: String, codes: [String])] = []
  /// Files that were moved.
  public var moved: [(old: String, new: String)] = []
  /// Files that could not be moved, since another has the name.
  public var blocked: [(old: String, new: String)] = []
  /// Records that now say by which other they are superseded.
  public var marked: [SupersededMark] = []

  public init() {}

  /// Whether no file was changed or moved.
  public var isEmpty: Bool { mended.isEmpty && moved.isEmpty && marked.isEmpty }

  /// Adds what a later round did, which also knows best what is still blocked.
  mutating func add(_ later: AppliedFixes) {
    for next in later.mended {
      if let index = mended.firstIndex(where: { $0.path == next.path }) {
        mended[index].codes = Set(mended[index].codes + next.codes).sorted()
      } else {
        mended.append(next)
      }
    }
    moved += later.moved
    marked += later.marked
    blocked = later.blocked
  }
}

extension Workspace {
  /// Checks files of the work tree, applies the fixes of what it finds, and checks again, until none is left.
  ///
  /// One fix may bring to light or make room for another: of two that overlap the second waits, and a name may be free
  /// only once the file that had it has moved.
  /// - Parameters:
  ///   - paths: from the root; nil for all. A file that moves is followed.
  ///   - unsafe: also fixes that may change what a record says.
  public func fix(
    paths: [String]? = nil, unsafe: Bool, progress: Progress? = nil
  ) throws -> (applied: AppliedFixes, report: CheckReport) {
    try withLock {
      var paths = paths
      var applied = AppliedFixes()
      var report = try check(paths: paths, progress: progress)
      for _ in 0..<Self.mostRounds {
        let round = try apply(fixesOf: report, unsafe: unsafe, moves: true)
        applied.add(round)
        guard !round.isEmpty else { break }
        let gone = Set(round.moved.map(\.old))
        paths = paths.map { $0.filter { !gone.contains($0) } + round.moved.map(\.new) }
        report = try check(paths: paths, progress: progress)
      }
      return (applied, report)
    }
  }

  /// How often fixes are looked for again. Two rounds nearly always do.
  static let mostRounds = 8

  /// Applies the fixes of a report to the files of the work tree. A file that was changed since it was checked is left.
  ///
  /// - Parameters:
  ///   - unsafe: also those that may change what a record says.
  ///   - moves: also those that move a file.
  func apply(
    fixesOf report: CheckReport, unsafe: Bool, moves: Bool, where isWanted: (Diagnostic) -> Bool = { _ in true }
  ) throws -> AppliedFixes {
    let root = try requireRoot()
    var applied = AppliedFixes()
    let fixable = report.diagnostics.filter {
      isWanted($0) && ($0.fix.map { $0.applicability == .safe || unsafe } ?? false)
    }
    for (path, group) in Dictionary(grouping: fixable, by: \.path).sorted(by: { $0.key.isBytewiseBefore($1.key) }) {
      let checked = report.sources[path]
      guard try checked == nil || bytes(ofFile: path) == checked else { continue }
      let mending = group.filter { $0.fix?.edits.isEmpty == false }
      if let checked, !mending.isEmpty {
        try FileWriting.write(mending.flatMap { $0.fix?.edits ?? [] }.applied(to: checked), to: root + "/" + path)
        applied.mended.append((path, Set(mending.map(\.code)).sorted()))
      }
      guard moves, let newPath = group.lazy.compactMap({ $0.fix?.newPath }).first else { continue }
      try FileWriting.requireOwnFolders(newPath, in: root)
      do {
        try FileWriting.move(root + "/" + path, to: root + "/" + newPath)
        applied.moved.append((path, newPath))
      } catch WorkspaceError.fileExists {
        applied.blocked.append((path, newPath))
      }
    }
    let successors = report.diagnostics.filter { $0.code == "LNK005" && isWanted($0) }.map(\.path)
    if !successors.isEmpty { applied.marked = try markSuperseded(by: successors, schemas(of: workTree())) }
    return applied
  }

  private func bytes(ofFile path: String) throws -> [UInt8]? {
    guard case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular)) else { return nil }
    return bytes
  }
}
