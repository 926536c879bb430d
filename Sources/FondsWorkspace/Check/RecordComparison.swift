import FondsGit
import FondsModel
import FondsRules
import FondsText

/// Compares trees record by record: what became of each number that a change touches.
///
/// Only changed files are read, and each content once, however many commits carry it on.
final class RecordComparison {
  private let repository: Repository
  private let published: PublishedNumbers
  private var contents = ContentCache()
  /// The parents of commits that are judged along with this one: where a record can't be read in one of them, it is
  /// compared with what was before.
  private var parents: [OID: [CommittedTree]] = [:]

  init(of repository: Repository, published: PublishedNumbers) {
    self.repository = repository
    self.published = published
  }

  /// What a change does to the records.
  ///
  /// - Parameters:
  ///   - changes: against each of the parents; one list, against nothing, where there is none.
  ///   - parents: the trees before it.
  ///   - tree: the tree after it.
  ///   - commit: the commit that it is; nil for what is staged.
  func changes(
    _ changes: [[TreeChange]], parents: [CommittedTree], tree: some FileTree, commit: OID? = nil
  ) throws -> [RecordChange] {
    if let commit { self.parents[commit] = parents }
    let sides = try changes.map { try Comparison($0, reading: self) }
    var after: [String: NumberedVersion] = [:]
    for side in sides { after.merge(side.after) { mine, _ in mine } }
    var found: [RecordChange] = []
    // By side, the paths of old files that something in the result goes back to.
    var followed = Array(repeating: Set<String>(), count: sides.count)
    for (path, new) in after {
      var before: [RecordChange.Version] = []
      for (index, side) in sides.enumerated() {
        // What a side does not differ in, its parent has as it is.
        guard side.touches(path) else {
          before.append(new.version)
          continue
        }
        guard let old = side.predecessor(of: new) else { continue }
        followed[index].insert(old.version.path)
        before += try readable(old, in: parents.indices.contains(index) ? parents[index] : nil)
      }
      found.append(
        RecordChange(id: new.id, before: before, after: new.version, isPublished: try published.holds(new.id)))
    }
    var left: [RecordID: [NumberedVersion]] = [:]
    for (index, side) in sides.enumerated() {
      for old in side.before.values where !followed[index].contains(old.version.path) {
        for version in try readable(old, in: parents.indices.contains(index) ? parents[index] : nil) {
          left[old.id, default: []].append(NumberedVersion(id: old.id, version: version))
        }
      }
    }
    let added = after.values.filter { new in sides.allSatisfy { $0.before[new.version.path]?.id != new.id } }
    found += try left.compactMap { try gone($0, $1.map(\.version), added: added, tree: tree) }
    return found.sorted { ($0.id, $0.after?.path ?? "") < ($1.id, $1.after?.path ?? "") }
  }

  /// What became of a record whose file is gone; nil where it only made room for another that has the number by right.
  private func gone(
    _ id: RecordID, _ before: [RecordChange.Version], added: [NumberedVersion], tree: some FileTree
  ) throws -> RecordChange? {
    // It may lie in another file that nobody touched, or that came from elsewhere.
    let other = try record(id, in: tree)
    let new = before.first.flatMap { last in added.first { $0.isRenumbered(last) } }
    let isPublished = try published.holds(id)
    if let other {
      return new == nil ? RecordChange(id: id, before: before, after: other, isPublished: isPublished) : nil
    }
    let renumbered = new.map {
      RecordChange.Renumbered(id: $0.id, path: $0.version.path, range: $0.version.root?["id"]?.range)
    }
    return RecordChange(id: id, before: before, after: nil, renumbered: renumbered, isPublished: isPublished)
  }

  /// A version, or, where it can't be read, the last ones of the commits judged here that can.
  private func readable(_ old: NumberedVersion, in tree: CommittedTree?) throws -> [RecordChange.Version] {
    var seen: Set<OID> = []
    var found: [RecordChange.Version] = []
    func look(_ version: NumberedVersion, _ commit: OID?) throws {
      guard version.version.root == nil, let commit, seen.insert(commit).inserted, let earlier = parents[commit] else {
        found.append(version.version)
        return
      }
      for parent in earlier {
        guard let file = try file(of: version, in: parent), let before = try self.version(of: file) else { continue }
        try look(before, parent.commit)
      }
    }
    try look(old, tree?.commit)
    return found
  }

