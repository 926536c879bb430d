import FondsGit
import FondsIndex
import FondsModel

extension Workspace {
  /// What differs from HEAD. Git looks for files that it does not know in each folder, one by one; where there are as many
  /// files as HEAD has, and none of HEAD's is gone, there is none.
  func changes(in tree: WorkTree, since head: OID, _ store: IndexStore) throws -> [WorkTreeChange] {
    let known = try git.workTreeChanges(paths: Self.folders, untracked: false)
    let rules = Set(try self.tree(ofCommit: head).files(below: Schemas.root).map(\.path))
    if known.allSatisfy({ $0.state == .modified }),
      tree.fileCount(below: RecordPath.root) == (try store.presentCount()),
      try tree.files(below: Schemas.root).allSatisfy({ rules.contains($0.path) })
    {
      return known
    }
    return try git.workTreeChanges(paths: Self.folders)
  }
}
