import FondsGit

/// What keeps Git itself fast in a large archive, as the commands of Git that bring it about: those that are due here.
///
/// Left out is what libgit2 1.5 can't read afterwards: a split or sparse index, and one without checksum
/// (`index.skipHash`, which `feature.manyFiles` sets from Git 2.40 on).
public struct Upkeep: Sendable {
  /// The words of a command of Git, without `git` itself, in the order in which they are run.
  public typealias Command = [String]

  public let commands: [Command]

  /// From so many files on the settings are worth their while.
  static let largeArchive = 10_000
  /// Where Git packs by itself (`gc.auto`, `gc.autoPackLimit`), which it does in commands of its own alone.
  static let looseObjects = 6700, packs = 50
}

extension Workspace {
  /// What is due to make Git fast here; nothing in a small archive.
  func upkeep() throws -> Upkeep {
    let objects = try countedObjects()
    let index = try Index(of: repository)
    // libgit2 keeps what it has read, and Git may have written since.
    try index.reload()
    var commands: [Upkeep.Command] = []
    let isLarge = index.count >= Upkeep.largeArchive
    if isLarge, root != nil {
      commands += try missingSettings().map { ["config", $0.name, $0.value] }
      if index.version < 4 { commands.append(["update-index", "--index-version", "4"]) }
    }
    if objects["count", default: 0] > Upkeep.looseObjects || objects["packs", default: 0] > Upkeep.packs {
      commands.append(["gc"])
    }
    if isLarge || objects["in-pack", default: 0] > 10 * Upkeep.largeArchive,
      try !repository.objectFolder.hasChangedPaths()
    {
      commands.append(["commit-graph", "write", "--reachable", "--changed-paths"])
    }
    return Upkeep(commands: commands)
  }

  /// Runs the commands of Git that are due.
  ///
  /// - Parameter begin: is told of each before it runs: some take minutes.
  public func maintain(_ begin: (Upkeep.Command) -> Void) throws {
    for command in try upkeep().commands {
      begin(command)
      // On a disk whose folders don't tell when something in them changed, new records would not be seen.
      if command.contains("core.untrackedCache"), try !tellsChangesOfFolders() { continue }
      _ = try git.output(of: command)
    }
  }

  /// Sets for a new repository what is safe on any disk.
  func prepareForGrowth() throws {
    let configuration = try repository.configuration()
    for (name, value) in [("index.version", "4"), ("fetch.writeCommitGraph", "true")]
    where try configuration.string(name) == nil {
      try configuration.set(name, to: value)
    }
    guard try configuration.string("index.version") == "4" else { return }
    let index = try Index(of: repository)
    try index.setVersion(4)
    try index.write()
  }

  /// Has Git pack what has come together; it goes on by itself afterwards. libgit2, which commits, never does.
  func packIfDue() {
    guard repository.objectFolder.mayBeFull() else { return }
    do {
      _ = try git.run(["gc", "--auto", "--quiet"])
    } catch {
      // The work is done and safe; fonds doctor tells what is due.
    }
  }

  private func missingSettings() throws -> [(name: String, value: String)] {
    let configuration = try repository.configuration()
    var wanted = [("index.version", "4"), ("core.untrackedCache", "true"), ("fetch.writeCommitGraph", "true")]
    let options = String(decoding: try git.output(of: ["version", "--build-options"]), as: UTF8.self)
    // Git for Linux has had no watcher for long; set without one, each command of Git would complain.
    if options.contains("feature: fsmonitor--daemon") { wanted.append(("core.fsmonitor", "true")) }
    return try wanted.filter { try configuration.string($0.0) == nil }
  }

  private func tellsChangesOfFolders() throws -> Bool {
    try git.run(["update-index", "--test-untracked-cache"]).status == 0
  }

  /// What `git count-objects -v` counts: `count` of loose objects, `in-pack`, `packs`, `garbage` …
  private func countedObjects() throws -> [String: Int] {
    let lines = String(decoding: try git.output(of: ["count-objects", "-v"]), as: UTF8.self).split(separator: "\n")
    return Dictionary(
      lines.compactMap { line in
        let parts = line.split(separator: ":")
        return parts.count == 2 ? Int(parts[1].drop { $0 == " " }).map { (String(parts[0]), $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
  }
}
