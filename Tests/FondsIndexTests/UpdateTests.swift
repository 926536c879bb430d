import FondsIndex
import Foundation
import GRDB
import Testing

import struct FondsGit.OID

@Suite("Update")
struct UpdateTests {
  /// A history with branches, merges, moves, removals and returns to old contents.
  static func randomHistory(seed: UInt64, commits: Int, step: (FakeRepository) throws -> Void) rethrows {
    var dice = SearchTests.Dice(state: seed)
    let repository = FakeRepository()
    var sides: [OID] = []
    for index in 0..<commits {
      let number = "HR-2023-01-00\(Int.random(in: 1...6, using: &dice))"
      let path = "Records/\(number)_\(["a", "b"].randomElement(using: &dice) ?? "").yaml"
      let other = "Records/\(number)_c.yaml"
      let text = record(number, body: "内容\(Int.random(in: 0...8, using: &dice))")
      switch Int.random(in: 0..<10, using: &dice) {
      case 0: repository.commit([path: nil, other: text])
      case 1: repository.commit([path: nil])
      case 2 where repository.tip != nil:
        let parent = sides.last ?? repository.tip
        sides.append(repository.commit([path: text], parents: parent.map { [$0] }, moveHead: false))
        continue
      case 3:
        guard let side = sides.popLast(), let tip = repository.tip else { continue }
        let taken = repository.commits[side]?.tree[path].flatMap { repository.blobs[$0] }
        repository.commit(
          taken.map { [path: String(decoding: $0, as: UTF8.self)] } ?? [:], parents: [tip, side])
        sides = []
      case 4: repository.commit([path: record(number, kind: "tombstone")])
      default: repository.commit([path: text, other: index.isMultiple(of: 7) ? "! \(index)" : nil])
      }
      try step(repository)
    }
  }

  /// Everything a caller can see of an index.
  static func content(of store: IndexStore, positions: Int) throws -> [String] {
    var content = try ["\(String(describing: store.head()))"]
    for scope in [SearchScope.present, .history] + (0..<positions).map(SearchScope.at) {
      for query in ["", "内容3", "-内容3", "kind:policy"] {
        let result = try store.search(SearchQuery(query), scope: scope, limit: 10_000)
        content.append("\(scope) \(query)")
        content += result.matches.map { "\($0)" }
      }
    }
    for number in 1...6 {
      content += try store.versions(ofNumber: "HR-2023-01-00\(number)").map { "\($0)" }
      content += try [store.everTaken(["HR-2023-01-00\(number)"]).description]
    }
    return content
  }

