import FondsGit
import FondsIndex
import FondsModel

/// The repository's history, as the index reads it.
struct GitHistory: HistorySource {
  private let repository: Repository
  private let packs: PackReader

  init(repository: Repository) {
    self.repository = repository
    // A folder of many records takes 50 KB, and each commit changes one: less than this, and those that are changed
    // seldom are put together anew each time.
    packs = PackReader(of: repository, cacheBytes: 40 << 20)
  }

  func head() throws -> OID? {
    try repository.head()
  }

  func mainline(of head: OID, contains commit: OID) throws -> Bool {
    guard repository.contains(commit) else { return false }
    let walk = try RevisionWalk(of: repository, sorting: [], firstParentOnly: true)
    try walk.push(head)
    // Clocks err, so a commit's time says nothing: every first parent is asked.
    while let oid = try walk.next() { if oid == commit { return true } }
    return false
  }

  func commits(to head: OID, after base: OID?, visit: (HistoryCommit) throws -> Void) throws {
    let comparison = TreeDifference(of: repository, below: RecordPath.root, packs: packs, cacheBytes: 8 << 20)
    // Step by step along the first parents: what a merge brought in stands directly behind it.
    var step: CommitInfo? = try self.commit(head)
    while let commit = step, commit.oid != base {
      let parent = try commit.parents.first.map { try self.commit($0) }
      try visit(try historyCommit(commit, after: parent?.tree, isMainline: true, comparison))
      if let first = commit.parents.first, commit.parents.count > 1 {
        try sideCommits(from: Array(commit.parents.dropFirst()), beyond: [first], comparison, visit)
      }
      step = parent
    }
  }

  func commits(to tip: OID, beyond known: [OID], visit: (HistoryCommit) throws -> Void) throws {
    let comparison = TreeDifference(of: repository, below: RecordPath.root, packs: packs, cacheBytes: 8 << 20)
    try sideCommits(from: [tip], beyond: known, comparison, visit)
  }

  /// Visits what no step along the first parents is, newest first.
  private func sideCommits(
    from tips: [OID], beyond known: [OID], _ comparison: TreeDifference, _ visit: (HistoryCommit) throws -> Void
  ) throws {
    let side = try RevisionWalk(of: repository, sorting: [.topological])
    for tip in tips { try side.push(tip) }
    for commit in known { try side.hide(commit) }
    while let oid = try side.next() {
      let commit = try self.commit(oid)
      let before = try commit.parents.first.map { try self.commit($0).tree }
      try visit(try historyCommit(commit, after: before, isMainline: false, comparison))
    }
  }

  /// The branches, here and of remotes, and the tags, those of the current branch's own history included.
  func branches() throws -> [HistoryBranch] {
    var branches: [HistoryBranch] = []
    for reference in try repository.references() {
      guard ["refs/heads/", "refs/remotes/", "refs/tags/"].contains(where: reference.name.hasPrefix) else { continue }
      do throws(any Error) {
        branches.append(HistoryBranch(name: reference.shortName, tip: try repository.resolve(reference.name)))
      } catch let error as GitError where error.code == .wrongType {
        // A tag may name a file or a folder.
        continue
      }
    }
    return branches
  }

  func readingOrder(of blobs: [OID]) throws -> [Int] {
    // The folders are done with.
    packs.forget()
    // In the order of storage, what an object is stored as a difference from was read just before.
    defer { packs.forget(cacheBytes: 8 << 20) }
    return packs.storageOrder(of: blobs)
  }

  func blob(_ oid: OID) throws -> [UInt8] {
    try packs.blob(oid) ?? repository.readBlob(oid)
  }

  private func commit(_ oid: OID) throws -> CommitInfo {
    // A shallow clone does not have the parents that the text of its first commits names.
    if !repository.isShallow, let commit = packs.commit(oid) { return commit }
    return try repository.commit(oid)
  }

  private func historyCommit(
    _ commit: CommitInfo, after before: OID?, isMainline: Bool, _ comparison: TreeDifference
  ) throws -> HistoryCommit {
    let changes = try changes(of: commit, after: before, comparison)
    return HistoryCommit(
      oid: commit.oid, seconds: commit.committer.time, offset: commit.committer.offsetMinutes,
      author: commit.author.name, email: commit.author.email, summary: commit.summary,
      action: try action(of: commit), isMainline: isMainline, changes: changes)
  }

  /// The one action that a commit names; a commit with several has none of its own.
  private func action(of commit: CommitInfo) throws -> String? {
    guard commit.message.contains("Fonds-Action") else { return nil }
    let actions = Set(try commit.trailers().filter { $0.key == CommitTrailer.action }.map(\.value))
    return actions.count == 1 ? actions.first : nil
  }

  private func changes(
    of commit: CommitInfo, after first: OID?, _ comparison: TreeDifference
  ) throws -> [HistoryChange] {
    var others: [Set<String>] = []
    for parent in commit.parents.dropFirst() {
      let tree = try self.commit(parent).tree
      others.append(Set(try comparison.changes(from: tree, to: commit.tree).map(\.path)))
    }
    return try comparison.changes(from: first, to: commit.tree).compactMap { change in
      let old = regular(change.old)
      let new = regular(change.new)
      guard old != new else { return nil }
      let isVersion = others.allSatisfy { $0.contains(change.path) }
      return HistoryChange(path: change.path, old: old, new: new, isVersion: isVersion)
    }
  }

  private func regular(_ side: TreeChange.Side?) -> OID? {
    guard let side, side.mode.isFile else { return nil }
    return side.oid
  }
}
