import FondsGit
import Foundation
import Testing

/// A power failure leaves an object's file cut short, of zeros, or with other bytes. libgit2 1.5.1 alone waits for ever then.
@Suite("Damaged loose objects")
struct LooseObjectTests {
  private static func file(_ oid: OID, in test: TestRepository) -> String {
    "\(test.path)/.git/objects/\(oid.description.prefix(2))/\(oid.description.dropFirst(2))"
  }

  private static func replace(_ file: String, with bytes: some Sequence<UInt8>) throws {
    // Git makes them read-only.
    if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }

  /// Text that zlib can't make much shorter.
  private static func text(_ length: Int) -> String {
    var generator = SeededGenerator(state: 6)
    return String((0..<length).map { _ in "全宗档案会议纪要abcdefgh012345".randomElement(using: &generator) ?? "全" })
  }

  /// Zlib's form without compression.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65521
      high = (high + low) % 65521
    }
    let count = UInt16(bytes.count)
    let length = [UInt8(count & 255), UInt8(count >> 8)]
    let sum = high << 16 | low
    return [0x78, 0x01, 0x01] + length + length.map { ~$0 } + bytes
      + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }

  @Test(arguments: ["HEAD", "HEAD^{tree}", "HEAD:a"])
  func aFileCutShortAtAnyLengthIsSaid(_ revision: String) throws {
    let test = try TestRepository()
    try test.write("a", Self.text(700))
    try test.commit()
    let oid = try test.oid(revision)
    let file = Self.file(oid, in: test)
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    for length in Array(0..<min(sound.count, 150)) + Array(stride(from: 150, to: sound.count, by: 23)) + [
      sound.count - 1
    ] {
      try Self.replace(file, with: sound.prefix(length))
      let repository = try test.open()
      #expect(code { try repository.readBlob(oid) } == .damagedObject, "\(length) of \(sound.count)")
      #expect(code { try repository.blobSize(oid) } == .damagedObject, "\(length) of \(sound.count)")
      #expect(code { try repository.tree(oid) } == .damagedObject, "\(length) of \(sound.count)")
      #expect(code { try repository.commit(oid) } == .damagedObject, "\(length) of \(sound.count)")
      #expect(code { try repository.resolve(oid.description) } == .damagedObject, "\(length) of \(sound.count)")
      #expect(code { try repository.resolve(oid.abbreviated()) } == .damagedObject, "\(length) of \(sound.count)")
    }
    try Self.replace(file, with: sound)
    try test.expectSound()
  }

  @Test func zerosOtherBytesAndMoreBytesAreSaid() throws {
    let test = try TestRepository()
    let bytes = Array(Self.text(300).utf8)
    let oid = try test.open().writeBlob(bytes)
    let file = Self.file(oid, in: test)
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    for damaged in [
      Data(count: sound.count), sound + Data([0]), sound + sound, Data(sound.map { ~$0 }),
      sound.prefix(sound.count - 20) + Data(count: 20), Data(bytes),
    ] {
      try Self.replace(file, with: damaged)
      #expect(code { try test.open().readBlob(oid) } == .damagedObject)
    }
    var generator = SeededGenerator(state: 1)
    for _ in 0..<400 {
      var damaged = sound
      damaged[Int.random(in: damaged.indices, using: &generator)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try Self.replace(file, with: damaged)
      do throws(GitError) {
        // A bit that only says how hard zlib tried.
        let read = try Repository.open(at: test.path).readBlob(oid)
        #expect(read == bytes)
      } catch {
        #expect(error.code == .damagedObject || error.code == .hashMismatch, "\(error)")
      }
    }
  }

  @Test(arguments: [
    "", "blob", "blob 4", "blob4\0四号", "blob \0四号", "blob -6\0四号", "blob x\0四号", "blob 5\0四号", "blob 7\0四号",
    "blob 9999999999\0四号", "blob 99999999999999999999\0四号", "blox 6\0四号", "ofs-delta 6\0四号", " 6\0四号",
    "blob 000000000000000000000000000000000006\0四号",
  ])
  func aBeginningThatSaysSomethingElseIsSaid(_ content: String) throws {
    let test = try TestRepository()
    let oid = try OID.ofBlob(Array("四号".utf8))
    let file = Self.file(oid, in: test)
    try Self.replace(file, with: Self.stored(Array("blob 6\0四号".utf8)))
    #expect(try test.open().readBlob(oid) == Array("四号".utf8))
    try Self.replace(file, with: Self.stored(Array(content.utf8)))
    #expect(code { try test.open().readBlob(oid) } == .damagedObject)
  }

  @Test func aWalkNamesTheFileOfTheDamagedCommit() throws {
    let test = try TestRepository()
    for number in 1...3 {
      try test.write("a", "\(number)")
      try test.commit()
    }
    let file = Self.file(try test.oid("HEAD~1"), in: test)
    try Self.replace(file, with: try Data(contentsOf: URL(fileURLWithPath: file)).prefix(60))
    let walk = try RevisionWalk(of: try test.open())
    try walk.push(test.oid("HEAD"))
    do throws(GitError) {
      _ = try walk.remaining()
      Issue.record("the walk passed over a damaged commit")
    } catch {
      #expect(error.code == .damagedObject && error.path.map { file.hasSuffix($0) || $0.hasSuffix(file) } == true)
    }
  }

  @Test func objectsBorrowedFromAnotherRepositoryAreGuarded() throws {
    let test = try TestRepository()
    try test.write("a", Self.text(300))
    try test.commit()
    let oid = try test.oid("HEAD:a")
    let borrower = try TestRepository(create: false)
    try test.git("clone", "-q", "--shared", test.path, borrower.path)
    let file = Self.file(oid, in: test)
    try Self.replace(file, with: try Data(contentsOf: URL(fileURLWithPath: file)).prefix(300))
    #expect(code { try borrower.open().readBlob(oid) } == .damagedObject)
  }

  @Test func writingAnObjectAgainMendsIt() throws {
    let test = try TestRepository()
    try test.write("a", Self.text(300))
    try test.commit()
    let oid = try test.oid("HEAD:a")
    let file = Self.file(oid, in: test)
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    for damaged in [Data(), sound.prefix(100), sound + Data([7]), Data(Self.stored(Array("blob 1\0x".utf8)))] {
      try Self.replace(file, with: damaged)
      let repository = try test.open()
      #expect(try repository.writeBlob(Array(Self.text(300).utf8)) == oid)
      try test.expectSound()
    }
  }
}
