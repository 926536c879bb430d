// Runs FondsGit as a hook would: `probe hook [<oid>…]` opens what the environment describes and
// prints it; `probe walk [unverified] DIR` times a walk over a history. Used by HookTests, and by hand.
import FondsGit
import Glibc

do {
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.first == "walk", let path = arguments.last {
    if arguments.contains("unverified") { try Library.setHashVerification(false) }
    let repository = try Repository.open(at: path)
    let walk = try RevisionWalk(of: repository)
    let difference = TreeDifference(of: repository, below: "Records")
    if let head = try repository.head() { try walk.push(head) }
    let clock = ContinuousClock()
    var oids: [OID] = []
    let walking = try clock.measure { oids = try walk.remaining() }
    var commits: [CommitInfo] = []
    let reading = try clock.measure { commits = try oids.map { try repository.commit($0) } }
    let trees = Dictionary(uniqueKeysWithValues: commits.map { ($0.oid, $0.tree) })
    var changes = 0
    let comparing = try clock.measure {
      for commit in commits {
        changes += try difference.changes(
          from: commit.parents.first.flatMap { trees[$0] }, to: commit.tree
        ).count
      }
    }
    let count = max(oids.count, 1)
    print("\(oids.count) commits, \(changes) changes")
    print("walk \(walking / count), commit \(reading / count), compare \(comparing / count) each")
  } else {
    // What a command does in a hook: takes GIT_WORK_TREE out of libgit2's sight.
    let workTree = getenv("GIT_WORK_TREE").map { String(cString: $0) }
    unsetenv("GIT_WORK_TREE")
    try Library.setOwnerValidation(false)
    let repository = try Repository.openFromEnvironment(workTree: workTree)
    print("head \(try repository.head()?.description ?? "none")")
    print("worktree \(repository.workTree ?? "none")")
    print("index \(try Index(of: repository).entries().map(\.path).joined(separator: " "))")
    print("staged \(try GitCommand().stagedChanges(since: repository.head()).map(\.path).joined(separator: " "))")
    while let line = readLine() {
      let fields = line.split(separator: " ")
      guard fields.count == 3, let new = OID(fields[1]) else { continue }
      print("pushed \(try repository.commit(new).summary)")
    }
  }
} catch {
  print("error \(error)")
  exit(2)
}
