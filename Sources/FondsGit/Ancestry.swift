import CLibgit2

extension Repository {
  /// Whether `ancestor` is `descendant` or one of its ancestors, as `git merge-base --is-ancestor`.
  public func isAncestor(_ ancestor: OID, of descendant: OID) throws(GitError) -> Bool {
    if ancestor == descendant { return true }
    if isShallow {
      return try ShallowHistory.ancestors(of: [descendant], in: self).contains(ancestor)
    }
    return try withHandle { (repository) throws(GitError) in
      var old = ancestor.raw
      var new = descendant.raw
      return try check(
        call: "git_graph_descendant_of", path: descendant.description,
        status: git_graph_descendant_of(repository, &new, &old)) == 1
    }
  }

  /// The best common ancestor of two commits; `nil` when they share no history (or, in a shallow
  /// clone, none that it has).
  public func mergeBase(_ one: OID, _ other: OID) throws(GitError) -> OID? {
    if isShallow {
      let ofOne = try ShallowHistory.ancestors(of: [one], in: self)
      let common = try ShallowHistory.ancestors(of: [other], in: self).intersection(ofOne)
      // The first of the common ones in topological order has none of the others below it.
      let walk = try RevisionWalk(of: self)
      for oid in common { try walk.push(oid) }
      return try walk.next()
    }
    return try withHandle { (repository) throws(GitError) in
      var base = git_oid()
      var (one, other) = (one.raw, other.raw)
      let status = git_merge_base(&base, repository, &one, &other)
      return try checkFound(call: "git_merge_base", status: status) ? OID(base) : nil
    }
  }
}
