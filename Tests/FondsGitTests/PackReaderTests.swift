import FondsGit
import Foundation
import Testing

@Suite("Pack reader")
struct PackReaderTests {
  /// A file that grows, changes in the middle and shrinks: many versions that are stored as differences from each other.
  private func repository(versions: Int = 80) throws -> (TestRepository, [OID: [UInt8]]) {
    let test = try TestRepository()
    var lines = (0..<200).map { "第\($0)条 考勤由人事部门负责 \($0 * 7919)" }
    var dice = SeededGenerator(state: 3)
    var contents: [OID: [UInt8]] = [:]
    for version in 0..<versions {
      lines[Int.random(in: 0..<lines.count, using: &dice)] = "修订 \(version)"
      if version.isMultiple(of: 9) { lines.removeFirst(3) } else { lines.append("补充 \(version)") }
      let text = lines.joined(separator: "\n")
      try test.write("Records/规定.yaml", text)
      try test.write("Records/\(version % 30).yaml", "id: \(version)\n")
      try test.commit()
      contents[try test.oid("HEAD:Records/规定.yaml")] = Array(text.utf8)
    }
    return (test, contents)
  }

  /// Differences by distance, by name, and none at all.
  @Test(arguments: [["true", "50"], ["false", "50"], ["true", "4000"], ["true", "0"]])
  func whatIsPackedIsReadAsGitReadsIt(settings: [String]) throws {
    let (test, contents) = try repository()
    try test.git(
      "-c", "repack.useDeltaBaseOffset=\(settings[0])", "repack", "-q", "-a", "-d", "-f", "--depth=\(settings[1])")
    let repository = try test.open()
    let packs = PackReader(of: repository, cacheBytes: 200_000)
    for (oid, content) in contents { #expect(packs.blob(oid) == content) }
    // Trees too: the changes of every commit, from the packs and from libgit2.
    let ours = TreeDifference(of: repository, below: "Records", packs: packs)
    let theirs = TreeDifference(of: repository, below: "Records")
    let walk = try RevisionWalk(of: repository)
    try walk.push(try test.oid("HEAD"))
    var changes = 0
    while let oid = try walk.next() {
      let commit = try repository.commit(oid)
      let before = try commit.parents.first.map { try repository.rootTree(ofCommit: $0) }
      let found = try ours.changes(from: before, to: commit.tree)
      #expect(try found == theirs.changes(from: before, to: commit.tree))
      changes += found.count
    }
    #expect(changes > 150)
    let commit = try test.oid("HEAD")
    #expect(packs.blob(commit) == nil)
  }

  /// Names, times and messages as people and tools have written them.
  @Test func commitsAreReadAsLibgit2ReadsThem() throws {
    let test = try TestRepository()
    try test.write("a", "a\n")
    try test.git("add", "-A")
    let tree = try test.git("write-tree")
    let people = ["李娜 <li.na@example.org> 1683511200 +0800", "O'Neil, A. <> -5 -0330", "a <b> 99999999999 +0000"]
    let messages = [
      "添加：合同\n\n正文\n\nFonds-Action: act\n", "", "\n\n  leading\n", "no line end", "a\r\nb\n", "行\u{2028}行\n",
      "encoding gbk\n",
    ]
    let headers = [
      "", "gpgsig -----BEGIN SSH SIGNATURE-----\n abc\n  def\n", "mergetag object x\n type commit\n", "encoding GBK\n",
    ]
    var oids: [OID] = []
    for person in people {
      for message in messages {
        for header in headers {
          let parents = oids.suffix(oids.count % 4).map { "parent \($0)\n" }.joined()
          let text = "tree \(tree)\n\(parents)author \(person)\ncommitter \(people[0])\n\(header)\n\(message)"
          let oid = try test.git(
            ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: Array(text.utf8))
          oids.append(try #require(OID(oid)))
          try test.git("update-ref", "refs/heads/c\(oids.count)", oid)
        }
      }
    }
    try test.git("repack", "-adq")
    let repository = try test.open()
    let packs = PackReader(of: repository)
    var own = 0
    for oid in oids {
      let expected = try repository.commit(oid)
      guard let found = packs.commit(oid) else {
        #expect(
          String(decoding: try test.command.output(of: ["cat-file", "-p", oid.description]), as: UTF8.self).contains(
            "encoding"))
        continue
      }
      own += 1
      #expect(found == expected)
    }
    #expect(own >= oids.count / 2)
    #expect(packs.commit(try #require(OID(tree))) == nil)
  }

  @Test func looseObjectsAndStrangeNamesAreLeftToLibgit2() throws {
    let (test, contents) = try repository(versions: 3)
    let packs = PackReader(of: try test.open())
    for oid in contents.keys { #expect(packs.blob(oid) == nil) }
    #expect(packs.blob(.zero) == nil)
  }

  /// A damaged pack may give nothing, but never a crash, nor memory without bounds.
  @Test func damagedPacksDoNoHarm() throws {
    let (test, contents) = try repository(versions: 30)
    try test.git("repack", "-q", "-a", "-d", "-f", "--depth=50")
    let folder = test.path + "/.git/objects/pack/"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".pack") })
    let sound = try Data(contentsOf: URL(fileURLWithPath: folder + name))
    let repository = try test.open()
    var dice = SeededGenerator(state: 11)
    var unread = 0
    for round in 0..<300 {
      var bytes = sound
      if round.isMultiple(of: 5) { bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &dice)) }
      for _ in 0..<20 where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
      }
      // A new file each time: one that is mapped is never changed in place.
      try FileManager.default.removeItem(atPath: folder + name)
      try bytes.write(to: URL(fileURLWithPath: folder + name))
      let packs = PackReader(of: repository)
      for oid in contents.keys where packs.blob(oid) == nil { unread += 1 }
    }
    #expect(unread > 0)
  }
}
