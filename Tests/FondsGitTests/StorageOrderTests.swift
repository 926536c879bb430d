import FondsGit
import Foundation
import Testing

@Suite("Storage order")
struct StorageOrderTests {
  /// Two packs and some loose objects; a clone that borrows them all.
  private func repository() throws -> (TestRepository, [OID]) {
    let test = try TestRepository()
    var oids: [OID] = []
    for pack in 0..<3 {
      for file in 0..<60 {
        try test.write("文件\(file)", "标题: 考勤 \(file)\n" + String(repeating: "第\(pack)条\n", count: file))
      }
      try test.commit()
      for file in 0..<60 { oids.append(try test.oid("HEAD:文件\(file)")) }
      if pack < 2 { try test.git("repack", "-q", "-d") }
    }
    return (test, oids)
  }

  @Test func objectsComeAsTheyLieInThePacks() throws {
    let (test, oids) = try repository()
    let shuffled = Set(oids).sorted()
    let order = PackReader(of: try test.open()).storageOrder(of: shuffled)
    #expect(order.sorted() == Array(shuffled.indices))
    let packs = try FileManager.default.contentsOfDirectory(atPath: test.path + "/.git/objects/pack")
      .filter { $0.hasSuffix(".idx") }.sorted()
    #expect(packs.count == 2)
    var expected: [OID] = []
    for pack in packs {
      // Name, type, size, size in the pack, offset …
      let lines = try test.git("verify-pack", "-v", ".git/objects/pack/" + pack).split(separator: "\n")
      let fields = lines.map { $0.split(separator: " ") }.filter { $0.count >= 5 && $0[1] == "blob" }
      expected += fields.sorted { Int($0[4]) ?? 0 < Int($1[4]) ?? 0 }.compactMap { OID(String($0[0])) }
        .filter(shuffled.contains)
    }
    let loose = shuffled.filter { !expected.contains($0) }
    #expect(loose.count == 59)
    #expect(order.map { shuffled[$0] } == expected + loose)

    let borrower = test.path + "/借用 clone"
    try test.git("clone", "-q", "--shared", "--bare", test.path, borrower)
    #expect(PackReader(of: try Repository.open(at: borrower)).storageOrder(of: shuffled) == order)
  }

  @Test func aDamagedTableOfContentsOnlySpoilsTheOrder() throws {
    let (test, oids) = try repository()
    let folder = test.path + "/.git/objects/pack/"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".idx") })
    let repository = try test.open()
    let sound = try Data(contentsOf: URL(fileURLWithPath: folder + name))
    var dice = SeededGenerator(state: 7)
    for round in 0..<200 {
      var bytes = sound
      if round.isMultiple(of: 4) { bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &dice)) }
      for _ in 0..<8 where !bytes.isEmpty {
        // The table of counts above all: whoever trusts it reads beyond the end.
        let place = Int.random(in: 0..<min(bytes.count, Bool.random(using: &dice) ? 1100 : bytes.count), using: &dice)
        bytes[place] = UInt8.random(in: 0...255, using: &dice)
      }
      try FileManager.default.removeItem(atPath: folder + name)
      try bytes.write(to: URL(fileURLWithPath: folder + name))
      #expect(PackReader(of: repository).storageOrder(of: oids).sorted() == Array(oids.indices))
    }
  }
}
