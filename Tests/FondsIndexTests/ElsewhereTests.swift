import FondsIndex
import Testing

import struct FondsGit.OID

@Suite("Other branches")
struct ElsewhereTests {
  let one = "Records/HR/2023/01/HR-2023-01-001_a.yaml"
  let two = "Records/HR/2023/01/HR-2023-01-002_b.yaml"

  /// A main line, a branch off it, and a branch off that one.
  private func repository() throws -> (FakeRepository, [HistoryBranch]) {
    let repository = FakeRepository()
    let root = repository.commit([one: record("HR-2023-01-001", body: "起点")])
    let side = repository.commit([two: record("HR-2023-01-002", body: "支线")], parents: [root], moveHead: false)
    let far = repository.commit([two: record("HR-2023-01-002", body: "远处")], parents: [side], moveHead: false)
    repository.commit([one: record("HR-2023-01-001", body: "主线")])
    let main = try #require(repository.tip)
    let branches = [("main", main), ("试行", side), ("v1", root), ("远方", far)].map(HistoryBranch.init)
    return (repository, branches)
  }

  private func found(_ store: IndexStore, _ query: String, _ scope: SearchScope = .history) throws -> [String?] {
    try store.search(SearchQuery(query), scope: scope, limit: 100).matches.map(\.branch)
  }

  @Test func whatOnlyABranchHasIsFoundInTheHistoryAlone() throws {
    let (repository, branches) = try repository()
    try withIndex(of: repository) { (store) throws in
      #expect(try store.reach() == .head)
      let before = try UpdateTests.content(of: store, positions: 2).filter { !$0.hasPrefix("history") }
      #expect(try found(store, "支线").isEmpty)
      #expect(try store.takeIn(branches, from: repository, describe: describe) == 2)
      #expect(try store.reach() == .everywhere)
      #expect(try found(store, "支线") == ["试行"])
      #expect(try found(store, "远处") == ["远方"])
      #expect(try found(store, "起点") == [nil])
      #expect(try found(store, "") == ["远方", "试行", nil, nil])
      for scope in [SearchScope.present, .at(0), .at(1)] { #expect(try found(store, "支线", scope).isEmpty) }
      #expect(try store.versions(ofNumber: "HR-2023-01-002").isEmpty)
      #expect(try store.everTaken(["HR-2023-01-002"]).isEmpty)
      #expect(try store.version(ofNumber: "HR-2023-01-002") == nil)
      // Once more changes nothing; without the branches nothing is left of them.
      try store.takeIn(branches, from: repository, describe: describe)
      #expect(try found(store, "").count == 4)
      try store.takeIn([], from: repository, describe: describe)
      #expect(try UpdateTests.content(of: store, positions: 2).filter { !$0.hasPrefix("history") } == before)
    }
  }

  @Test func aBranchThatIsMergedBecomesPartOfTheHistory() throws {
    let (repository, branches) = try repository()
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      try store.takeIn(branches, from: repository, describe: describe)
      let tips = [try #require(repository.tip), branches[1].tip]
      repository.commit([two: record("HR-2023-01-002", body: "支线")], parents: tips)
      try store.update(from: repository, describe: describe)
      #expect(try store.reach() == .outdated)
      #expect(try found(store, "支线") == [nil])
      #expect(try found(store, "远处").isEmpty)
      try store.takeIn(branches, from: repository, describe: describe)
      #expect(try found(store, "") == ["远方", nil, nil, nil])
      try withIndex(of: repository) { (rebuilt) throws in
        try rebuilt.takeIn(branches, from: repository, describe: describe)
        #expect(try UpdateTests.content(of: store, positions: 3) == UpdateTests.content(of: rebuilt, positions: 3))
      }
    }
  }

  @Test func whatWasDestroyedHereIsFoundOnNoBranch() throws {
    let (repository, branches) = try repository()
    repository.commit([two: record("HR-2023-01-002", kind: "tombstone", body: "已销毁")])
    try withIndex(of: repository) { (store) throws in
      try store.takeIn(branches, from: repository, describe: describe)
      #expect(try found(store, "支线").isEmpty)
      #expect(try found(store, "远处").isEmpty)
      #expect(try found(store, "已销毁") == [nil])
    }
  }

  /// More versions than a slice has, so that what is packed of them is cut and packed again.
  @Test func manyVersionsElsewhereComeAndGo() throws {
    let (repository, branches) = try repository()
    var edits: [String: String?] = [:]
    for index in 1000..<6000 { edits["Records/HR-2023-01-\(index).yaml"] = record("HR-2023-01-\(index)", body: "大量") }
    let many = repository.commit(edits, parents: [branches[1].tip], moveHead: false)
    try withIndex(of: repository) { (store) throws in
      try store.takeIn(branches + [HistoryBranch(name: "多", tip: many)], from: repository, describe: describe)
      #expect(try found(store, "大量").count == 100)
      #expect(try store.search(SearchQuery("大量"), scope: .history).total == 5000)
      repository.commit([one: record("HR-2023-01-001", body: "又一版")])
      try store.update(from: repository, describe: describe)
      #expect(try store.search(.everything, scope: .history).total == 3)
      #expect(try found(store, "又一版") == [nil])
    }
  }
}
