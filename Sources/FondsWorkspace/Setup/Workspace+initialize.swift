import FondsGit
import FondsModel
import FondsText

/// What `fonds init` did.
public struct Initialization: Sendable {
  public let root: String
  public let commit: OID
  public let files: [String]
  /// Files of the template whose place was taken: they are as they were.
  public let kept: [String]
  public let hooks: HookInstallation
}

extension Workspace {
  /// Makes a records repository of a folder: Git's, where there is none, the template's files, the hooks, a first commit.
  ///
  /// Files that are there already stay as they are. Throws ``WorkspaceError/alreadyInitialized(_:)`` where the folder has
  /// rules already, and ``WorkspaceError/noIdentity`` before anything is written where nobody is named.
  /// - Parameter program: the absolute path of the program that the hooks run.
  public static func initialize(
    at folder: String, identity overrides: Identity.Overrides, now: Moment, language: Language, program: String
  ) throws -> (Workspace, Initialization) {
    try requireIdentity(overrides)
    try FileWriting.createFolder(folder)
    // A folder inside another repository becomes one of its own: an office's records are not a part of something.
    _ = try Repository.initialize(at: folder)
    let workspace = try Workspace(Surroundings(directory: folder))
    let root = try workspace.requireRoot()
    let head = try workspace.tree(ofCommit: workspace.repository.head())
    let author = try workspace.identity(overrides, now: now).author
    let today = try OfficeClock(zone: Template.schemas.settings.timeZone).day(of: now)
    let template = try Template.files(administrator: author, today: today)
    let present = try workspace.workTree()
    // What stands there as the template has it, a run that was stopped has left: this one goes on.
    let laid = Set(try template.filter { try workspace.content(of: $0.path, in: present) == $0.bytes }.map(\.path))
    guard try present.files(below: Schemas.root).allSatisfy({ laid.contains($0.path) }),
      try head.files(below: Schemas.root).isEmpty
    else {
      throw WorkspaceError.alreadyInitialized(root)
    }
    let hooks = try workspace.installHooks(program: program)
    var written: [TreeChange] = []
    var kept: [String] = []
    for file in template {
      do {
        try FileWriting.requireOwnFolders(file.path, in: root)
        try FileWriting.write(file.bytes, to: root + "/" + file.path, mayReplace: false)
      } catch WorkspaceError.fileExists where !laid.contains(file.path) {
        kept.append(file.path)
        continue
      } catch WorkspaceError.fileExists {
        // Written already.
      }
      let blob = try workspace.repository.writeBlob(file.bytes)
      written.append(TreeChange(path: file.path, old: nil, new: .init(mode: .regular, oid: blob)))
    }
    try FileWriting.createFolder(root + "/" + RecordPath.root)
    try workspace.writeEditorSchemas(workspace.currentSchemas())
    // The template has set the office's zone.
    let identity = try workspace.identity(overrides, now: workspace.clock().local(now))
    let commit = try workspace.commitTemplate(written, identity, language)
    return (
      workspace,
      Initialization(root: root, commit: commit, files: written.map(\.path).sorted(), kept: kept.sorted(), hooks: hooks)
    )
  }

  /// Asks Git who commits before there is a repository to ask.
  private static func requireIdentity(_ overrides: Identity.Overrides) throws {
    if overrides.authorName != nil, overrides.authorEmail != nil { return }
    for name in ["user.name", "user.email"] {
      guard try GitCommand().run(["config", name]).status == 0 else { throw WorkspaceError.noIdentity }
    }
  }

  private func commitTemplate(_ changes: [TreeChange], _ identity: Identity, _ language: Language) throws -> OID {
    let head = try repository.head()
    let base = try tree(ofCommit: head)
    let updates = changes.compactMap { change in
      change.new.map { TreeUpdate.upsert(path: change.path, oid: $0.oid, mode: $0.mode) }
    }
    let newTree = try repository.updateTree(baseline: base.root, updates: updates)
    let index = try Index(of: repository)
    for change in changes {
      guard let new = change.new else { continue }
      let stat = try FileStat(ofFile: try requireRoot() + "/" + change.path)
      try index.add(path: change.path, oid: new.oid, mode: new.mode, stat: stat)
    }
    try index.write()
    try prepareForGrowth()
    let message = LocalizedText(en: "Set up the records repository\n", zh: "建立全宗档案库\n").text(language)
    return try repository.createCommit(
      tree: newTree, parents: [head].compactMap(\.self), author: identity.author, committer: identity.committer,
      message: message, updatingHead: true)
  }
}
