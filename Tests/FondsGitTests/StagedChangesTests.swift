import FondsGit
import Foundation
import Testing

/// What is staged, by the index's own file: the same as `git diff-index --cached` says.
@Suite struct StagedChangesTests {
  private static let roots = ["Records", "Schemas"]

  private func own(_ test: TestRepository, _ index: String? = nil) throws -> [TreeChange]? {
    let repository = try Repository.open(at: test.path)
    return try repository.stagedChanges(
      since: repository.head(), index: index ?? repository.gitDirectory + "index", below: Self.roots)
  }

  private func git(_ test: TestRepository) throws -> [TreeChange] {
    let repository = try Repository.open(at: test.path)
    return try test.command.stagedChanges(since: repository.head(), paths: Self.roots)
  }

  /// An archive of some folders with a file beside and below each.
  private func archive() throws -> TestRepository {
    let test = try TestRepository()
    for department in ["HR", "FIN", "SEC"] {
      for month in 1...3 {
        for number in 1...4 {
          try test.write(
            "Records/\(department)/2023/0\(month)/档案 \(number).yaml", "id: \(department) \(month) \(number)\n")
        }
      }
    }
    try test.write("Records/HR/说明.yaml", "a: 1\n")
    try test.write("Schemas/fonds.yaml", "fonds: 1\n")
    try test.write("README.md", "# a\n")
    try test.write("other/b", "b\n")
    try test.commit()
    return test
  }

  @Test(arguments: ["2", "4"])
  func randomChangesAreAsGitSays(version: String) throws {
    let test = try archive()
    try test.git("update-index", "--index-version", version)
    var random = SystemRandomNumberGenerator()
    var nonEmpty = 0
    for round in 0..<60 {
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let department = try #require(["HR", "FIN", "SEC", "GEN"].randomElement())
        let folder = "Records/\(department)/202\(Int.random(in: 3...4))/0\(Int.random(in: 1...3))"
        let file = "\(folder)/档案 \(Int.random(in: 1...5)).yaml"
        let target = test.path + "/" + file
        switch Int.random(in: 0..<9) {
        case 0...2: try? test.write(file, "n: \(round) \(Int.random(in: 0...9))\n")
        case 3: try? FileManager.default.removeItem(atPath: target)
        case 4: try? FileManager.default.removeItem(atPath: test.path + "/" + folder)
        case 5:
          // A file where a folder was.
          try? FileManager.default.removeItem(atPath: test.path + "/" + folder)
          try? test.write(folder, "f\n")
        case 6: try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
        case 7:
          try? FileManager.default.removeItem(atPath: target)
          try? FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: "档案 1.yaml")
        default:
          try test.write("README.md", "# \(round)\n")
          try test.write("Records.txt", "beside \(round)\n")
          try test.write("Record", "beside \(round)\n")
        }
      }
      switch Int.random(in: 0..<4) {
      case 0:
        try test.write("Records/FIN/以后/\(round).yaml", "later: 1\n")
        try test.git("add", "-N", "--", "Records/FIN/以后/\(round).yaml")
      case 1: try test.commit()
      default: try test.git("add", "-A")
      }
      let expected = try git(test)
      nonEmpty += expected.isEmpty ? 0 : 1
      let found = try #require(try own(test))
      #expect(found == expected, "round \(round): \(Set(found).symmetricDifference(expected))")
      // Without what Git has noted of the folders.
      if round % 10 == 0 {
        try test.git("read-tree", "--empty")
        try test.git("add", "-A")
        #expect(try own(test) == git(test))
      }
    }
    #expect(nonEmpty > 15)
  }

  @Test func beforeTheFirstCommitEverythingIsStaged() throws {
    let test = try TestRepository()
    try test.write("Records/a.yaml", "a\n")
    try test.write("b", "b\n")
    #expect(try own(test) == nil)
    try test.git("add", "-A")
    #expect(try own(test)?.map(\.path) == ["Records/a.yaml"])
    #expect(try own(test) == git(test))
  }

  @Test func anythingThatIsGoneIsTold() throws {
    let test = try archive()
    try test.git("rm", "-rq", "Records")
    #expect(try own(test)?.count == 37)
    #expect(try own(test) == git(test))
  }

  @Test func aConflictIsSaidWithItsPath() throws {
    let test = try archive()
    let file = "Records/HR/2023/01/档案 1.yaml"
    try test.git("checkout", "-qb", "other")
    try test.write(file, "theirs\n")
    try test.commit()
    try test.git("checkout", "-q", "main")
    try test.write(file, "ours\n")
    try test.commit()
    #expect(throws: GitError.self) { try test.git("merge", "-q", "other") }
    let error = try #require(throws: GitError.self) { _ = try own(test) }
    #expect(error.code == .unmerged && error.path == file)
  }

  @Test func whatOnlyGitReadsIsLeftToIt() throws {
    let test = try archive()
    try test.write("Records/HR/说明.yaml", "b: 1\n")
    try test.git("add", "-A")
    try test.git("update-index", "--split-index")
    #expect(try own(test) == nil)
    try test.git("update-index", "--no-split-index")
    #expect(try own(test)?.count == 1)
    // A table of where the entries end.
    try test.git(
      "-c", "index.recordEndOfIndexEntries=true", "-c", "index.threads=2", "update-index", "--index-version", "4")
    #expect(try own(test)?.count == 1)
  }

  @Test(arguments: ["2", "4"])
  func aDamagedIndexIsLeftToGitOrRead(version: String) throws {
    let test = try archive()
    try test.git("update-index", "--index-version", version)
    try test.write("Records/HR/说明.yaml", "b: 1\n")
    try test.git("add", "-A")
    let sound = [UInt8](try Data(contentsOf: URL(fileURLWithPath: test.path + "/.git/index")))
    let damaged = test.path + "/damaged"
    var left = 0
    for round in 0..<600 {
      var bytes = sound
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count)) }
      for _ in 0..<Int.random(in: 1...3) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: damaged))
      do {
        if try own(test, damaged) == nil { left += 1 }
      } catch let error as GitError {
        // A folder that is not there, or a conflict that was never one.
        #expect([.notFound, .unmerged, .wrongType].contains(error.code), "\(error)")
      }
    }
    #expect(left > 50)
    #expect(try own(test)?.count == 1)
  }
}
