/// History in a shallow clone, where libgit2 1.5 fails at the first missing parent.
///
/// Plain and complete in memory: a clone is made shallow so that it has few commits.
struct ShallowHistory {
  private let repository: Repository
  private let sorting: RevisionWalk.Sorting
  private let firstParentOnly: Bool
  var starts: [OID] = []
  var hidden: [OID] = []
  private var result: [OID]?
  private var position = 0

  init(of repository: Repository, sorting: RevisionWalk.Sorting, firstParentOnly: Bool) {
    self.repository = repository
    self.sorting = sorting
    self.firstParentOnly = firstParentOnly
  }

  mutating func next() throws(GitError) -> OID? {
    if result == nil { result = try order() }
    guard let result, position < result.count else { return nil }
    position += 1
    return result[position - 1]
  }

  private struct Node {
    var time: Int64
    var parents: [OID]
  }

  private func order() throws(GitError) -> [OID] {
    let hidden = try ShallowHistory.ancestors(of: hidden, in: repository)
    var nodes: [OID: Node] = [:]
    var waiting = starts
    while let oid = waiting.popLast() {
      guard nodes[oid] == nil, !hidden.contains(oid) else { continue }
      let commit = try CommitHandle(oid, in: repository)
      let parents = firstParentOnly ? Array(commit.parents.prefix(1)) : commit.parents
      nodes[oid] = Node(time: commit.time, parents: parents.filter { !hidden.contains($0) })
      waiting += parents
    }
    func isBefore(_ left: OID, _ right: OID) -> Bool {
      let (a, b) = (nodes[left]?.time ?? 0, nodes[right]?.time ?? 0)
      return a != b ? a > b : left < right
    }
    var order: [OID] = []
    if sorting.contains(.topological) {
      var children: [OID: Int] = [:]
      for parent in nodes.values.flatMap(\.parents) { children[parent, default: 0] += 1 }
      // The newest stands last, where taking it away costs nothing.
      var ready = nodes.keys.filter { children[$0] == nil }.sorted { isBefore($1, $0) }
      while let oid = ready.popLast() {
        order.append(oid)
        for parent in nodes[oid]?.parents ?? [] {
          children[parent, default: 0] -= 1
          guard children[parent] == 0 else { continue }
          let place = ready.firstIndex { isBefore($0, parent) } ?? ready.endIndex
          ready.insert(parent, at: place)
        }
      }
    } else {
      order = nodes.keys.sorted(by: isBefore)
    }
    return sorting.contains(.reverse) ? order.reversed() : order
  }

  /// The commits and all their ancestors that the clone has.
  static func ancestors(of oids: [OID], in repository: Repository) throws(GitError) -> Set<OID> {
    var seen: Set<OID> = []
    var waiting = oids
    while let oid = waiting.popLast() {
      guard seen.insert(oid).inserted else { continue }
      waiting += try CommitHandle(oid, in: repository).parents
    }
    return seen
  }
}
