import FondsGit
import Glibc

/// The hooks that keep faulty records out of the archive.
public enum Hook: String, Sendable, CaseIterable {
  case preCommit = "pre-commit"
  /// A clean merge runs this one alone.
  case preMergeCommit = "pre-merge-commit"
  /// What rebase and cherry-pick made, which run neither, is judged before it leaves.
  case prePush = "pre-push"
  /// What a server judges before it lets a push in, whoever pushes.
  case preReceive = "pre-receive"

  /// Those of a repository that people work in.
  static let ofWorkTree: [Hook] = [.preCommit, .preMergeCommit, .prePush]
  /// Those of a bare repository.
  static let ofServer: [Hook] = [.preReceive]
}

public struct HookInstallation: Sendable {
  public let folder: String
  public let installed: [Hook]
  /// Hooks that were there already and call this program.
  public let present: [Hook]
}

extension Workspace {
  /// Installs the hooks where Git looks for them, `core.hooksPath` honoured: in a bare repository the server's.
  ///
  /// Running it again changes nothing. A hook that somebody else wrote is never overwritten: then none is installed and
  /// ``WorkspaceError/foreignHooks(_:)`` is thrown.
  public func installHooks(program: String) throws -> HookInstallation {
    let folder = try hookFolder()
    var missing: [Hook] = []
    var present: [Hook] = []
    var foreign: [String] = []
    for hook in hooks {
      let path = folder + "/" + hook.rawValue
      switch try contents(ofHook: path) {
      case nil: missing.append(hook)
      case let text? where text == Self.script(hook, program: program): present.append(hook)
      // One of ours that names another binary is brought up to date.
      case let text? where text.contains(Self.marker(hook)): missing.append(hook)
      case .some: foreign.append(path)
      }
    }
    guard foreign.isEmpty else { throw WorkspaceError.foreignHooks(foreign) }
    for hook in missing {
      let script = Array(Self.script(hook, program: program).utf8)
      try FileWriting.write(script, to: folder + "/" + hook.rawValue, mode: 0o755)
    }
    // Of a long history this takes seconds: better now than while somebody waits for a push.
    if repository.isBare {
      _ = try lostNumbers(upTo: PublishedArchive(self).tips)
      _ = try workflowHistory()
    }
    return HookInstallation(folder: folder, installed: missing, present: present)
  }

  /// The hooks that are not installed.
  public func missingHooks() throws -> [Hook] {
    let folder = try hookFolder()
    return try hooks.filter { hook in
      try contents(ofHook: folder + "/" + hook.rawValue)?.contains(Self.marker(hook)) != true
    }
  }

  private var hooks: [Hook] { repository.isBare ? Hook.ofServer : Hook.ofWorkTree }

  private func hookFolder() throws -> String {
    let answer = try git.output(of: ["rev-parse", "--git-path", "hooks"])
    var path = String(decoding: answer, as: UTF8.self)
    while path.last == "\n" { path.removeLast() }
    if path.hasPrefix("/") { return path }
    return (git.directory ?? surroundings.directory) + "/" + path
  }

  private func contents(ofHook path: String) throws -> String? {
    // A hook of ours is short; of another's the beginning is enough to see that it is not ours.
    try FileReading.content(of: path, limit: 65_536).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func marker(_ hook: Hook) -> String { "fonds hook run \(hook.rawValue)" }

  /// The program by its absolute path, else the one on PATH, else a refusal: a record that nobody judged does not pass.
  private static func script(_ hook: Hook, program: String) -> String {
    let quoted = "'" + program.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    return """
      #!/bin/sh
      # \(marker(hook)): written by `fonds hook install`
      fonds=\(quoted)
      [ -x "$fonds" ] || fonds=$(command -v fonds) || {
        echo "fonds: program not found, nothing was checked; install it again / 找不到 fonds 程序，未做核对，请重新安装" >&2
        exit 1
      }
      exec "$fonds" hook run \(hook.rawValue) "$@"

      """
  }
}

// MARK: - What hooks do

extension Workspace {
  /// Judges what is about to be pushed.
  ///
  /// - Parameter lines: what Git writes to `pre-push`. Throws ``WorkspaceError/malformedPush(_:)`` for anything else.
  public func checkPush(_ lines: [String]) throws -> CheckReport {
    var report = CheckReport()
    for line in lines {
      guard let push = ReferencePush(line) else { throw WorkspaceError.malformedPush(line) }
      // A branch that is deleted brings nothing.
      guard let local = push.local, let end = try commit(of: local) else { continue }
      let remote = push.remote.flatMap { repository.contains($0) ? $0 : nil }
      let known = try remote.map { try commit(of: $0) } ?? defaultBranchTip()
      // What the other side has beyond our common past is not ours to judge.
      let start = try known.flatMap { try repository.mergeBase($0, end) }
      report.add(try check(from: start, to: end))
    }
    report.sort()
    return report
  }

  /// Of a new branch the other side is known to have what its default branch had when it was last fetched.
  private func defaultBranchTip() throws -> OID? {
    guard let branch = try repository.defaultBranch(), branch.name.hasPrefix("refs/remotes/") else { return nil }
    return branch.target
  }

  /// The commit that an object leads to; nil for a tag on something else.
  private func commit(of oid: OID) throws -> OID? {
    do throws(any Error) {
      return try repository.resolve(oid.description)
    } catch let error as GitError where error.code == .notFound {
      return nil
    }
  }
}
