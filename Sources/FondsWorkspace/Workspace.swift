import FondsGit
import FondsIndex
import FondsModel
import FondsText
import Foundation

/// An opened records repository: joins the layers below. Whatever a command or a page does is a call here.
///
/// Not `Sendable`: libgit2's handles belong to one thread at a time.
public final class Workspace {
  public let repository: Repository
  /// Runs the `git` program in this repository.
  let git: GitCommand
  /// Where files are edited, without a slash at its end; nil in a bare repository.
  public let root: String?

  /// What the process around a workspace says.
  public struct Surroundings: Sendable {
    /// The folder that relative paths start from.
    public var directory: String
    /// Whether Git started this process as a hook: then its environment names the index and the objects.
    public var isHook: Bool
    /// What `GIT_WORK_TREE` said before it was taken from the environment, which libgit2 can't open with.
    public var gitWorkTree: String?
    /// What `GIT_INDEX_FILE` said before it was taken from the environment: libgit2 would read all of it when it opens.
    public var indexFile: String?
    /// The time; nil where it makes no difference.
    public var now: Moment?
    /// What tells this build of the program from any other; nil where nothing is to be remembered between runs that
    /// depends on the rules it has.
    public var program: String?

    public init(
      directory: String, isHook: Bool = false, gitWorkTree: String? = nil, indexFile: String? = nil, now: Moment? = nil,
      program: String? = nil
    ) {
      self.now = now
      self.program = program
      self.directory = directory
      self.isHook = isHook
      self.gitWorkTree = gitWorkTree
      self.indexFile = indexFile
    }
  }

  public let surroundings: Surroundings
  /// What a person has to know beside the answer.
  public enum Notice: Sendable {
    /// The index can't be written, for what reason, and is made for this command alone.
    case passingIndex(reason: String)
  }

  /// Told at once; nil where nobody reads along.
  public var notice: ((Notice) -> Void)?
  /// The index of a disk on which none can be written.
  var passingIndex: IndexStore?
  /// What is under way here that no other process may do meanwhile.
  var turns: Set<Turn> = []
  /// The other names of files that are being replaced, by path: see `setAside(_:)`.
  var former: [String: String] = [:]

  /// Opens the repository that a folder lies in.
  ///
  /// Throws ``WorkspaceError/noRepository(_:)`` where there is none, and Git's errors.
  public init(_ surroundings: Surroundings) throws {
    self.surroundings = surroundings
    // Inside a hook Git has checked who owns the repository, and may run as somebody else.
    try Library.setOwnerValidation(!surroundings.isHook)
    do throws(any Error) {
      repository =
        surroundings.isHook
        ? try Repository.openFromEnvironment(workTree: surroundings.gitWorkTree)
        : try Repository.open(at: surroundings.directory)
    } catch let error as GitError where error.code == .notFound {
      throw WorkspaceError.noRepository(surroundings.directory)
    }
    root = repository.workTree.map(Self.withoutSlash)
    // Outside a hook a variable left over from somewhere else must not lead Git to another repository than this one.
    git =
      surroundings.isHook
      ? GitCommand(environment: surroundings.indexFile.map { ["GIT_INDEX_FILE": $0] } ?? [:])
      : GitCommand(
        directory: root ?? Self.withoutSlash(repository.gitDirectory), environment: GitCommand.withoutRepository)
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The folder for what is computed from the repository and may be deleted at any time. Linked worktrees share it.
  public var derivedFolder: String { Self.withoutSlash(repository.commonDirectory) + "/fonds" }

  /// What the next commit would change of the archive.
  ///
  /// - Parameter head: the commit to compare with; nil before the first.
  func stagedChanges(since head: OID?) throws -> [TreeChange] {
    let index = surroundings.indexFile ?? repository.gitDirectory + "index"
    return try repository.stagedChanges(since: head, index: index, below: Self.folders)
      ?? git.stagedChanges(since: head, paths: Self.folders)
  }

  func requireRoot() throws -> String {
    guard let root else { throw WorkspaceError.bareRepository }
    return root
  }

  /// Where a file of the repository lies on disk.
  ///
  /// - Parameter path: from the root.
  public func absolute(_ path: String) throws -> String { try requireRoot() + "/" + path }

  // MARK: Trees

  /// The folders that the archive consists of.
  static let folders = [RecordPath.root, Schemas.root]

  /// Whether a path is the archive's, or stands in the place of one of its folders.
  static func keeps(_ path: String) -> Bool {
    folders.contains { RecordPath.lies(path, in: $0) }
  }

  /// The files as they are on disk.
  public func workTree() throws -> WorkTree {
    WorkTree(root: try requireRoot())
  }

  /// The files of a commit; an empty tree where there is none yet.
  public func tree(ofCommit commit: OID?) throws -> CommittedTree {
    CommittedTree(
      repository: repository, commit: commit, root: try commit.map { try repository.rootTree(ofCommit: $0) })
  }

  /// The rules that a tree carries.
  ///
  /// - Parameter kinds: the kinds that are needed; nil for all. What is not needed is not judged.
  public func schemas(of tree: some FileTree, kinds: Set<String>? = nil) throws -> Schemas {
    guard let kinds else { return SchemaCache.schemas(files: try schemaContents(of: tree), kinds: nil) }
    let files = Dictionary(try schemaFiles(of: tree).map { ($0.path, $0) }) { first, _ in first }
    let contents = try Schemas.files(neededFor: kinds, of: Set(files.keys)) { path in
      guard let file = files[path], case .bytes(let bytes) = try tree.read(file) else { return nil }
      return bytes
    }
    return SchemaCache.schemas(files: contents, kinds: kinds)
  }

  /// The files of `Schemas/` by path.
  func schemaContents(of tree: some FileTree) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for file in try schemaFiles(of: tree) {
      // What is no regular file can't be read: the schemas that need it say that it is missing.
      if case .bytes(let bytes) = try tree.read(file) { contents[file.path] = bytes }
    }
    return contents
  }

  /// Throws where there are none.
  private func schemaFiles(of tree: some FileTree) throws -> [FileReference] {
    let files = try tree.files(below: Schemas.root)
    guard files.contains(where: { $0.path.hasSuffix(RecordPath.ending) }) else {
      // Gone from the disk alone: the template would take the place of the office's own rules.
      let head = try self.tree(ofCommit: repository.head())
      throw try head.files(below: Schemas.root).isEmpty ? WorkspaceError.noSchemas : WorkspaceError.schemasRemoved
    }
    return files
  }
}
