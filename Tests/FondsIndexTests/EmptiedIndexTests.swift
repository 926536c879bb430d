import FondsIndex
import Testing

/// `fonds index --rebuild` empties the index under others that update or search it.
@Suite("An index emptied by another process")
struct EmptiedIndexTests {
  /// Enough commits for several batches, whose rows the others remember.
  private static func repository() -> FakeRepository {
    let repository = FakeRepository()
    for index in 0..<2300 {
      let number = "HR-2023-01-00\(index % 6 + 1)"
      repository.commit(["Records/\(number)_a.yaml": record(number, body: "内容\(index % 9) \(index)")])
    }
    return repository
  }

  @Test(arguments: [1, 1001, 2300], [false, true])
  func anUpdateBeginsAgain(atCommit place: Int, isFilledAgain: Bool) throws {
    let repository = Self.repository()
    try withFolder { (folder) throws in
      let store = try IndexStore(directory: folder)
      let other = try IndexStore(directory: folder)
      _ = try store.isUnemptied()
      var isDone = false
      try store.update(from: repository, describe: describe) { done, total in
        guard total == 0, done == place, !isDone else { return }
        isDone = true
        #expect(throws: Never.self) {
          try other.clear()
          // Rows get the numbers that the first one remembers of others.
          if isFilledAgain { try other.update(from: repository, describe: describe) }
        }
      }
      #expect(try !store.isUnemptied())
      try withFolder { (fresh) throws in
        let whole = try IndexStore(directory: fresh)
        try whole.update(from: repository, describe: describe)
        #expect(try UpdateTests.content(of: store, positions: 3) == UpdateTests.content(of: whole, positions: 3))
      }
    }
  }

  @Test func whatWasReadInBetweenIsTold() throws {
    try withFolder { (folder) throws in
      let repository = FakeRepository()
      repository.commit(["Records/HR-2023-01-001_a.yaml": record("HR-2023-01-001", body: "内容")])
      try IndexStore(directory: folder).update(from: repository, describe: describe)
      let reading = try IndexStore(reading: folder)
      #expect(try reading.isUnemptied())
      try IndexStore(directory: folder).update(from: repository, describe: describe)
      #expect(try reading.isUnemptied())
      try IndexStore(directory: folder).clear()
      #expect(try reading.search(.everything, scope: .present, limit: 1).total == 0)
      #expect(try !reading.isUnemptied())
    }
  }
}
