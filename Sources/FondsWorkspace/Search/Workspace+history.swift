import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// A record at some moment.
public struct ShownRecord: Sendable {
  public let id: String
  public let path: String
  public let bytes: [UInt8]
  /// The record's tree; nil where its text can't be read as one.
  public let root: Node?
  /// The version that brought this content; nil for a file that is not committed yet.
  public let version: Version?
}

/// A field that differs between two versions.
public struct FieldChange: Sendable {
  /// A JSON Pointer.
  public let field: String
  public let before: Node?
  public let after: Node?
}

extension Workspace {
  /// The versions of a record, newest first, by its number, whatever its path was.
  public func versions(of number: String, progress: ((Int, Int) -> Void)? = nil) throws -> [Version] {
    let versions = try answered(progress: progress) { try $0.versions(ofNumber: number).map { Version($0) } }
    guard !versions.isEmpty else { throw try noSuchRecord(number) }
    return versions
  }

  private func noSuchRecord(_ number: String) throws -> WorkspaceError {
    guard let id = RecordID(number) else { return .malformedNumber(number) }
    let tree = try tree(ofCommit: try repository.head())
    let table = try NumberTable(of: [id.series], in: tree)
    let numbers = table.files(in: id.series).keys.map { RecordID(series: id.series, sequence: $0).text }
    return .noSuchRecord(number, nearest: nearestName(to: number, among: numbers))
  }

  /// A record now, or as a day or revision has it.
  ///
  /// - Parameter moment: `YYYY-MM-DD`, the end of that day on the first-parent chain, or a revision of Git; nil for HEAD.
  public func record(_ number: String, at moment: String? = nil, progress: ((Int, Int) -> Void)? = nil) throws
    -> ShownRecord
  {
    let versions: [Version]
    do {
      versions = try self.versions(of: number, progress: progress)
    } catch let error as WorkspaceError {
      // Not in the archive yet, but perhaps being written.
      guard moment == nil, case .noSuchRecord = error, let shown = try uncommittedRecord(number) else { throw error }
      return shown
    }
    guard let moment else {
      guard
        let current = versions.first(where: \.isCurrent) ?? versions.first(where: { $0.blob != nil && !$0.isHidden })
      else {
        throw WorkspaceError.noSuchRecord(number, nearest: nil)
      }
      return try shown(number, current)
    }
    let commit = try self.commit(at: moment)
    let tree = try tree(ofCommit: commit)
    guard let version = try version(standingIn: tree, among: versions) else {
      throw WorkspaceError.noSuchRecord("\(number) @ \(moment)", nearest: nil)
    }
    return try shown(number, version)
  }

  /// The commit that a day or a revision means.
  func commit(at moment: String) throws -> OID {
    guard CalendarDate(moment) != nil else { return try resolve(moment) }
    return try commit(atEndOf: moment).oid
  }

  /// The last commit of the first parents by the end of a day; of a day before all of them the first stands in.
  ///
  /// - Parameter day: `YYYY-MM-DD`.
  func commit(
    atEndOf day: String, progress: ((Int, Int) -> Void)? = nil
  ) throws -> (oid: OID, isBeforeFirst: Bool) {
    let end = try clock().end(of: day)
    let (last, first) = try answered(progress: progress) { store in
      (try store.lastMainlineCommit(until: end)?.oid, try store.mainlineCommit(at: 0)?.oid)
    }
    guard let oid = last ?? first else { throw WorkspaceError.noCommits }
    return (oid, last == nil)
  }

  private func version(standingIn tree: CommittedTree, among versions: [Version]) throws -> Version? {
    try versions.first { version in
      guard let blob = version.blob else { return false }
      return try tree.file(version.path)?.blob == blob
    }
  }

  private func shown(_ number: String, _ version: Version) throws -> ShownRecord {
    guard !version.isHidden else { throw WorkspaceError.destroyed(number) }
    guard let blob = version.blob else { throw WorkspaceError.noSuchRecord(number, nearest: nil) }
    guard case .bytes(let bytes) = try repository.recordContent(blob) else {
      throw WorkspaceError.uneditable(path: version.path)
    }
    return ShownRecord(
      id: number, path: version.path, bytes: bytes, root: RecordReader.read(bytes).root, version: version)
  }

  /// The colour of the label on a record's paper copy, by the rules of the moment that it was asked for; nil where its
  /// text can't be read.
  public func labelColour(of record: ShownRecord, at moment: String? = nil) throws -> LabelColour? {
    guard let node = record.root else { return nil }
    do {
      let kinds = Set([node["kind"]?.string].compactMap(\.self))
      let rules =
        try moment.map { try schemas(of: tree(ofCommit: commit(at: $0)), kinds: kinds) } ?? currentSchemas(kinds: kinds)
      return rules.labelColour(of: node)
    } catch let error as WorkspaceError where [.noSchemas, .schemasRemoved].contains(error) {
      // Without kinds the shared words of status still mean what they say.
      return Schemas(files: [:]).labelColour(of: node)
    }
  }

  private func uncommittedRecord(_ number: String) throws -> ShownRecord? {
    guard root != nil, let id = RecordID(number), let path = try workTreeFiles(of: id).first,
      case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular))
    else { return nil }
    return ShownRecord(id: number, path: path, bytes: bytes, root: RecordReader.read(bytes).root, version: nil)
  }

  /// What differs between two moments of a record, by field; without moments, between its last two versions.
  public func differences(of number: String, from before: String?, to after: String?) throws -> [FieldChange] {
    let old: Node?
    let new: Node?
    if let before {
      old = try record(number, at: before).root
      new = try record(number, at: after ?? "HEAD").root
    } else {
      let contents = try versions(of: number).filter { $0.blob != nil }
      new = try contents.first.flatMap { try shown(number, $0).root }
      old = try contents.dropFirst().first.flatMap { try shown(number, $0).root }
    }
    return FieldChange.changes(from: old, to: new, at: "")
  }
}

extension FieldChange {
  /// The smallest fields that differ. Items of lists are compared by place.
  static func changes(from old: Node?, to new: Node?, at pointer: String) -> [FieldChange] {
    switch (old?.value, new?.value) {
    case (.mapping(let before)?, .mapping(let after)?):
      let keys = before.entries.map(\.key) + after.entries.map(\.key).filter { before[$0] == nil }
      return keys.flatMap { changes(from: before[$0], to: after[$0], at: pointer + "/" + escaped($0)) }
    case (.sequence(let before)?, .sequence(let after)?):
      return (0..<max(before.count, after.count)).flatMap { index in
        changes(
          from: before.indices.contains(index) ? before[index] : nil,
          to: after.indices.contains(index) ? after[index] : nil, at: "\(pointer)/\(index)")
      }
    case (nil, .mapping(let after)?) where pointer.isEmpty:
      return after.entries.map { FieldChange(field: "/" + escaped($0.key), before: nil, after: $0.value) }
    default:
      return old == new ? [] : [FieldChange(field: pointer, before: old, after: new)]
    }
  }

  private static func escaped(_ key: String) -> String {
    var result = ""
    for character in key {
      switch character {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.append(character)
      }
    }
    return result
  }
}
