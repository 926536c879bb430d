import FondsGit
import FondsModel
import FondsText
import Glibc

/// What `fonds init --example` did.
public struct ExampleInitialization: Sendable {
  public let root: String
  /// The last commit.
  public let commit: OID
  public let records: Int
  public let commits: Int
  /// The times of the first and the last commit.
  public let first: Moment
  public let last: Moment
  public let hooks: HookInstallation
}

/// The example as it travels inside the program.
enum ExampleArchive {
  /// The shipped records, by path.
  static var records: [(path: String, bytes: [UInt8])] {
    ExampleFiles.all.filter { $0.path.hasPrefix(RecordPath.root + "/") }.map { ($0.path, Array($0.text.utf8)) }
  }

  static func changes() throws -> [PastChange] {
    guard let text = ExampleFiles.all.first(where: { $0.path == PastChange.path })?.text else {
      throw WorkspaceError.brokenExample(PastChange.path)
    }
    return try PastChange.all(in: Array(text.utf8))
  }

  static func story(_ schemas: Schemas, progress: Workspace.Progress? = nil) throws -> Story {
    try Story(records: records, schemas: schemas, changes: changes(), progress: progress)
  }
}

extension Workspace {
  /// Makes a repository of a new folder in which the shipped office works: its records with all their history, made by its
  /// people on its days.
  ///
  /// The same program makes the same commits wherever it runs. Throws ``WorkspaceError/folderNotEmpty(_:)`` before
  /// anything is written where the folder has something in it. The branch is set last: a folder in which this was
  /// interrupted has no commit.
  /// - Parameter program: the absolute path of the program that the hooks run.
  public static func initializeExample(
    at folder: String, program: String, progress: Progress? = nil
  ) throws -> (Workspace, ExampleInitialization) {
    try requireEmpty(folder)
    let schemas = Template.schemas
    let replay = try Replay(
      ExampleArchive.story(schemas, progress: progress), rules: Template.shipped, schemas: schemas)
    try FileWriting.createFolder(folder)
    _ = try Repository.initialize(at: folder)
    let workspace = try Workspace(Surroundings(directory: folder))
    let root = try workspace.requireRoot()
    guard let branch = try workspace.repository.headReferenceName(), try workspace.repository.head() == nil else {
      throw WorkspaceError.folderNotEmpty(root)
    }
    let hooks = try workspace.installHooks(program: program)
    let tip = try workspace.git.importCommits(replay.commits)
    _ = try workspace.git.output(of: ["read-tree", "-u", "--reset", tip.description])
    try workspace.repository.updateReference(branch, from: nil, to: tip, log: "fonds init --example")
    // What is computed from it, so that the first look has nothing to wait for.
    try workspace.writeEditorSchemas(schemas)
    _ = try workspace.updateIndex(rebuild: false)
    return (
      workspace,
      ExampleInitialization(
        root: root, commit: tip, records: ExampleArchive.records.count, commits: replay.commits.count,
        first: replay.first, last: replay.last, hooks: hooks)
    )
  }

  /// A folder that is not there, or has nothing in it but a repository of Git without a commit.
  private static func requireEmpty(_ folder: String) throws {
    guard let isFolder = FileWriting.isFolder(folder) else { return }
    guard isFolder, let stream = opendir(folder) else { throw WorkspaceError.folderNotEmpty(folder) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard [".", "..", ".git"].contains(name) else { throw WorkspaceError.folderNotEmpty(folder) }
    }
  }
}