  @Test(arguments: 1...6)
  func addingCommitByCommitEqualsBuildingAnew(seed: UInt64) throws {
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      var count = 0
      var last: FakeRepository?
      try UpdateTests.randomHistory(seed: seed, commits: 60) { repository in
        last = repository
        count += 1
        if !count.isMultiple(of: 3) { try store.update(from: repository, describe: describe) }
      }
      let repository = try #require(last)
      try store.update(from: repository, describe: describe)
      let positions = repository.tip.map { repository.chain($0).count } ?? 0
      try withIndex(of: repository) { (rebuilt) throws in
        #expect(
          try UpdateTests.content(of: store, positions: positions)
            == UpdateTests.content(of: rebuilt, positions: positions))
      }
      // The present, and the tree of every commit of the chain, are those of the repository.
      for (position, oid) in repository.chain(try #require(repository.tip)).enumerated() {
        let tree = try #require(repository.commits[oid]?.tree)
        let hidden = try store.search(.everything, scope: .at(position), limit: 1000).matches
        let missing = Set(tree.keys).subtracting(hidden.map(\.path))
        #expect(hidden.allSatisfy { tree[$0.path] == $0.blob })
        // What is not found belongs to records that were destroyed later.
        for path in missing {
          let number = String(path.dropFirst("Records/".count).prefix(14))
          #expect(
            try store.version(ofNumber: number)?.kind == "tombstone"
              || store.versions(ofNumber: number).contains(where: \.isHidden))
        }
      }
    }
  }

  @Test func aRewrittenHistoryKeepsItsContents() throws {
    let repository = FakeRepository()
    let path = "Records/HR-2023-01-001_a.yaml"
    let root = repository.commit([path: record("HR-2023-01-001")])
    repository.commit([path: record("HR-2023-01-001", body: "弃用")])
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      #expect(repository.reads == 2)
      repository.commit([path: record("HR-2023-01-001", body: "改写")], parents: [root])
      try store.update(from: repository, describe: describe)
      #expect(repository.reads == 3)
      #expect(try store.numbers("弃用", .history) == [])
      #expect(try store.numbers("改写").count == 1)
      #expect(try store.versions(ofNumber: "HR-2023-01-001").count == 2)
      repository.tip = nil
      try store.update(from: repository, describe: describe)
      #expect(try store.head() == nil)
      #expect(try store.numbers("", .history) == [])
    }
  }

  @Test func anInterruptedUpdateShowsNothingAndGoesOn() throws {
    let repository = FakeRepository()
    for index in 1000..<10_500 {
      let number = "HR-2023-01-\(index)"
      repository.commit(["Records/\(number)_a.yaml": record(number)], parents: repository.tip.map { [$0] })
      if index == 1001 { break }
    }
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      try store.update(from: repository, describe: describe)
      let before = try store.head()
      var edits: [String: String?] = [:]
      for index in 2000..<14_000 {
        edits["Records/HR-2023-01-\(index)_a.yaml"] = record("HR-2023-01-\(index)", body: "新\(index)")
      }
      repository.commit(edits)
      repository.commit(["Records/HR-2023-01-1000_a.yaml": nil])
      repository.visitLimit = 1
      #expect(throws: FakeRepository.Killed.self) { try store.update(from: repository, describe: describe) }
      repository.visitLimit = .max
      repository.readLimit = repository.reads + 9000
      #expect(throws: FakeRepository.Killed.self) { try store.update(from: repository, describe: describe) }
      #expect(try store.head() == before)
      #expect(try store.numbers("", .history).count == 2)
      #expect(try store.numbers("新").isEmpty)
      repository.readLimit = .max
      let another = try IndexStore(directory: folder)
      let read = try another.update(from: repository, describe: describe)
      // The batches that were under way are lost, the ones before them are not.
      #expect(read >= 3000 && read <= 7000)
      #expect(try another.numbers("新").count == 12_000)
      try withIndex(of: repository) { (rebuilt) throws in
        #expect(try rebuilt.numbers("", .at(2)) == another.numbers("", .at(2)))
      }
    }
  }

  @Test func progressCountsCommitsThenContents() throws {
    let repository = FakeRepository()
    for index in 0..<5 { repository.commit(["Records/x.yaml": "id: \(index)"]) }
    try withFolder { (folder) throws in
      var steps: [[Int]] = []
      try IndexStore(directory: folder).update(from: repository, describe: describe) { steps.append([$0, $1]) }
      #expect(steps == (1...5).map { [$0, 0] } + (1...5).map { [$0, 5] })
    }
  }
}

@Suite("Index file")
struct IndexFileTests {
  private func repository() -> FakeRepository {
    let repository = FakeRepository()
    for index in 100..<300 {
      repository.commit(["Records/HR-2023-01-\(index)_a.yaml": record("HR-2023-01-\(index)")])
    }
    return repository
  }

  @Test func aFileThatIsNoDatabaseIsBuiltAnew() throws {
    try withFolder { (folder) throws in
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(repeating: 0x41, count: 9000).write(to: URL(fileURLWithPath: folder + "/index.sqlite"))
      let store = try IndexStore(directory: folder)
      #expect(try store.head() == nil)
      try store.update(from: repository(), describe: describe)
      #expect(try store.numbers("考勤").count == 200)
    }
  }

