import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// The workflows of before: a paper goes on under the version that it began with.
///
/// A paper began with the commit that brought the first entry of its trail; what is not committed yet begins now. The
/// claimed time of the entry only tells which papers need not be looked up: nothing is committed before it happened.
final class PastRules {
  private let workspace: Workspace
  private let schemas: Schemas
  /// The end of what is pushed; nil where HEAD is.
  private let tip: OID?
  /// Up to when, in seconds since 1970, a paper may have begun under another version, by the workflow's name.
  let changes: [String: Int64]
  private var loaded: [OID: Schemas?] = [:]

  /// - Parameters:
  ///   - tree: the tree whose rules are the present ones.
  ///   - tip: the commit that has the tree, where it is not HEAD's or about to follow it.
  init(of workspace: Workspace, tree: some FileTree, schemas: Schemas, tip: OID? = nil) throws {
    self.workspace = workspace
    self.schemas = schemas
    self.tip = try tip == workspace.repository.head() ? nil : tip
    guard !schemas.workflows.isEmpty, let history = try workspace.workflowHistory(upTo: tip) else {
      changes = [:]
      return
    }
    var changes: [String: Int64] = [:]
    for (name, workflow) in schemas.workflows {
      guard let versions = history.versions[workflow.path] else { continue }
      guard try versions.last?.blob == Self.blob(of: workflow.path, in: tree) else {
        // Not committed yet: whatever has begun did so under another version.
        changes[name] = .max
        continue
      }
      if versions.count > 1 { changes[name] = versions.last?.committed }
    }
    self.changes = changes
  }

  private static func blob(of path: String, in tree: some FileTree) throws -> OID? {
    guard let file = try tree.files(below: path).first, case .bytes(let bytes) = try tree.read(file) else { return nil }
    return try OID.ofBlob(bytes)
  }

  /// The rules for a record that began under another version of its workflow; nil where the present ones hold.
  func schemas(for record: Node, kind: Kind) throws -> Schemas? {
    guard Self.mayBePast(record, kind, changes), let workflow = schemas.workflow(of: kind),
      let id = record["id"]?.string.flatMap({ RecordID($0) }), let commit = try beginning(of: id)
    else { return nil }
    let then = try workspace.tree(ofCommit: commit)
    guard let blob = try then.file(workflow.path)?.blob else { return nil }
    if let known = loaded[blob] { return known }
    let past = try workspace.schemas(of: then, kinds: [kind.name])
    // A version that was broken then binds nobody.
    let found = past.workflows[workflow.name].map { schemas.replacing($0) }
    loaded[blob] = found
    return found
  }

  /// Whether a record's first entry is of a time before its workflow changed last.
  static func mayBePast(_ record: Node, _ kind: Kind, _ changes: [String: Int64]) -> Bool {
    guard let change = kind.workflow.flatMap({ changes[$0] }),
      let first = record["trail"]?.sequence?.first?["at"]?.string.flatMap({ Moment($0) })
    else { return false }
    return first.seconds <= change
  }

  /// The commit that brought the first entry of a record's trail; nil where none has.
  private func beginning(of id: RecordID) throws -> OID? {
    // The index knows what HEAD leads to.
    guard tip == nil, let store = try workspace.currentIndexIfCheap() else {
      return try workspace.git.sparing.output(
        of: [
          "log", "--reverse", "--format=%H", "-Gtrail:", tip?.description ?? "HEAD", "--",
          "\(id.series.folder)/\(id.text)*",
        ]
      ).split(separator: UInt8(ascii: "\n")).first.flatMap { OID(hexadecimal: $0) }
    }
    for version in try store.versions(ofNumber: id.text).reversed() {
      guard let blob = version.blob, case .bytes(let bytes) = try workspace.repository.recordContent(blob) else {
        continue
      }
      if RecordReader.read(bytes).root?["trail"]?.sequence?.isEmpty == false { return version.commit }
    }
    return nil
  }
}
