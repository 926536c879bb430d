import FondsGit
import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// What a commit does to the rules; nil where it leaves them, or only takes over what one of its parents brought.
  ///
  /// - Parameters:
  ///   - changes: against each of the parents; against nothing where there is none.
  ///   - clock: says which day it is in the office.
  func ruleChange(
    of commit: CommitInfo, _ changes: [[TreeChange]], clock: OfficeClock
  ) throws -> RuleChange? {
    let touched = changes.map { side in
      Dictionary(side.filter { RecordPath.lies($0.path, in: Schemas.root) }.map { ($0.path, $0) }) { first, _ in first }
    }
    let paths = Set(touched.flatMap(\.keys))
    guard !paths.isEmpty else { return nil }
    let own = try paths.filter { try !isTakenOver($0, by: commit, touched) }
    guard !own.isEmpty else { return nil }
    let times = try commit.parents.map { try repository.commit($0).committer.time } + [commit.committer.time]
    return RuleChange(
      paths: own.sorted { $0.isBytewiseBefore($1) },
      signature: try verdict(on: repository.signature(ofCommit: commit.oid)),
      day: try day(of: times.max() ?? 0, clock))
  }

  /// Whether a merge has a file as one parent brought it, while each other parent left it as it was before they parted: what
  /// Git makes of it by itself. To keep an old file against a new one is a change.
  private func isTakenOver(
    _ path: String, by commit: CommitInfo, _ touched: [[String: TreeChange]]
  ) throws -> Bool {
    guard let source = touched.firstIndex(where: { $0[path] == nil }), commit.parents.count > 1 else { return false }
    return try touched.enumerated().allSatisfy { index, side in
      guard let change = side[path] else { return true }
      let base = try repository.mergeBase(commit.parents[source], commit.parents[index])
      let former = try tree(ofCommit: base).file(path)?.blob
      return former == change.old?.oid
    }
  }

  /// What the signature of a commit or tag is worth, whoever made it.
  func verdict(on found: CommitSignature?) throws -> RuleChange.Signature {
    guard let found else { return .none }
    guard let sealed = SSHSignature(found.armor), sealed.namespace == "git" else { return .bad }
    let isGood =
      try sealed.isValid(for: found.signedBytes) ?? isGoodToOpenSSH(found.armor, over: found.signedBytes)
    return isGood ? .good(sealed.publicKey) : .bad
  }

  /// Whether `ssh-keygen`, which alone knows some sorts of keys, finds a signature good.
  private func isGoodToOpenSSH(_ armor: String, over bytes: [UInt8]) throws -> Bool {
    let file = try PrivateFile(armor, in: derivedFolder)
    return try withExtendedLifetime(file) {
      try KeygenCommand().run(["-Y", "check-novalidate", "-n", "git", "-s", file.path], input: bytes).status == 0
    }
  }
}