  @Test func aDamagedFileIsBuiltAnew() throws {
    let repository = repository()
    try withFolder { (folder) throws in
      do {
        let store = try IndexStore(directory: folder)
        try store.update(from: repository, describe: describe)
      }
      let path = folder + "/index.sqlite"
      let file = try #require(FileHandle(forUpdatingAtPath: path))
      let size = try file.seekToEnd()
      for page in stride(from: UInt64(4096), to: size, by: 4096) {
        try file.seek(toOffset: page)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
      }
      try file.close()
      for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      let store = try IndexStore(directory: folder)
      repository.commit(["Records/HR-2023-01-001_a.yaml": record("HR-2023-01-001")])
      try store.update(from: repository, describe: describe)
      #expect(try store.numbers("考勤").count == 201)
    }
  }

  @Test func anotherLayoutIsThrownAway() throws {
    let repository = repository()
    try withFolder { (folder) throws in
      let old = try IndexStore(directory: folder)
      try old.update(from: repository, describe: describe)
      try DatabaseQueue(path: old.path).write {
        try $0.execute(sql: "PRAGMA user_version = 1; CREATE TABLE \"odd \"\"name\"(x)")
      }
      let store = try IndexStore(directory: folder)
      #expect(try store.head() == nil)
      try store.update(from: repository, describe: describe)
      #expect(try store.numbers("考勤").count == 200)
      #expect(try old.numbers("考勤").count == 200)
    }
  }

  @Test func readersGoOnWhileAnotherWrites() throws {
    let first = repository()
    try withFolder { (folder) throws in
      let reader = try IndexStore(directory: folder)
      try reader.update(from: first, describe: describe)
      let writer = try DatabaseQueue(path: reader.path)
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "BEGIN IMMEDIATE; DELETE FROM versions; DELETE FROM tenures")
        #expect(try reader.numbers("考勤").count == 200)
        #expect(try IndexStore(directory: folder).numbers("考勤", .history).count == 200)
        first.commit(["Records/y.yaml": "id: Y"])
        let hasty = try IndexStore(directory: folder, waitingTime: 0.05)
        let error = #expect(throws: IndexError.self) { try hasty.update(from: first, describe: describe) }
        #expect(error?.code == .busy)
        try db.execute(sql: "ROLLBACK")
      }
      try reader.update(from: first, describe: describe)
      #expect(try reader.numbers("").count == 201)
    }
  }

  @Test func twoMayUpdateAtTheSameTime() throws {
    try withFolder { (folder) throws in
      let stores = try (0..<2).map { _ in try IndexStore(directory: folder) }
      let failures = Failures()
      DispatchQueue.concurrentPerform(iterations: 4) { index in
        do {
          let mine = repository()
          for _ in 0..<5 {
            try stores[index % 2].update(from: mine, describe: describe)
            mine.commit(["Records/z.yaml": "id: Z\(mine.commits.count)"])
          }
          try stores[index % 2].update(from: mine, describe: describe)
        } catch {
          failures.add(error)
        }
      }
      #expect(failures.all.isEmpty)
      for store in stores {
        #expect(try store.numbers("").count == 201)
        #expect(try store.numbers("考勤", .history).count == 200)
      }
    }
  }

  final class Failures: @unchecked Sendable {
    private let lock = NSLock()
    private var errors: [String] = []
    var all: [String] { lock.withLock { errors } }
    func add(_ error: any Error) { lock.withLock { errors.append("\(error)") } }
  }

  @Test func aPlaceThatCannotBeWrittenIsAClearError() throws {
    try withFolder { (place) throws in
      // A file in the way, of our own: below a device a test run by root would make a folder where the device is gone.
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: place + "/file"))
      for folder in ["/proc/fonds-index", place + "/file/index"] {
        let error = #expect(throws: IndexError.self) { try IndexStore(directory: folder) }
        #expect(error?.code == .notWritable)
        #expect(error?.path?.hasPrefix(folder) == true)
      }
    }
    try withFolder { (folder) throws in
      // A folder in the file's place: nothing there can be opened, whoever one is.
      try FileManager.default.createDirectory(atPath: folder + "/index.sqlite", withIntermediateDirectories: true)
      let error = #expect(throws: IndexError.self) { try IndexStore(directory: folder) }
      #expect(error?.code == .notWritable)
    }
  }
}
