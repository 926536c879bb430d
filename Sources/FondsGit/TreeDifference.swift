import CLibgit2

/// One file that differs between two trees.
public struct TreeChange: Hashable, Sendable {
  /// What a file was or is.
  public struct Side: Hashable, Sendable {
    /// Its mode; never `.tree`.
    public let mode: FileMode
    /// Its blob, or (for a submodule) commit.
    public let oid: OID

    /// A side from its parts.
    public init(mode: FileMode, oid: OID) {
      self.mode = mode
      self.oid = oid
    }
  }

  /// The path from the root, with `/`.
  public let path: String
  /// What it was; `nil` when added.
  public let old: Side?
  /// What it is; `nil` when removed.
  public let new: Side?

  /// A change from its parts.
  public init(path: String, old: Side?, new: Side?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// One entry of a folder that something is compared with; its name as Git has it.
struct OldEntry {
  let name: [UInt8]
  let side: TreeChange.Side
}

/// Compares trees, as `git diff-tree -r --no-renames` does; made for walking a whole history.
///
/// libgit2's own comparison takes 510 µs a commit. This one steps through both sorted folders at
/// once and never opens a folder whose OID and mode are equal: 20 µs. It keeps the trees it has
/// read, because a commit's tree is its child's old side: use one comparer for a whole walk.
public final class TreeDifference {
  private let repository: Repository
  private let packs: PackReader?
  private let prefix: [[UInt8]]
  private let isStrict: Bool
  private var cache: ObjectCache<OID>

  /// A comparer.
  ///
  /// - Parameters:
  ///   - isStrict: refuses, as `.malformed`, trees that no Git writes: names such as `..` or with a slash, twice, or
  ///     out of order. For what comes from elsewhere.
  ///   - prefix: compares only what is at or below this path, as `Records`; `nil` for all.
  ///   - packs: where to read trees from before libgit2 is asked; see ``PackReader`` for when that is right.
  ///   - cacheBytes: how many bytes of trees to keep, roughly.
  public init(
    of repository: Repository, below prefix: String? = nil, isStrict: Bool = false, packs: PackReader? = nil,
    cacheBytes: Int = 4 << 20
  ) {
    self.repository = repository
    self.packs = packs
    self.isStrict = isStrict
    self.prefix = (prefix ?? "").utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    cache = ObjectCache(byteLimit: cacheBytes)
  }

  /// The files that differ between two trees, in Git's order. `nil` stands for the empty tree.
  ///
  /// Throws `.notFound` or `.wrongType` for what is no tree, `.malformed` for a damaged one.
  public func changes(from old: OID?, to new: OID?) throws(GitError) -> [TreeChange] {
    var old = old.map { TreeChange.Side(mode: .tree, oid: $0) }
    var new = new.map { TreeChange.Side(mode: .tree, oid: $0) }
    for component in prefix {
      if old == new { return [] }
      old = try old.flatMap { (side) throws(GitError) in try entry(component, in: side) }
      new = try new.flatMap { (side) throws(GitError) in try entry(component, in: side) }
    }
    var changes: [TreeChange] = []
    if old == new { return changes }
    let path = Array(prefix.joined(separator: [UInt8(ascii: "/")]))
    // A file where the other side has a folder: Git shows the removal and the additions.
    func file(_ side: TreeChange.Side?) -> TreeChange.Side? { side?.mode == .tree ? nil : side }
    if file(old) != nil || file(new) != nil {
      changes.append(
        TreeChange(
          path: String(decoding: path, as: UTF8.self), old: file(old), new: file(new)))
    }
    let oldTree = old?.mode == .tree ? old?.oid : nil
    let newTree = new?.mode == .tree ? new?.oid : nil
    try compare(oldTree, newTree, path: path, into: &changes)
    return changes
  }

  private func entry(_ name: [UInt8], in side: TreeChange.Side) throws(GitError) -> TreeChange.Side? {
    guard side.mode == .tree else { return nil }
    return try withTree(side.oid) { (bytes) throws(GitError) in
      var cursor = TreeCursor(bytes)
      while try cursor.advance() {
        if cursor.name.elementsEqual(name) {
          return TreeChange.Side(mode: try cursor.mode(), oid: cursor.oid)
        }
      }
      return nil
    }
  }

  /// The entries of a tree, in Git's order; none for nil.
  func entries(of tree: OID?) throws(GitError) -> [OldEntry] {
    try withTree(tree) { (bytes) throws(GitError) in
      var entries: [OldEntry] = []
      var cursor = TreeCursor(bytes)
      while try cursor.advance() {
        entries.append(
          OldEntry(name: Array(cursor.name), side: TreeChange.Side(mode: try cursor.mode(), oid: cursor.oid)))
      }
      return entries
    }
  }

  /// What is gone with an entry of a folder: it, or all that is below it.
  func remove(_ entry: OldEntry, prefix: [UInt8], into changes: inout [TreeChange]) throws(GitError) {
    let path = prefix + entry.name
    if entry.side.mode == .tree { return try compare(entry.side.oid, nil, path: path, into: &changes) }
    changes.append(TreeChange(path: String(decoding: path, as: UTF8.self), old: entry.side, new: nil))
  }

  private func compare(
    _ old: OID?, _ new: OID?, path: [UInt8], into changes: inout [TreeChange]
  ) throws(GitError) {
    if old == new { return }
    try withTree(old) { (oldBytes) throws(GitError) in
      try withTree(new) { (newBytes) throws(GitError) in
        try merge(TreeCursor(oldBytes), TreeCursor(newBytes), path: path, into: &changes)
      }
    }
  }

  private func merge(
    _ old: TreeCursor, _ new: TreeCursor, path: [UInt8], into changes: inout [TreeChange]
  ) throws(GitError) {
    var old = old, new = new
    var hasOld = try old.advance()
    // Whether `new` stands on an entry that is still to be compared.
    var hasNew = false
    var newEnded = false
    while true {
      if !hasNew && !newEnded {
        if hasOld && new.skip(ifNextEquals: old) {
          hasOld = try old.advance()
          continue
        }
        hasNew = try new.advance()
        newEnded = !hasNew
      }
      guard hasOld || hasNew else { return }
      let order = !hasOld ? 1 : !hasNew ? -1 : TreeCursor.order(old, new)
      try report(order <= 0 ? old : nil, order >= 0 ? new : nil, path: path, into: &changes)
      if order <= 0 { hasOld = try old.advance() }
      if order >= 0 { hasNew = false }
    }
  }

  /// One name that is on one side only, or on both as the same sort of thing.
  private func report(
    _ old: TreeCursor?, _ new: TreeCursor?, path: [UInt8], into changes: inout [TreeChange]
  ) throws(GitError) {
    guard let either = old ?? new else { return }
    let oldSide = try old.map { (entry) throws(GitError) in
      TreeChange.Side(mode: try entry.mode(), oid: entry.oid)
    }
    let newSide = try new.map { (entry) throws(GitError) in
      TreeChange.Side(mode: try entry.mode(), oid: entry.oid)
    }
    if oldSide == newSide { return }
    var child: [UInt8] = []
    child.reserveCapacity(path.count + 1 + either.name.count)
    child.append(contentsOf: path)
    if !child.isEmpty { child.append(UInt8(ascii: "/")) }
    child.append(contentsOf: either.name)
    if either.isTree {
      try compare(oldSide?.oid, newSide?.oid, path: child, into: &changes)
    } else {
      changes.append(
        TreeChange(
          path: String(decoding: child, as: UTF8.self), old: oldSide, new: newSide))
    }
  }

  /// Calls `body` with the bytes of a tree; none for `nil`.
  private func withTree<Result>(
    _ oid: OID?, _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    guard let oid, oid != .emptyTree else {
      return try body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let data: ObjectData
    if let known = cache[oid] {
      data = known
    } else {
      data = try read(oid)
      if isStrict { try data.withBytes { (bytes) throws(GitError) in try TreeCursor.requireSound(bytes, of: oid) } }
      cache.insert(data, for: oid)
    }
    return try data.withBytes(body)
  }

  private func read(_ oid: OID) throws(GitError) -> ObjectData {
    if let packed = packs?.object(oid, type: GIT_OBJECT_TREE) { return packed }
    return try repository.objects.read(oid, type: GIT_OBJECT_TREE)
  }
}
