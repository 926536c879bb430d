import FondsIndex
import Testing

@Suite("History")
struct HistoryTests {
  let a = "Records/HR/2023/01/HR-2023-01-001_a.yaml"
  let b = "Records/HR/2023/01/HR-2023-01-001_b.yaml"
  let one = "HR-2023-01-001"
  let two = "HR-2023-01-002"

  private func log(_ store: IndexStore, _ number: String) throws -> [String] {
    try store.versions(ofNumber: number).map { $0.change.rawValue + " " + $0.path.suffix(6).prefix(1) }
  }

  @Test func aRecordIsFollowedThroughEditsMovesAndRemovals() throws {
    let repository = FakeRepository()
    repository.commit([a: record(one)])
    repository.commit([a: record(one, body: "第二条")])
    repository.commit([a: nil, b: record(one, body: "第二条")])
    repository.commit([b: nil])
    repository.commit([a: record(one, body: "第三条")])
    try withIndex(of: repository) { (store) throws in
      #expect(try log(store, one) == ["create a", "remove b", "move b", "edit a", "create a"])
      let versions = try store.versions(ofNumber: one)
      #expect(versions[2].previousPath == a)
      #expect(versions[2].previousBlob == versions[2].blob)
      #expect(versions[1].blob == nil)
      #expect(versions.map(\.isCurrent) == [true, false, false, false, false])
      #expect(try store.numbers("第二条", .history).count == 2)
      #expect(try store.numbers("第二条") == [])
      let counts = try (0..<5).map { try store.numbers("第二条", .at($0)).count }
      #expect(counts == [0, 1, 1, 0, 0])
      let paths = try (0..<5).map { try store.version(ofNumber: one, at: $0)?.path }
      #expect(paths == [a, a, b, nil, a])
      #expect(try store.version(ofNumber: one)?.path == a)
      #expect(try store.everTaken([one, two]).mapValues(\.count) == [one: 3])
    }
  }

  @Test func aChangedNumberIsARemovalAndACreation() throws {
    let repository = FakeRepository()
    repository.commit([a: record(one)])
    repository.commit([a: record(two)])
    try withIndex(of: repository) { (store) throws in
      #expect(try log(store, one) == ["remove a", "create a"])
      #expect(try log(store, two) == ["create a"])
      #expect(try store.numbers("考勤") == [two])
    }
  }

  @Test func aMergeIsAVersionOnlyOfWhatDiffersFromEveryParent() throws {
    let repository = FakeRepository()
    let c = "Records/HR/2023/01/HR-2023-01-002_c.yaml"
    let root = repository.commit([a: record(one), c: record(two)])
    let main = repository.commit([a: record(one, body: "主线")])
    let side = repository.commit([c: record(two, body: "支线")], parents: [root], moveHead: false)
    // Takes the side's c over, and mends a by hand.
    let merge = repository.commit(
      [c: record(two, body: "支线"), a: record(one, body: "合并")], parents: [main, side])
    try withIndex(of: repository) { (store) throws in
      #expect(try store.versions(ofNumber: two).map(\.commit) == [side, root])
      #expect(try store.versions(ofNumber: one).map(\.commit) == [merge, main, root])
      let found = try store.search(SearchQuery("支线")).matches
      #expect(found.map(\.commit) == [side])
      #expect(found.map(\.isCurrent) == [true])
      #expect(try store.numbers("支线", .at(1)) == [])
      #expect(try store.numbers("支线", .at(2)) == [two])
      let positions = try [root, main, side, merge].map { try store.mainlinePosition(of: $0) }
      #expect(positions == [0, 1, nil, 2])
    }
  }

  @Test func aMergeThatGoesBackToAnOldContentFindsItsVersion() throws {
    let repository = FakeRepository()
    let root = repository.commit([a: record(one, body: "旧文")])
    let side = repository.commit(["Records/x_HR.yaml": "id: X"], parents: [root], moveHead: false)
    let main = repository.commit([a: record(one, body: "新文")], parents: [root])
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      repository.commit([a: record(one, body: "旧文")], parents: [main, side])
      try store.update(from: repository, describe: describe)
      #expect(try store.search(SearchQuery("旧文")).matches.map(\.commit) == [root])
      #expect(try store.version(ofNumber: one)?.isCurrent == true)
    }
  }

  @Test func theCommitOfADayIsTheLastOneBackAlongTheChain() throws {
    let repository = FakeRepository()
    let oids = [100, 300, 200, 400].map { repository.commit([a: record(one, body: String($0))], seconds: $0) }
    try withIndex(of: repository) { (store) throws in
      #expect(try store.lastMainlineCommit(until: 350)?.oid == oids[2])
      #expect(try store.lastMainlineCommit(until: 250)?.oid == oids[2])
      #expect(try store.lastMainlineCommit(until: 150)?.oid == oids[0])
      #expect(try store.lastMainlineCommit(until: 99) == nil)
      #expect(try store.lastMainlineCommit(until: 400)?.position == 3)
      #expect(try store.mainlineCommit(at: 0)?.oid == oids[0])
      #expect(try store.mainlineCommit(at: 4) == nil)
    }
  }

  @Test func aDestroyedRecordsEarlierContentIsNotFound() throws {
    let repository = FakeRepository()
    repository.commit([a: record(one, body: "秘密内容")])
    let before = repository.tip
    repository.commit([a: record(one, kind: "tombstone", body: "已销毁")])
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      for scope in [SearchScope.present, .history, .at(0)] {
        #expect(try store.numbers("秘密", scope) == [])
        #expect(try store.numbers("date:2023", scope).count == (scope == .at(0) ? 0 : 1))
      }
      #expect(try store.numbers("已销毁", .history) == [one])
      #expect(try store.versions(ofNumber: one).map(\.isHidden) == [false, true])
      // A tombstone on a branch that is given up destroys nothing.
      repository.tip = before
      try store.update(from: repository, describe: describe)
      #expect(try store.numbers("秘密", .history) == [one])
    }
  }

  @Test func recordsThatCannotBeReadAreFoundByTextAndFileName() throws {
    let repository = FakeRepository()
    repository.commit([a: "!{{ 损坏的文件", "Records/notes.txt": "! 便条"])
    repository.commit([a: record(one)])
    try withIndex(of: repository) { (store) throws in
      #expect(try log(store, one) == ["edit a", "create a"])
      #expect(try store.numbers("损坏", .history) == [one])
      #expect(try store.numbers("便条") == ["Records/notes.txt"])
      #expect(try store.search(SearchQuery("便条")).matches.first?.number == nil)
    }
  }
}
