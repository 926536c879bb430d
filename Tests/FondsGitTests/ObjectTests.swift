import FondsGit
import Foundation
import Testing

@Suite("Blobs and malformed objects")
struct ObjectTests {
  @Test func contentComesBackAsGitHasIt() throws {
    let test = try TestRepository()
    let repository = try test.open()
    let bytes = Array("标题: 考勤\n\0\u{FF}".utf8)
    let oid = try repository.writeBlob(bytes)
    #expect(try repository.readBlob(oid) == bytes)
    #expect(try repository.blobSize(oid) == bytes.count)
    #expect(try repository.withBlob(oid) { $0.count } == bytes.count)
    #expect(try test.command.output(of: ["cat-file", "blob", oid.description]) == bytes)
    #expect(try OID.ofBlob(bytes) == oid)
    #expect(repository.contains(oid) && !repository.contains(.zero))
    let empty = try repository.writeBlob([])
    #expect(try repository.readBlob(empty) == [])
  }

  @Test func missingOrOtherObjectIsToldApart() throws {
    let test = try TestRepository()
    try test.write("a", "1")
    let commit = try test.commit()
    let repository = try test.open()
    let nothing = try OID.ofBlob(Array("never stored".utf8))
    #expect(code { try repository.readBlob(nothing) } == .notFound)
    #expect(code { try repository.blobSize(nothing) } == .notFound)
    #expect(code { try repository.readBlob(commit) } == .wrongType)
    #expect(code { try repository.blobSize(commit) } == .wrongType)
    #expect(code { try repository.tree(commit) } == .wrongType)
    #expect(code { try repository.commit(nothing) } == .notFound)
  }

  @Test func contentThatIsNotItsNameIsAHashMismatch() throws {
    let test = try TestRepository()
    try test.write("a", "one")
    try test.write("b", "two")
    try test.commit()
    func file(_ oid: OID) -> String {
      "\(test.path)/.git/objects/\(oid.description.prefix(2))/\(oid.description.dropFirst(2))"
    }
    let (a, b) = (try test.oid("HEAD:a"), try test.oid("HEAD:b"))
    try FileManager.default.removeItem(atPath: file(a))
    try FileManager.default.copyItem(atPath: file(b), toPath: file(a))
    #expect(code { try test.open().readBlob(a) } == .hashMismatch)
  }

  @Test func treeOfRubbishIsMalformed() throws {
    let test = try TestRepository()
    let repository = try test.open()
    for rubbish in ["x", "100644 a", "100644 \0" + String(repeating: "x", count: 20), "100644 a\0short", "9 a\0"] {
      let oid = try #require(
        OID(
          try test.git(
            ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"], input: Array(rubbish.utf8))))
      #expect(code { try repository.tree(oid) } == .malformed, "\(rubbish)")
      #expect(code { try TreeDifference(of: repository).changes(from: nil, to: oid) } == .malformed)
    }
  }
}