  private func file(of version: NumberedVersion, in tree: CommittedTree) throws -> FileReference? {
    if let file = try tree.file(version.version.path) { return file }
    guard let path = try NumberTable(of: [version.id.series], in: tree).files(of: version.id).first else { return nil }
    return try tree.file(path)
  }

  /// The record that a tree holds under a number; nil where there is none.
  func record(_ id: RecordID, in tree: some FileTree) throws -> RecordChange.Version? {
    for path in try NumberTable(of: [id.series], in: tree).files(of: id) {
      if let file = try tree.files(below: path).first, let found = try version(of: file), found.id == id {
        return found.version
      }
    }
    return nil
  }

  /// A file as a record; nil for what is none by its name, or has no number.
  func version(of file: FileReference) throws -> NumberedVersion? {
    guard !file.path.isUnaddressable, RecordFile.isReadable(name: RecordPath.name(of: file.path)) else { return nil }
    let content = file.kind == .regular ? try file.blob.flatMap { try contents.content(of: $0, in: repository) } : nil
    let said = content?.root?["id"]?.string.flatMap { RecordID($0) }
    guard let id = said ?? RecordPath.number(atHome: file.path) else { return nil }
    return NumberedVersion(
      id: id, version: RecordChange.Version(path: file.path, root: content?.root, source: content?.source ?? []))
  }
}

/// A record of one tree by its number: the one that it gives, else the one that its file is at home under.
struct NumberedVersion {
  let id: RecordID
  let version: RecordChange.Version

  /// Whether it is what a record of another number became: it has that one's file, or says the same of itself.
  fileprivate func isRenumbered(_ old: RecordChange.Version) -> Bool {
    if version.path == old.path { return true }
    guard let root = version.root, let former = old.root else { return false }
    return ["kind", "title", "date"].allSatisfy { root[$0] != nil && root[$0] == former[$0] }
  }
}

/// The two sides of what one parent and the result differ in.
private struct Comparison {
  private let paths: Set<String>
  let before: [String: NumberedVersion]
  let after: [String: NumberedVersion]
  /// Old files by number whose place nothing of that number has taken.
  private let moved: [RecordID: [NumberedVersion]]

  init(_ changes: [TreeChange], reading reader: RecordComparison) throws {
    var before: [String: NumberedVersion] = [:]
    var after: [String: NumberedVersion] = [:]
    for change in changes {
      if let old = change.old {
        before[change.path] = try reader.version(of: FileReference(path: change.path, mode: old.mode, oid: old.oid))
      }
      if let new = change.new {
        after[change.path] = try reader.version(of: FileReference(path: change.path, mode: new.mode, oid: new.oid))
      }
    }
    self.paths = Set(changes.map(\.path))
    self.before = before
    self.after = after
    self.moved = Dictionary(grouping: before.values.filter { after[$0.version.path]?.id != $0.id }, by: \.id)
  }

  func touches(_ path: String) -> Bool { paths.contains(path) }

  /// What a record of the result was: under its path, or under another one that its number has left.
  func predecessor(of new: NumberedVersion) -> NumberedVersion? {
    if let old = before[new.version.path], old.id == new.id { return old }
    return moved[new.id]?.min { $0.version.path.isBytewiseBefore($1.version.path) }
  }
}

/// The contents read last. Two generations: when the younger is full, what was not asked for since is dropped.
private struct ContentCache {
  struct Content {
    let root: Node?
    let source: [UInt8]
  }

  private var younger: [OID: Content] = [:]
  private var older: [OID: Content] = [:]

  /// Nil for what is larger than any record.
  mutating func content(of blob: OID, in repository: Repository) throws -> Content? {
    if let known = younger[blob] { return known }
    var content = older[blob]
    if content == nil, case .bytes(let bytes) = try repository.recordContent(blob) {
      content = Content(root: RecordReader.read(bytes).root, source: bytes)
    }
    if younger.count >= 1024 {
      older = younger
      younger = [:]
    }
    younger[blob] = content
    return content
  }
}
